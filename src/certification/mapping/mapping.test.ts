import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyMapping, type SourceRow } from './apply.ts';
import type { Mapping } from './mapping.ts';
import { changesOf, gatherRows, type Observation, type ObservedChange } from './observe.ts';
import { parseMapping } from './parse.ts';

const root = resolve(import.meta.dirname, '../../..');
const data = join(root, '..', 'shared', 'data');
const here = existsSync(data);

function load(id: string): Mapping {
  const file = join(root, 'mappings', `${id}.yaml`);
  const parsed = parseMapping(readFileSync(file, 'utf8'), file);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults, null, 1));
  return parsed.mapping;
}

function snapshot(mapping: Mapping, rows: readonly SourceRow[]) {
  const problems: unknown[] = [];
  const mapped = new Map<string, Observation['fields']>();
  rows.forEach((row, index) => {
    const result = applyMapping(mapping, row, index + 1);
    if (result.ok === true) mapped.set(result.row.key, result.row.fields);
    else if (result.ok === false) problems.push(...result.problems);
  });
  return { problems, mapped };
}

function changesOfAll(
  mapping: Mapping,
  snapshots: ReadonlyMap<string, ReadonlyMap<string, Observation['fields']>>,
): Map<string, readonly ObservedChange[]> {
  const keys = new Set([...snapshots.values()].flatMap((m) => [...m.keys()]));
  return new Map(
    [...keys].map((key) => [
      key,
      changesOf(
        mapping,
        [...snapshots].map(([day, rows]) => ({ day, fields: rows.get(key) ?? null })),
      ),
    ]),
  );
}

describe('the mappings of the house', () => {
  for (const file of readdirSync(join(root, 'mappings')).filter((f) => f.endsWith('.yaml'))) {
    it(`${file} parses`, () =>
      expect(parseMapping(readFileSync(join(root, 'mappings', file), 'utf8'), file)).toMatchObject({ ok: true }));
  }
});

describe.skipIf(!here)('real registers (skipped where ../shared is absent)', () => {
  it('takes in four FedRAMP snapshots in any order with the same changes', () => {
    const mapping = load('fedramp-products');
    const files = readdirSync(join(data, 'fedramp')).filter((f) => f.endsWith('.json'));
    const snapshots = new Map(
      files.map((f) => {
        const day = /snapshot_(\d{4}-\d{2}-\d{2})/.exec(f)?.[1] ?? '';
        const rows = (JSON.parse(readFileSync(join(data, 'fedramp', f), 'utf8')) as { data: { Products: SourceRow[] } })
          .data.Products;
        const taken = snapshot(mapping, rows);
        expect(taken.problems).toEqual([]);
        expect(taken.mapped.size).toBe(rows.length);
        return [day, taken.mapped] as const;
      }),
    );
    const changes = changesOfAll(mapping, snapshots);
    const backwards = changesOfAll(mapping, new Map([...snapshots].reverse()));
    expect(new Map([...backwards].sort())).toEqual(new Map([...changes].sort()));
    const all = [...changes.values()].flat();
    // Removals, some of which come back later, and odd backward transitions are all in the real data.
    expect(all.filter((c) => c.what === 'not-seen').length).toBeGreaterThan(0);
    expect(all.filter((c) => c.what === 'seen-again').length).toBeGreaterThan(0);
    expect(
      all.some(
        (c) =>
          c.field === 'shown.stage' &&
          c.from === 'FedRAMP Authorized' &&
          c.to !== null &&
          c.to !== 'FedRAMP Authorized',
      ),
    ).toBe(true);
    // The times of day shift between releases; no day may move because of it.
    for (const c of all) if (c.after !== null) expect(c.after <= c.by).toBe(true);
  });

  it('takes in the 719 smart-card certificates', () => {
    const mapping = load('common-criteria-smartcards');
    const rows = parseCsv(readFileSync(join(data, 'common-criteria', 'cc_composite_smartcards_2005-2023.csv')), {
      columns: true,
      relax_quotes: true,
    }) as SourceRow[];
    const taken = snapshot(mapping, rows);
    expect(taken.problems).toEqual([]);
    expect(taken.mapped.size).toBe(719);
    const first = [...taken.mapped.values()].find((f) => f?.['number'] === 'ANSSI-CC-2023/42');
    expect(first).toMatchObject({
      'scope-codes': ['ALC_DVS.2', 'AVA_VAN.5', 'EAL5+'],
      'shown.relies-on': [],
      from: '2023-09-29',
      to: '2028-09-29',
    });
    expect(first?.['standards']?.length).toBe(4);
  });

  it('tells the silent revisions of HUD scores from events', () => {
    const mapping = load('hud-inspections');
    const snapshots = new Map(
      ['2018-05-02', '2019-04-11'].map((day) => {
        const lines = readFileSync(join(data, 'hud-inspections', `public-housing_${day}.jsonl`), 'utf8')
          .trim()
          .split('\n');
        const taken = snapshot(
          mapping,
          lines.map((l) => JSON.parse(l) as SourceRow),
        );
        expect(taken.problems).toEqual([]);
        return [day, taken.mapped] as const;
      }),
    );
    const both = [...(snapshots.get('2018-05-02')?.keys() ?? [])].filter((k) =>
      snapshots.get('2019-04-11')?.has(k),
    ).length;
    expect(both).toBe(4135);
    const all = [...changesOfAll(mapping, snapshots).values()].flat();
    expect(all.filter((c) => c.what === 'corrected' && c.field === 'score').length).toBe(14);
    expect(all.filter((c) => c.what === 'changed')).toEqual([]);
  });
});

