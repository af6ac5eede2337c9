import { type Refusal, refuse } from '#certification/act/refusal.ts';
import { roleOfActor } from '#certification/case/roles.ts';
import { may } from '#certification/policy/policy.ts';
import { decideObjection, decideObjectionAnswer } from '#certification/round/objection.ts';
import { newBatch } from '../acts/batch.ts';
import { carryOut } from '../acts/carry-out.ts';
import { actContext, loadFacts, supplies, workplaces } from '../acts/context.ts';
import { editionOf, loadRound } from '../acts/loading.ts';
import { denied, type Outcome, refusedWith } from '../acts/outcome.ts';
import { type Acting, type ActRequest, actorOf } from '../acts/request.ts';
import { sealValue } from '../acts/seal.ts';
import { tidy } from '../acts/tidy.ts';
import { writeRound } from '../acts/write-round.ts';
import type { StoredFile } from '../ports/files.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Id, Json } from '../ports/values.ts';
import type { World } from '../world.ts';
import type { RoundAnswer } from './round-acts.ts';
import { findRound } from './round-context.ts';

/** An objection as it comes in, from anybody. Name and contact are protected: they go to the vault. */
export interface ObjectionRequest extends ActRequest {
  readonly round: Id;
  /** The case on the displayed list. */
  readonly about: Id;
  readonly name: string;
  readonly contact: string;
  readonly words: string;
  /** Evidence whose bytes lie in the file store already. */
  readonly evidence: readonly Pick<StoredFile, 'digest' | 'name' | 'size' | 'mediaType'>[];
}

export type ObjectionAnswer = {
  readonly objection: Id;
  /** Why it was not accepted; null when it was. That it came, and why it was not accepted, is kept either way. */
  readonly refused: string | null;
} & { readonly [name: string]: Json };

/** Takes an objection in (异议). One that is late, anonymous or without evidence is recorded and not accepted. */
export async function makeObjection(world: World, request: ObjectionRequest): Promise<Outcome<ObjectionAnswer>> {
  if (!may('objection.make', request.acting.viewer)) return denied('not-allowed');
  const given = tidy({
    name: request.name.trim(),
    contact: request.contact.trim(),
    words: request.words.trim(),
    evidence: request.evidence,
  });
  const content = { act: 'objection', round: request.round, about: request.about, ...given };
  return carryOut<ObjectionAnswer>(world, { ...request, content }, async (transaction) => {
    const round = await loadRound(world, request.round, transaction);
    if (round?.state.opened == null) return denied('not-found');
    const { scheme: name, edition } = round.state.opened;
    const scheme = await editionOf(world, name, edition, transaction);
    const missing: Refusal[] =
      given.words === ''
        ? [refuse('field-missing', { label: { zh: '异议内容', en: 'objection' } }, { field: 'words' })]
        : [];
    if (missing.length > 0) return refusedWith(missing);
    const subject = world.newId();
    const words = sealValue(world, given.words, subject);
    const by =
      given.name === '' || given.contact === ''
        ? null
        : sealValue(world, { name: given.name, contact: given.contact }, subject);
    const context = await plainContext(world, transaction, request.acting, scheme.zone);
    const objection = {
      about: request.about,
      by: by?.sealed ?? null,
      words: words.sealed,
      evidence: given.evidence.length,
    };
    const decision = decideObjection(scheme, round.state, objection, context);
    if (!decision.ok) return refusedWith(decision.refusals);
    const actor =
      request.acting.viewer.kind === 'public'
        ? { kind: 'public' as const, contact: by?.sealed ?? null }
        : actorOf(request.acting, 'public');
    const batch = newBatch(world, { recordedAt: context.now, actor });
    batch.seal(by === null ? [words.row] : [words.row, by.row]);
    writeRound(scheme, batch, round, decision.events, world);
    const received = decision.events[0];
    const body = received?.type === 'ObjectionReceived' ? received.body : null;
    await keepEvidence(world, transaction, request.round, body?.objection ?? '', given.evidence);
    return { write: batch, answer: { objection: body?.objection ?? '', refused: body?.refused?.code ?? null } };
  });
}

export interface AnswerObjectionRequest extends ActRequest {
  readonly round: Id;
  readonly objection: Id;
  readonly upheld: boolean;
  readonly words: string;
}

/** Answers an objection that stops the decision. */
export async function answerObjection(world: World, request: AnswerObjectionRequest): Promise<Outcome<RoundAnswer>> {
  const { objection, upheld } = request;
  const words = tidy(request.words);
  const content = { act: 'answer-objection', round: request.round, objection, upheld, words };
  return carryOut<RoundAnswer>(world, { ...request, content }, async (transaction) => {
    const found = await findRound(world, transaction, request);
    if ('is' in found) return found;
    const { round, scheme } = found;
    const context = await plainContext(world, transaction, request.acting, scheme.zone);
    const decision = decideObjectionAnswer(scheme, round.state, { objection, upheld, words }, context);
    if (!decision.ok) return refusedWith(decision.refusals);
    const by = scheme.round?.steps.find((s) => s.work === 'display')?.by ?? [];
    const batch = newBatch(world, {
      recordedAt: context.now,
      actor: actorOf(request.acting, roleOfActor(scheme, round.state.run, by, context)),
    });
    writeRound(scheme, batch, round, decision.events, world);
    return {
      write: batch,
      answer: { round: round.id, version: round.stream.head.version + decision.events.length, cases: [] },
    };
  });
}

async function plainContext(world: World, transaction: Transaction, acting: Acting, zone: string) {
  const now = world.clock.now();
  const needs = { parties: [], persons: [], holders: [], kinds: [], entries: [], endedSchemes: [] };
  const facts = await loadFacts(world, transaction, needs, {
    now,
    zone,
    applicant: null,
    partyOfPerson: workplaces([], [], acting),
  });
  return actContext(world, facts, acting, supplies(world.newId));
}

/** The evidence belongs to the round and, in the place of its uploader, names the objection that it came with. */
async function keepEvidence(
  world: World,
  transaction: Transaction,
  round: Id,
  objection: Id,
  evidence: ObjectionRequest['evidence'],
): Promise<void> {
  for (const { digest, name, size, mediaType } of evidence) {
    const file: StoredFile = {
      id: world.newId(),
      digest,
      name,
      size,
      mediaType,
      case: null,
      round,
      party: null,
      uploadedBy: objection,
      uploadedAt: world.clock.now(),
    };
    await world.storage.files.put(transaction, file);
  }
}
