import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkCccNumber, checkSystemNumber } from './certificate-number.ts';
import { checkHs, checkIndustry, checkSector, isUnderHs } from './classification.ts';
import { checkCode, codeChecks, guessCode, type LoadedLists } from './code-check.ts';
import { readCodeList } from './code-list.ts';
import { searchCodes } from './code-search.ts';
import { checkDocumentNumber, checkGroupStandardNumber } from './document-number.ts';
import { checkGtin } from './gtin.ts';
import { checkLei } from './lei.ts';
import { normaliseNumber } from './normalise.ts';
import type { Checked } from './refusal.ts';
import { checkRegion, readRegionTable } from './region.ts';
import { checkOrganisationCode, checkUscc, usccAlphabet, usccCheckCharacter } from './uscc.ts';

const root = new URL('../../../', import.meta.url);
const file = (path: string) => readFileSync(new URL(path, root), 'utf8');

function right<T>(checked: Checked<T>): T {
  if (!checked.ok) throw new Error(checked.refusals.map((r) => r.text.en).join('\n'));
  return checked.parts;
}
const list = (name: string) =>
  right(readCodeList(parse(file(`rules/code-lists/${name}.yaml`)), `rules/code-lists/${name}.yaml`));
const lists: LoadedLists = {
  industries: list('industries-cn'),
  sectors: list('iaf-sectors'),
  cccClasses: list('ccc-classes'),
  regions: right(readRegionTable(JSON.parse(file('rules/code-lists/regions-cn.json')), 'regions-cn.json')),
  day: '2026-11-25',
};
const faults = (checked: Checked<unknown>) =>
  checked.ok
    ? []
    : checked.refusals.map(
        (r) => `${r.code} ${r.params['position'] ?? ''} ${r.params['character'] ?? ''}→${r.params['expected'] ?? ''}`,
      );

describe('unified social credit code (example 11)', () => {
  it.each(['91350100M000100Y43', '91330100754408889H', '91512081MA62K0260E'])('%s is valid', (code) => {
    expect(checkUscc(code).ok).toBe(true);
  });

  it('names the failing character and the check digit expected', () => {
    expect(faults(checkUscc('91350100M000100Y4Z'))).toEqual(['wrong-check 18 Z→3']);
    const found = checkUscc('91350100M000100Y4Z');
    expect(!found.ok && found.refusals[0]?.text.en).toBe(
      'The check character at position 18 of `91350100M000100Y4Z` is `Z`; the other characters give `3`',
    );
    expect(faults(checkUscc('9135010OM000100Y43'))[0]).toContain('bad-character 8 O→a digit');
    expect(faults(checkUscc('91350100M0O0100y43'))).toHaveLength(2);
    expect(faults(checkUscc('91350100M000100Y53'))).toEqual(['wrong-organisation-check 17 5→4', 'wrong-check 18 3→6']);
    expect(faults(checkUscc('91350100M000100Y4'))).toEqual(['wrong-length  →18']);
    expect(faults(checkUscc('B1350100M000100Y43'))[0]).toContain('bad-character 1 B');
  });

  it('knows the old registration number of 15 digits', () => {
    expect(faults(checkUscc('440301192203821'))).toEqual(['legacy-registration-number  →']);
  });

  it('agrees with the sums printed with the examples', () => {
    expect(usccCheckCharacter('91350100M000100Y4')).toBe('3');
    expect(usccCheckCharacter('91512081MA62K0260')).toBe('E');
    expect(['75440888-9', 'MA62K0260', 'M000100Y4'].every((c) => checkOrganisationCode(c).ok)).toBe(true);
    expect(faults(checkOrganisationCode('754408888'))).toEqual(['wrong-check 9 8→9']);
  });

  const vectors = new URL('../shared/data/code-lists/uscc/uscc_vectors.csv', root);
  it.skipIf(!existsSync(vectors))(
    'agrees with all vectors of public registers and their alterations (skipped: ../shared is absent here)',
    () => {
      const rows = readFileSync(vectors, 'utf8')
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((line) => line.split(','));
      expect(rows.length).toBeGreaterThanOrEqual(23);
      for (const [, code = '', usccOk, , expected = ''] of rows) {
        expect([code, checkUscc(code).ok]).toEqual([
          code,
          expected === 'valid' || (expected.startsWith('invalid unless') && !/[a-z]/.test(code)),
        ]);
        if (expected.startsWith('invalid unless')) expect(checkUscc(normaliseNumber(code)).ok).toBe(true);
        else if (usccOk === '0')
          expect(faults(checkUscc(code)).some((f) => /wrong-check 18|bad-character/.test(f))).toBe(true);
      }
    },
  );

  it('catches every single altered character', () => {
    const valid = '91350100M000100Y43';
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 17 }), fc.constantFrom(...usccAlphabet), (at, character) => {
        fc.pre(valid[at] !== character);
        expect(checkUscc(valid.slice(0, at) + character + valid.slice(at + 1)).ok).toBe(false);
      }),
    );
  });
});

