import { describe, expect, it } from 'vitest';
import { loadAllMethods } from '../methods.ts';
import { advise, openChoices } from './guide.ts';
import { guideRows } from './guide-rows.ts';
import { dataKinds, takings, wants } from './questions.ts';

const methods = await loadAllMethods();

describe('the guide of three questions', () => {
  it('names only methods that exist, and reaches every method of the registry', () => {
    const ids = new Set(methods.map((method) => method.id));
    expect(guideRows.filter((row) => !ids.has(row.method)).map((row) => row.method)).toEqual([]);
    const reached = new Set<string>();
    for (const want of openChoices({}).want) {
      for (const data of openChoices({ want: want.value }).data) {
        for (const taken of openChoices({ want: want.value, data: data.value }).taken) {
          const advice = advise({ want: want.value, data: data.value, taken: taken.value }, methods);
          // No choice that is offered leads nowhere.
          expect(advice.length, `${want.value} ${data.value} ${taken.value}`).toBeGreaterThan(0);
          expect(advice.filter((one) => one.first).length).toBe(1);
          for (const one of advice) reached.add(one.method);
        }
      }
    }
    expect(methods.map((method) => method.id).filter((id) => !reached.has(id))).toEqual([]);
  });

  it('uses every answer, and each row only answers that exist', () => {
    const known = {
      want: new Set(wants.map((c) => c.value as string)),
      data: new Set(dataKinds.map((c) => c.value as string)),
      taken: new Set(takings.map((c) => c.value as string)),
    };
    for (const row of guideRows) {
      expect(known.want.has(row.want)).toBe(true);
      for (const data of row.data) expect(known.data.has(data), data).toBe(true);
      for (const taken of row.taken) expect(known.taken.has(taken), taken).toBe(true);
    }
    expect(wants.every((choice) => guideRows.some((row) => row.want === choice.value))).toBe(true);
    expect(dataKinds.every((choice) => guideRows.some((row) => row.data.includes(choice.value)))).toBe(true);
    expect(takings.every((choice) => guideRows.some((row) => row.taken.includes(choice.value)))).toBe(true);
  });

  it('gives the obvious answers', () => {
    const first = (want: string, data: string, taken: string) =>
      advise({ want, data, taken } as Parameters<typeof advise>[0], methods)[0]?.method;
    expect(first('watch', 'measured', 'subgroups')).toBe('xbar-r');
    expect(first('watch', 'measured', 'single')).toBe('i-mr');
    expect(first('gauge', 'categories', 'crossed')).toBe('attribute-agreement');
    expect(first('difference', 'items', 'two-groups')).toBe('two-proportions');
    expect(first('lot', 'none', 'series')).toBe('sampling-switching');
    // Thirty pieces of one lot and a customer who wants a Cpk.
    expect(first('capability', 'measured', 'one-group')).toBe('capability');
    // An office's monthly share of cases on time; a new caliper that several use; ten springs on test, three unbroken.
    expect(first('watch', 'items', 'changing-size')).toBe('p');
    expect(first('gauge', 'measured', 'crossed')).toBe('gauge-crossed');
    expect(first('life', 'lifetimes', 'one-group')).toBe('life-data');
    // Rejects before and after an improvement; three suppliers; complaints by kind; a complaint to be solved; three factors.
    expect(first('difference', 'items', 'two-groups')).toBe('two-proportions');
    expect(first('difference', 'measured', 'groups')).toBe('one-way-anova');
    expect(first('first', 'categories', 'records')).toBe('pareto');
    expect(first('solve', 'words', 'team')).toBe('eight-d');
    expect(first('setting', 'none', 'experiment')).toBe('full-factorial-design');
    const [advice] = advise({ want: 'capability', data: 'measured', taken: 'subgroups' }, methods);
    expect(advice?.conditions.length).toBeGreaterThan(0);
    expect(advice?.conditions[0]?.otherwise.zh.length).toBeGreaterThan(0);
  });
});
