import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field } from '#certification/scheme/form.ts';
import { readPastedRows } from './pasted-rows.ts';

const plain = { personal: false, public: false, required: true } as const;
const columns: readonly Field[] = [
  { id: 'name', kind: 'text', most: 100, lines: 1, bilingual: false, ...plain },
  { id: 'class', kind: 'choice', options: ['A', 'low-risk'], many: false, ...plain },
  { id: 'persons', kind: 'number', decimals: 0, ...plain },
  { id: 'hectares', kind: 'number', decimals: 2, ...plain },
  { id: 'since', kind: 'date', ...plain },
  { id: 'listed', kind: 'flag', ...plain },
  { id: 'proof', kind: 'file', types: ['pdf'], mostMegabytes: 1, many: false, ...plain },
];
const texts = {
  'field.name': { zh: '检查对象', en: 'Object' },
  'field.class': { zh: '信用风险等级', en: 'Risk class' },
  'field.persons': { zh: '人数', en: 'Persons' },
  'field.since': { zh: '成立日期', en: 'Since' },
  'option.class.low-risk': { zh: '低风险', en: 'Low risk' },
};
const read = (text: string) => readPastedRows(text, columns, texts);

describe('rows pasted from a spreadsheet', () => {
  it('in the order of the columns, where there is no head', () => {
    expect(read('甲机构\tA\t1,200\t3.50\t2026年3月2日\t是\r\n乙机构\t低风险\t５\t\t\tno\r\n')).toEqual({
      rows: [
        { name: '甲机构', class: 'A', persons: 1200, hectares: '3.50', since: '2026-03-02', listed: true },
        { name: '乙机构', class: 'low-risk', persons: 5, listed: false },
      ],
      columns: ['name', 'class', 'persons', 'hectares', 'since', 'listed'],
      hasHead: false,
    });
  });

  it('by the names of the columns in either language, in any order, unknown ones left out', () => {
    expect(read('备注\tpersons\t检查对象\nx\t8\t甲')).toEqual({
      rows: [{ persons: 8, name: '甲' }],
      columns: [null, 'persons', 'name'],
      hasHead: true,
    });
  });

  it('keeps a cell that is no value as it was typed, so that the form can say what is wrong', () => {
    expect(read('甲\t高风险\t约五十\t三\t明年\t也许').rows[0]).toEqual({
      name: '甲',
      class: '高风险',
      persons: '约五十',
      hectares: '三',
      since: '明年',
      listed: '也许',
    });
  });

  it('reads cells in quotes, commas where there is no tab, and passes over empty lines', () => {
    expect(read('"甲, 乙 ""丙"""\tA\n\n\t\n"两行\n名称"\tA').rows.map((row) => row['name'])).toEqual([
      '甲, 乙 "丙"',
      '两行\n名称',
    ]);
    expect(read('甲,A,5').rows).toEqual([{ name: '甲', class: 'A', persons: 5 }]);
    expect(read(' \n').rows).toEqual([]);
  });

  it('gives every row that was copied, and never a column that is not there', () => {
    const cell = fc.string().map((s) => s.replace(/["\t\r\n]/g, ' '));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), (rows) => {
        const found = read(rows.map(([a, b]) => `x${a}\t${b}`).join('\n'));
        expect(found.rows.length + (found.hasHead ? 1 : 0)).toBe(rows.length);
        for (const row of found.rows) for (const id of Object.keys(row)) expect(columns.map((c) => c.id)).toContain(id);
      }),
    );
  });
});