describe('certificate numbers (example 12)', () => {
  it('takes a CCC number apart and refuses 15 digits', () => {
    expect(right(checkCccNumber('2016010901123456'))).toEqual({
      year: 2016,
      body: '01',
      class: '09',
      kind: '01',
      serial: '123456',
    });
    expect(faults(checkCccNumber('201601090112345'))).toEqual(['wrong-length  →16']);
    expect(faults(checkCccNumber('2016O10901123456'))).toEqual(['bad-character 5 O→a digit']);
    expect(checkCccNumber('1999010901123456').ok).toBe(false);
    expect(checkCccNumber('2027010901123456', 2026).ok).toBe(false);
  });

  it('takes a management system number apart', () => {
    expect(right(checkSystemNumber('03410Q10286R0S'))).toEqual({
      body: '034',
      year: 2010,
      field: 'Q',
      serial: '10286',
      recertifications: 0,
      size: 'S',
      suffix: '',
    });
    expect(right(checkSystemNumber('00124QJ30123R3M-2'))).toMatchObject({
      field: 'QJ',
      recertifications: 3,
      size: 'M',
      suffix: '2',
    });
    const found = checkSystemNumber('03410Q10286X0S');
    expect(!found.ok && found.refusals[0]?.text.en).toContain('the letter R from character 12 on');
  });

  it('normalises as the reporting rule asks', () => {
    expect(normaliseNumber(' ０３４１０ｑ 10286r0s\u200b')).toBe('03410Q10286R0S');
    expect(normaliseNumber('AB—12–3')).toBe('AB-12-3');
  });
});

describe('other numbers', () => {
  it('LEI', () => {
    expect(right(checkLei('5493001KJTIIGC8Y1R12'))).toEqual({ issuer: '5493', entity: '001KJTIIGC8Y1R', check: '12' });
    expect(faults(checkLei('5493001KJTIIGC8Y1R21'))).toEqual(['wrong-check 19 21→12']);
    expect(faults(checkLei('5493001KJTIIGC8Y1RX2'))).toEqual(['bad-character 19 X→a digit']);
  });

  it('GTIN', () => {
    expect(checkGtin('6901234567892').ok).toBe(true);
    expect(faults(checkGtin('6901234567890'))).toEqual(['wrong-check 13 0→2']);
    expect(['96385074', '036000291452', '00012345600012'].every((c) => checkGtin(c).ok)).toBe(true);
    expect(checkGtin('690123456789').ok).toBe(false);
  });

  it('group standards, with trial form, part and every dash', () => {
    expect(right(checkGroupStandardNumber('T/SAQ 0014(S)-2025'))).toMatchObject({
      association: 'SAQ',
      serial: '0014',
      trial: true,
      year: 2025,
    });
    expect(right(checkGroupStandardNumber('Ｔ／CAQ10201.2—2020')).canonical).toBe('T/CAQ 10201.2-2020');
    expect(right(checkGroupStandardNumber('T/SAQ 0014（S）—2025')).canonical).toBe('T/SAQ 0014(S)-2025');
    expect(checkGroupStandardNumber('GB/T 19001-2016').ok).toBe(false);
  });

  it('document numbers with both kinds of brackets', () => {
    expect(right(checkDocumentNumber('沪质协〔2024〕32号')).canonical).toBe('沪质协〔2024〕32号');
    expect(right(checkDocumentNumber('沪质协[2025] 28号')).canonical).toBe('沪质协〔2025〕28号');
    expect(right(checkDocumentNumber('[2025] 28号'))).toMatchObject({ issuer: '', serial: 28 });
    expect(checkDocumentNumber('沪质协(2025)28号').ok).toBe(false);
  });

  it('industries, sectors, HS', () => {
    expect(right(checkIndustry('C39', lists.industries))).toMatchObject({
      section: 'C',
      division: '39',
      unchecked: '',
    });
    expect(right(checkIndustry('3911', lists.industries))).toMatchObject({ section: 'C', unchecked: '11' });
    expect(right(checkIndustry('J', lists.industries)).row.zh).toBe('金融业');
    for (const wrong of ['J39', '98', '', 'U', 'C3', '39x'])
      expect(checkIndustry(wrong, lists.industries).ok).toBe(false);
    expect(lists.industries.rows.size).toBe(20 + 97);
    expect(right(checkSector('019', lists.sectors)).row.en).toContain('optical');
    expect(lists.sectors.rows.size).toBe(39);
    for (const wrong of ['0', '40', 'x']) expect(checkSector(wrong, lists.sectors).ok).toBe(false);
    expect(right(checkHs('8507.60.00'))).toEqual({
      chapter: '85',
      heading: '8507',
      subheading: '850760',
      national: '00',
    });
    for (const wrong of ['8', '775', '7700', '00', '9801', '85076', '85x7']) expect(checkHs(wrong).ok).toBe(false);
    expect(isUnderHs('8507.60', '8507')).toBe(true);
  });

  it('regions by date, with intervals instead of invented days', () => {
    const on = (code: string, day: string) => right(checkRegion(code, lists.regions, day));
    expect(on('310115', '2026-11-25')).toMatchObject({
      path: ['上海市', '浦东新区'],
      level: 'county',
      state: 'current',
    });
    expect(on('130521', '2026-01-01')).toMatchObject({
      name: '邢台县',
      state: 'former',
      change: { after: '2019-10-31', by: '2023-12-31' },
    });
    expect(on('130521', '2015-01-01').state).toBe('current');
    expect(on('130521', '2021-01-01').state).toBe('between-lists');
    expect(on('330113', '2016-01-01')).toMatchObject({ name: '临平区', state: 'not-yet' });
    expect(on('130502', '2018-01-01').name).toBe('桥东区');
    expect(on('130502', '2024-01-01').name).toBe('襄都区');
    expect(on('710000', '2026-01-01').level).toBe('province');
    expect(faults(checkRegion('31O115', lists.regions, lists.day))).toEqual(['bad-character 3 O→a digit']);
    expect(faults(checkRegion('319999', lists.regions, lists.day))[0]).toContain('not-in-list');
  });
});

