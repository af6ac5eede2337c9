import { compareNames } from '../codes/normalise.ts';
import type { RegisterChange } from './change.ts';
import { kindWord } from './kind-words.ts';
import { type StatusAnswer, statusOn } from './status.ts';

/** What is asked: may I rely on this entry, on that day, for these codes, in this name? */
export interface VerdictQuestion {
  readonly day: string;
  readonly known: string | null;
  /** The name that stands on the paper; null when none was given. */
  readonly name: string | null;
  /** Codes that the scope must hold; empty when none is needed. */
  readonly codes: readonly string[];
}

/** An entry as the verdict needs it, from whatever source. */
export interface RegisteredEntry {
  readonly id: string;
  readonly isOwn: boolean;
  readonly kind: string;
  readonly number: string;
  /** Names of the holder now and before, in every language. */
  readonly holderNames: readonly string[];
  readonly codes: readonly string[];
  readonly from: string | null;
  readonly changes: readonly RegisterChange[];
  /** Last day for which its source is known; null for entries of this house. */
  readonly sourceSeen: string | null;
}

/** Whether and by what an issuer must be entitled, and what it holds. */
export interface IssuerStanding {
  /** Kind of entry that entitles (approval, qualification …); null when its scheme asks for none. */
  readonly needed: string | null;
  /** Codes that the entitlement must cover; null when the scheme does not bind it to the scope. */
  readonly codes: readonly string[] | null;
  /** Whether a register of such entries is loaded: without one the answer is unknown, never no. */
  readonly isCovered: boolean;
  readonly held: readonly {
    readonly codes: readonly string[];
    readonly changes: readonly RegisterChange[];
    readonly sourceSeen: string | null;
  }[];
}

/** What a check of the credential's file said; null when no file was checked. */
export interface CredentialCheck {
  readonly ok: boolean;
  readonly why: string | null;
}

export const stepNames = ['authentic', 'status', 'name', 'scope', 'issuer-then', 'issuer-now', 'freshness'] as const;
export type StepName = (typeof stepNames)[number];

export interface VerdictStep {
  readonly step: StepName;
  readonly answer: 'yes' | 'no' | 'unknown' | 'not-asked';
  readonly code: VerdictCode;
  readonly params: Readonly<Record<string, string>>;
}

/** The verdict in one word: what the page shows first. */
export type VerdictWord =
  | 'valid'
  | 'suspended'
  | 'withdrawn'
  | 'cancelled'
  | 'expired'
  | 'not-yet'
  | 'uncertain'
  | 'unknown';

export interface Verdict {
  readonly word: VerdictWord;
  /** No step says no, and the status is valid on the day. Unknown steps are named and do not make it false. */
  readonly mayRely: boolean;
  readonly status: StatusAnswer;
  readonly steps: readonly VerdictStep[];
}

/** The verdict (核验结论) over one entry, by named steps; every step is answered, also those that were not asked. */
export function decideVerdict(
  entry: RegisteredEntry,
  issuer: IssuerStanding,
  credential: CredentialCheck | null,
  question: VerdictQuestion,
): Verdict {
  const at = { day: question.day, known: question.known, sourceSeen: entry.sourceSeen };
  const status = statusOn(entry.changes, at);
  const steps = [
    isAuthentic(entry, credential),
    hasStatus(status),
    isNamed(entry, question.name),
    coversCodes(entry, question.codes),
    isIssuerEntitled(issuer, entry.from ?? question.day, question.known, 'issuer-then'),
    isIssuerEntitled(issuer, question.day, question.known, 'issuer-now'),
    isFresh(status),
  ];
  const word = wordOf(status);
  return { word, mayRely: word === 'valid' && steps.every((s) => s.answer !== 'no'), status, steps };
}

export function wordOf(status: StatusAnswer): VerdictWord {
  switch (status.kind) {
    case 'between':
      return 'uncertain';
    case 'not-yet':
      return 'not-yet';
    case 'nothing-known':
      return 'unknown';
    case 'status':
      return words.find((w) => w === status.status) ?? (status.status === 'decided' ? 'not-yet' : 'uncertain');
  }
}

const words = ['valid', 'suspended', 'withdrawn', 'cancelled', 'expired'] as const;

function step(
  name: StepName,
  answer: VerdictStep['answer'],
  code: VerdictCode,
  params: VerdictStep['params'] = {},
): VerdictStep {
  return { step: name, answer, code, params };
}

function isAuthentic(entry: RegisteredEntry, credential: CredentialCheck | null): VerdictStep {
  if (credential !== null && !credential.ok)
    return step('authentic', 'no', 'signature-refused', { why: credential.why ?? '' });
  if (credential !== null) return step('authentic', 'yes', 'signature-good', { number: entry.number });
  return entry.isOwn
    ? step('authentic', 'yes', 'in-own-register', { number: entry.number })
    : step('authentic', 'yes', 'in-source-register', { number: entry.number });
}

