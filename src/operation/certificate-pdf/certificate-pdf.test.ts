import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { CertificateFacts } from '#certification/credential/certificate-facts.ts';
import { credentialsInPdf, isPdf } from '#proof/credential-in-pdf.ts';
import { credentialAttachment, makeCertificatePdf } from './certificate-pdf.ts';
import { dayInWords } from './certificate-words.ts';
import { GlyphError } from './glyphs.ts';

const facts: CertificateFacts = {
  demonstration: false,
  entry: { id: '0199a0b2-0000-7000-8000-000000000001', number: '03426Q10286R0S' },
  title: { zh: '质量管理体系认证证书', en: 'Quality management system certificate' },
  attestation: 'certification',
  issuer: {
    did: 'did:web:register.example.org:bodies:034',
    name: { zh: '东方示例质量认证有限公司', en: 'Orient Example Certification Co., Ltd.' },
    approval: {
      number: 'CNCA-R-2002-034',
      authority: { url: 'https://cnca.example', name: { zh: '国家认监委', en: 'CNCA' } },
    },
  },
  holder: {
    name: { zh: '鑫淼犇堃精密机械制造有限公司', en: 'Xinmiao Precision Machinery Co., Ltd.' },
    uscc: '91310000MA1FL0000X',
    address: { zh: '上海市浦东新区示例路一号', en: '1 Example Road, Shanghai' },
  },
  scope: {
    text: { zh: '汽车零部件用金属零件的机械加工和销售', en: 'Machining and sale of metal parts for motor vehicles' },
    codes: [
      {
        code: '17.11.02',
        name: { zh: '金属加工机械制造', en: 'Metal working' },
        list: { id: 'https://x.example', name: { zh: '范围', en: 'Areas' } },
      },
    ],
  },
  products: [],
  sites: [{ name: { zh: '一厂', en: 'Plant 1' }, address: { zh: '上海市浦东新区示例路一号', en: '1 Example Road' } }],
  standards: [{ number: 'GB/T 19001-2016', title: { zh: '质量管理体系要求', en: 'Requirements' }, url: null }],
  scheme: {
    id: 'cn-qms',
    edition: '2026-01',
    name: { zh: '质量管理体系认证规则', en: 'Rules for QMS certification' },
    assessmentLevel: 'authority-benchmark',
  },
  grade: null,
  decidedOn: '2026-03-10',
  from: '2026-03-10',
  to: '2029-03-09',
  zone: 'Asia/Shanghai',
  status: null,
  pages: {
    credential: 'https://register.example.org/credentials/1',
    verdict: 'https://register.example.org/verify/0199a0b2-0000-7000-8000-000000000001',
    register: 'https://register.example.org',
  },
};
const options = { madeAt: '2026-03-10T01:00:00.000Z' };

const hasPoppler =
  spawnSync('pdftoppm', ['-v']).error === undefined && spawnSync('pdftotext', ['-v']).error === undefined;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'touchstone-pdf-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const saved = (pdf: Uint8Array): string => {
  const path = join(folder, `${Math.floor(performance.now() * 1000)}.pdf`);
  writeFileSync(path, pdf);
  return path;
};

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

