import type { ActContext } from '#certification/act/context.ts';
import { type Refusal, refuse } from '#certification/act/refusal.ts';
import { type DoStep, decideOpen, decideStep, flowOf, type OpenCase } from '#certification/case/decide.ts';
import type { StoredValue } from '#certification/case/events.ts';
import { decideFurther, type FurtherAct } from '#certification/case/further-acts.ts';
import { isForwarding } from '#certification/case/guards.ts';
import { roleOfActor } from '#certification/case/roles.ts';
import { emptyCase } from '#certification/case/state.ts';
import { may, mayOnCase } from '#certification/policy/policy.ts';
import { decideTrack } from '#certification/round/quota.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { dayOf, toInstant } from '#certification/time/instant.ts';
import { namesOf } from '../desk/names.ts';
import { emptyHead } from '../ports/event-store.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Id, Json } from '../ports/values.ts';
import { barsOfDecision, barsOfEdition } from '../schemes/scheme-life.ts';
import type { World } from '../world.ts';
import { newBatch } from './batch.ts';
import { carryOut, staleness, type Worked } from './carry-out.ts';
import { checkInput, filesNamed } from './check-input.ts';
import { actContext, loadFacts, supplies, workplaces } from './context.ts';
import { answerOf, decideIn } from './decide-in-case.ts';
import { joinRound } from './join-round.ts';
import {
  editionOf,
  type LoadedCase,
  type LoadedEntry,
  loadCase,
  loadEntry,
  loadRound,
  surroundingsOf,
} from './loading.ts';
import { isId, needsOf } from './needs.ts';
import { denied, type Outcome, refusedWith } from './outcome.ts';
import { type Acting, type ActRequest, actorOf } from './request.ts';
import { sealValue } from './seal.ts';
import { tidy } from './tidy.ts';
import { writeDecision } from './write-decision.ts';
import { writeRound } from './write-round.ts';

/** What an act in a case answers. */
export type CaseAnswer = {
  readonly case: Id;
  /** Version of its stream after the act: what the next act gives as `expected`. */
  readonly version: number;
  readonly ended: string | null;
  readonly entries: readonly { readonly id: Id; readonly number: string; readonly issued: boolean }[];
} & { readonly [name: string]: Json };

export interface OpenCaseRequest extends ActRequest {
  readonly scheme: string;
  /** Left out: the edition in force today. */
  readonly edition?: string;
  readonly open: Omit<OpenCase, 'act'>;
  /** In a round: the unit that is asked to recommend the case. */
  readonly recommender?: Id;
}

/** Opens a case under an edition that is in force; in a round, the case joins it in the same transaction. */
export async function openCase(world: World, request: OpenCaseRequest): Promise<Outcome<CaseAnswer>> {
  if (!may('case.open', request.acting.viewer)) return denied('not-allowed');
  const open: OpenCase = { act: 'open', ...tidy(request.open) };
  const today = dayOf(toInstant(world.clock.now()), world.house.zone);
  const scheme =
    request.edition === undefined
      ? await world.schemes.inForce(request.scheme, today)
      : await world.schemes.edition(request.scheme, request.edition);
  if (scheme === null) return denied('not-found');
  const bars = await barsOfEdition(world, scheme);
  if (bars.length > 0) return refusedWith(bars);
  const content = {
    act: 'open',
    scheme: request.scheme,
    edition: request.edition ?? null,
    open,
    recommender: request.recommender ?? null,
  };
  return carryOut<CaseAnswer>(world, { ...request, content }, (transaction) =>
    openIn(world, transaction, request, scheme, open),
  );
}