describe('one door for all codes', () => {
  it('checks by kind, guesses the kind, and lists the known ones', () => {
    expect(checkCode('uscc', ' 91350100m000100y43 ', lists)).toMatchObject({
      normalised: '91350100M000100Y43',
      result: { ok: true },
    });
    expect(guessCode('2016010901123456', lists).map((a) => a.kind)).toEqual(['ccc-number']);
    expect(guessCode('沪质协〔2024〕32号', lists).map((a) => a.kind)).toEqual(['document-number']);
    expect(guessCode('310115', lists).map((a) => a.kind)).toContain('region');
    const unknown = checkCode('isbn', '1', lists);
    expect(!unknown.result.ok && unknown.result.refusals[0]?.help.en).toContain('uscc, lei');
  });

  it('refuses a hundred thousand malformed codes with a message each, and never crashes', () => {
    const kinds = codeChecks.map((c) => c.kind.id);
    const noise = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 24 }),
      fc.stringMatching(/^[0-9A-Z]{0,22}$/),
      fc.constantFrom('__proto__', 'constructor', 'toString', '\u0000', '💥'.repeat(18)),
    );
    let refused = 0;
    fc.assert(
      fc.property(noise, (text) => {
        for (const kind of kinds) {
          const { result } = checkCode(kind, text, lists);
          if (result.ok) continue;
          refused++;
          for (const r of result.refusals)
            if (r.text.zh === '' || r.text.en === '' || r.help.en === '')
              throw new Error(`no words for ${kind} ${text}`);
        }
      }),
      { numRuns: 2000 },
    );
    expect(refused).toBeGreaterThan(10_000);
  });

  it('reports every fault of a list file with its row', () => {
    const bad = readCodeList(
      { list: 'x', text: { zh: '一' }, certainty: 'sure', codes: { a: { zh: '甲', en: 'A', parent: 'q' }, b: 3 } },
      'x.yaml',
    );
    expect(!bad.ok && bad.refusals.map((r) => r.params['row'])).toEqual([
      'source',
      'edition',
      'text',
      'certainty',
      'a',
      'b',
      'b',
      'a',
    ]);
    expect(readRegionTable({ lists: [], regions: { '1': 'x' } }, 'r.json').ok).toBe(false);
  });
});

describe('a code found by its name', () => {
  const codes = (list: 'region' | 'industry' | 'sector', text: string) =>
    searchCodes(list, text, lists, 20).map((found) => found.code);

  it('finds a division by its own name, by a short form with its city, and by traditional characters', () => {
    expect(codes('region', '浦东新区')[0]).toBe('310115');
    expect(codes('region', '上海浦东')[0]).toBe('310115');
    expect(codes('region', '上海浦')[0]).toBe('310115');
    expect(codes('region', '浦東新區')[0]).toBe('310115');
    expect(searchCodes('region', '310115', lists, 1)[0]?.name.zh).toBe('上海市 浦东新区');
  });

  it('puts the code itself first, then what begins with it', () => {
    expect(codes('sector', '1').slice(0, 3)).toEqual(['1', '10', '11']);
    expect(codes('sector', '17')).toEqual(['17']);
    expect(codes('sector', 'metal')).toContain('17');
    expect(codes('industry', '电气机械')[0]).toBe('38');
  });

  it('offers no division that is no longer in use, and nothing for a text that no name holds', () => {
    for (const code of [...lists.regions.former.keys()].slice(0, 60)) expect(codes('region', code)).not.toContain(code);
    expect(codes('region', '没有这个地方')).toEqual([]);
  });

  it('offers only codes that are right, and no more than were asked for', () => {
    const list = fc.constantFrom('region', 'industry', 'sector');
    fc.assert(
      fc.property(list, fc.string({ maxLength: 4 }), fc.nat(30), (kind, text, count) => {
        const found = searchCodes(kind as 'region', text, lists, count);
        expect(found.length).toBeLessThanOrEqual(count);
        for (const { code } of found) expect(checkCode(kind, code, lists).result.ok).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
