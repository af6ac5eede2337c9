import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { describeMethod, drawMethod, methods, runMethod } from './run-method.ts';

const root = resolve(import.meta.dirname, '..', '..');
const schema = JSON.parse(readFileSync(resolve(root, 'docs', 'toolbox-output.schema.json'), 'utf8')) as object;
const validate = new Ajv2020({ strict: false }).compile(schema);

describe('what comes out is what docs/toolbox-output.schema.json says', () => {
  test.each(methods.map(({ id }) => id))('%s', async (id) => {
    const { example } = await describeMethod(id);
    const answer = await runMethod(id, {
      ...(example.csv === undefined ? {} : { text: example.csv }),
      ...(example.assignment ? { assignment: example.assignment } : {}),
      options: example.options,
    });
    if (!answer.ok) throw new Error(JSON.stringify(answer.problems));
    const { ok: _, ...printed } = answer;
    const json: unknown = JSON.parse(JSON.stringify({ ...printed, options: example.options }));
    expect(validate(json), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
    // The schema tells a method from another, so a field that is missing is seen.
    expect(validate({ ...(json as object), values: {} })).toBe(Object.keys(answer.values as object).length === 0);
  });
  test('a refusal too', async () => {
    const answer = await runMethod('i-mr', { text: 'x\n1\ntwo\n3\n' });
    expect(answer).toMatchObject({ ok: false, problems: [{ code: 'not-a-number', cell: 'A3' }] });
    expect(validate(JSON.parse(JSON.stringify(answer)))).toBe(true);
  });
});

test('text, rows and columns of the same data give the same', async () => {
  const list = [10.1, 9.9, 10.3, 10.05, 9.8, 10.2];
  const [text, rows, columns] = await Promise.all([
    runMethod('i-mr', { text: `x\n${list.join('\n')}\n` }),
    runMethod('i-mr', { rows: [['x'], ...list.map((value) => [value])] }),
    runMethod('i-mr', { columns: { x: list } }),
  ]);
  expect(rows).toEqual(text);
  expect(columns).toEqual(text);
  expect(text.ok && (await drawMethod(text))).toMatch(/^<svg/);
});

test('an infinity among columns of numbers is refused with its cell; NaN is an empty one', async () => {
  const answer = await runMethod('i-mr', { columns: { x: [1, Number.POSITIVE_INFINITY, 2, Number.NaN, 3] } });
  expect(answer).toMatchObject({ ok: false, problems: [{ cell: 'A3' }] });
  const gap = await runMethod('i-mr', { columns: { x: [1, 2, Number.NaN, 3, 2] } });
  expect(gap).toMatchObject({
    ok: true,
    warnings: expect.arrayContaining([expect.objectContaining({ code: 'values-missing' })]),
  });
});

test('an unknown method is a fault of the caller', async () => {
  await expect(runMethod('xbar')).rejects.toThrow(/expected the id of a method, such as xbar-r, found `xbar`/);
});

test('the example of docs/toolbox.md runs as it stands, from outside, by the name of the package', () => {
  const page = readFileSync(resolve(root, 'docs', 'toolbox.md'), 'utf8');
  const [, snippet] = /```ts\n([\s\S]*?)```/.exec(page) ?? [];
  if (snippet === undefined) throw new Error('docs/toolbox.md has no example');
  const file = resolve(import.meta.dirname, `.example-of-docs-${process.pid}.ts`);
  writeFileSync(file, snippet);
  try {
    const out = execFileSync(process.execPath, [file], { encoding: 'utf8' });
    expect(out).toContain('the limits come from 5 points only');
    expect(out).toContain('"ucl":');
    expect(out.trimEnd().endsWith('<svg')).toBe(true);
  } finally {
    rmSync(file);
  }
});
