import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { RuleFilesError } from './command.ts';
import { houseFolder, loadRules } from './house-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'touchstone-rules-'));
cpSync(join(houseFolder, 'rules'), folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pack = (rows: string) => `pack: iaf-md-2
edition: '2027'
title: { zh: 甲, en: A }
jurisdiction: INT
from: 2026-01-01
source: x
certainty: verified
rows:
${rows}`;

const faults = (text: string): readonly string[] => {
  writeFileSync(join(folder, 'packs', 'zz.yaml'), text);
  try {
    loadRules(folder);
    return [];
  } catch (error) {
    if (!(error instanceof RuleFilesError)) throw error;
    return error.refusals.map((r) => r.text.zh);
  }
};

describe('rule files that somebody edited', () => {
  it('an overlap in days is told with file and row, as a fault of the files and not of the program', () => {
    expect(faults(pack("  - { id: b, question: transfer.suspended-accepted, value: true, article: '1' }"))).toEqual([
      expect.stringContaining('rules/packs/zz.yaml：from'),
    ]);
  });

  it('unknown codes, and bands with a gap, all at once', () => {
    const rows = `  - { id: a, question: transfer.windows, value: 6 months, article: '1' }
  - { id: c, question: audit-time.base, when: { standard: abc }, value: [[1, 5, 2], [7, 9, 3]], article: '1' }`;
    expect(faults(pack(rows)).length).toBeGreaterThanOrEqual(3);
  });
});