function hasStatus(status: StatusAnswer): VerdictStep {
  switch (status.kind) {
    case 'status': {
      const params = { status: status.status, since: status.since.latest, until: status.until ?? '' };
      return step(
        'status',
        status.status === 'valid' ? 'yes' : 'no',
        status.isDerived ? 'status-by-date' : 'status-holds',
        params,
      );
    }
    case 'between':
      return step('status', 'unknown', 'status-between', {
        seen: status.seen.status ?? '',
        on: status.seen.on ?? '',
        changed: status.changed.status,
        by: status.changed.by,
      });
    case 'not-yet':
      return step('status', 'no', 'status-not-yet', { from: status.from });
    case 'nothing-known':
      return step('status', 'unknown', 'status-nothing-known');
  }
}

/** Whether the name on the paper is the holder's, now or formerly; another legal form is told, not taken for the same. */
function isNamed(entry: RegisteredEntry, name: string | null): VerdictStep {
  if (name === null || name.trim() === '') return step('name', 'not-asked', 'not-asked');
  const registered = comparableNames(entry.holderNames, name).join('、');
  if (entry.holderNames.length === 0) return step('name', 'unknown', 'name-not-held');
  const found = entry.holderNames.map((n) => compareNames(n, name));
  if (found.includes('same')) return step('name', 'yes', 'name-same', { name: registered });
  return step('name', 'no', found.includes('same-stem') ? 'name-near' : 'name-differs', {
    given: name,
    name: registered,
  });
}

/** The names to hold a given one against: those that are nearly it, else those in its script. */
function comparableNames(names: readonly string[], given: string): readonly string[] {
  const isHan = (text: string) => /\p{Script=Han}/u.test(text);
  const near = names.filter((name) => compareNames(name, given) !== 'different');
  const sameScript = names.filter((name) => isHan(name) === isHan(given));
  return [near, sameScript, names].find((some) => some.length > 0) ?? [];
}

/** Declared codes alone match (design, decision 13); an entry without codes answers "compare yourself". */
function coversCodes(entry: RegisteredEntry, codes: readonly string[]): VerdictStep {
  if (codes.length === 0) return step('scope', 'not-asked', 'not-asked');
  if (entry.codes.length === 0) return step('scope', 'unknown', 'scope-in-words');
  const missing = codes.filter((code) => !entry.codes.includes(code));
  const params = { needed: codes.join(', '), held: entry.codes.join(', '), missing: missing.join(', ') };
  return missing.length === 0
    ? step('scope', 'yes', 'scope-covers', params)
    : step('scope', 'no', 'scope-lacks', params);
}

/** Whether the issuer was entitled on a day: for an act's instant, its status at the end of that day stands. */
function isIssuerEntitled(
  issuer: IssuerStanding,
  day: string,
  known: string | null,
  name: 'issuer-then' | 'issuer-now',
): VerdictStep {
  if (issuer.needed === null) return step(name, 'not-asked', 'issuer-needs-none');
  const params = { kind: issuer.needed, day };
  if (!issuer.isCovered) return step(name, 'unknown', 'issuer-register-not-loaded', params);
  const answers = issuer.held
    .filter((h) => issuer.codes?.every((code) => h.codes.includes(code)) ?? true)
    .map((h) => statusOn(h.changes, { day, known, sourceSeen: h.sourceSeen }));
  if (answers.some((a) => a.kind === 'status' && a.status === 'valid'))
    return step(name, 'yes', 'issuer-entitled', params);
  if (answers.some((a) => a.kind === 'between')) return step(name, 'unknown', 'issuer-uncertain', params);
  return step(name, 'no', 'issuer-not-entitled', params);
}

function isFresh(status: StatusAnswer): VerdictStep {
  if (status.notSeenSince !== null) return step('freshness', 'unknown', 'not-seen-since', { day: status.notSeenSince });
  if (status.lastSeen !== null) return step('freshness', 'unknown', 'last-seen', { day: status.lastSeen });
  return step('freshness', 'yes', status.isReconstructed ? 'reconstructed' : 'known-to-day');
}

interface VerdictText {
  readonly zh: string;
  readonly en: string;
}

