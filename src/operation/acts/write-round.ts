import type { RoundEvent } from '#certification/round/events.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import type { PublicFact } from '../ports/event-store.ts';
import type { Id } from '../ports/values.ts';
import { changedRows } from '../project/difference.ts';
import { announcementOf, projectRound } from '../project/round.ts';
import { type FactMaking, type MadeFact, makeFact } from '../publish/facts.ts';
import { recordedNew, roundStream } from '../streams/recorded.ts';
import type { Batch } from './batch.ts';
import type { LoadedRound } from './loading.ts';

/** Puts events of a round into the batch, with its rows. The public facts among them need the making of facts. */
export function writeRound(
  scheme: Scheme,
  batch: Batch,
  before: Pick<LoadedRound, 'id' | 'events'> & { readonly stream: Pick<LoadedRound['stream'], 'head'> },
  events: readonly RoundEvent[],
  making?: FactMaking,
): void {
  const { head } = before.stream;
  const all = [...before.events, ...recordedNew<RoundEvent>(events, head, batch)];
  const made =
    making === undefined
      ? []
      : events.flatMap((event, index) => roundFact(scheme, before.id, event, head.version + index + 1, making));
  batch.seal(made.map((m) => m.sealed));
  const facts: readonly PublicFact[] = made.map((m) => m.fact);
  batch.append(roundStream(before.id), head, events, facts);
  const rowsBefore = before.events.length === 0 ? {} : projectRound(scheme, before.id, before.events);
  batch.project(changedRows(rowsBefore, projectRound(scheme, before.id, all)));
}

/** Notices and draws of a round are public facts: by digest, never by name. */
function roundFact(
  scheme: Scheme,
  round: Id,
  event: RoundEvent,
  version: number,
  making: FactMaking,
): readonly MadeFact[] {
  switch (event.type) {
    case 'ListDisplayed': {
      const { notice, from, to } = event.body;
      return [
        makeFact(
          { kind: 'notice', id: notice, version, status: 'display', dates: { from, to }, record: null },
          { body: event.body, subject: round },
          making,
        ),
      ];
    }
    case 'ListDecided':
      return [
        makeFact(
          { kind: 'notice', id: event.body.notice, version, status: 'decision', dates: {}, record: null },
          { body: event.body, subject: round },
          making,
        ),
      ];
    case 'StepDone': {
      const work = scheme.round?.steps.find((s) => s.id === event.body.step)?.work;
      if (work !== 'call' && work !== 'notice') return [];
      const id = work === 'call' ? round : announcementOf(round, version);
      const status = work === 'call' ? 'call' : 'announcement';
      const leaf = { kind: 'notice' as const, id, version, status, dates: {}, record: null };
      return [makeFact(leaf, { body: event.body, subject: round }, making)];
    }
    case 'ObjectsDrawn':
    case 'ReviewersAssigned':
      return [
        makeFact(
          { kind: 'draw', id: round, version, status: 'drawn', dates: {}, record: null },
          { body: event.body, subject: round },
          making,
        ),
      ];
    default:
      return [];
  }
}