async function openIn(
  world: World,
  transaction: Transaction,
  request: OpenCaseRequest,
  scheme: Scheme,
  open: OpenCase,
): Promise<Worked<CaseAnswer>> {
  const { acting } = request;
  const now = world.clock.now();
  const supply = supplies(world.newId);
  const id = supply.newId();
  const flow = scheme.flows.find((f) => f.id === open.flow);
  const blank = { ...emptyCase(id), opened: { ...emptyOpened(scheme), applicant: open.applicant, body: open.body } };
  const asked = needsOf({
    scheme,
    steps: flow?.steps ?? [],
    acting: [],
    state: blank,
    values: {},
    naming: [],
    actor: acting.viewer,
  });
  const needs = isId(request.recommender) ? { ...asked, parties: [...asked.parties, request.recommender] } : asked;
  const facts = await loadFacts(world, transaction, needs, {
    now,
    zone: scheme.zone,
    applicant: open.applicant,
    partyOfPerson: workplaces([], [], acting),
  });
  const context = actContext(world, facts, acting, supply);
  const entry = open.entry === null ? null : await loadEntry(world, open.entry, transaction);
  const round = open.round === null ? null : await loadRound(world, open.round, transaction);
  if ((open.entry !== null && entry === null) || (open.round !== null && round === null)) return denied('not-found');
  const decision = decideOpen(scheme, id, open, context, surroundingsOf({ entry, round }));
  const foreign = entry === null ? [] : entryOfOthers(entry, open, context);
  if (!decision.ok || foreign.length > 0) return refusedWith([...foreign, ...(decision.ok ? [] : decision.refusals)]);
  const role = roleOfActor(scheme, blank, flow?.openedBy ?? [], context);
  const batch = newBatch(world, { recordedAt: now, actor: actorOf(acting, role) });
  const joined =
    round === null
      ? { refusals: [], recommender: null }
      : await joinRound(world, transaction, batch, round, {
          case: id,
          open,
          recommender: request.recommender ?? null,
          acting,
        });
  if (joined.refusals.length > 0) return refusedWith(joined.refusals);
  const before = {
    id,
    head: emptyHead,
    events: [],
    rows: {},
    entry,
    applicant: open.applicant,
    recommender: joined.recommender,
  };
  const entries = await writeDecision(world, transaction, batch, scheme, before, decision, context.calendar.today);
  return { write: batch, answer: answerOf(id, 0, decision, entries) };
}

/** A case about an entry is its issuer's and its holder's; nobody surveys another body's certificate. */
function entryOfOthers(entry: LoadedEntry, open: OpenCase, context: ActContext): readonly Refusal[] {
  const { decided } = entry.state;
  const isForeign = decided !== null && (decided.issuer !== open.body || decided.holder !== open.applicant);
  if (!isForeign) return [];
  const names = [decided.issuer, decided.holder].map((id) => context.party(id)?.name.zh ?? id);
  return [refuse('wrong-party', { needed: names.join('、') }, { field: 'entry' })];
}

function emptyOpened(scheme: Scheme) {
  const effects = { opened: [], reopened: [], skipped: [], completed: [], clocks: [], ended: null };
  return {
    scheme: scheme.id,
    edition: scheme.edition,
    flow: '',
    applicant: '',
    body: '',
    zone: scheme.zone,
    round: null,
    entry: null,
    title: '',
    effects,
  };
}

export interface DoStepRequest extends ActRequest {
  readonly case: Id;
  readonly do: Omit<DoStep, 'act'>;
}

/** Does one step of a case, or one line of it: every refusal at once, or the events of all streams in one transaction. */
export async function doStep(world: World, request: DoStepRequest): Promise<Outcome<CaseAnswer>> {
  const given: DoStep = { act: 'do', ...tidy(request.do) };
  const files = await filesNamed(world, given.values);
  const content = { act: 'do', case: request.case, do: given };
  return carryOut<CaseAnswer>(world, { ...request, content }, async (transaction) => {
    const found = await findCase(world, transaction, request);
    if ('is' in found) return found;
    const { kase } = found;
    const input = checkInput(kase.scheme, given.values, files, {
      account: request.acting.viewer.account,
      case: request.case,
    });
    const act: DoStep = { ...given, values: input.values };
    const step = flowOf(kase.scheme, kase.state)?.steps.find((s) => s.id === act.step);
    const grants = step?.outcomes.find((o) => o.id === act.outcome)?.results.length ?? 0;
    const late = grants > 0 ? await barsOfDecision(world, kase.scheme) : [];
    const tracked = await trackInRound(world, transaction, kase, act);
    const worked = await decideIn(world, transaction, request.acting, kase, {
      by: step?.by ?? [],
      acting: step === undefined ? [] : [step],
      values: act.values,
      naming: act.named,
      files: input.files,
      bars: [...input.refusals, ...late, ...tracked.refusals],
      decide: (context) => decideStep(kase.scheme, kase.state, act, context, surroundingsOf(kase)),
    });
    if ('write' in worked && kase.round !== null && tracked.events.length > 0)
      writeRound(tracked.scheme, worked.write, kase.round, tracked.events);
    return worked;
  });
}

