import { Converter } from 'opencc-js/t2cn';

const simplify = Converter({ from: 't', to: 'cn' });

/** Spaces of every kind, and characters without width that copying out of pages brings along. */
const spaces = /[\s\u00ad\u180e\u200b-\u200f\u2028\u2029\u2060\ufeff]+/gu;
const dashes = /[‐‑‒–—―−﹣－]/g;

/** The same text in simplified characters of half width: what compares texts that people typed differently. */
export function simplifiedOf(text: string): string {
  return simplify(text.normalize('NFKC'));
}

/**
 * A certificate number as a key: full-width to half-width (NFKC), capitals, no spaces, one kind of dash (认证信息上报:
 * 证书编号大写、无空格). Letters that look alike are left: `O` is never turned into `0`; such corrections are offered.
 */
export function normaliseNumber(text: string): string {
  return text.normalize('NFKC').replace(spaces, '').replace(dashes, '-').toUpperCase().normalize('NFKC');
}

/**
 * A text as the search compares it: NFKC, simplified characters, lower case, one space between words and none beside
 * Chinese characters.
 */
export function normaliseSearch(text: string): string {
  if (isPlain.test(text)) return isAscii.test(text) ? text.toLowerCase() : simplify(text).toLowerCase();
  return simplifiedOf(text)
    .toLowerCase()
    .normalize('NFKC')
    .replace(spaces, ' ')
    .replace(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, '')
    .replace(dashes, '-')
    .trim();
}

/** Most names in Chinese, and all numbers: nothing in them has another form than its own but traditional characters and capitals. */
const isAscii = /^[!-~]*$/;
const isPlain = /^[!-~\u4e00-\u9fff]*$/;

/** Longest first, so that `集团股份有限公司` goes before `有限公司`. */
const chineseSuffixes = [
  '集团股份有限公司',
  '集团有限责任公司',
  '集团有限公司',
  '股份有限公司',
  '有限责任公司',
  '控股有限公司',
  '股份公司',
  '有限公司',
  '集团公司',
  '总公司',
  '分公司',
  '公司',
  '集团',
];
const foreignSuffixes = [
  'company limited',
  'co limited',
  'co ltd',
  'corporation',
  'incorporated',
  'limited',
  'ltd',
  'corp',
  'inc',
  'llc',
  'plc',
  'gmbh',
  'kg',
  'ag',
  'spa',
  'srl',
  'sarl',
  'sas',
  'sa',
  'bv',
  'nv',
  'ab',
  'oy',
  'pte',
  'pty',
  'kk',
  'company',
  'co',
];

/** A name without punctuation and spaces: equal keys are the same name, however it was typed. */
export function nameKey(name: string): string {
  return normaliseSearch(name).replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The name key without the legal form (有限公司, Co., Ltd. …) and without words in brackets such as (上海) or （集团）. */
export function companyStem(name: string): string {
  let stem = normaliseSearch(name)
    .replace(/[([（【〔][^)\]）】〕]*[)\]）】〕]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  for (let again = true; again && !chineseSuffixes.includes(stem); ) {
    again = false;
    for (const suffix of chineseSuffixes) {
      if (stem.endsWith(suffix) && !chineseSuffixes.includes(stem)) {
        stem = stem.slice(0, -suffix.length).trim();
        again = true;
      }
    }
    for (const suffix of foreignSuffixes) {
      if (stem.endsWith(` ${suffix}`)) {
        stem = stem.slice(0, -suffix.length - 1).trim();
        again = true;
      }
    }
  }
  return stem.replaceAll(' ', '');
}

/**
 * Whether two names mean the same: `same` but for typing (case, width, spaces, punctuation, traditional characters);
 * `same-stem` but for the legal form or words in brackets, which may be another legal person, so a human decides.
 */
export function compareNames(a: string, b: string): 'same' | 'same-stem' | 'different' {
  if (nameKey(a) === nameKey(b)) return 'same';
  const stem = companyStem(a);
  return stem !== '' && stem === companyStem(b) ? 'same-stem' : 'different';
}
