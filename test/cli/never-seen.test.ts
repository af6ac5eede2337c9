import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { touchstone } from './terminal.ts';

/**
 * A scheme that no folder of the house holds, written with the pages on writing schemes alone: stars for green factories, a
 * self-report each year, a lower rating, an appeal. It lies outside of `schemes/` and takes in the shared parts of the house.
 */
const neverSeen = join(import.meta.dirname, 'never-seen');
const scratch = mkdtempSync(join(tmpdir(), 'touchstone-never-seen-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('a scheme that was never seen here', () => {
  test('checks, and its worked cases come out', async () => {
    const folder = join(neverSeen, 'green-factory');
    const checked = await touchstone(['scheme', 'check', folder]);
    expect(checked.code, checked.err).toBe(0);
    const played = await touchstone(['scheme', 'test', folder]);
    expect(played.code, played.out + played.err).toBe(0);
    expect(played.out).toContain('3 worked cases came out as expected');
  });

  test('its missing texts are printed as texts.yaml would have them, every one; one not needed is a line, not a list', async () => {
    const folder = join(scratch, 'green-factory');
    cpSync(join(neverSeen, 'green-factory'), folder, { recursive: true });
    const whole = parse(readFileSync(join(folder, 'texts.yaml'), 'utf8'));
    writeFileSync(
      join(folder, 'texts.yaml'),
      'title: { zh: 星级, en: Stars }\nrole: { nobody-at-all: { zh: 无, en: none } }\n',
    );
    const { code, out, err } = await touchstone(['scheme', 'check', folder, '--texts']);
    expect(code).toBe(1);
    expect(err).toMatch(
      /texts\.yaml:2:9: expected only texts that the scheme uses; found `role\.nobody-at-all`\. Remove it\./,
    );
    const keysOf = (node: object, at = ''): readonly string[] =>
      Object.entries(node).flatMap(([key, value]) =>
        typeof value === 'object' && value !== null ? keysOf(value, `${at}${key}.`) : key === 'zh' ? [at] : [],
      );
    const printed = keysOf(parse(out));
    const missing = keysOf(whole).filter((key) => key !== 'title.');
    expect([...missing].filter((key) => !printed.includes(key))).toEqual([]);
  });

  test('`scheme new` begins one that an editor completes, under its own name and without the editions of its pattern', async () => {
    const made = await touchstone(['scheme', 'new', 'my-quality', '--from', 'cn-qms', '--in', scratch]);
    expect(made.code, made.err).toBe(0);
    const text = readFileSync(join(scratch, 'my-quality', 'scheme.yaml'), 'utf8');
    const [, schema = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
    expect(JSON.parse(readFileSync(join(scratch, 'my-quality', schema), 'utf8'))).toHaveProperty('$schema');
    const checked = await touchstone(['scheme', 'check', join(scratch, 'my-quality')]);
    expect(checked.code, checked.err).toBe(0);
  });
});
