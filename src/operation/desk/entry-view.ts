import type { Refusal } from '#certification/act/refusal.ts';
import { checkEntryRole, checkEntryStatus, resultOf } from '#certification/entry/decide.ts';
import type { EntryState } from '#certification/entry/state.ts';
import { mayOnEntry } from '#certification/policy/policy.ts';
import type { EntryTransition } from '#certification/scheme/edition/transition.ts';
import type { EntryActSpec } from '#certification/scheme/result.ts';
import { entryResults, type ReasonList, type Scheme } from '#certification/scheme/scheme.ts';
import { happening } from '../acts/carry-out.ts';
import { actContext, loadFacts, supplies, workplaces } from '../acts/context.ts';
import { editionOf, loadEntry } from '../acts/loading.ts';
import type { Happening } from '../acts/outcome.ts';
import type { Acting } from '../acts/request.ts';
import { decidedIn } from '../acts/write-decision.ts';
import type { Entry, EntryChange } from '../ports/entries.ts';
import type { Id } from '../ports/values.ts';
import { namedCodes } from '../verify/code-names.ts';
import { transitionOf } from '../verify/look-up.ts';
import type { World } from '../world.ts';

/** An act on an entry, and why this person may not do it now; no bars when she may. */
export interface EntryOpening {
  readonly act: EntryActSpec['act'];
  readonly by: readonly string[];
  readonly reasons: string;
  readonly identityAgain: boolean;
  readonly bars: readonly Refusal[];
}

/** A flow that may be opened about the entry: a surveillance, a change, a recertification. */
export interface EntryFlow {
  readonly flow: string;
  readonly mayOpen: boolean;
}

/** An entry at the desk of its issuer or holder: what stands, what is due, what can be done. */
export interface EntryView {
  readonly id: Id;
  readonly version: number;
  readonly entry: Entry;
  readonly state: Pick<EntryState, 'duties' | 'met' | 'consequences' | 'suspension' | 'scope'>;
  readonly changes: readonly EntryChange[];
  readonly history: readonly Happening[];
  readonly acts: readonly EntryOpening[];
  readonly flows: readonly EntryFlow[];
  readonly reasonLists: readonly ReasonList[];
  readonly texts: Scheme['texts'];
  /** The window in which it has to move to another edition. */
  readonly transition: EntryTransition | null;
}

/** Null for an entry that is not there, or with which the viewer has nothing to do: for her there is the public page. */
export async function viewEntry(world: World, acting: Acting, id: Id): Promise<EntryView | null> {
  const loaded = await loadEntry(world, id);
  if (loaded === null) return null;
  const decided = decidedIn(loaded.events);
  if (!mayOnEntry('entry.act', acting.viewer, { issuer: decided.issuer, holder: decided.holder })) return null;
  const scheme = await editionOf(world, decided.scheme, decided.edition);
  const entry = await world.storage.entries.byId(id);
  if (entry === null) return null;
  const needs = { parties: [], persons: [], holders: [], kinds: [], entries: [], endedSchemes: [] };
  const at = { now: world.clock.now(), zone: scheme.zone, applicant: null, partyOfPerson: workplaces([], [], acting) };
  const facts = await world.storage.inTransaction((transaction) => loadFacts(world, transaction, needs, at));
  const context = actContext(world, facts, acting, supplies(world.newId));
  const { state } = loaded;
  const acts = resultOf(scheme, state)?.acts ?? [];
  return {
    id,
    version: loaded.stream.head.version,
    entry,
    state,
    changes: await world.storage.entries.changes(id),
    history: loaded.stream.events.map((e) => happening(e.envelope)),
    acts: acts.map((spec) => ({
      act: spec.act,
      by: spec.by,
      reasons: spec.reasons,
      identityAgain: spec.identityAgain,
      bars: [...checkEntryRole(scheme, state, spec, context), ...checkEntryStatus(state, spec.act)],
    })),
    flows: scheme.flows
      .filter((f) => entryResults(f).includes(decided.result))
      .map((f) => ({ flow: f.id, mayOpen: mayOpen(scheme, f.openedBy, decided, acting) })),
    reasonLists: scheme.reasonLists,
    texts: { ...scheme.texts, ...codeTexts(world, scheme, decided, entry.scopeCodes) },
    transition:
      state.status === 'valid' || state.status === 'suspended' ? await transitionOf(world, entry, null) : null,
  };
}

/** What the codes of its scope are called, as texts `code.CODE`. */
function codeTexts(
  world: World,
  scheme: Scheme,
  { result }: { readonly result: string },
  codes: readonly string[],
): Scheme['texts'] {
  const named = namedCodes(world.rules, scheme, { result }, codes);
  return Object.fromEntries(
    named.flatMap(({ code, name }) => (name === null ? [] : [[`code.${code}`, { zh: name.zh, en: name.en }]])),
  );
}

function mayOpen(
  scheme: Scheme,
  openedBy: readonly string[],
  decided: { readonly holder: Id; readonly issuer: Id },
  acting: Acting,
): boolean {
  const { roles, party } = acting.viewer;
  return openedBy.some((id) => {
    const role = scheme.roles.find((r) => r.id === id);
    const of = role?.of === 'applicant' ? decided.holder : decided.issuer;
    return role !== undefined && roles.includes(id) && (role.of === 'public' || of === party);
  });
}
