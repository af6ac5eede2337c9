import { setTimeout as pause } from 'node:timers/promises';
import type { StreamName } from '#certification/event/event.ts';
import { epochOf, toInstant } from '#certification/time/instant.ts';
import { toHex } from '#proof/hex.ts';
import { rfc8785Text } from '#proof/rfc8785.ts';
import type { LoadedStream } from '../ports/event-store.ts';
import { ClockBehind } from '../ports/fault.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Json } from '../ports/values.ts';
import type { World } from '../world.ts';
import type { Batch } from './batch.ts';
import type { Change, Happening, Outcome } from './outcome.ts';
import type { ActRequest } from './request.ts';

/** What the work of an act gives back: what to write and what to answer, or how it ended without writing. */
export type Worked<T> = { readonly write: Batch; readonly answer: T } | Exclude<Outcome<T>, { is: 'done' }>;

/** How often an act is decided anew when another one came first and the actor did not say which version she saw. */
const mostTries = 5;

/**
 * Carries an act out: load, decide and write in one transaction. `work` loads and decides; it may run again (another act came
 * first, the database asked for a retry), so it must decide from what it reads and leave nothing outside.
 *
 * With a key, the answer is kept in the same transaction: whatever was acknowledged can be asked for again, and a second
 * request with the key gets that answer and does nothing. A refusal keeps nothing, so that it may be tried again with the key.
 */
export async function carryOut<T extends Json>(
  world: World,
  request: ActRequest & { readonly content: unknown },
  work: (transaction: Transaction) => Promise<Worked<T>>,
): Promise<Outcome<T>> {
  for (let tries = 1; ; tries++) {
    const outcome = await patiently(world, () => attempt(world, request, work));
    if (outcome.is !== 'changed' || request.expected !== undefined || tries >= mostTries) return outcome;
  }
}

/** Clocks of servers on one database differ a little: an act that comes so much too early waits, and is decided anew. */
const mostWait = 5000;

async function patiently<T>(world: World, work: () => Promise<T>): Promise<T> {
  let isFresh = world.clock.refresh === undefined;
  for (let waited = 0; ; ) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ClockBehind)) throw error;
      if (!isFresh) {
        // Another process has moved the demonstration's clock a moment ago.
        isFresh = true;
        await world.clock.refresh?.();
        continue;
      }
      const behind = epochOf(toInstant(error.last)) - epochOf(toInstant(error.now)) + 1;
      if (waited + behind > mostWait) throw error;
      waited += behind;
      await pause(behind);
    }
  }
}

async function attempt<T extends Json>(
  world: World,
  request: ActRequest & { readonly content: unknown },
  work: (transaction: Transaction) => Promise<Worked<T>>,
): Promise<Outcome<T>> {
  const { storage } = world;
  const outcome = await storage.inTransaction<Outcome<T> | Conflict>(async (transaction) => {
    const claimed = await claim<T>(world, request, transaction);
    if (claimed) return claimed;
    const worked = await work(transaction);
    if (!('write' in worked)) {
      transaction.abandon();
      return worked;
    }
    const written = await worked.write.write(transaction);
    if ('conflict' in written) return { is: 'conflict', ...written.conflict };
    await keepAnswer(world, request, transaction, worked.answer);
    return { is: 'done', value: worked.answer, repeated: false };
  });
  if (outcome.is !== 'conflict') return outcome;
  return { is: 'changed', change: await changeSince(world, outcome.stream, outcome.expected) };
}

interface Conflict {
  readonly is: 'conflict';
  readonly stream: StreamName;
  readonly expected: number;
  readonly current: number;
}

async function claim<T extends Json>(
  world: World,
  request: ActRequest & { readonly content: unknown },
  transaction: Transaction,
): Promise<Outcome<T> | null> {
  const { key, acting, content } = request;
  if (key === undefined || acting.viewer.account === '') return null;
  const digest = toHex(world.hash(new TextEncoder().encode(rfc8785Text(content))));
  const { account } = acting.viewer;
  const found = await world.storage.idempotency.claim(transaction, {
    account,
    key,
    request: digest,
    at: world.clock.now(),
  });
  if ('mismatch' in found) {
    transaction.abandon();
    return { is: 'key-reused', usedAt: found.mismatch.usedAt };
  }
  if (found.isNew) return null;
  transaction.abandon();
  // The answer is what this very kind of act answered before: the digest of the request says so.
  return { is: 'done', value: found.answer.body as T, repeated: true };
}

async function keepAnswer(world: World, request: ActRequest, transaction: Transaction, answer: Json): Promise<void> {
  const { key, acting } = request;
  if (key === undefined || acting.viewer.account === '') return;
  // 200 is all that is ever kept: only what was done has an answer.
  await world.storage.idempotency.keep(
    transaction,
    { account: acting.viewer.account, key },
    { status: 200, body: answer },
  );
}

/** The change that bars an act whose actor saw an older version; null when she saw the present one or said nothing. */
export function staleness(loaded: LoadedStream, expected: number | undefined): Change | null {
  if (expected === undefined || expected === loaded.head.version) return null;
  const { stream, head } = loaded;
  return {
    stream,
    expected,
    current: head.version,
    since: loaded.events.slice(expected).map((e) => happening(e.envelope)),
  };
}

async function changeSince(world: World, stream: StreamName, expected: number): Promise<Change> {
  const loaded = await world.storage.events.load(stream, { after: expected });
  return { stream, expected, current: loaded.head.version, since: loaded.events.map((e) => happening(e.envelope)) };
}

export function happening(envelope: LoadedStream['events'][number]['envelope']): Happening {
  const { version, type, recordedAt, actor, body } = envelope;
  const member = (name: string): string | null => {
    const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : null;
    return typeof value === 'string' ? value : null;
  };
  const about = member('step') ?? member('finding') ?? member('exit') ?? member('clock') ?? member('duty') ?? '';
  return {
    version,
    type,
    at: recordedAt,
    role: actor.kind === 'person' ? actor.role : actor.kind,
    person: actor.kind === 'person' ? actor.person : null,
    about,
  };
}
