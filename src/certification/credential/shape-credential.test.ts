import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { canonicalBytes } from '#proof/canonical.ts';
import { findCredentialShape } from '#proof/credential-shapes.ts';
import { shapeProblems } from '#proof/shape.ts';
import type { CertificateFacts } from './certificate-facts.ts';
import { readCredentialSummary } from './read-credential.ts';
import { type CredentialPayload, shapeCredential } from './shape-credential.ts';

const untp = '../shared/reference/untp';

const facts: CertificateFacts = {
  demonstration: true,
  entry: { id: '0199a0b2-0000-7000-8000-000000000001', number: '03426Q10286R0S' },
  title: { zh: '质量管理体系认证证书', en: 'Quality management system certificate' },
  attestation: 'certification',
  issuer: {
    did: 'did:web:register.example.org:bodies:034',
    name: { zh: '示例认证有限公司', en: 'Example Certification Co., Ltd.' },
    approval: {
      number: 'CNCA-R-2002-034',
      authority: { url: 'https://www.cnca.example', name: { zh: '国家认证认可监督管理委员会', en: 'CNCA' } },
    },
  },
  holder: {
    name: { zh: '示例精密机械有限公司', en: 'Example Precision Machinery Co., Ltd.' },
    uscc: '91310000MA1FL0000X',
    address: { zh: '上海市示例路1号', en: '1 Example Road, Shanghai' },
  },
  scope: {
    text: { zh: '金属零件的机械加工', en: 'Machining of metal parts' },
    codes: [
      {
        code: '17.11.02',
        name: { zh: '金属加工', en: 'Metal working' },
        list: {
          id: 'https://register.example.org/codes/qms-area',
          name: { zh: '业务范围分类', en: 'Technical areas' },
        },
      },
    ],
  },
  products: [],
  sites: [{ name: { zh: '一厂', en: 'Plant 1' }, address: { zh: '上海市示例路1号', en: '1 Example Road, Shanghai' } }],
  standards: [
    {
      number: 'GB/T 19001-2016',
      title: { zh: '质量管理体系 要求', en: 'Quality management systems: Requirements' },
      url: null,
    },
  ],
  scheme: {
    id: 'cn-qms',
    edition: '2026-01',
    name: { zh: '质量管理体系认证', en: 'Quality management system certification' },
    assessmentLevel: 'authority-benchmark',
  },
  grade: null,
  decidedOn: '2026-03-10',
  from: '2026-03-10',
  to: '2029-03-09',
  zone: 'Asia/Shanghai',
  status: { listUrl: 'https://register.example.org/status/034-1', index: 4711 },
  pages: {
    credential: 'https://register.example.org/credentials/0199a0b2-0000-7000-8000-000000000001',
    verdict: 'https://register.example.org/verify/0199a0b2-0000-7000-8000-000000000001',
    register: 'https://register.example.org',
  },
};

/** The same certificate with and without all that may be left out. */
const variants: readonly (readonly [string, CertificateFacts])[] = [
  ['a management system', facts],
  [
    'a product, with a grade, by a body without English name',
    {
      ...facts,
      demonstration: false,
      products: [{ name: { zh: '微型计算机', en: 'Microcomputer' }, model: 'TS-100' }],
      sites: [],
      grade: { code: 'AAA', name: { zh: '三级', en: 'Level three' } },
      issuer: { ...facts.issuer, name: { zh: '示例认证中心', en: '' } },
      scheme: { ...facts.scheme, assessmentLevel: 'authority-mandate' },
    },
  ],
  [
    'a declaration with neither approval nor end nor list',
    {
      ...facts,
      attestation: 'declaration',
      issuer: { ...facts.issuer, approval: null, name: { zh: '示例', en: '' } },
      holder: { name: { zh: 'Example GmbH', en: '' }, uscc: null, address: null },
      scope: { ...facts.scope, codes: [] },
      standards: [{ number: 'IEC 62368-1:2018', title: null, url: 'urn:iec:std:iec:62368-1:2018' }],
      to: null,
      status: null,
    },
  ],
];

