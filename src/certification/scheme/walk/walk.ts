import type { Refusal } from '../../act/refusal.ts';
import type { StoredValue } from '../../case/events.ts';
import { stepOf } from '../../case/state.ts';
import { openRoundSteps } from '../../round/state.ts';
import type { At } from '../diagnostic.ts';
import { diagnosticText } from '../diagnostic.ts';
import type { RoleSpec, Scheme } from '../scheme.ts';
import type { TreeMap } from '../tree.ts';
import type { Text } from '../vocabulary/word.ts';
import { readWorkedAct, readWorkedWorld } from '../worked-case/case-file.ts';
import { carryOut, startRun } from '../worked-case/run.ts';
import { caseState, type Run } from '../worked-case/running.ts';
import { storedValue } from '../worked-case/tree-parts.ts';
import { entryState, type WorkedOutside } from '../worked-case/world.ts';
import { treeOf } from './tree-of.ts';

export type Written = Readonly<Record<string, StoredValue>>;

/**
 * A walk (试走) through a scheme: the small world and the acts of a worked case, as they would be written in its file. It
 * is a value; going back is leaving the last act out and playing the rest again.
 */
export interface Walk {
  readonly given: Written;
  readonly acts: readonly Written[];
}

/** What stands after an act, as far as a worked case may expect it. */
export interface Standing {
  readonly refusals: readonly Refusal[];
  /** The act speaks of something that is not there, or is not an act. */
  readonly wrong: Text | null;
  readonly open: readonly string[];
  readonly ended: string | null;
  /** Clocks of the case that run: id → due day. */
  readonly clocks: Readonly<Record<string, string>>;
  readonly entries: readonly StandingEntry[];
  readonly roundOpen: readonly string[] | null;
}

export interface StandingEntry {
  readonly id: string;
  readonly result: string;
  readonly kind: string;
  readonly number: string;
  readonly holder: string;
  readonly status: string;
  readonly from: string;
  readonly to: string | null;
  readonly grade: string | null;
  readonly due: Readonly<Record<string, string>>;
  readonly must: readonly string[];
}

export interface Walked {
  readonly run: Run;
  /** One for each act of the walk, in order. */
  readonly standings: readonly Standing[];
}

/** The world in which a walk begins: one party of each side, and as many persons in each role as the scheme asks. */
export function startWalk(scheme: Scheme, day: string): Walk {
  const parties = new Set(['body', 'applicant']);
  const people: Record<string, StoredValue> = {};
  for (const role of scheme.roles) {
    const party = partyOf(role);
    if (party === null) continue;
    const count = role.named ? Math.max(1, role.least) : 1;
    for (let n = 1; n <= count; n++) {
      // Each party that is named acts for itself; persons of a body are colleagues.
      const of = role.of === 'named-party' && n > 1 ? `${party}-${n}` : party;
      parties.add(of);
      people[`${role.id}-${n}`] = { of, roles: [role.id] };
    }
  }
  return { given: { day, parties: Object.fromEntries([...parties].map((id) => [id, {}])), people }, acts: [] };
}

function partyOf(role: RoleSpec): string | null {
  switch (role.of) {
    case 'applicant':
      return 'applicant';
    case 'body':
    case 'owner':
      return 'body';
    case 'recommender':
      return 'recommender';
    case 'named-party':
      return `${role.id}-party`;
    case 'public':
      return null;
  }
}

/** The world and the acts of a worked case as a walk that can be gone on with; what the case expects is left behind. */
export function walkOf(tree: TreeMap): Walk {
  const given = storedValue(tree.entries.get('given')?.value ?? treeOf({}, tree.at));
  const acts = storedValue(tree.entries.get('acts')?.value ?? treeOf([], tree.at));
  const isWritten = (value: StoredValue): value is Written =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  return {
    given: isWritten(given) ? given : {},
    acts: (Array.isArray(acts) ? acts : []).filter(isWritten).map(({ expect: _, ...act }: Written): Written => act),
  };
}

const nowhere: At = { file: 'walk', line: 1, column: 1 };

/** Plays a walk from its beginning on the engine of the worked cases, and notes what stood after each act. */
export function playWalk(scheme: Scheme, walk: Walk, outside: WorkedOutside): Walked {
  const world = treeOf(walk.given, nowhere);
  const { given } = readWorkedWorld(
    world.is === 'map' ? world : { is: 'map', at: nowhere, entries: new Map() },
    'walk',
  );
  const run = startRun(scheme, given, outside);
  const standings = walk.acts.map((written) => {
    const { acts, diagnostics } = readWorkedAct(treeOf(written, nowhere), 'walk');
    const [fault] = diagnostics;
    if (fault) {
      const said = (language: 'zh' | 'en') => {
        const { expected, found } = diagnosticText(fault, language);
        return language === 'zh' ? `${expected}；实为 ${found}` : `${expected}; found ${found}`;
      };
      return standing(run, { zh: said('zh'), en: said('en') });
    }
    const wrong = acts.map((act) => carryOut(run, act)).find((said) => said !== undefined);
    return standing(run, wrong === undefined ? null : wrong);
  });
  return { run, standings };
}

function standing(run: Run, wrong: Text | null): Standing {
  const state = caseState(run);
  return {
    refusals: run.refusals,
    wrong,
    open: state && !state.ended ? [...state.steps.keys()].filter((id) => stepOf(state, id).status === 'open') : [],
    ended: state?.ended?.ending ?? null,
    clocks: Object.fromEntries(
      [...(state?.clocks.values() ?? [])].flatMap((c) => (c.state === 'running' ? [[c.clock, c.due]] : [])),
    ),
    entries: [...run.world.entries.keys()].flatMap((id) => standingEntry(run, id)),
    roundOpen: run.round === null ? null : openRoundSteps(run.round.state()),
  };
}

function standingEntry(run: Run, id: string): readonly StandingEntry[] {
  const state = entryState(run.world, id);
  const decided = state?.decided;
  if (!state || !decided) return [];
  return [
    {
      id,
      result: decided.result,
      kind: decided.kind,
      number: decided.number,
      holder: decided.holder,
      status: state.status,
      from: decided.from,
      to: state.to,
      grade: decided.grade,
      due: Object.fromEntries(state.duties.map((duty) => [duty.duty, duty.due])),
      must: state.consequences.map((c) => c.consequence),
    },
  ];
}

/** Whether an act was carried out, not refused and not nonsense. */
export function isDone(standing: Standing): boolean {
  return standing.refusals.length === 0 && standing.wrong === null;
}
