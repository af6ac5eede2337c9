import type { CaseEvent } from '#certification/case/events.ts';
import type { CaseState, Recorded } from '#certification/case/state.ts';
import type { Actor } from '#certification/event/event.ts';
import { deskToken, namedToken } from '#certification/policy/viewer.ts';
import type { RoundEvent } from '#certification/round/events.ts';
import type { RoleSpec, Scheme, StepSpec } from '#certification/scheme/scheme.ts';
import type { Task } from '../ports/tasks.ts';

/** Builds the tasks of one stream while its events are followed. */
export interface StepLists {
  /** Takes one event in; `state` is the fold with that event applied. */
  follow(state: CaseState, recorded: Recorded<CaseEvent | RoundEvent>): void;
  tasks(state: CaseState): readonly Task[];
}

type Doing = Pick<Task, 'step' | 'line' | 'opening' | 'openedAt'> & { readonly by: readonly string[] };
type Ended = Pick<Task, 'state' | 'doneAt' | 'doneBy' | 'outcome'>;

/** Steps that stand for the treatment of a finding; their line is the finding. */
export const answerFinding = 'finding.answer';
export const settleFinding = 'finding.settle';

/**
 * The work lists of one case or round. A task is opened by an event's effects and ended by the act that does it; a step that
 * is opened again is a new task, and its old one is dropped.
 */
export function stepTasks(
  scheme: Scheme,
  subject: { readonly kind: 'case' | 'round'; readonly subject: string },
  recommender: string | null = null,
): StepLists {
  const listing: Listing = { scheme, subject, recommender };
  const open = new Map<string, Doing>();
  const ended: (Doing & Ended)[] = [];
  const key = (step: string, line: string) => `${step} ${line}`;

  const start = (doing: Doing) => {
    const already = open.get(key(doing.step, doing.line));
    if (already) ended.push({ ...already, ...dropped });
    open.set(key(doing.step, doing.line), doing);
  };
  const end = (step: string, line: string, how: Ended) => {
    const doing = open.get(key(step, line));
    if (!doing) return;
    open.delete(key(step, line));
    ended.push({ ...doing, ...how });
  };

  const follow: StepLists['follow'] = (state, { event, version, recordedAt, actor }) => {
    const done = (outcome: string): Ended => ({ state: 'done', doneAt: recordedAt, doneBy: personOf(actor), outcome });
    const { body } = event;
    if (event.type === 'StepDone') end(event.body.step, event.body.line ?? '', done(event.body.outcome));
    if (event.type === 'PersonReplaced') end(event.body.step, event.body.from.person, dropped);
    if (event.type === 'PersonReleased')
      for (const step of event.body.steps) end(step, event.body.person ?? event.body.party, dropped);
    if ('effects' in body) {
      for (const step of body.effects.reopened)
        for (const [k, doing] of open) if (k.startsWith(`${step} `)) end(step, doing.line, dropped);
      for (const { step, lines, by } of body.effects.opened)
        for (const line of lines.length === 0 ? [''] : lines)
          start({ step, line, opening: version, openedAt: recordedAt, by });
      // Lines that nobody did, of a step that was completed without them.
      for (const { step } of body.effects.completed)
        for (const [k, doing] of open) if (k.startsWith(`${step} `)) end(step, doing.line, dropped);
    }
    if (event.type === 'FindingRaised')
      start({ ...finding(scheme, state, event.body.finding, 'answer'), opening: version, openedAt: recordedAt });
    if (event.type === 'FindingAnswered') {
      end(answerFinding, event.body.finding, done('answered'));
      start({ ...finding(scheme, state, event.body.finding, 'settle'), opening: version, openedAt: recordedAt });
    }
    if (event.type === 'FindingSettled') {
      end(settleFinding, event.body.finding, done(event.body.accepted ? 'accepted' : 'rejected'));
      if (!event.body.accepted)
        start({ ...finding(scheme, state, event.body.finding, 'answer'), opening: version, openedAt: recordedAt });
    }
    if (state.ended) for (const doing of [...open.values()]) end(doing.step, doing.line, dropped);
  };

  const tasks: StepLists['tasks'] = (state) => [
    ...ended.map((doing) => taskOf(listing, state, doing, doing)),
    ...[...open.values()].map((doing) => taskOf(listing, state, doing, waiting)),
  ];
  return { follow, tasks };
}

const waiting: Ended = { state: 'open', doneAt: null, doneBy: null, outcome: null };
const dropped: Ended = { state: 'dropped', doneAt: null, doneBy: null, outcome: null };