/** A page as grey pixels: binary PGM, `P5 width height 255`. */
function render(path: string, dpi: number, page = 1): Picture {
  const pgm = execFileSync('pdftoppm', ['-gray', '-r', `${dpi}`, '-f', `${page}`, '-l', `${page}`, path], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const [head = '', width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.subarray(0, 40).toString('latin1')) ?? [];
  return { width: Number(width), height: Number(height), grey: pgm.subarray(head.length) };
}

/** Share of the pixels in a box (in points) that are clearly darker than the pale ground. */
function inkIn({ width, grey }: Picture, dpi: number, box: { x0: number; y0: number; x1: number; y1: number }): number {
  const at = (points: number) => Math.round((points * dpi) / 72);
  let [dark, all] = [0, 0];
  for (let y = at(box.y0); y < at(box.y1); y++)
    for (let x = at(box.x0); x < at(box.x1); x++) {
      all++;
      if ((grey[y * width + x] ?? 255) < 150) dark++;
    }
  return dark / all;
}

interface Word {
  readonly text: string;
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

function wordsOf(path: string): readonly Word[] {
  const html = execFileSync('pdftotext', ['-f', '1', '-l', '1', '-bbox', path, '-']).toString();
  const word = /<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<\/word>/g;
  return [...html.matchAll(word)].map(([, x0, y0, x1, y1, text = '']) => ({
    text,
    x0: Number(x0),
    y0: Number(y0),
    x1: Number(x1),
    y1: Number(y1),
  }));
}

const textOf = (path: string) => execFileSync('pdftotext', [path, '-']).toString().replace(/\s+/g, '');
const pagesOf = (pdf: Uint8Array) =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type \/Page\b(?!s)/g)?.length;

describe('makeCertificatePdf', () => {
  it.skipIf(!hasPoppler)(
    'draws every Chinese character that it writes: pixels, not only text (skipped without pdftoppm)',
    async () => {
      const path = saved(await makeCertificatePdf(facts, options));
      const dpi = 144;
      const picture = render(path, dpi);
      const chinese = wordsOf(path).filter(({ text }) => /^[\u4e00-\u9fff]+$/.test(text));
      const expected = [facts.title.zh, facts.holder.name.zh, facts.issuer.name.zh, facts.scope.text.zh];
      for (const text of expected) expect(chinese.map((word) => word.text)).toContain(text);
      let characters = 0;
      for (const { text, x0, y0, x1, y1 } of chinese) {
        const cell = (x1 - x0) / text.length;
        for (let i = 0; i < text.length; i++) {
          characters++;
          const ink = inkIn(picture, dpi, { x0: x0 + i * cell, y0, x1: x0 + (i + 1) * cell, y1 });
          expect(ink, `${text[i]} in ${text}`).toBeGreaterThan(0.02);
        }
      }
      expect(characters).toBeGreaterThan(100);
      // The measure tells paper from ink: the ground between title and frame holds none.
      expect(inkIn(picture, dpi, { x0: 60, y0: 115, x1: 110, y1: 150 })).toBe(0);
    },
  );

  it.skipIf(!hasPoppler)('carries a code that opens the verdict page (skipped without pdftoppm)', async () => {
    const path = saved(await makeCertificatePdf({ ...facts, demonstration: true }, options));
    const png = execFileSync('pdftoppm', ['-png', '-r', '110', path], { maxBuffer: 64 * 1024 * 1024 });
    const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
    prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(wasm).buffer } });
    const codes = await readBarcodes(Uint8Array.from(png));
    expect(codes.map(({ text, format }) => [text, String(format)])).toEqual([
      [facts.pages.verdict, expect.stringMatching(/^QR ?Code/)],
    ]);
  });

  it.skipIf(!hasPoppler)('says the facts of the credential in both languages (skipped without pdftotext)', async () => {
    const text = textOf(saved(await makeCertificatePdf(facts, options)));
    const { issuer, holder, scope, scheme, entry } = facts;
    for (const part of [
      entry.number,
      ...Object.values(issuer.name),
      ...Object.values(holder.name),
      ...Object.values(scope.text),
      holder.uscc ?? '',
      issuer.approval?.number ?? '',
      scheme.edition,
      'GB/T 19001-2016',
      '17.11.02',
      '2026年3月10日',
      '9 March 2029',
      '2029年3月9日',
    ])
      expect(text).toContain(part.replace(/\s+/g, ''));
    expect(text).not.toContain('演示数据');
  });

  it.skipIf(!hasPoppler)('marks invented data on every page (skipped without pdftotext)', async () => {
    const sites = Array.from({ length: 40 }, (_, i) => ({
      name: { zh: `第${i + 1}分公司`, en: `Branch ${i + 1}` },
      address: null,
    }));
    const pdf = await makeCertificatePdf({ ...facts, demonstration: true, sites }, options);
    const path = saved(pdf);
    expect(pagesOf(pdf)).toBeGreaterThan(1);
    for (let page = 1; page <= (pagesOf(pdf) ?? 0); page++) {
      const text = execFileSync('pdftotext', ['-f', `${page}`, '-l', `${page}`, path, '-']).toString();
      expect(text, `page ${page}`).toMatch(/演示数据\s*Demonstration/);
    }
  });

  it.skipIf(!hasPoppler)(
    'cuts nothing off: what does not fit goes to the annex, whole (skipped without pdftotext)',
    async () => {
      const sentence = '金属零件的机械加工与销售，';
      const long: CertificateFacts = {
        ...facts,
        holder: { ...facts.holder, name: { zh: '很长的名称'.repeat(50), en: 'A very long name '.repeat(15).trim() } },
        scope: { text: { zh: sentence.repeat(300), en: 'Machining, '.repeat(300) }, codes: [] },
        standards: Array.from({ length: 12 }, (_, i) => ({
          number: `GB/T ${10_000 + i}-2020`,
          title: { zh: `标准${i}`, en: `Standard ${i}` },
          url: null,
        })),
        sites: Array.from({ length: 150 }, (_, i) => ({ name: { zh: `第${i + 1}号场所`, en: '' }, address: null })),
      };
      const pdf = await makeCertificatePdf(long, options);
      const text = textOf(saved(pdf));
      expect(text.split('机械加工与销售').length - 1).toBe(300);
      expect(text.split('Machining,').length - 1).toBe(300);
      for (let i = 0; i < 12; i++) expect(text).toContain(`GB/T${10_000 + i}-2020`);
      for (let i = 1; i <= 150; i++) expect(text).toContain(`第${i}号场所`);
      expect(text).toContain('见附页');
      expect(text).toContain(`Page1/${pagesOf(pdf)}`);
      // Text and foot of the first page do not run into each other.
      const words = wordsOf(saved(pdf));
      const footTop = Math.min(...words.filter(({ text: word }) => word === '决定日期').map(({ y0 }) => y0));
      expect(words.filter(({ text: word, y1 }) => word.includes('很长的名称') && y1 > footTop)).toEqual([]);
    },
  );

  it('carries its signed credential, which is taken out again', async () => {
    const credential = `${'eyJ'.repeat(900)}.${'abc'.repeat(1000)}.sig`;
    const pdf = await makeCertificatePdf(facts, { ...options, credential });
    const inflate = (bytes: Uint8Array, maxOutputLength: number) => inflateSync(bytes, { maxOutputLength });
    expect(isPdf(pdf)).toBe(true);
    expect(credentialsInPdf(pdf, inflate)).toEqual([credential]);
    // Appended to a copy, another one is seen beside it; a file without any has none.
    const other = await makeCertificatePdf(facts, { ...options, credential: 'a.b.c' });
    expect(credentialsInPdf(Buffer.concat([pdf, other]), inflate)).toEqual([credential, 'a.b.c']);
    expect(credentialsInPdf(await makeCertificatePdf(facts, options), inflate)).toEqual([]);
    expect(credentialsInPdf(pdf, () => inflate(Uint8Array.of(1, 2, 3), 10))).toEqual([]);
    if (spawnSync('pdfdetach', ['-v']).error === undefined) {
      const out = join(folder, 'out.jwt');
      execFileSync('pdfdetach', ['-savefile', credentialAttachment, '-o', out, saved(pdf)]);
      expect(readFileSync(out, 'utf8')).toBe(credential);
    }
  });

  it('gives the same bytes for the same facts and instant', async () => {
    const [a, b] = [await makeCertificatePdf(facts, options), await makeCertificatePdf(facts, options)];
    expect(Buffer.compare(a, b)).toBe(0);
  });

  it('refuses a character that the font has no picture for, instead of an empty box', async () => {
    const thai = { ...facts, holder: { ...facts.holder, name: { zh: '示例', en: 'บริษัท ตัวอย่าง' } } };
    const error = await makeCertificatePdf(thai, options).catch((one: unknown) => one);
    expect(error).toBeInstanceOf(GlyphError);
    expect(String(error)).toContain('`บ` (U+0E1A)');
  });
});

describe('dayInWords', () => {
  it('says a day in both languages', () => {
    expect(dayInWords('2026-03-10')).toEqual({ zh: '2026年3月10日', en: '10 March 2026' });
  });
});