const texts = {
  'not-asked': { zh: '未提供，未比对', en: 'not given, so not compared' },
  'signature-good': { zh: '签名有效，与登记 {number} 一致', en: 'the signature is good and is of the entry {number}' },
  'signature-refused': { zh: '签名未通过：{why}', en: 'the signature is refused: {why}' },
  'in-own-register': {
    zh: '编号 {number} 在本系统名录中',
    en: 'the number {number} stands in the register of this system',
  },
  'in-source-register': {
    zh: '编号 {number} 在所导入的名录中',
    en: 'the number {number} stands in the register that was imported',
  },
  'status-holds': { zh: '自 {since} 起为“{status}”', en: '“{status}” since {since}' },
  'status-by-date': { zh: '有效期已届满，自 {since} 起失效', en: 'its validity has ended; expired since {since}' },
  'status-between': {
    zh: '{on} 最后一次见到时为“{seen}”，至迟 {by} 已为“{changed}”；其间哪一天变化不可知',
    en: '“{seen}” when last seen on {on}; “{changed}” by {by}; on which day in between is not known',
  },
  'status-not-yet': { zh: '{from} 才生效', en: 'it begins on {from}' },
  'status-nothing-known': { zh: '当时没有任何记录', en: 'nothing was known of it then' },
  'name-same': { zh: '与登记名称“{name}”一致', en: 'it is the registered name “{name}”' },
  'name-near': {
    zh: '“{given}”与登记名称“{name}”仅组织形式或括号内文字不同，可能不是同一法人',
    en: '“{given}” differs from “{name}” in its legal form or words in brackets: it may be another legal person',
  },
  'name-differs': { zh: '“{given}”与登记名称“{name}”不同', en: '“{given}” is not the registered name “{name}”' },
  'name-not-held': {
    zh: '名录未载持有人名称，请自行核对',
    en: 'the register holds no name of the holder: compare yourself',
  },
  'scope-covers': { zh: '范围代码 {needed} 均在内', en: 'the codes {needed} are in its scope' },
  'scope-lacks': { zh: '范围不含 {missing}（登记范围：{held}）', en: '{missing} are not in its scope ({held})' },
  'scope-in-words': { zh: '范围只有文字，请自行比对', en: 'its scope stands in words alone: compare yourself' },
  'issuer-needs-none': { zh: '本制度不要求发证机构另有资质', en: 'its scheme asks for no entitlement of the issuer' },
  'issuer-register-not-loaded': {
    zh: '未载入“{kind}”名录，无法判断',
    en: 'no register of “{kind}” is loaded, so it cannot be told',
  },
  'issuer-entitled': { zh: '发证机构在 {day} 具备有效的“{kind}”', en: 'on {day} the issuer held a valid “{kind}”' },
  'issuer-uncertain': {
    zh: '发证机构在 {day} 的“{kind}”状态处于两次快照之间',
    en: 'on {day} the “{kind}” of the issuer lies between two snapshots',
  },
  'issuer-not-entitled': {
    zh: '发证机构在 {day} 没有覆盖该范围的有效“{kind}”',
    en: 'on {day} the issuer held no valid “{kind}” that covers it',
  },
  'not-seen-since': {
    zh: '自 {day} 之后未再见于来源名录；不等于撤销',
    en: 'not seen in its source since {day}; that is not a withdrawal',
  },
  'last-seen': {
    zh: '来源名录最近见于 {day}，之后情况未知',
    en: 'its source was last seen on {day}; nothing is known after it',
  },
  reconstructed: {
    zh: '按来源当时所述还原；本系统其后才收录',
    en: 'reconstructed from what its source said then; recorded here later',
  },
  'known-to-day': { zh: '截至所问之日的全部记录', en: 'everything recorded up to the day asked about' },
} as const satisfies Record<string, VerdictText>;

export type VerdictCode = keyof typeof texts;
export const verdictTexts: Readonly<Record<VerdictCode, VerdictText>> = texts;

export function verdictText(step: Pick<VerdictStep, 'code' | 'params'>, language: 'zh' | 'en'): string {
  let said = '';
  // What stands between braces is every other piece.
  for (const [i, piece] of piecesOf(verdictTexts[step.code][language]).entries()) {
    if (i % 2 === 0) said += piece;
    else if (Object.hasOwn(step.params, piece)) said += wordOfParam(piece, step.params[piece] ?? '', language);
  }
  return said;
}

/** Each text is taken apart once: a verdict says a dozen of them, and thousands are asked for in a second. */
function piecesOf(text: string): readonly string[] {
  const known = takenApart.get(text);
  if (known !== undefined) return known;
  const pieces = text.split(/\{(\w+)\}/);
  takenApart.set(text, pieces);
  return pieces;
}

const takenApart = new Map<string, readonly string[]>();

/** Codes among the parameters (a status, a kind of entry) become words of the reader's language. */
function wordOfParam(name: string, value: string, language: 'zh' | 'en'): string {
  if (name === 'kind') return kindWord(value, language);
  if (name !== 'status' && name !== 'seen' && name !== 'changed') return value;
  const word = words.find((w) => w === value);
  return word === undefined ? value : verdictWords[word][language].toLowerCase();
}

/** The one word of the verdict, with the symbol that stands beside its colour. */
export const verdictWords: Readonly<Record<VerdictWord, VerdictText & { readonly symbol: string }>> = {
  valid: { zh: '有效', en: 'Valid', symbol: '✓' },
  suspended: { zh: '暂停', en: 'Suspended', symbol: '⏸' },
  withdrawn: { zh: '撤销', en: 'Withdrawn', symbol: '✕' },
  cancelled: { zh: '注销', en: 'Cancelled', symbol: '○' },
  expired: { zh: '过期失效', en: 'Expired', symbol: '⌛' },
  'not-yet': { zh: '尚未生效', en: 'Not yet in force', symbol: '…' },
  uncertain: { zh: '当日状态不能确定', en: 'Not certain on this day', symbol: '≈' },
  unknown: { zh: '未查到', en: 'Unknown', symbol: '?' },
};
