import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Condition, readCondition, rowsOf, writeCondition } from './condition.ts';
import type { Plain } from './edit-yaml.ts';

const schemes = resolve(import.meta.dirname, '../../../../schemes');

/** Every condition that the house's schemes and parts are written with. */
function conditions(): readonly { readonly at: string; readonly plain: Plain }[] {
  const found: { at: string; plain: Plain }[] = [];
  const walk = (node: Plain, at: string) => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      const isAfter = key === 'after' && JSON.stringify(value).includes('{');
      if (['show-if', 'required-if', 'only-if', 'condition'].includes(key) || isAfter)
        found.push({ at: `${at}/${key}`, plain: value });
      walk(value, `${at}/${key}`);
    }
  };
  for (const file of readdirSync(schemes, { recursive: true }) as string[])
    if (/(?:scheme|part)\.yaml$/.test(file)) walk(parse(readFileSync(join(schemes, file), 'utf8')) as Plain, file);
  return found;
}

test('every condition of the schemes is read into rows and written again as it stands', () => {
  const all = conditions();
  expect(all.length).toBeGreaterThan(60);
  for (const { at, plain } of all)
    expect(writtenOut(writeCondition(readCondition(plain)) ?? null), at).toEqual(writtenOut(plain));
  const asWritten = all.filter(({ plain }) => JSON.stringify(readCondition(plain)).includes('"written"'));
  expect(asWritten.map((c) => `${c.at} ${JSON.stringify(c.plain)}`)).toEqual([]);
});

/** A field that is only named is one that is filled in, and a list of one is the one: the page writes both out. */
function writtenOut(plain: Plain): Plain {
  if (Array.isArray(plain)) return plain.length === 1 ? writtenOut(plain[0] as Plain) : plain.map(writtenOut);
  if (typeof plain !== 'object' || plain === null) return plain;
  if (Object.keys(plain).join() === 'field') return { ...plain, given: true };
  return Object.fromEntries(
    Object.entries(plain).map(([key, value]) => [
      key,
      key === 'any' && Array.isArray(value) ? value.map(writtenOut) : key === 'not' ? writtenOut(value) : value,
    ]),
  );
}

test('rows join as all or any, a group stands in a group, and each may be turned round', () => {
  const big: Condition = { is: 'field', field: 'persons', test: 'at-least', values: [10] };
  const large: Condition = { is: 'field', field: 'size', test: 'is', values: ['L', 'XL'] };
  expect(writeCondition({ is: 'group', join: 'all', parts: [big] })).toEqual({ field: 'persons', 'at-least': 10 });
  expect(writeCondition({ is: 'group', join: 'all', parts: [] })).toBeUndefined();
  const any: Condition = { is: 'group', join: 'any', parts: [big, large], not: true };
  const whole: Condition = { is: 'group', join: 'all', parts: [any, { is: 'step', step: 'review', outcomes: [] }] };
  const written = [
    {
      not: {
        any: [
          { field: 'persons', 'at-least': 10 },
          { field: 'size', is: ['L', 'XL'] },
        ],
      },
    },
    { step: 'review' },
  ];
  expect(writeCondition(whole)).toEqual(written);
  expect(readCondition(written)).toEqual(whole);
  expect(rowsOf(readCondition(written)).parts).toHaveLength(2);
  expect(rowsOf(any).parts).toEqual([any]);
});

test('what it does not know is kept as it is written', () => {
  for (const plain of [{ not: { not: { step: 'a' } } }, { field: 'a', is: 1, 'at-most': 3 }, 'text', { sum: [] }])
    expect(writeCondition(readCondition(plain as Plain))).toEqual(plain);
});
