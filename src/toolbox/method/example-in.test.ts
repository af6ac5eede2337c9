import { expect, test } from 'vitest';
import { readTable } from '../data-entry/table-reader.ts';
import { loadAllMethods } from '../methods.ts';
import { englishWords } from './english-examples.ts';
import { exampleIn } from './example-in.ts';
import type { Method, Outcome } from './method.ts';

const chinese = /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/;

function run(method: Method, { csv, assignment, options }: Method['example']): Outcome<unknown> {
  const table = csv === undefined ? undefined : readTable(csv).table;
  return method.run({ ...(table ? { table } : {}), ...(assignment ? { assignment } : {}), options });
}

/** The numbers of a result in its own order, whatever its records are named. */
function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array);
  return Object.values(value).flatMap(numbersOf);
}

test('every worked example runs in English as it does in Chinese, and holds and gives no Chinese', async () => {
  for (const method of await loadAllMethods()) {
    const example = exampleIn(method, 'en');
    expect(JSON.stringify({ ...example, text: example.text.en }), method.id).not.toMatch(chinese);
    const [own, inEnglish] = [run(method, method.example), run(method, example)];
    if (!own.ok || !inEnglish.ok) throw new Error(`${method.id}: ${JSON.stringify(inEnglish)}`);
    expect(numbersOf(inEnglish.result.values), method.id).toEqual(numbersOf(own.result.values));
    expect(
      inEnglish.result.warnings.map((one) => one.code),
      method.id,
    ).toEqual(own.result.warnings.map((one) => one.code));
    for (const scene of method.scenes?.(inEnglish.result.values, 'en') ?? [])
      expect(JSON.stringify(inOneLanguage(scene)), method.id).not.toMatch(chinese);
  }
});

/** A scene with the English of its texts alone. */
function inOneLanguage(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOneLanguage);
  if (ArrayBuffer.isView(value) || typeof value !== 'object' || value === null) return value;
  const { zh, ...rest } = value as Readonly<Record<string, unknown>>;
  const kept = typeof zh === 'string' && typeof rest['en'] === 'string' ? rest : value;
  return Object.fromEntries(Object.entries(kept).map(([name, one]) => [name, inOneLanguage(one)]));
}

test('no word is there twice, and none is there for nothing', async () => {
  const lines = englishWords.trim().split('\n');
  const words = lines.map((line) => line.split('|')[0] ?? '');
  expect(words.filter((word, k) => words.indexOf(word) !== k)).toEqual([]);
  const examples = (await loadAllMethods()).map(({ example, options }) =>
    [example.csv ?? '', JSON.stringify({ ...example, text: '' }), JSON.stringify(options)].join(),
  );
  expect(words.filter((word) => !examples.some((text) => text.includes(word)))).toEqual([]);
  for (const line of lines) expect(line).toMatch(/^[^|]+\|[^|]+$/);
});
