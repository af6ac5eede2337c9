import type { Refusal } from '#certification/act/refusal.ts';
import { may, mayOnCase } from '#certification/policy/policy.ts';
import { isId } from '../acts/needs.ts';
import { denied, type Outcome, refusedWith } from '../acts/outcome.ts';
import type { Acting } from '../acts/request.ts';
import { tidy } from '../acts/tidy.ts';
import type { Draft, DraftRoom } from '../ports/drafts.ts';
import type { Json } from '../ports/values.ts';
import type { World } from '../world.ts';

/** `case:<id>:<step>:<line>`, `round:<id>:<step>`, `entry:<id>:<act>`, `new:<scheme>:<flow>:<entry>` or `admin:<form>:<id>`. */
const subjectShape = /^(case|round|entry|new|admin):([A-Za-z0-9-]{1,64})(:[A-Za-z0-9._-]{0,80}){0,2}$/;

/**
 * What is written in forms: files lie elsewhere, so that a long report takes some hundred kilobytes. Whoever is past a limit
 * is told what to finish or to discard; what she has begun already is still kept as long as it does not grow.
 */
export const draftLimits = { drafts: 500, bytes: 10_000_000, bytesEach: 1_000_000 };

export type DraftSaved = { readonly saved: number } | { readonly conflict: Draft };

/** Keeps a form that somebody has begun, by itself and for her alone. Of two windows the second learns of the first. */
export async function saveDraft(
  world: World,
  acting: Acting,
  subject: string,
  values: { readonly [name: string]: Json },
  expected: number,
): Promise<Outcome<DraftSaved>> {
  if (!(await mayKeep(world, acting, subject))) return denied('not-allowed');
  const bytes = Buffer.byteLength(JSON.stringify(values));
  if (bytes > draftLimits.bytesEach)
    return refusedWith([
      { code: 'draft-too-large', params: { size: megabytes(bytes), most: megabytes(draftLimits.bytesEach) } },
    ]);
  const draft = { account: acting.viewer.account, subject, values: tidy(values), savedAt: world.clock.now() };
  const saved = await world.storage.drafts.save(draft, expected, draftLimits);
  return 'full' in saved ? refusedWith([full(saved.full)]) : { is: 'done', value: saved, repeated: false };
}

function full({ drafts, bytes }: DraftRoom): Refusal {
  const most = { mostDrafts: String(draftLimits.drafts), mostSize: megabytes(draftLimits.bytes) };
  return { code: 'drafts-full', params: { drafts: String(drafts), size: megabytes(bytes), ...most } };
}

/** Upwards, so that little is not said to be nothing, and what is too much never to be what is allowed. */
const megabytes = (bytes: number) => `${Math.ceil(bytes / 100_000) / 10} MB`;

export async function readDraft(world: World, acting: Acting, subject: string): Promise<Draft | null> {
  return may('draft.keep', acting.viewer) ? world.storage.drafts.get(acting.viewer.account, subject) : null;
}

export async function listDrafts(world: World, acting: Acting, prefix?: string): Promise<readonly Draft[]> {
  return may('draft.keep', acting.viewer) ? world.storage.drafts.list(acting.viewer.account, prefix) : [];
}

export async function removeDraft(world: World, acting: Acting, subject: string): Promise<void> {
  if (may('draft.keep', acting.viewer)) await world.storage.drafts.remove(acting.viewer.account, subject);
}

async function mayKeep(world: World, acting: Acting, subject: string): Promise<boolean> {
  const [, kind, id = ''] = subjectShape.exec(subject) ?? [];
  if (kind === undefined || !may('draft.keep', acting.viewer)) return false;
  if (kind !== 'case') return true;
  const summary = isId(id) ? await world.storage.cases.byId(id) : null;
  return summary !== null && mayOnCase('case.read', acting.viewer, summary);
}