function personOf(actor: Actor): string | null {
  return actor.kind === 'person' ? actor.person : null;
}

function stepsOf(scheme: Scheme, state: CaseState): readonly StepSpec[] {
  return scheme.flows.find((f) => f.id === state.opened?.flow)?.steps ?? scheme.round?.steps ?? [];
}

function finding(
  scheme: Scheme,
  state: CaseState,
  id: string,
  what: 'answer' | 'settle',
): Pick<Doing, 'step' | 'line' | 'by'> {
  const spec = stepsOf(scheme, state).find((s) => s.id === state.findings.get(id)?.step)?.findings;
  const by = what === 'answer' ? spec?.answeredBy : spec?.verifiedBy;
  return { step: what === 'answer' ? answerFinding : settleFinding, line: id, by: by === undefined ? [] : [by] };
}

/** What all tasks of one stream share. */
interface Listing {
  readonly scheme: Scheme;
  readonly subject: { readonly kind: 'case' | 'round'; readonly subject: string };
  readonly recommender: string | null;
}

function taskOf(listing: Listing, state: CaseState, doing: Doing, how: Ended): Task {
  const { scheme, subject } = listing;
  const spec = stepsOf(scheme, state).find((s) => s.id === doing.step);
  const ownLine = spec?.each !== undefined && 'role' in spec.each.over ? doing.line : null;
  const whom = whoMay(listing, state, doing.by, ownLine);
  const { opened } = state;
  return {
    ...subject,
    step: doing.step,
    line: doing.line,
    opening: doing.opening,
    scheme: opened?.scheme ?? scheme.id,
    flow: opened?.flow ?? '',
    title: opened?.title ?? '',
    applicant: subject.kind === 'case' ? (opened?.applicant ?? null) : null,
    body: opened?.body ?? null,
    roles: whom.tokens,
    party: whom.party,
    person: whom.person,
    openedAt: doing.openedAt,
    due: how.state === 'open' ? dueOf(state, doing) : null,
    state: how.state,
    doneAt: how.doneAt,
    doneBy: how.doneBy,
    outcome: how.outcome,
  };
}

/** The day by which it is due: its step's running clock, or the answer's day of a finding. */
function dueOf(state: CaseState, doing: Doing): string | null {
  if (doing.step === answerFinding) return state.findings.get(doing.line)?.answerBy ?? null;
  for (const clock of state.clocks.values())
    if (clock.step === doing.step && clock.state === 'running') return clock.due;
  return null;
}

interface Whom {
  readonly tokens: readonly string[];
  readonly party: string | null;
  readonly person: string | null;
}

/** Who may do it, as tokens that a viewer answers to: a role anybody may hold, a party's desk, or a person or party named. */
function whoMay(listing: Listing, state: CaseState, by: readonly string[], owner: string | null): Whom {
  const { scheme, recommender } = listing;
  const roles = by.flatMap((id) => scheme.roles.find((r) => r.id === id) ?? []);
  const named = (role: RoleSpec) =>
    state.named.filter((n) => n.role === role.id && (owner === null || owner === n.person || owner === n.party));
  const tokens = roles.flatMap((role) => {
    if (role.of === 'recommender' && recommender !== null) return [deskToken(role.id, recommender)];
    if (role.of === 'public' || role.of === 'recommender')
      return owner === null ? [role.id] : [namedToken(role.id, owner)];
    if (role.of === 'named-party')
      return named(role).map((n) => (n.person === null ? deskToken(role.id, n.party) : namedToken(role.id, n.person)));
    if (role.named || owner !== null) return named(role).map((n) => namedToken(role.id, n.person ?? n.party));
    return [deskToken(role.id, (role.of === 'applicant' ? state.opened?.applicant : state.opened?.body) ?? '')];
  });
  const parties = new Set(roles.flatMap((role) => partiesOf(role, state)));
  const persons = new Set(
    roles.flatMap((role) => (role.named || owner !== null ? named(role).map((n) => n.person) : [null])),
  );
  const only = <T>(set: ReadonlySet<T | null>): T | null => (set.size === 1 ? ([...set][0] ?? null) : null);
  return { tokens: [...new Set(tokens)], party: only(parties), person: only(persons) };
}

function partiesOf(role: RoleSpec, state: CaseState): readonly (string | null)[] {
  switch (role.of) {
    case 'applicant':
      return [state.opened?.applicant ?? null];
    case 'body':
    case 'owner':
      return [state.opened?.body ?? null];
    case 'named-party':
      return state.named.filter((n) => n.role === role.id).map((n) => n.party);
    default:
      return [null];
  }
}