/** A case of a round that says its track counts there from now on: told to the round in the same transaction. */
async function trackInRound(world: World, transaction: Transaction, kase: LoadedCase, act: DoStep) {
  const none = { refusals: [], events: [], scheme: kase.scheme };
  const opened = kase.round?.state.opened ?? null;
  if (kase.round === null || opened === null) return none;
  const scheme = await editionOf(world, opened.scheme, opened.edition, transaction);
  const outcome = flowOf(kase.scheme, kase.state)
    ?.steps.find((s) => s.id === act.step)
    ?.outcomes.find((o) => o.id === act.outcome);
  if (scheme.round?.tracks === undefined || outcome === undefined || !isForwarding(outcome)) return none;
  const name = await namesOf(world, [kase.recommender], transaction);
  const tracking = { case: kase.state.id, values: act.values, name: name(kase.recommender ?? '').name };
  const decision = decideTrack(scheme, kase.round.state, tracking);
  return decision.ok
    ? { refusals: [], events: decision.events, scheme }
    : { refusals: decision.refusals, events: [], scheme };
}

/** A further act as it comes in: words that are personal are still in the clear. */
export type FurtherActGiven =
  | Exclude<FurtherAct, { act: 'declare-conflict' | 'run-clock' | 'attach-answer' | 'reckon-clocks' }>
  | {
      readonly act: 'declare-conflict';
      readonly kind: 'organisation' | 'project' | 'kinship' | 'other';
      readonly words: string;
    };

export interface FurtherActRequest extends ActRequest {
  readonly case: Id;
  readonly further: FurtherActGiven;
}

/** The acts of a case beside its steps: findings, leaving it, conflicts, release of a person. */
export async function furtherAct(world: World, request: FurtherActRequest): Promise<Outcome<CaseAnswer>> {
  const given = tidy(request.further);
  const named = given.act === 'answer-finding' ? { files: given.files } : {};
  const files = await filesNamed(world, named);
  const content = { act: 'further', case: request.case, further: given };
  return carryOut<CaseAnswer>(world, { ...request, content }, async (transaction) => {
    const found = await findCase(world, transaction, request);
    if ('is' in found) return found;
    const { kase } = found;
    const { account, person } = request.acting.viewer;
    const mine = files.filter((f) => (f.uploadedBy === account && f.case === null) || f.case === request.case);
    const sealed =
      given.act === 'declare-conflict' && given.words.trim() !== '' ? sealValue(world, given.words, person) : null;
    const act = furtherOf(given, mine, sealed?.sealed ?? null);
    const worked = await decideIn(world, transaction, request.acting, kase, {
      by: rolesFor(kase, act),
      acting: [],
      values: {},
      naming: [],
      files: mine.filter((f) => f.case === null).map((f) => f.id),
      bars: [],
      decide: (context) => decideFurther(kase.scheme, kase.state, act, context),
    });
    if ('write' in worked && sealed !== null) worked.write.seal([sealed.row]);
    return worked;
  });
}

/** What somebody does to a case beside its steps, of the acts that come through here. */
type ActOfPersons = Exclude<FurtherAct, { act: 'run-clock' | 'attach-answer' | 'reckon-clocks' }>;

