import { type Refusal, refuse } from '#certification/act/refusal.ts';
import {
  decideEntryAct,
  decideEntryClock,
  decideTransitionEnd,
  decideTransitionReminder,
  type EntryAct,
  type MovingRoles,
  resultOf,
} from '#certification/entry/decide.ts';
import type { EntryEvent } from '#certification/entry/events.ts';
import { mayOnEntry } from '#certification/policy/policy.ts';
import type { EntryTransition, Transition } from '#certification/scheme/edition/transition.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { dayOf, toInstant } from '#certification/time/instant.ts';
import { toBase64url } from '#proof/base64url.ts';
import { canonicalBytes } from '#proof/canonical.ts';
import { issued, issueNow, keepCredential, payloadOf } from '../issue/issue-entry.ts';
import { currentKey } from '../issue/issuing-keys.ts';
import { credentialToSign, joinSignature, SignatureError } from '../keys/sign-credential.ts';
import type { SigningKey } from '../keys/signing-key.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Id, Json } from '../ports/values.ts';
import type { World } from '../world.ts';
import { newBatch } from './batch.ts';
import { carryOut, staleness, type Worked } from './carry-out.ts';
import { actContext, loadFacts, supplies, workplaces } from './context.ts';
import { editionOf, type LoadedEntry, loadEntry } from './loading.ts';
import { denied, type Outcome, refusedWith } from './outcome.ts';
import { type Acting, type ActRequest, actorOf } from './request.ts';
import { tidy } from './tidy.ts';
import { decidedIn, writeEntry } from './write-decision.ts';

export type EntryAnswer = {
  readonly entry: Id;
  readonly version: number;
  readonly events: readonly string[];
} & { readonly [name: string]: Json };

export interface EntryActRequest extends ActRequest {
  readonly entry: Id;
  readonly act: EntryAct;
}

interface Found {
  readonly entry: LoadedEntry;
  readonly scheme: Scheme;
}

/** An act on an entry after its issue: suspend, restore, reduce, extend, withdraw, cancel. */
export async function actOnEntry(world: World, request: EntryActRequest): Promise<Outcome<EntryAnswer>> {
  const act = tidy(request.act);
  return carryOut<EntryAnswer>(
    world,
    { ...request, content: { act: 'entry', entry: request.entry, what: act } },
    async (transaction) => {
      const found = await findEntry(world, transaction, request);
      if ('is' in found) return found;
      const { entry, scheme } = found;
      const now = world.clock.now();
      const { viewer } = request.acting;
      const needs = {
        parties: [viewer.party],
        persons: [viewer.person],
        holders: [],
        kinds: [],
        entries: [],
        endedSchemes: [],
      };
      const facts = await loadFacts(world, transaction, needs, {
        now,
        zone: scheme.zone,
        applicant: null,
        partyOfPerson: workplaces([], [], request.acting),
      });
      const decision = decideEntryAct(
        scheme,
        entry.state,
        act,
        actContext(world, facts, request.acting, supplies(world.newId)),
      );
      if (!decision.ok) return refusedWith(decision.refusals);
      const by = resultOf(scheme, entry.state)?.acts.find((a) => a.act === act.act)?.by ?? [];
      const role = by.find((r) => viewer.roles.includes(r)) ?? viewer.kind;
      return writeEvents(world, transaction, { acting: request.acting, role }, entry, decision.events, now);
    },
  );
}

/** The clock's own act on an entry: expired, a duty missed, a suspension that ran out. Does nothing when all was said. */
export async function runEntryClock(world: World, id: Id, acting: Acting): Promise<Outcome<EntryAnswer>> {
  return carryOut<EntryAnswer>(world, { acting, content: { act: 'entry-clock', entry: id } }, async (transaction) => {
    const found = await findEntry(world, transaction, { acting, entry: id });
    if ('is' in found) return found;
    const now = world.clock.now();
    const today = dayOf(toInstant(now), found.scheme.zone);
    const events = decideEntryClock(found.entry.state, today);
    if (events.length === 0) return refusedWith([]);
    return writeEvents(world, transaction, { acting, role: 'clock' }, found.entry, events, now);
  });
}

