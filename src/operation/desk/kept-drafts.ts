import { may, mayOnCase } from '#certification/policy/policy.ts';
import { isId } from '../acts/needs.ts';
import type { Acting } from '../acts/request.ts';
import type { KeptDraft } from '../ports/drafts.ts';
import type { World } from '../world.ts';
import { blindReviews, blindTitle, isBlindTo } from './blind.ts';
import { houseSteps } from './work-filter.ts';
import { schemesById, textIn } from './work-lists.ts';

interface Text {
  readonly zh: string;
  readonly en: string;
}

/** A draft as its writer finds it again: what it is about and which part of it, as far as she may still know of it. */
export interface ListedDraft extends KeptDraft {
  readonly title: Text | null;
  readonly part: Text | null;
}

/** Everything that somebody has begun and not done, the newest first, without what is written in it. */
export async function keptDrafts(world: World, acting: Acting): Promise<readonly ListedDraft[]> {
  if (!may('draft.keep', acting.viewer)) return [];
  const kept = await world.storage.drafts.kept(acting.viewer.account);
  const about = await aboutIn(world, acting, kept);
  return kept.map((draft) => ({ ...draft, ...about(draft.subject.split(':')) }));
}

async function aboutIn(world: World, acting: Acting, kept: readonly KeptDraft[]) {
  const ids = (kind: string) => [
    ...new Set(kept.map((d) => d.subject.split(':')).flatMap(([k, id]) => (k === kind && isId(id) ? [id] : []))),
  ];
  const { cases, rounds, entries } = world.storage;
  const [schemes, ofCases, ofRounds, ofEntries] = await Promise.all([
    schemesById(world),
    cases.byIds(ids('case')),
    Promise.all(ids('round').map((id) => rounds.byId(id))),
    entries.byIds(ids('entry')),
  ]);
  const blind = blindReviews(await world.schemes.all());
  const readable = await Promise.all(
    ofCases
      .filter((summary) => mayOnCase('case.read', acting.viewer, summary))
      .map(async (summary) => {
        const isBlind = isBlindTo(blind, acting.viewer.person, summary);
        return isBlind ? { ...summary, title: await blindTitle(world, summary) } : summary;
      }),
  );
  const found = new Map<string, { readonly title: Text; readonly scheme: string | null }>([
    ...readable.map((c) => [c.id, { title: { zh: c.title, en: c.title }, scheme: c.scheme }] as const),
    ...ofRounds.flatMap((r) => (r === null ? [] : [[r.id, r] as const])),
    ...ofEntries.map((e) => [e.id, { title: { zh: e.number, en: e.number }, scheme: e.scheme }] as const),
  ]);
  return ([kind, of = '', step = '']: readonly string[]): {
    readonly title: Text | null;
    readonly part: Text | null;
  } => {
    if (kind === 'new') {
      const scheme = schemes.get(of);
      return scheme === undefined
        ? { title: null, part: null }
        : { title: textIn(scheme, 'title', of), part: textIn(scheme, `flow.${step}`, step) };
    }
    const about = found.get(of);
    if (about === undefined) return { title: null, part: null };
    const scheme = about.scheme === null ? undefined : schemes.get(about.scheme);
    return { title: about.title, part: partOf(scheme?.texts ?? {}, step) };
  };
}

/** A step by its scheme's word; an act of the house beside the steps has none here. */
function partOf(texts: Readonly<Record<string, Text>>, step: string): Text | null {
  if (Object.hasOwn(houseSteps, step)) return houseSteps[step] ?? null;
  return Object.hasOwn(texts, `step.${step}`) ? (texts[`step.${step}`] ?? null) : null;
}
