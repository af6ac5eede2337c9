import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readTable } from '../data-entry/table-reader.ts';
import type { OptionValues } from '../method/method.ts';
import { type CapabilityValues, capability } from './capability-method.ts';
import { limitNamed } from './limit-rows.ts';
import { capabilityMany, type ManyValues } from './many-method.ts';

const golden = JSON.parse(readFileSync(new URL('./capability.golden.json', import.meta.url), 'utf8')) as {
  readonly made: string;
} & Readonly<Record<'x' | 'cp' | 'cpk' | 'pp' | 'ppk' | 'cpl' | 'cpu' | 'ppm' | 'ad', readonly number[]>>;

function outcomeOf(csv: string, options: OptionValues = {}) {
  return capabilityMany.run({ table: readTable(csv).table, options });
}
function result(csv: string, options: OptionValues = {}): ManyValues {
  const outcome = outcomeOf(csv, options);
  if (!outcome.ok) throw new Error(outcome.problems.map((p) => p.text.en).join('; '));
  return outcome.result.values as ManyValues;
}
const codes = (outcome: ReturnType<typeof outcomeOf>): string[] =>
  outcome.ok ? outcome.result.warnings.map((w) => w.code) : outcome.problems.map((p) => p.code);

test(`a characteristic among others has the figures of ${golden.made}`, () => {
  const rows = golden.x.map((value, i) => `${i + 1},${20 + (i % 7)},${value}`);
  const csv = `no,other,x\n下限,10,8\n上限,40,11.5\n${rows.join('\n')}\n`;
  const found = result(csv, { subgroupSize: 4 }).characteristics.find((one) => one.characteristic === 'x');
  const near = (value: number | null | undefined, expected: number | undefined): void => {
    expect(Math.abs((value ?? Number.NaN) / (expected ?? Number.NaN) - 1)).toBeLessThan(1e-10);
  };
  near(found?.cp, golden.cp[0]);
  near(found?.cpk, Math.min(golden.cpl[0] ?? Number.NaN, golden.cpu[0] ?? Number.NaN));
  near(found?.pp, golden.pp[0]);
  near(found?.ppk, golden.ppk[0]);
  near(found?.ppkLower, golden.ppk[1]);
  near(found?.ppmOverall, (golden.ppm[2] ?? 0) + (golden.ppm[3] ?? 0));
  near(found?.pNormal, golden.ad[1]);
});

test('each characteristic of the example as its own study has it, the worst first', () => {
  const { csv = '' } = capabilityMany.example;
  const { characteristics, short, judged } = result(csv);
  expect(characteristics.length).toBe(6);
  expect([judged, short]).toEqual([6, 4]);
  const ppks = characteristics.map(({ ppk }) => ppk ?? Number.NaN);
  expect([...ppks].sort((a, b) => a - b)).toEqual(ppks);
  const lines = csv.trim().split('\n');
  const data = [lines[0], ...lines.slice(4)].join('\n');
  for (const { characteristic, lsl, usl, target, cpk, ppk, mean, stability } of characteristics) {
    const outcome = capability.run({
      table: readTable(data).table,
      assignment: { measurements: [characteristic] },
      options: { lsl, usl, target },
    });
    const own = outcome.ok ? (outcome.result.values as CapabilityValues) : undefined;
    expect([own?.cpk.value, own?.ppk.value, own?.mean]).toEqual([cpk, ppk, mean]);
    expect(own?.stability.stable).toBe(stability === 'stable');
  }
});

describe('limits', () => {
  const data = Array.from({ length: 50 }, (_, i) => `${i + 1},${10 + ((i * 7) % 11) / 10},${5 + ((i * 5) % 7) / 10}`);
  const bare = `no,a,b\n${data.join('\n')}\n`;
  const headed = `no,a,b\nLSL,8,4\nUSL,13,7\n${data.join('\n')}\n`;
  test('in rows at the head or in the option give the same', () => {
    const given = [
      { characteristic: 'a', lsl: 8, usl: 13 },
      { characteristic: 'b', lsl: 4, usl: 7 },
    ];
    const csv = bare.replaceAll(/^\d+,/gm, 'x,');
    expect(result(csv, { limits: given })).toEqual(result(headed));
  });
  test('on one side alone, or on none for a column', () => {
    const { characteristics } = result(headed.replace('LSL,8,4', 'LSL,,4').replace('USL,13,7', 'USL,13,'));
    expect(characteristics.map(({ cp, judgement }) => [cp, judgement !== 'not-judged'])).toEqual([
      [null, true],
      [null, true],
    ]);
    const outcome = outcomeOf(headed.replace('LSL,8,4', 'LSL,,4').replace('USL,13,7', 'USL,,7'));
    const rows = outcome.ok ? (outcome.result.values as ManyValues).characteristics : [];
    expect(rows.map(({ characteristic, judgement }) => [characteristic, judgement])).toEqual([
      ['b', 'meets'],
      ['a', 'not-judged'],
    ]);
    expect(codes(outcome)).toContain('left-specification-missing');
    expect(outcome.ok && outcome.result.warnings[0]?.text.en).toContain('`a`');
  });
  test('missing, twice, contradicting, of no column, reversed: told in words', () => {
    expect(codes(outcomeOf(bare))).toEqual(['specification-missing']);
    expect(codes(outcomeOf(headed.replace('USL,', 'lsl,')))).toContain('limit-row-twice');
    expect(codes(outcomeOf(headed, { limits: [{ characteristic: 'a', lsl: 9 }] }))).toEqual(['limits-contradict']);
    expect(codes(outcomeOf(headed, { limits: [{ characteristic: 'q', lsl: 9 }] }))).toEqual(['characteristic-unknown']);
    expect(codes(outcomeOf(headed.replace('LSL,8', 'LSL,18')))).toContain('left-specification-reversed');
  });
  test('a column that never varies keeps no other from its figures', () => {
    const csv = headed.replace(/^(\d+),[^,]+,/gm, '$1,10,');
    const outcome = outcomeOf(csv);
    expect(codes(outcome)).toContain('left-data-constant');
    const rows = outcome.ok ? (outcome.result.values as ManyValues).characteristics : [];
    expect(rows.map(({ characteristic, ppk }) => [characteristic, ppk !== null])).toEqual([
      ['b', true],
      ['a', false],
    ]);
  });
  test('the wanted Ppk parts what meets it from what falls short', () => {
    const judgements = (wanted: number) => result(headed, { wanted }).characteristics.map(({ judgement }) => judgement);
    expect(judgements(0.1)).toEqual(['meets', 'meets']);
    expect(judgements(10)).toEqual(['short', 'short']);
  });
});

test('rows are known as limits by the words of both languages', () => {
  for (const word of ['LSL', 'lsl：', '下限', '规格下限', 'Lower limit']) expect(limitNamed(word)).toBe('lsl');
  for (const word of ['USL', 'ＵＳＬ', '上限']) expect(limitNamed(word)).toBe('usl');
  for (const word of ['Target', '目标', '名义值']) expect(limitNamed(word)).toBe('target');
  for (const word of ['', '1', 'sample', 'UCL', '上控制限']) expect(limitNamed(word)).toBeUndefined();
});
