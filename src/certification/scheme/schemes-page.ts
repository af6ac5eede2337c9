import type { Parsed } from './parse.ts';
import type { Scheme } from './scheme.ts';
import type { Seen } from './seen-in-cases.ts';
import { words } from './words.ts';

/** Why a word of the language is worth its place although only one scheme (or none) uses it. */
export const reasonsForRareWords: Readonly<Record<string, string>> = {
  'field kind: party': 'a person says for which body she works; other schemes name parties in steps',
  'inside step: sub-case': 'a QC result needs the finished activity of its circle, which is a case of its own',
  'guard: score': 'only the award has a least mean below which nothing is given',
  'guard: rank-within-quota': 'a naming stops at its quota even for rows that somebody adds to the list by hand',
};

/**
 * The page that lists every scheme with what no other has: a field that only it asks, a refusal in its own words, an end of
 * its own; and the words of the language that only one of them needs, with the reason.
 */
export function schemesPage(all: readonly Parsed[], seen: (scheme: Scheme) => Seen): string {
  const schemes = all.map(({ scheme }) => scheme);
  const rows = schemes.map((scheme) => {
    const [title, field, refusal, end] = [
      scheme.texts['title'],
      ownField(scheme, schemes),
      ownRefusal(scheme, schemes, seen(scheme)),
      ownEnd(scheme, schemes, seen(scheme)),
    ];
    return `| \`${scheme.id}\` | ${title?.zh ?? ''} · ${title?.en ?? ''} | ${scheme.outcomeWord} | ${scheme.basis[0]?.document ?? ''} | ${cell(field)} | ${cell(refusal)} | ${cell(end)} |`;
  });
  return `<!-- Made by tools/document-scheme-language.ts from the folders under schemes/. Do not edit. -->
# The schemes 已声明的制度

${schemes.length} schemes, one engine, none with code of its own. Each has a field, a refusal and an end that no other has, neither by name nor in words; the refusal and the end are run by its worked cases.

| scheme | 名称 | gives | stands on | only it asks 独有字段 | only it refuses 独有拒绝 | only it ends so 独有结局 |
|---|---|---|---|---|---|---|
${rows.join('\n')}

## Words that one scheme alone uses

${rareWords(all)
  .map(({ word, by }) => `- \`${word}\` (${by ?? 'none'}): ${reasonsForRareWords[word] ?? '—'}`)
  .join('\n')}
`;
}

const cell = (text: string | undefined) => (text ?? '').replaceAll('|', '\\|');

/** Words that at most one scheme uses. */
export function rareWords(
  all: readonly Parsed[],
): readonly { readonly word: string; readonly by: string | undefined }[] {
  return words.flatMap(({ place, name }) => {
    const word = `${place}: ${name}`;
    const users = all.filter(({ wordsUsed }) => wordsUsed.has(word));
    return users.length > 1 ? [] : [{ word, by: users[0]?.scheme.id }];
  });
}

interface Own {
  readonly id: string;
  readonly zh: string;
}

/** What a scheme has and no other has, neither by its name nor by its words; nothing when all of it is shared. */
function ownOf(
  scheme: Scheme,
  schemes: readonly Scheme[],
  all: (of: Scheme) => readonly Own[],
  isSeen: (own: Own) => boolean,
): string | undefined {
  const others = schemes.filter((other) => other !== scheme).flatMap(all);
  const elsewhere = new Set(others.flatMap(({ id, zh }) => [`id ${id}`, `zh ${zh}`]));
  return all(scheme).find((own) => !elsewhere.has(`id ${own.id}`) && !elsewhere.has(`zh ${own.zh}`) && isSeen(own))?.zh;
}

const always = () => true;

export function ownField(scheme: Scheme, schemes: readonly Scheme[]): string | undefined {
  const fields = (of: Scheme) =>
    of.forms.flatMap((form) => form.fields.map(({ id }) => ({ id, zh: of.texts[`field.${id}`]?.zh ?? id })));
  return ownOf(scheme, schemes, fields, always);
}

/** A condition in words of its own, else a reason for refusing that only this scheme knows; one that its cases ran into. */
export function ownRefusal(scheme: Scheme, schemes: readonly Scheme[], seen: Seen): string | undefined {
  const messages = (of: Scheme) =>
    Object.entries(of.texts).flatMap(([id, { zh }]) => (id.startsWith('message.') ? [{ id, zh }] : []));
  return (
    ownOf(scheme, schemes, messages, ({ zh }) => seen.conditions.has(zh)) ?? ownReason(scheme, schemes, seen, refusing)
  );
}

/** A reason for which its entries end, or its cases where it enters nothing that could; one that its cases ended for. */
export function ownEnd(scheme: Scheme, schemes: readonly Scheme[], seen: Seen): string | undefined {
  return (
    ownReason(scheme, schemes, seen, ending) ??
    ownReason(scheme, schemes, seen, refusing) ??
    ownReason(scheme, schemes, seen, always)
  );
}

function ownReason(
  scheme: Scheme,
  schemes: readonly Scheme[],
  seen: Seen,
  which: (of: Scheme, list: string) => boolean,
): string | undefined {
  const reasons = (of: Scheme) =>
    of.reasonLists
      .filter((list) => which(of, list.id))
      .flatMap((list) => list.codes.map((id) => ({ id, zh: of.texts[`reason.${list.id}.${id}`]?.zh ?? id })));
  return ownOf(scheme, schemes, reasons, ({ id }) => seen.reasons.has(id));
}

function ending(scheme: Scheme, list: string): boolean {
  return scheme.results.some((result) =>
    result.acts.some((act) => act.reasons === list && (act.act === 'withdraw' || act.act === 'cancel')),
  );
}

function refusing(scheme: Scheme, list: string): boolean {
  return scheme.flows.some((flow) =>
    flow.steps.some((step) =>
      step.outcomes.some((outcome) => outcome.reasons === list && outcome.ending === 'refused'),
    ),
  );
}