describe('changes read off observations', () => {
  const fields = load('fedramp-products').fields;
  const seen = (day: string, status: string, more: object = {}): Observation => ({ day, fields: { status, ...more } });

  it('says "valid when last seen on a; changed by b" where the source gives no day, and the day where it does', () => {
    const [, change] = changesOf({ fields }, [seen('2023-02-28', 'valid'), seen('2023-12-31', 'suspended')]);
    expect(change).toMatchObject({ what: 'changed', after: '2023-02-28', by: '2023-12-31' });
    const [, dated] = changesOf({ fields }, [
      seen('2023-02-28', 'decided'),
      seen('2023-12-31', 'valid', { 'status-day': '2023-06-01' }),
    ]);
    expect(dated).toMatchObject({ what: 'changed', after: '2023-06-01', by: '2023-06-01' });
  });

  it('measures a change from the last snapshot that had the row, across those that had not', () => {
    const changes = changesOf({ fields }, [
      seen('2023-01-01', 'valid'),
      { day: '2023-02-01', fields: null },
      seen('2023-03-01', 'suspended'),
    ]);
    expect(changes.map((c) => [c.what, c.after, c.by])).toEqual([
      ['appeared', null, '2023-01-01'],
      ['not-seen', '2023-01-01', '2023-02-01'],
      ['seen-again', '2023-02-01', '2023-03-01'],
      ['changed', '2023-01-01', '2023-03-01'],
    ]);
  });

  it('finds nothing in a column that newly appears, nor in spelling, width, case or the order of a list', () => {
    const changes = changesOf({ fields }, [
      seen('2023-01-01', 'valid', { 'scope-codes': ['A', 'B'], holder: 'ＡＢＣ  Ltd' }),
      seen('2023-02-01', 'valid', { 'scope-codes': ['B', 'A'], holder: 'abc ltd', grade: 'High' }),
    ]);
    expect(changes.map((c) => c.what)).toEqual(['appeared']);
  });

  it('does not depend on the order in which snapshots come in, nor on one that comes twice', () => {
    const days = ['2020-01-01', '2021-01-01', '2022-01-01', '2023-01-01', '2024-01-01'];
    const observation = fc.record({
      day: fc.constantFrom(...days),
      fields: fc.option(fc.record({ status: fc.constantFrom('valid', 'suspended', 'decided') })),
    });
    fc.assert(
      fc.property(
        fc
          .uniqueArray(observation, { selector: (o) => o.day })
          .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          expect(changesOf({ fields }, shuffled)).toEqual(changesOf({ fields }, list));
          expect(changesOf({ fields }, [...list, ...list.slice(0, 1)])).toEqual(changesOf({ fields }, list));
        },
      ),
    );
  });

  it('gathers rows of one entry and names the fields in which they disagree', () => {
    expect(
      gatherRows({ gather: ['scope-codes'] }, [
        { 'scope-codes': ['1'], holder: '甲' },
        { 'scope-codes': ['2'], holder: '乙' },
      ]),
    ).toEqual({ fields: { 'scope-codes': ['1', '2'], holder: '甲' }, disagree: ['holder'] });
  });
});

describe('a row that is wrong', () => {
  const mapping = load('common-criteria-smartcards');
  it('is reported by row and column, all at once, with what was expected and found', () => {
    const result = applyMapping(
      mapping,
      {
        dgst: 'x',
        cert_id: '',
        status: 'maybe',
        not_valid_before: '31/02/2020',
        security_level: 'EAL4',
        manufacturer: 'm',
        name: 'n',
      },
      7,
    );
    expect(result.ok === false ? result.problems.map((p) => [p.row, p.column, p.code, p.found]) : result).toEqual([
      [7, 'cert_id', 'empty', ''],
      [7, 'status', 'code', 'maybe'],
      [7, 'not_valid_before', 'date', '31/02/2020'],
      [7, 'security_level', 'list', 'EAL4'],
    ]);
  });

  it('treats prototype names as absent columns', () => {
    expect(
      applyMapping(
        { ...mapping, key: ['constructor'] },
        { cert_id: '1', status: 'active', not_valid_before: '2020-01-01' },
        1,
      ),
    ).toMatchObject({ ok: false, problems: [{ code: 'key', column: 'constructor' }] });
  });
});

describe('a mapping file that is wrong', () => {
  it('says line, what was expected and found, all at once', () => {
    const text =
      'mapping: x\nedition: 1\nformat: tsv\nkeys: [id]\nsource: { name: a, publisher: b, address: c, licence: d, coverage: e }\nentry: { kind: certificate, number-space: n, scheme: s }\nfields:\n  nummer: { from: id }\n  status: { steps: [upcase] }\n';
    const parsed = parseMapping(text, 'x.yaml');
    expect(parsed.ok ? [] : parsed.faults.map((f) => [f.line, f.found])).toEqual(
      expect.arrayContaining([
        [4, '`keys`'],
        [3, '`tsv`'],
        [8, '`nummer`'],
        [9, '`upcase`'],
      ]),
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => typeof parseMapping(text, 'f').ok === 'boolean'),
      { numRuns: 500 },
    );
    const good = readFileSync(join(root, 'mappings', 'hud-inspections.yaml'), 'utf8');
    fc.assert(
      fc.property(
        fc.nat(good.length - 1),
        fc.nat(40),
        fc.string(),
        (at, cut, put) => typeof parseMapping(good.slice(0, at) + put + good.slice(at + cut), 'f').ok === 'boolean',
      ),
      { numRuns: 500 },
    );
  });
});