describe('shapeCredential', () => {
  it.each(variants)('fits the house’s own closed shape: %s', (_, variant) => {
    const payload = shapeCredential(variant);
    const row = findCredentialShape(payload);
    expect(row?.name).toBe('UNTP Digital Conformity Credential 0.7.0');
    expect(row && shapeProblems(row.shape, payload)).toEqual([]);
  });

  it.skipIf(!existsSync(untp)).each(variants)(
    'fits the published schema: %s (skipped without ../shared)',
    (_, variant) => {
      const ajv = new Ajv2020({ strict: false, allErrors: true });
      addFormats.default(ajv);
      const validate = ajv.compile(JSON.parse(readFileSync(`${untp}/ConformityCredential.json`, 'utf8')) as object);
      validate(shapeCredential(variant));
      expect(validate.errors).toBeNull();
      // The judge judges: without the one name that every attestation must have, it says so.
      const { name: _name, ...nameless } = shapeCredential(variant);
      expect(validate(nameless)).toBe(false);
    },
  );

  it.skipIf(!existsSync(untp)).each(variants)(
    'uses no term that the published context leaves to its @vocab: %s (skipped without ../shared)',
    (_, variant) => {
      const defined = new Set<string>();
      const collect = (value: unknown): void => {
        if (typeof value !== 'object' || value === null) return;
        for (const [name, member] of Object.entries(value)) {
          defined.add(name);
          collect(member);
        }
      };
      collect(JSON.parse(readFileSync(`${untp}/untp-context.jsonld`, 'utf8')));
      // VC Data Model 2.0 and Bitstring Status List define these in the base context.
      const base = ['@context', 'issuer', 'validFrom', 'validUntil', 'credentialStatus', 'credentialSubject'];
      const status = ['statusPurpose', 'statusListIndex', 'statusListCredential'];
      const used = new Set<string>();
      JSON.stringify(shapeCredential(variant), (name, value: unknown) => {
        if (name !== '' && !/^\d+$/.test(name)) used.add(name);
        return value;
      });
      expect([...used].filter((name) => !defined.has(name) && ![...base, ...status].includes(name))).toEqual([]);
    },
  );

  it('has a canonical form: integers only, NFC, nothing undefined', () => {
    for (const [, variant] of variants) expect(() => canonicalBytes(shapeCredential(variant))).not.toThrow();
  });

  it('lets the first day begin and the last day end in the scheme’s zone', () => {
    expect(shapeCredential(facts)).toMatchObject({
      validFrom: '2026-03-09T16:00:00.000Z',
      validUntil: '2029-03-09T15:59:59.999Z',
    });
    expect(shapeCredential({ ...facts, to: null })).not.toHaveProperty('validUntil');
  });

  it('has one status with an integer index, as UNTP wants it', () => {
    expect(shapeCredential(facts).credentialStatus).toEqual({
      id: 'https://register.example.org/status/034-1#4711',
      type: 'BitstringStatusListEntry',
      statusPurpose: 'suspension',
      statusListIndex: 4711,
      statusListCredential: 'https://register.example.org/status/034-1',
    });
  });

  it('says that a demonstration is one', () => {
    const [real, shown] = [{ ...facts, demonstration: false }, facts].map((one) =>
      JSON.stringify(shapeCredential(one)),
    );
    expect(shown).toContain('演示数据');
    expect(shown).toContain('Demonstration');
    expect(real).not.toContain('演示');
  });

  it('refuses a day that the calendar does not have', () => {
    expect(() => shapeCredential({ ...facts, from: '2026-02-30' })).toThrow('2026-02-30');
  });
});

describe('readCredentialSummary', () => {
  it('reads back what was shaped', () => {
    expect(readCredentialSummary(shapeCredential(facts))).toEqual({
      title: '【演示数据 Demonstration】质量管理体系认证证书 / Quality management system certificate 03426Q10286R0S',
      number: '03426Q10286R0S',
      issuer: '示例认证有限公司',
      holder: '示例精密机械有限公司',
      holderId: '91310000MA1FL0000X',
      scope: '金属零件的机械加工 / Machining of metal parts',
      codes: ['17.11.02'],
      standards: ['GB/T 19001-2016 质量管理体系 要求 / Quality management systems: Requirements'],
      scheme: '质量管理体系认证 / Quality management system certification (2026-01)',
      grade: null,
      decidedOn: '2026-03-10',
      validFrom: '2026-03-09T16:00:00.000Z',
      validUntil: '2029-03-09T15:59:59.999Z',
    });
  });

  it('reads anything without falling over', () => {
    for (const payload of [
      {},
      { credentialSubject: null },
      { credentialSubject: { conformityAssessment: [1, null] } },
      JSON.parse('{"__proto__":{"name":"x"}}'),
    ])
      expect(readCredentialSummary(payload as CredentialPayload).holder).toBe('');
  });
});

