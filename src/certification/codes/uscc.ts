import { badCharacter, type CodeKind, wrongCheck, wrongLength } from './code-fault.ts';
import { type Checked, type Refusal, refusal } from './refusal.ts';

export const usccKind: CodeKind = {
  id: 'uscc',
  text: { zh: '统一社会信用代码', en: 'unified social credit code' },
  sample: '91350100M000100Y43',
};
export const organisationCodeKind: CodeKind = {
  id: 'organisation-code',
  text: { zh: '组织机构代码', en: 'organisation code' },
  sample: '75440888-9',
};

/** GB 32100-2015 table 2: digits and capital letters without I, O, S, V and Z, which are read as others too easily. */
export const usccAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** GB 32100-2015 annex: weight of position i is 3^(i−1) mod 31. */
const usccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/** GB 11714-1997. */
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** GB 32100-2015 table 1: the departments that register; the first character. */
export const registeringDepartments: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  '1': { zh: '机构编制', en: 'establishment of public bodies' },
  '2': { zh: '外交', en: 'foreign affairs' },
  '3': { zh: '司法行政', en: 'justice' },
  '4': { zh: '文化', en: 'culture' },
  '5': { zh: '民政', en: 'civil affairs' },
  '6': { zh: '旅游', en: 'tourism' },
  '7': { zh: '宗教', en: 'religious affairs' },
  '8': { zh: '工会', en: 'trade unions' },
  '9': { zh: '市场监管（工商）', en: 'market regulation' },
  A: { zh: '中央军委改革和编制办公室', en: 'military establishment' },
  N: { zh: '农业', en: 'agriculture' },
  Y: { zh: '其他', en: 'others' },
};

export interface UsccParts {
  readonly department: string;
  readonly type: string;
  /** Six digits of the registering office's region (GB/T 2260 on the day of registration, so possibly a former code). */
  readonly region: string;
  readonly organisationCode: string;
  readonly check: string;
}

/**
 * Checks a unified social credit code, GB 32100-2015, and the organisation code inside it, GB 11714: all faults at once,
 * each with its position. Takes the code as it must be written (capitals, no spaces); normalise before, and show both.
 */
export function checkUscc(code: string): Checked<UsccParts> {
  const characters = [...code];
  if (characters.length === 15 && /^\d{15}$/.test(code)) return { ok: false, refusals: [legacyNumber(code)] };
  if (characters.length !== 18) return { ok: false, refusals: [wrongLength(usccKind, code, 18)] };
  const faults: Refusal[] = [];
  characters.forEach((character, index) => {
    const position = index + 1;
    if (position >= 3 && position <= 8) {
      if (!/^[0-9]$/.test(character))
        faults.push(
          badCharacter(usccKind, code, position, {
            zh: '数字（第 3 至 8 位为行政区划码）',
            en: 'a digit (characters 3 to 8 are the region)',
          }),
        );
    } else if (position <= 17 && !usccAlphabet.includes(character)) {
      faults.push(badCharacter(usccKind, code, position, alphabetText(character)));
    }
  });
  if (faults.length === 0) {
    const department = characters[0] ?? '';
    if (!Object.hasOwn(registeringDepartments, department)) {
      faults.push(
        badCharacter(usccKind, code, 1, {
          zh: '登记管理部门代码（1 至 9、A、N、Y）',
          en: 'a registering department (1 to 9, A, N or Y)',
        }),
      );
    }
    const organisationCheck = organisationCheckCharacter(code.slice(8, 16));
    if (characters[16] !== organisationCheck)
      faults.push(wrongCheck(usccKind, code, 17, organisationCheck, 'wrong-organisation-check'));
    const check = usccCheckCharacter(code.slice(0, 17));
    if (characters[17] !== check) faults.push(wrongCheck(usccKind, code, 18, check));
  } else if (!usccAlphabet.includes(characters[17] ?? '')) {
    faults.push(badCharacter(usccKind, code, 18, alphabetText(characters[17] ?? '')));
  }
  if (faults.length > 0) return { ok: false, refusals: faults };
  return {
    ok: true,
    parts: {
      department: code.slice(0, 1),
      type: code.slice(1, 2),
      region: code.slice(2, 8),
      organisationCode: code.slice(8, 17),
      check: code.slice(17),
    },
  };
}

/**
 * The check character of the first 17: (31 − Σ Ci·Wi mod 31) mod 31. (Two public pages give modulo 11 instead; codes in
 * force refute them.) Expects characters of the alphabet only.
 */
export function usccCheckCharacter(first17: string): string {
  let sum = 0;
  for (let index = 0; index < 17; index++)
    sum += usccAlphabet.indexOf(first17[index] ?? '') * (usccWeights[index] ?? 0);
  return usccAlphabet[(31 - (sum % 31)) % 31] ?? '';
}

/** The check character of the first 8 of an organisation code, GB 11714: 11 − Σ mod 11, 10 written X, 11 written 0. */
export function organisationCheckCharacter(first8: string): string {
  let sum = 0;
  for (let index = 0; index < 8; index++)
    sum += Number.parseInt(first8[index] ?? '0', 36) * (organisationWeights[index] ?? 0);
  const rest = 11 - (sum % 11);
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest);
}

/** Checks an organisation code, GB 11714: eight digits or capitals, a hyphen that may be left out, a check character. */
export function checkOrganisationCode(code: string): Checked<{ readonly body: string; readonly check: string }> {
  const bare = code.replace(/^(.{8})-/, '$1');
  if (bare.length !== 9) return { ok: false, refusals: [wrongLength(organisationCodeKind, code, 9)] };
  const faults: Refusal[] = [];
  for (let index = 0; index < 8; index++) {
    if (!/[0-9A-Z]/.test(bare[index] ?? ''))
      faults.push(
        badCharacter(organisationCodeKind, bare, index + 1, {
          zh: '数字或大写字母',
          en: 'a digit or a capital letter',
        }),
      );
  }
  const check = organisationCheckCharacter(bare.slice(0, 8));
  if (faults.length === 0 && bare[8] !== check) faults.push(wrongCheck(organisationCodeKind, bare, 9, check));
  return faults.length > 0 ? { ok: false, refusals: faults } : { ok: true, parts: { body: bare.slice(0, 8), check } };
}

function alphabetText(character: string): { readonly zh: string; readonly en: string } {
  if (/^[a-z]$/.test(character))
    return { zh: `大写字母 \`${character.toUpperCase()}\``, en: `the capital \`${character.toUpperCase()}\`` };
  return { zh: '数字或大写字母（不含 I、O、S、V、Z）', en: 'a digit or a capital letter other than I, O, S, V and Z' };
}

function legacyNumber(code: string): Refusal {
  return refusal(
    'legacy-registration-number',
    { kind: usccKind.id, found: code },
    {
      zh: `\`${code}\` 是旧的 15 位工商注册号，不是 18 位统一社会信用代码`,
      en: `\`${code}\` is an old registration number of 15 digits, not a unified social credit code of 18 characters`,
    },
    {
      zh: '请在国家企业信用信息公示系统查出对应的统一社会信用代码',
      en: 'Look up the code that replaced it in the national enterprise credit system',
    },
  );
}
