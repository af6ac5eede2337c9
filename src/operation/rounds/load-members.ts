import type { CaseEvent } from '#certification/case/events.ts';
import { type CaseState, foldCase } from '#certification/case/state.ts';
import { casesIn } from '#certification/round/state.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { type LoadedRound, MissingEdition } from '../acts/loading.ts';
import type { CaseBefore } from '../acts/write-decision.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Id } from '../ports/values.ts';
import { projectCase } from '../project/case.ts';
import { caseStream, recordedOf } from '../streams/recorded.ts';
import type { World } from '../world.ts';

/** A case of a round as a step of the round finds it. */
export interface Member {
  readonly state: CaseState;
  readonly scheme: Scheme;
  readonly before: CaseBefore;
}

/** The cases that are still in a round, by one question. Each runs under the edition that it was opened with. */
export async function loadMembers(
  world: World,
  round: LoadedRound,
  within?: Transaction,
): Promise<ReadonlyMap<Id, Member>> {
  const ids = casesIn(round.state).map((c) => c.case);
  if (ids.length === 0) return new Map();
  const streams = await world.storage.events.loadAll(ids.map(caseStream), within);
  const members = new Map<Id, Member>();
  for (const stream of streams) {
    const { id } = stream.stream;
    const events = recordedOf<CaseEvent>(stream);
    const state = foldCase(id, events);
    if (state.opened === null) continue;
    const { scheme: name, edition, applicant } = state.opened;
    const scheme = await world.schemes.edition(name, edition, within);
    if (scheme === null) throw new MissingEdition(name, edition);
    const recommender = round.state.cases.get(id)?.recommender ?? null;
    const rows = projectCase(scheme, id, events, recommender);
    members.set(id, {
      state,
      scheme,
      before: { id, head: stream.head, events, rows, entry: null, applicant, recommender },
    });
  }
  return members;
}
