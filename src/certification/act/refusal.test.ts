import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { refusalText, refuse } from './refusal.ts';

test('what the house says inside a refusal is said in the reader’s language alone', () => {
  const refusal = refuse('value-code', {
    label: '统一社会信用代码',
    found: '1234',
    why: { zh: '应为 18 位，`1234` 有 4 位', en: 'it has 18 characters, `1234` has 4' },
  });
  expect(refusalText(refusal, 'zh').text).toBe('“统一社会信用代码”的代码 `1234` 有误：应为 18 位，`1234` 有 4 位');
  expect(refusalText(refusal, 'en').text).toMatch(/is wrong: it has 18 characters, `1234` has 4$/);
});

test('no refusal is given one text that says the same in two languages', () => {
  const rooms = ['certification', 'operation'].map((room) => join(import.meta.dirname, '..', '..', room));
  const joined = rooms.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !/\.(test|contract)\.ts$/.test(file))
      .flatMap((file) => readFileSync(join(room, file), 'utf8').split('\n'))
      .filter((line) => /refuse\(|\b(label|why|expected|needed|held|relation):/.test(line))
      .filter((line) => !/\b(zh|en):/.test(line))
      .filter((line) => /['`][^'`]*\p{Script=Han}[^'`]* [a-z][a-z ]+/u.test(line)),
  );
  expect(joined).toEqual([]);
});
