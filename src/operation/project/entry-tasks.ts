import type { Recorded } from '#certification/case/state.ts';
import type { EntryEvent } from '#certification/entry/events.ts';
import type { EntryState } from '#certification/entry/state.ts';
import { deskToken } from '#certification/policy/viewer.ts';
import type { EntryActSpec } from '#certification/scheme/result.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import type { Task } from '../ports/tasks.ts';
import { beginOf } from './ripe.ts';

/** Steps of work lists that stand for what an entry waits for. */
export const dutyStep = 'duty';
/** It has to move to another edition: a line each for the holder's desk and for the issuer's. */
export const moveStep = 'transition';

type Key = Pick<Task, 'step' | 'line' | 'opening'>;

/** Builds the tasks of one entry while its events are followed: duties to be met, and what must follow when one was missed. */
export interface EntryLists {
  follow(state: EntryState, recorded: Recorded<EntryEvent>): void;
  tasks(): readonly Task[];
}

const actFor: Readonly<Record<string, EntryActSpec['act']>> = {
  'must-suspend': 'suspend',
  'must-withdraw': 'withdraw',
};

export function entryTasks(scheme: Scheme, id: string, title: (state: EntryState) => string): EntryLists {
  const tasks = new Map<string, Task>();
  let titled: string | null = null;
  const keyOf = (task: Key) => `${task.step} ${task.line} ${task.opening}`;

  const open = (state: EntryState, key: Key, more: Pick<Task, 'roles' | 'flow' | 'due' | 'openedAt'>) => {
    // A task waits for nothing that was not decided: the title stays.
    titled ??= title(state);
    tasks.set(keyOf(key), {
      kind: 'entry',
      subject: id,
      ...key,
      scheme: scheme.id,
      title: titled,
      applicant: state.decided?.holder ?? null,
      body: state.decided?.issuer ?? null,
      party: state.decided?.issuer ?? null,
      person: null,
      state: 'open',
      doneAt: null,
      doneBy: null,
      outcome: null,
      ...more,
    });
  };
  const end = (isMeant: (task: Task) => boolean, how: Pick<Task, 'state' | 'doneAt' | 'doneBy' | 'outcome'>) => {
    for (const [key, task] of tasks) if (task.state === 'open' && isMeant(task)) tasks.set(key, { ...task, ...how });
  };

  const follow: EntryLists['follow'] = (state, { event, version, recordedAt, actor }) => {
    const by = actor.kind === 'person' ? actor.person : null;
    const done = (outcome: string) => ({ state: 'done' as const, doneAt: recordedAt, doneBy: by, outcome });
    if (event.type === 'DutyMet') end((t) => t.line === event.body.duty, done('met'));
    // What must follow is done once nothing of it stands any more.
    end(
      (t) =>
        t.step !== dutyStep &&
        t.step !== moveStep &&
        !state.consequences.some((c) => c.duty === t.line && c.consequence === t.step),
      done(event.type),
    );
    const lives = state.status === 'valid' || state.status === 'suspended';
    if (!lives && state.status !== 'decided')
      end(() => true, { state: 'dropped', doneAt: null, doneBy: null, outcome: null });
    if (state.status === 'decided' || !lives) return;
    for (const duty of state.duties) {
      const isOpen = [...tasks.values()].some(
        (t) => t.step === dutyStep && t.line === duty.duty && t.due === duty.due && t.state === 'open',
      );
      if (isOpen) continue;
      end((t) => t.step === dutyStep && t.line === duty.duty, {
        state: 'dropped',
        doneAt: null,
        doneBy: null,
        outcome: null,
      });
      const openers = scheme.flows.find((f) => f.id === duty.flow)?.openedBy ?? [];
      const openedAt = beginOf(duty.remindFrom, scheme.zone);
      open(
        state,
        { step: dutyStep, line: duty.duty, opening: version },
        { roles: tokens(scheme, state, openers), flow: duty.flow, due: duty.due, openedAt },
      );
    }
    if (event.type === 'TransitionReminded') {
      const { holderRoles, issuerRoles, flow, holdUntil: due } = event.body;
      end((t) => t.step === moveStep, { state: 'dropped', doneAt: null, doneBy: null, outcome: null });
      const desks = [
        { line: 'holder', roles: holderRoles, party: state.decided?.holder },
        { line: 'issuer', roles: issuerRoles, party: state.decided?.issuer },
      ];
      for (const { line, roles, party } of desks)
        if (party !== undefined && roles.length > 0)
          open(
            state,
            { step: moveStep, line, opening: version },
            { roles: roles.map((role) => deskToken(role, party)), flow: flow ?? moveStep, due, openedAt: recordedAt },
          );
    }
    for (const { duty, due, consequence } of state.consequences) {
      const act = Object.hasOwn(actFor, consequence) ? actFor[consequence] : undefined;
      const isOpen = [...tasks.values()].some((t) => t.step === consequence && t.line === duty && t.state === 'open');
      if (act === undefined || isOpen) continue;
      const roles =
        scheme.results.find((r) => r.id === state.decided?.result)?.acts.find((a) => a.act === act)?.by ?? [];
      open(
        state,
        { step: consequence, line: duty, opening: version },
        { roles: tokens(scheme, state, roles), flow: act, due, openedAt: recordedAt },
      );
    }
  };
  return { follow, tasks: () => [...tasks.values()] };
}

/** The desks that act: the holder's for the applicant's roles, the issuer's for all others. */
function tokens(scheme: Scheme, state: EntryState, by: readonly string[]): readonly string[] {
  return by.flatMap((id) => {
    const role = scheme.roles.find((r) => r.id === id);
    const party = role?.of === 'applicant' ? state.decided?.holder : state.decided?.issuer;
    return party === undefined ? [] : [deskToken(id, party)];
  });
}