/** The act as it is decided: files are those that are known, words are sealed. */
function furtherOf(
  given: FurtherActGiven,
  files: readonly {
    readonly digest: string;
    readonly name: string;
    readonly size: number;
    readonly mediaType: string;
  }[],
  words: ReturnType<typeof sealValue>['sealed'] | null,
): ActOfPersons {
  if (given.act === 'declare-conflict') return { ...given, words };
  if (given.act !== 'answer-finding') return given;
  const known: StoredValue[] = files.map(({ digest, name, size, mediaType }) => ({ digest, name, size, mediaType }));
  return { ...given, files: known };
}

/** The clock's own act in a case: a clock that has run out. Nothing happens when it has not, or was told already. */
export async function runCaseClock(world: World, id: Id, clock: string, acting: Acting): Promise<Outcome<CaseAnswer>> {
  const request = { acting, case: id };
  return carryOut<CaseAnswer>(
    world,
    { ...request, content: { act: 'clock', case: id, clock } },
    async (transaction) => {
      const kase = await loadCase(world, id, transaction);
      if (kase === null) return denied('not-found');
      return decideIn(world, transaction, acting, kase, {
        by: [],
        acting: [],
        values: {},
        naming: [],
        files: [],
        bars: [],
        decide: (context) => decideFurther(kase.scheme, kase.state, { act: 'run-clock', clock }, context),
      });
    },
  );
}

/** The clock's own act in a case when the holiday table is another one. Refused, and nothing written, where nothing moves. */
export async function reckonCase(world: World, id: Id, acting: Acting): Promise<Outcome<CaseAnswer>> {
  const request = { acting, case: id };
  return carryOut<CaseAnswer>(world, { ...request, content: { act: 'reckon', case: id } }, async (transaction) => {
    const kase = await loadCase(world, id, transaction);
    if (kase === null) return denied('not-found');
    const tableEnds = world.rules.calendar(kase.scheme.zone)?.last ?? '';
    const act: FurtherAct = { act: 'reckon-clocks', tableEnds, events: kase.events };
    return decideIn(world, transaction, acting, kase, {
      by: [],
      acting: [],
      values: {},
      naming: [],
      files: [],
      bars: [],
      decide: (context) => decideFurther(kase.scheme, kase.state, act, context),
    });
  });
}

/** The case, if the actor may act in it and saw its present version. Whoever may not is told what a stranger is told. */
export async function findCase(
  world: World,
  transaction: Transaction,
  request: ActRequest & { readonly case: Id },
): Promise<{ readonly kase: LoadedCase } | Exclude<Worked<CaseAnswer>, { write: unknown }>> {
  const kase = await loadCase(world, request.case, transaction);
  const { viewer } = request.acting;
  if (kase === null || !mayOnCase('case.read', viewer, kase.summary)) return denied('not-found');
  if (!mayOnCase('case.act', viewer, kase.summary)) return denied('not-allowed');
  const change = staleness(kase.stream, request.expected);
  return change === null ? { kase } : { is: 'changed', change };
}

/** Roles that do a further act, as its scheme says. */
function rolesFor(kase: LoadedCase, act: ActOfPersons): readonly string[] {
  const flow = flowOf(kase.scheme, kase.state);
  const step = (id: string | undefined) => flow?.steps.find((s) => s.id === id);
  switch (act.act) {
    case 'raise-finding':
      return step(act.step)?.by ?? [];
    case 'answer-finding':
    case 'settle-finding': {
      const spec = step(kase.state.findings.get(act.finding)?.step)?.findings;
      return spec === undefined ? [] : [act.act === 'answer-finding' ? spec.answeredBy : spec.verifiedBy];
    }
    case 'leave':
      return flow?.exits.find((e) => e.id === act.exit)?.by ?? [];
    case 'release':
      return flow?.steps.find((s) => s.names.includes(act.role))?.by ?? [];
    case 'declare-conflict':
      return kase.scheme.roles.map((r) => r.id);
  }
}