/** The clock's act on an entry whose edition's window is over; refused without a reason where nothing follows. */
export async function runTransitionEnd(
  world: World,
  id: Id,
  transition: EntryTransition,
  acting: Acting,
): Promise<Outcome<EntryAnswer>> {
  const content = { act: 'transition-end', entry: id };
  return carryOut<EntryAnswer>(world, { acting, content }, async (transaction) => {
    const found = await findEntry(world, transaction, { acting, entry: id });
    if ('is' in found) return found;
    const now = world.clock.now();
    const events = decideTransitionEnd(found.entry.state, transition, dayOf(toInstant(now), found.scheme.zone));
    if (events.length === 0) return refusedWith([]);
    return writeEvents(world, transaction, { acting, role: 'clock' }, found.entry, events, now);
  });
}

/** The clock's reminder that an entry has to move to another edition; refused without a reason where it was told already. */
export async function runTransitionReminder(
  world: World,
  id: Id,
  moving: { readonly transition: Transition; readonly roles: MovingRoles },
  acting: Acting,
): Promise<Outcome<EntryAnswer>> {
  const content = { act: 'transition-reminder', entry: id };
  return carryOut<EntryAnswer>(world, { acting, content }, async (transaction) => {
    const found = await findEntry(world, transaction, { acting, entry: id });
    if ('is' in found) return found;
    const now = world.clock.now();
    const today = dayOf(toInstant(now), found.scheme.zone);
    const events = decideTransitionReminder(found.entry.state, moving.transition, moving.roles, today);
    if (events.length === 0) return refusedWith([]);
    return writeEvents(world, transaction, { acting, role: 'clock' }, found.entry, events, now);
  });
}

/**
 * Issues an entry that was decided while its issuer had no key here: with a hosted key that has come since. One whose key
 * lies elsewhere is issued by `issueWithSignature`.
 */
export async function issueEntry(
  world: World,
  request: ActRequest & { readonly entry: Id },
): Promise<Outcome<EntryAnswer>> {
  return carryOut<EntryAnswer>(
    world,
    { ...request, content: { act: 'issue', entry: request.entry } },
    async (transaction) => {
      const found = await findEntry(world, transaction, request);
      if ('is' in found) return found;
      const { entry, scheme } = found;
      const bars = issueBars(entry, request.acting);
      if (bars.length > 0) return refusedWith(bars);
      const now = world.clock.now();
      const issuing = {
        scheme,
        entry: entry.id,
        decided: decidedIn(entry.events),
        now,
        today: dayOf(toInstant(now), scheme.zone),
      };
      const event = await issueNow(world, issuing, transaction);
      return event === null
        ? refusedWith([keyMissing(entry)])
        : writeEvents(world, transaction, { acting: request.acting, role: 'issuer' }, entry, [event], now);
    },
  );
}

/** What an external signer has to sign for an entry that was decided, and with which key. */
export async function credentialForSigning(
  world: World,
  id: Id,
  signedAt: string,
): Promise<{ readonly toSign: string; readonly keyId: string } | null> {
  const entry = await loadEntry(world, id);
  if (entry?.state.status !== 'decided') return null;
  const decided = decidedIn(entry.events);
  const scheme = await editionOf(world, decided.scheme, decided.edition);
  const key = await currentKey(world, decided.issuer, signedAt);
  if (key === null) return null;
  const today = dayOf(toInstant(signedAt), scheme.zone);
  const payload = await payloadOf(world, { scheme, entry: id, decided, now: signedAt, today }, null);
  return { toSign: credentialToSign(payload, key.key, signedAt), keyId: key.keyId };
}

