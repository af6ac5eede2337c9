import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { editionOf, loadEntry } from '#operation/acts/loading.ts';
import { decidedIn } from '#operation/acts/write-decision.ts';
import { certificateFactsOf } from '#operation/issue/issue-entry.ts';
import type { World } from '#operation/world.ts';
import { Problem } from '../problem/problem.ts';
import type { PrintOrder, PrintResult } from './print-thread.ts';

/** Prints certificates outside of the request thread, and keeps what it printed by the digest of what it says. */
export interface CertificatePrinter {
  /** Null for an entry that is not there, not issued, or has no printed form. */
  readonly print: (
    world: World,
    entry: string,
  ) => Promise<{ readonly number: string; readonly bytes: Uint8Array<ArrayBuffer> } | null>;
  readonly stop: () => Promise<void>;
}

const mostSeconds = 20;
/** The thread holds the fonts, some 100 MB: it goes away when nothing was printed for so long. */
const idleSeconds = 120;

export function certificatePrinter(cacheFolder: string): CertificatePrinter {
  const thread = printThread();
  const printing = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  return {
    print: async (world, id) => {
      const found = await orderOf(world, id);
      if (found === null) return null;
      const { number, order, digest } = found;
      const kept = await readFile(join(cacheFolder, `${digest}.pdf`)).catch(() => null);
      if (kept !== null) return { number, bytes: new Uint8Array(kept) };
      const making = printing.get(digest) ?? makeAndKeep(thread, order, cacheFolder, digest);
      printing.set(digest, making);
      try {
        return { number, bytes: await making };
      } finally {
        printing.delete(digest);
      }
    },
    stop: thread.stop,
  };
}

async function orderOf(world: World, id: string) {
  const entry = await loadEntry(world, id);
  if (entry === null || entry.state.credential === null) return null;
  const decided = decidedIn(entry.events);
  const scheme = await editionOf(world, decided.scheme, decided.edition);
  const facts = await certificateFactsOf(world, scheme, { id, decided });
  const bytes = await world.storage.blobs.get(entry.state.credential);
  if (bytes === null) throw new Error(`The credential of the entry ${id} is missing from the files.`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  const issued = entry.events.find((e) => e.event.type === 'EntryIssued');
  const order: PrintOrder = {
    facts,
    madeAt: issued?.recordedAt ?? world.clock.now(),
    credential: Buffer.concat(chunks).toString('utf8'),
  };
  // Everything that the paper shows is in the order; `layout` is counted up when the same facts are drawn otherwise.
  const digest = createHash('sha256')
    .update(JSON.stringify({ layout: 1, ...order }))
    .digest('hex');
  return { number: decided.number, order, digest };
}

async function makeAndKeep(
  thread: PrintThread,
  order: PrintOrder,
  folder: string,
  digest: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await thread.print(order);
  // Kept if it can be: a full disk must not keep a certificate from its reader. Named last, so that a name means whole bytes.
  const passing = join(folder, `${digest}.${process.pid}.part`);
  await mkdir(folder, { recursive: true, mode: 0o700 })
    .then(() => writeFile(passing, bytes, { mode: 0o600 }))
    .then(() => rename(passing, join(folder, `${digest}.pdf`)))
    .catch(() => {});
  return bytes;
}

interface PrintThread {
  readonly print: (order: PrintOrder) => Promise<Uint8Array<ArrayBuffer>>;
  readonly stop: () => Promise<void>;
}

/** One thread, started at the first order; orders wait for each other in it. */
function printThread(): PrintThread {
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let next = 0;
  const waiting = new Map<number, (result: PrintResult) => void>();
  const end = (why: string) => {
    worker = null;
    for (const [ticket, tell] of waiting) {
      waiting.delete(ticket);
      tell({ ticket, ok: false, why });
    }
  };
  const started = (): Worker => {
    if (worker !== null) return worker;
    const fresh = new Worker(new URL('./print-thread.ts', import.meta.url));
    fresh.on('message', (result: PrintResult) => {
      waiting.get(result.ticket)?.(result);
      waiting.delete(result.ticket);
    });
    fresh.on('error', (error) => end(error.message));
    fresh.on('exit', () => {
      if (worker === fresh) end('the printing thread ended');
    });
    worker = fresh;
    return fresh;
  };
  const stop = async () => {
    clearTimeout(idle);
    const running = worker;
    worker = null;
    await running?.terminate();
    end('the server is stopping');
  };
  return {
    print: async (order) => {
      clearTimeout(idle);
      const ticket = next++;
      const result = await new Promise<PrintResult>((done) => {
        const late = setTimeout(() => done({ ticket, ok: false, why: 'it took too long' }), mostSeconds * 1000);
        waiting.set(ticket, (answer) => {
          clearTimeout(late);
          done(answer);
        });
        started().postMessage({ ticket, order });
      });
      idle = setTimeout(() => void stop(), idleSeconds * 1000).unref();
      if (result.ok) return new Uint8Array(result.bytes);
      throw new Problem('fault', {}, new Error(`A certificate could not be printed: ${result.why}`));
    },
    stop,
  };
}