describe('the closed shape', () => {
  const row = findCredentialShape(shapeCredential(facts));
  const problemsOf = (payload: unknown) =>
    (row === undefined ? [] : shapeProblems(row.shape, payload)).map(({ path, expected }) => `${path}: ${expected}`);
  const altered = (path: string, value: unknown) => {
    const payload = JSON.parse(JSON.stringify(shapeCredential(facts))) as Record<string, unknown>;
    const names = path.split('.');
    const last = names.pop() ?? '';
    const target = names.reduce<Record<string, unknown>>((at, name) => at[name] as Record<string, unknown>, payload);
    if (value === undefined) delete target[last];
    else target[last] = value;
    return payload;
  };

  it.skipIf(!existsSync(untp)).each(['', 'battery_', 'smelter_'])(
    'accepts the published sample %s (skipped without ../shared)',
    (which) => {
      const sample: unknown = JSON.parse(
        readFileSync(`${untp}/samples/ConformityCredential_${which}instance.json`, 'utf8'),
      );
      expect(findCredentialShape(sample as CredentialPayload)).toBe(row);
      expect(problemsOf(sample)).toEqual([]);
    },
  );

  it.each<[string, unknown, string]>([
    ['credentialSubject.nmae', 'x', '$.credentialSubject.nmae: no such member'],
    ['credentialSubject.constructor', 'x', '$.credentialSubject.constructor: no such member'],
    ['issuer.id', 'https://example.org', '$.issuer.id: a DID'],
    ['validFrom', '2026-03-10', '$.validFrom: an instant with its offset, as `2026-03-10T00:00:00+08:00`'],
    ['validFrom', '2026-02-30T00:00:00Z', '$.validFrom: an instant with its offset, as `2026-03-10T00:00:00+08:00`'],
    ['validUntil', 3, '$.validUntil: an instant with its offset, as `2026-03-10T00:00:00+08:00`'],
    [
      'credentialStatus.statusListIndex',
      -1,
      '$.credentialStatus.statusListIndex: a whole number from 0 or decimal digits',
    ],
    [
      'credentialStatus.statusListIndex',
      '007',
      '$.credentialStatus.statusListIndex: a whole number from 0 or decimal digits',
    ],
    ['credentialStatus.statusSize', 2, '$.credentialStatus.statusSize: no such member'],
    ['credentialSubject.issuedToParty', [], '$.credentialSubject.issuedToParty: an object'],
    ['credentialSubject.conformityAssessment', {}, '$.credentialSubject.conformityAssessment: a list'],
    ['credentialSubject.name', undefined, '$.credentialSubject.name: text'],
    ['type', ['VerifiableCredential'], '$.type: the list ["DigitalConformityCredential","VerifiableCredential"]'],
  ])('names what is wrong at %s = %j', (path, value, problem) => {
    expect(problemsOf(altered(path, value))).toEqual([problem]);
  });

  it('reads a status index as UNTP and as W3C write it', () => {
    expect(problemsOf(altered('credentialStatus.statusListIndex', '4711'))).toEqual([]);
    expect(problemsOf(altered('credentialStatus.statusListIndex', 0))).toEqual([]);
  });

  it('is not taken for a payload with another context, order or type', () => {
    const contexts = shapeCredential(facts)['@context'] as string[];
    for (const other of [[...contexts, 'https://example.org/x'], [...contexts].reverse(), contexts[0], undefined])
      expect(findCredentialShape(altered('@context', other))).toBeUndefined();
    expect(findCredentialShape(altered('type', ['VerifiableCredential']))).toBeUndefined();
  });
});
