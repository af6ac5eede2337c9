import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  aqls,
  type CodeLetter,
  codeLetter,
  codeLetters,
  inspectionLevels,
  type Severity,
  severities,
  singleCell,
} from './iso2859-single.ts';

const path = '../shared/reference/quality/iso2859_1_single.json';
interface Reference {
  aql: number[];
  code_letters: (Record<string, string | number | null> & { lot_min: number; lot_max: number | null })[];
  tables: Record<
    Severity,
    {
      letter: CodeLetter;
      n: number;
      cells: { aql: number; kind: string; letter: string; n: number; ac: number; re: number }[];
    }[]
  >;
}

describe('GB/T 2828.1 single plans', () => {
  it.skipIf(!existsSync(path))('equals every cell of the reference (skipped where ../shared is absent)', () => {
    const reference = JSON.parse(readFileSync(path, 'utf8')) as Reference;
    let cells = 0;
    for (const severity of severities) {
      for (const row of reference.tables[severity]) {
        for (const { aql, ...expected } of row.cells) {
          expect({ severity, row: row.letter, aql, ...singleCell(severity, row.letter, aql) }).toEqual({
            severity,
            row: row.letter,
            aql,
            ...expected,
          });
          cells += 1;
        }
      }
    }
    expect(cells).toBeGreaterThanOrEqual(1248);
  });

  it.skipIf(!existsSync(path))('equals every code letter of the reference at both ends of each row', () => {
    const reference = JSON.parse(readFileSync(path, 'utf8')) as Reference;
    for (const row of reference.code_letters) {
      for (const level of inspectionLevels) {
        expect(codeLetter(row.lot_min, level)).toBe(row[level]);
        expect(codeLetter(row.lot_max ?? 9_000_000, level)).toBe(row[level]);
      }
    }
  });

  // Anchors that need no file: published everywhere the standard is taught.
  it('gives the plans that every textbook shows', () => {
    expect(codeLetter(1000, 'II')).toBe('J');
    expect(singleCell('normal', 'J', 1)).toMatchObject({ kind: 'plan', n: 80, ac: 2, re: 3 });
    expect(singleCell('tightened', 'J', 1)).toMatchObject({ n: 80, ac: 1 });
    expect(singleCell('reduced', 'J', 1)).toMatchObject({ n: 32, ac: 1 });
    expect(singleCell('normal', 'F', 1.5)).toMatchObject({ kind: 'down', letter: 'G', n: 32, ac: 1 });
    expect(singleCell('normal', 'F', 1)).toMatchObject({ kind: 'up', letter: 'E', n: 13, ac: 0 });
  });

  it('never sends an arrow in a circle and refuses what the table has not', () => {
    for (const severity of severities) {
      for (const letter of codeLetters)
        for (const aql of aqls)
          if (letter !== 'S' || severity === 'tightened') expect(singleCell(severity, letter, aql)).toBeDefined();
    }
    expect(singleCell('normal', 'S', 1)).toBeUndefined();
    expect(singleCell('normal', 'J', 1.2)).toBeUndefined();
    expect(codeLetter(1, 'II')).toBeUndefined();
  });
});
