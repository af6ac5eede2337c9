import type { Mapping } from '#certification/mapping/mapping.ts';
import { type MappingFault, parseMapping } from '#certification/mapping/parse.ts';
import { may } from '#certification/policy/policy.ts';
import { denied, type Outcome } from '../acts/outcome.ts';
import { type Acting, actorOf } from '../acts/request.ts';
import type { ImportSource } from '../ports/imports.ts';
import { namedStream } from '../ports/stream-id.ts';
import type { Digest, Json } from '../ports/values.ts';
import type { World } from '../world.ts';
import { FileFault } from './file-fault.ts';
import { type ImportReport, type ImportRequest, importFile } from './import-file.ts';

export const importQueue = 'import';

export type MappingRegistered =
  | { readonly is: 'registered'; readonly source: ImportSource; readonly mapping: Mapping; readonly isNew: boolean }
  | { readonly is: 'faulty'; readonly faults: readonly MappingFault[] }
  /** Another text stands under this edition. */
  | { readonly is: 'differs'; readonly id: string; readonly edition: string }
  | { readonly is: 'denied' };

/** Registers a mapping edition by its bytes, and its source when it is new. An edition never changes once registered. */
export async function registerMapping(
  world: World,
  acting: Acting,
  text: string,
  file: string,
): Promise<MappingRegistered> {
  if (!may('register.import', acting.viewer)) return { is: 'denied' };
  const parsed = parseMapping(text, file);
  if (!parsed.ok) return { is: 'faulty', faults: parsed.faults };
  const { mapping } = parsed;
  const bytes = new TextEncoder().encode(text);
  return world.storage.inTransaction(async (transaction): Promise<MappingRegistered> => {
    const at = world.clock.now();
    const registered = await world.storage.editions.register(transaction, {
      kind: 'mapping',
      id: mapping.id,
      edition: mapping.edition,
      bytes,
      at,
    });
    if ('differs' in registered) {
      transaction.abandon();
      return { is: 'differs', id: mapping.id, edition: mapping.edition };
    }
    const known = await world.storage.imports.source(mapping.id);
    const source: ImportSource = known ?? {
      id: namedStream('source', mapping.id).id,
      code: mapping.id,
      names: mapping.source.name,
      mapping: mapping.id,
      registeredAt: at,
    };
    if (known === null) await world.storage.imports.putSource(transaction, source);
    return { is: 'registered', source, mapping, isNew: 'registered' in registered };
  });
}

/** The newest registered edition of a source's mapping. */
export async function mappingOf(world: World, source: ImportSource): Promise<Mapping | null> {
  const head = (await world.storage.editions.list('mapping', source.mapping)).at(-1);
  const found = head === undefined ? null : await world.storage.editions.get(head);
  if (found === null) return null;
  const parsed = parseMapping(new TextDecoder().decode(found.bytes), `${source.mapping}.yaml`);
  return parsed.ok ? parsed.mapping : null;
}

export interface StartImport {
  readonly source: string;
  /** The uploaded file. */
  readonly file: Digest;
  readonly fileName: string;
  readonly day: string | null;
  readonly take: ImportRequest['take'];
}

/** Enqueues the taking in of a file: a job in the worker, seen by its id. One file of one source at a time. */
export async function startImport(
  world: World,
  acting: Acting,
  request: StartImport,
): Promise<Outcome<{ readonly job: string }>> {
  if (!may('register.import', acting.viewer)) return denied('not-allowed');
  const source = await world.storage.imports.source(request.source);
  if (source === null) return denied('not-found');
  const actor = actorOf(acting, 'importer') as unknown as Json;
  const job = await world.storage.inTransaction((transaction) =>
    world.storage.jobs.enqueue(
      transaction,
      importQueue,
      { ...request, actor },
      { singleton: `${source.code} ${request.file}`, retries: 0 },
    ),
  );
  if (job === null) return denied('not-found');
  return { is: 'done', value: { job }, repeated: false };
}

/** What a finished import tells, as the job keeps it: the report, or why the file could not be read at all. */
export type ImportResult =
  | { readonly report: ImportReport }
  | {
      readonly fault: {
        readonly code: string;
        readonly expected: { readonly zh: string; readonly en: string };
        readonly found: string;
        readonly row: number | null;
      };
    };

/** Takes in one file, now: what the job does, and the command line with a database at hand. */
export async function carryOutImport(
  world: World,
  request: StartImport & { readonly actor: ImportRequest['actor'] },
  progress?: (rows: number) => void,
): Promise<ImportResult> {
  const source = await world.storage.imports.source(request.source);
  const mapping = source === null ? null : await mappingOf(world, source);
  if (source === null || mapping === null)
    throw new Error(`The source ${request.source} or its mapping is not registered.`);
  try {
    return {
      report: await importFile(world, {
        source,
        mapping,
        file: request.file,
        fileName: request.fileName,
        day: request.day,
        take: request.take,
        actor: request.actor,
        ...(progress === undefined ? {} : { progress }),
      }),
    };
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    return { fault: { code: error.code, expected: error.expected, found: error.found, row: error.row } };
  }
}
