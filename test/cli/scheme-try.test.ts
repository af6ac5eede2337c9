import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { touchstone } from './terminal.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'touchstone-try-'));
const scheme = join(folder, 'my-canteen');
beforeAll(async () => {
  expect((await touchstone(['scheme', 'new', 'my-canteen', '--in', folder])).code).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const walk = (lines: readonly string[], more: readonly string[] = []) =>
  touchstone(['scheme', 'try', scheme, ...more], { input: `${lines.join('\n')}\n` });

describe('scheme try', () => {
  it('asks field by field, says at the prompt what the engine refuses, and keeps what was walked as a worked case', async () => {
    const file = join(scheme, 'cases', 'walked.yaml');
    const { code, out, err } = await walk(
      [
        ...['# a line of remarks is passed over', 'day 2026-03-02', '1', 'application'],
        // Name, code, address, region, contact, telephone, canteen, meals (twice), delivers (twice), bags, licence (twice).
        ...['Canteen', '', '', '', '', '', 'Canteen Two', 'many', '120', 'perhaps', 'yes', 'no', 'a.exe', 'a.pdf'],
        ...['by decider-1', 'look', 'by', 'check', 'refused', '2', 'back', 'check', 'accepted'],
        ...['inspectors', 'inspector-1', 'inspectors', ''],
        // An open finding keeps the decision from being taken: the refusal is said, and kept for the worked case.
        ...['2', 'inspector-1', 'serious', '7', 'raw and cooked food not apart', 'visit', '2', 's'],
        ...['decision', 'granted', '', 'keep', '2', 'cleaned late', 'cleaned', '2', 'inspector-2', 'yes'],
        ...['decision', 'granted', 'Good.', 'days 200', 'history'],
      ],
      ['--save', file, '--name', '走一遍 | Walked through'],
    );
    expect(`${out}${err}`).not.toMatch(/at .*\.ts:\d/);
    expect(out).toContain('should be');
    expect(out).toContain('`many`');
    expect(out).toContain('`perhaps`');
    expect(out).toContain('`exe`');
    // What this person may not do, and why; what waits, until when.
    expect(out).toMatch(/Check — Officer in charge \(planner-1\) {2}due 2026-03-09\n {8}✗ .*Officer in charge/);
    expect(out).toContain('ended · refused');
    expect(out).toContain('inspector');
    expect(out).toMatch(/Register: Trusted canteen mark AX20260001 · valid · 2026-03-02 – 2028-03-01/);
    expect(out).toContain('! must-suspend');
    expect(code, out).toBe(0);
    const written = readFileSync(file, 'utf8');
    expect(written).toContain('case: { zh: 走一遍, en: Walked through }');
    expect(written).toContain('open-findings');
    expect(written).toContain('AX20260001');
    expect(written).not.toContain('ended: refused');
    const tested = await touchstone(['scheme', 'test', scheme]);
    expect(tested.code, tested.out + tested.err).toBe(0);
    expect(tested.out).toContain('cases/walked.yaml');
  });

  it('goes on from a worked case, in Chinese, from a file of lines', async () => {
    const lines = join(folder, 'lines.txt');
    writeFileSync(lines, '看\n加人 qian-2 office decider\n人\n退出\n');
    const from = join(scheme, 'cases', 'ordinary.yaml');
    const { code, out } = await touchstone([
      'scheme',
      'try',
      scheme,
      '--script',
      lines,
      '--from',
      from,
      '--lang',
      'zh',
    ]);
    expect(code, out).toBe(0);
    expect(out).toContain('名录: 安心标识 AX20260001');
    expect(out).toContain('qian-2 · office · 决定人员');
  });

  it('walks on by itself, takes back and does again', async () => {
    const { code, out } = await walk(['auto all', 'back', 'again', 'back', 'quit', 'never read'], ['--json']);
    expect(code).toBe(0);
    const { walk: walked, standings } = JSON.parse(out) as {
      walk: { acts: Record<string, unknown>[] };
      standings: { open: string[] }[];
    };
    expect(walked.acts.at(-1)).toMatchObject({ do: 'visit' });
    expect(standings.at(-1)?.open).toEqual(['decision']);
  });

  it('says what it did not understand, and ends with code 1; an input that ends in a question loses nothing', async () => {
    const file = join(folder, 'broken-off.yaml');
    const { code, out } = await walk(
      ['99', 'dya 3', 'days -1', 'by nobody', '{ do: [', '1', 'application', 'half'],
      ['--save', file],
    );
    expect(code).toBe(1);
    for (const word of ['`99`', '`dya 3`', '`-1`', '`nobody`', '`{ do: [`']) expect(out).toContain(word);
    expect(out).toContain('ended in the middle of a question');
    expect(readFileSync(file, 'utf8')).toContain('open: initial');
  });

  it('says why, where nobody may', async () => {
    const story = join(root, 'schemes', 'brand-story');
    const { code, out } = await touchstone(['scheme', 'try', story], {
      input: ['1', 'The round', '1', 's', '2', '1', 'quit', ''].join('\n'),
    });
    expect(code, out).toBe(0);
    expect(out).toMatch(/\(nobody may\)\n {8}✗ .*(now|open)/);
  });

  it('overwrites nothing and says which option was wrong', async () => {
    const kept = join(scheme, 'cases', 'rare.yaml');
    const before = readFileSync(kept, 'utf8');
    const { code, err } = await walk(['auto all'], ['--save', kept]);
    expect(code).toBe(2);
    expect(err).toContain('exists already');
    expect(readFileSync(kept, 'utf8')).toBe(before);
    for (const wrong of [
      ['--day', '2026-02-30'],
      ['--kind', 'usual'],
      ['--from', 'nowhere.yaml'],
      ['--script', 'nowhere.txt'],
    ])
      expect((await walk([], wrong)).code, wrong.join(' ')).toBe(2);
    const nothing = join(folder, 'nothing.yaml');
    expect((await walk(['quit'], ['--save', nothing])).code).toBe(0);
    expect(existsSync(nothing)).toBe(false);
  });
});

it('the walk on the page about writing a scheme comes out as it says', async () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'writing-a-scheme.md'), 'utf8');
  const lines = /```walk\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const file = join(scheme, 'cases', 'of-the-page.yaml');
  const { code, out } = await walk(lines.trimEnd().split('\n'), ['--save', file]);
  expect(code, out).toBe(0);
  expect(readFileSync(file, 'utf8')).toMatch(/^kind: refusal$/m);
  expect(readFileSync(file, 'utf8')).toContain('refused: [open-findings]');
  expect((await touchstone(['scheme', 'test', scheme])).code).toBe(0);
});
