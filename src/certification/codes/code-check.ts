import { cccNumberKind, checkCccNumber, checkSystemNumber, systemNumberKind } from './certificate-number.ts';
import {
  cccKindKind,
  checkCccKind,
  checkHs,
  checkIndustry,
  checkSector,
  hsKind,
  industryKind,
  sectorKind,
} from './classification.ts';
import type { CodeKind } from './code-fault.ts';
import type { CodeList } from './code-list.ts';
import {
  checkDocumentNumber,
  checkGroupStandardNumber,
  documentNumberKind,
  groupStandardKind,
} from './document-number.ts';
import { checkGtin, gtinKind } from './gtin.ts';
import { checkLei, leiKind } from './lei.ts';
import { normaliseNumber } from './normalise.ts';
import { type Checked, refusal } from './refusal.ts';
import { checkRegion, type RegionTable, regionKind } from './region.ts';
import { checkOrganisationCode, checkUscc, organisationCodeKind, usccKind } from './uscc.ts';

/** The loaded lists that some checks need, and the day as of which they are asked. */
export interface LoadedLists {
  readonly industries: CodeList;
  readonly sectors: CodeList;
  readonly cccClasses: CodeList;
  readonly regions: RegionTable;
  readonly day: string;
}

interface Check {
  readonly kind: CodeKind;
  /** Keeps the text as written instead of the usual key (capitals, no spaces). */
  readonly asWritten?: boolean;
  readonly check: (code: string, lists: LoadedLists) => Checked<object>;
}

/** Every kind of code that the house knows, in the order in which a guess tries them. */
export const codeChecks: readonly Check[] = [
  { kind: usccKind, check: (code) => checkUscc(code) },
  { kind: leiKind, check: (code) => checkLei(code) },
  { kind: cccNumberKind, check: (code, lists) => checkCccNumber(code, Number(lists.day.slice(0, 4))) },
  { kind: systemNumberKind, check: (code) => checkSystemNumber(code) },
  { kind: groupStandardKind, asWritten: true, check: (code) => checkGroupStandardNumber(code) },
  { kind: documentNumberKind, asWritten: true, check: (code) => checkDocumentNumber(code) },
  { kind: gtinKind, check: (code) => checkGtin(code) },
  { kind: organisationCodeKind, check: (code) => checkOrganisationCode(code) },
  { kind: regionKind, check: (code, lists) => checkRegion(code, lists.regions, lists.day) },
  { kind: cccKindKind, check: (code, lists) => checkCccKind(code, lists.cccClasses) },
  { kind: industryKind, check: (code, lists) => checkIndustry(code, lists.industries) },
  { kind: sectorKind, check: (code, lists) => checkSector(code, lists.sectors) },
  { kind: hsKind, check: (code) => checkHs(code) },
];

export interface CodeAnswer {
  readonly kind: string;
  readonly given: string;
  /** The code as it was checked; shown beside `given` when they differ. */
  readonly normalised: string;
  readonly result: Checked<object>;
}

/** Checks a text as a code of the kind; an unknown kind is a refusal that lists the known ones. */
export function checkCode(kind: string, text: string, lists: LoadedLists): CodeAnswer {
  const check = codeChecks.find((c) => c.kind.id === kind);
  if (check) return answer(check, text, lists);
  const known = codeChecks.map((c) => c.kind.id).join(', ');
  const unknown = refusal(
    'unknown-code-kind',
    { found: kind, expected: known },
    { zh: `没有名为 \`${kind}\` 的代码种类`, en: `There is no kind of code \`${kind}\`` },
    { zh: `可用：${known}`, en: `Known kinds: ${known}` },
  );
  return { kind, given: text, normalised: text, result: { ok: false, refusals: [unknown] } };
}

/** Every kind for which the text is right; empty when none fits. */
export function guessCode(text: string, lists: LoadedLists): readonly CodeAnswer[] {
  return codeChecks.map((check) => answer(check, text, lists)).filter((found) => found.result.ok);
}

/**
 * What a text that is right as nothing was probably meant to be, by its length and its letters: so that the message names the
 * failing character though nobody named the kind.
 */
export function likelyCodes(text: string, lists: LoadedLists): readonly CodeAnswer[] {
  const code = normaliseNumber(text);
  return looks
    .filter(({ form, asWritten }) => form.test(asWritten ? text.trim() : code))
    .flatMap(({ kind }) => codeChecks.filter((check) => check.kind === kind))
    .map((check) => answer(check, text, lists));
}

const looks: readonly { readonly kind: CodeKind; readonly form: RegExp; readonly asWritten?: boolean }[] = [
  { kind: usccKind, form: /^([0-9A-Z]{18}|\d{15})$/ },
  { kind: leiKind, form: /^[0-9A-Z]{20}$/ },
  { kind: cccNumberKind, form: /^\d{15,17}$/ },
  { kind: systemNumberKind, form: /^\d{5}[A-Z]/ },
  { kind: groupStandardKind, form: /^T\//i, asWritten: true },
  { kind: documentNumberKind, form: /[〔[［【(（].*\d{4}.*号?/, asWritten: true },
  { kind: gtinKind, form: /^(\d{8}|\d{12,14})$/ },
  { kind: organisationCodeKind, form: /^[0-9A-Z]{8}-?[0-9X]$/ },
  { kind: regionKind, form: /^\d{6}$/ },
  { kind: cccKindKind, form: /^\d{4}$/ },
];

function answer(check: Check, text: string, lists: LoadedLists): CodeAnswer {
  const normalised = check.asWritten ? text.trim() : normaliseNumber(text);
  return { kind: check.kind.id, given: text, normalised, result: check.check(normalised, lists) };
}
