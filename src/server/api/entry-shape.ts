import { z } from '@hono/zod-openapi';
import { changeWords } from '#certification/register/change.ts';
import { stepNames, type VerdictWord, verdictText, verdictWords } from '#certification/register/verdict.ts';
import { transitionEnds, transitionText } from '#certification/scheme/edition/transition.ts';
import { certainties } from '#certification/scheme/vocabulary/head.ts';
import { pagesOf } from '#operation/issue/party-did.ts';
import type { Entry, EntryChange } from '#operation/ports/entries.ts';
import type { Coverage } from '#operation/verify/coverage.ts';
import type { Found } from '#operation/verify/look-up.ts';
import { cappedCount, day, digest, id, instant, jsonOf, names, text } from './shapes.ts';

/** An entry of the register as everybody may see it. The case behind it is nobody's business here. */
export const entryShape = z
  .object({
    id,
    source: z.string().openapi({ description: '`own` 或来源的 id / `own`, or the id of the source' }),
    number: z.string(),
    normalNumber: z.string(),
    reissue: z.int(),
    kind: z.string(),
    scheme: z.string().nullable(),
    edition: z.string().nullable(),
    issuer: id.nullable(),
    holder: id.nullable(),
    issuerNames: names,
    holderNames: names,
    scopeCodes: z.array(z.string()),
    from: day.nullable(),
    to: day.nullable(),
    status: z.string(),
    since: day.nullable(),
    reason: z.string().nullable(),
    grade: z.string().nullable(),
    succeeds: id.nullable(),
    succeededBy: id.nullable(),
    details: jsonOf<Entry['details']>(
      '{ readonly [name: string]: unknown }',
      '范围、场所、标准等 / Scope, sites, standards …',
    ),
    lastSeen: day.nullable(),
    known: day,
    recordedAt: instant,
    version: z.int(),
    hasCredential: z.boolean(),
    /** Where its verdict stands for people, and its credential for programs. */
    page: z.string(),
    credential: z.string().nullable(),
  })
  .openapi('Entry', { description: '登记事项 / An entry of the register' });

export function showEntry(entry: Entry, address: string) {
  const pages = pagesOf(address, entry.id);
  return {
    id: entry.id,
    source: entry.source,
    number: entry.number,
    normalNumber: entry.normalNumber,
    reissue: entry.reissue,
    kind: entry.kind,
    scheme: entry.scheme,
    edition: entry.edition,
    issuer: entry.issuer,
    holder: entry.holder,
    issuerNames: entry.issuerNames,
    holderNames: entry.holderNames,
    scopeCodes: entry.scopeCodes,
    from: entry.from,
    to: entry.to,
    status: entry.status,
    since: entry.since,
    reason: entry.reason,
    grade: entry.grade,
    succeeds: entry.succeeds,
    succeededBy: entry.succeededBy,
    details: entry.details,
    lastSeen: entry.lastSeen,
    known: entry.known,
    recordedAt: entry.recordedAt,
    version: entry.version,
    hasCredential: entry.credential !== null,
    page: pages.verdict,
    credential: entry.credential === null ? null : pages.credential,
  };
}

export const changeShape = z
  .object({
    earliest: day.nullable(),
    latest: day,
    known: day,
    knownUntil: day.nullable(),
    recordedAt: instant,
    what: z.string(),
    says: text,
    status: z.string(),
    to: day.nullable(),
    reason: z.string().nullable(),
  })
  .openapi('EntryChange', {
    description: '一次变化：生效、知悉、收录三个时间 / One change, in three times: effective, known, recorded',
  });

export function showChange(change: EntryChange) {
  const { earliest, latest, known, knownUntil, recordedAt, what, status, to, reason } = change;
  const word: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = changeWords;
  const says = (Object.hasOwn(word, what) ? word[what] : undefined) ?? { zh: what, en: what };
  return { earliest, latest, known, knownUntil, recordedAt, what, says, status, to, reason };
}

export const verdictShape = z
  .object({
    word: z.enum(Object.keys(verdictWords) as [VerdictWord, ...VerdictWord[]]),
    says: text,
    symbol: z.string(),
    mayRely: z.boolean().openapi({ description: '各步无“否”且当日有效 / No step says no, and it is valid on the day' }),
    steps: z.array(
      z.object({
        step: z.enum(stepNames),
        answer: z.enum(['yes', 'no', 'unknown', 'not-asked']),
        code: z.string(),
        params: z.record(z.string(), z.string()),
        says: text,
      }),
    ),
    isReconstructed: z.boolean(),
    notSeenSince: day.nullable(),
    lastSeen: day.nullable(),
    since: day.nullable(),
    until: day.nullable(),
  })
  .openapi('Verdict', { description: '核验结论 / The verdict over one entry' });

export const transitionOfEntryShape = z
  .object({
    from: z.string(),
    to: z.string(),
    fromName: text,
    toName: text,
    holdUntil: day,
    afterwards: z.enum(transitionEnds),
    flows: z.array(z.string()),
    basis: z.string(),
    certainty: z.enum(certainties),
    /** The sentence for people, with the mark while the day is to be confirmed. */
    says: text,
  })
  .nullable()
  .openapi('EntryTransition', {
    description: '须转换到新版本的期限 / The window in which it has to move to another edition',
  });

export function showTransition(transition: Found['transition'], on: string) {
  if (transition === null) return null;
  const says = { zh: transitionText(transition, on, 'zh'), en: transitionText(transition, on, 'en') };
  return { ...transition, flows: [...transition.flows], says };
}

export const foundShape = z
  .object({
    entry: entryShape,
    changes: z.array(changeShape),
    verdict: verdictShape,
    transition: transitionOfEntryShape,
    successor: z.object({ id, number: z.string() }).nullable(),
    source: z.object({ id, name: names, lastSnapshot: day.nullable(), importedAt: instant.nullable() }).nullable(),
  })
  .openapi('Found');

export function showFound(found: Found, address: string) {
  const { entry, changes, successor, source } = found.dossier;
  return {
    entry: showEntry(entry, address),
    changes: changes.map(showChange),
    verdict: showVerdict(found.verdict),
    transition: showTransition(found.transition, found.day),
    successor,
    source,
  };
}

function showVerdict({ word, mayRely, status, steps }: Found['verdict']) {
  const { zh, en, symbol } = verdictWords[word];
  return {
    word,
    says: { zh, en },
    symbol,
    mayRely,
    steps: steps.map((step) => ({ ...step, says: { zh: verdictText(step, 'zh'), en: verdictText(step, 'en') } })),
    isReconstructed: status.isReconstructed,
    notSeenSince: status.notSeenSince,
    lastSeen: status.lastSeen,
    since: status.kind === 'status' ? status.since.latest : null,
    until: status.kind === 'status' ? status.until : null,
  };
}

export const coverageShape = z
  .object({
    own: z.array(z.object({ kind: z.string(), count: z.int() })),
    sources: z.array(
      z.object({
        id,
        code: z.string(),
        names,
        count: z.int(),
        lastSnapshot: day.nullable(),
        importedAt: instant.nullable(),
      }),
    ),
    countedAt: instant,
  })
  .openapi('Coverage', {
    description:
      '名录覆盖什么、多新：与“未找到”同读 / What the register covers and how fresh it is: read it with “not found”',
  });

export function showCoverage(coverage: Coverage): Coverage {
  return coverage;
}

export { cappedCount, digest };