/** Takes in the signature that arrived: it has to verify under the key, and the entry is valid from then on. */
export async function issueWithSignature(
  world: World,
  request: ActRequest & {
    readonly entry: Id;
    readonly toSign: string;
    readonly keyId: string;
    readonly signature: Uint8Array;
  },
): Promise<Outcome<EntryAnswer>> {
  const content = { act: 'issue', entry: request.entry, toSign: request.toSign };
  return carryOut<EntryAnswer>(world, { ...request, content }, async (transaction) => {
    const found = await findEntry(world, transaction, request);
    if ('is' in found) return found;
    const { entry, scheme } = found;
    const bars = issueBars(entry, request.acting);
    if (bars.length > 0) return refusedWith(bars);
    const now = world.clock.now();
    const key = await currentKey(world, decidedIn(entry.events).issuer, now, transaction);
    if (key?.keyId !== request.keyId) return refusedWith([keyMissing(entry)]);
    const issuing = {
      scheme,
      entry: entry.id,
      decided: decidedIn(entry.events),
      now,
      today: dayOf(toInstant(now), scheme.zone),
    };
    const jws = await signedAsAsked(request, await payloadOf(world, issuing, null, transaction), key.key);
    if (jws === null) return refusedWith([signatureWrong(key.key.id)]);
    const event = issued(dayOf(toInstant(now), scheme.zone), await keepCredential(world, jws), key.keyId, null);
    return writeEvents(world, transaction, { acting: request.acting, role: 'issuer' }, entry, [event], now);
  });
}

async function findEntry(
  world: World,
  transaction: Transaction,
  request: ActRequest & { readonly entry: Id },
): Promise<Found | Exclude<Worked<EntryAnswer>, { write: unknown }>> {
  const entry = await loadEntry(world, request.entry, transaction);
  if (entry === null) return denied('not-found');
  const decided = decidedIn(entry.events);
  if (!mayOnEntry('entry.act', request.acting.viewer, { issuer: decided.issuer, holder: decided.holder }))
    return denied('not-allowed');
  const change = staleness(entry.stream, request.expected);
  if (change !== null) return { is: 'changed', change };
  return { entry, scheme: await editionOf(world, decided.scheme, decided.edition, transaction) };
}

async function writeEvents(
  world: World,
  transaction: Transaction,
  by: { readonly acting: Acting; readonly role: string },
  entry: LoadedEntry,
  events: readonly EntryEvent[],
  now: string,
): Promise<Worked<EntryAnswer>> {
  const batch = newBatch(world, { recordedAt: now, actor: actorOf(by.acting, by.role) });
  await writeEntry(
    world,
    transaction,
    batch,
    { id: entry.id, head: entry.stream.head, events: entry.events },
    events,
    null,
  );
  const version = entry.stream.head.version + events.length;
  return { write: batch, answer: { entry: entry.id, version, events: events.map((e) => e.type) } };
}

/** Only the issuer's side issues, and only what was decided and not issued yet. */
function issueBars(entry: LoadedEntry, acting: Acting): readonly Refusal[] {
  const { viewer } = acting;
  const { issuer } = decidedIn(entry.events);
  const isForeign = viewer.kind !== 'system' && viewer.party !== issuer;
  const bars: Refusal[] = isForeign ? [refuse('wrong-party', { needed: { zh: '发证机构', en: 'the issuer' } })] : [];
  return entry.state.status === 'decided' ? bars : [...bars, statusBars(entry)];
}

/** The joined credential; null when another content was signed than this entry's, or by another key. */
async function signedAsAsked(
  request: { readonly toSign: string; readonly signature: Uint8Array },
  payload: Readonly<Record<string, unknown>>,
  key: SigningKey,
): Promise<string | null> {
  if (request.toSign.split('.')[1] !== toBase64url(canonicalBytes(payload))) return null;
  try {
    return await joinSignature(request.toSign, request.signature, key);
  } catch (error) {
    if (error instanceof SignatureError) return null;
    throw error;
  }
}

function signatureWrong(keyId: string): Refusal {
  const expected = {
    zh: `此项登记的内容在密钥 ${keyId} 下的签名`,
    en: `a signature of this entry's content under the key ${keyId}`,
  };
  return refuse('value-kind', { label: { zh: '签名', en: 'signature' }, expected, found: '…' }, { field: 'signature' });
}

function statusBars(entry: LoadedEntry) {
  return { code: 'entry-status' as const, params: { status: entry.state.status, act: 'issue', known: '—' } };
}

function keyMissing(entry: LoadedEntry) {
  return { code: 'not-entitled' as const, params: { who: entry.state.decided?.issuer ?? '', kind: 'key', codes: '—' } };
}
