import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { RuleContext } from '#certification/rules/context.ts';
import { readRules } from '#certification/rules/load-rules.ts';
import { type MovableClock, movableClock, systemClock } from '#operation/clock.ts';
import { idMaker } from '#operation/ids.ts';
import { sha256 } from '#operation/keys/node-crypto.ts';
import { createSecretFile, readSecretFile, type SecretRing } from '#operation/keys/secret-file.ts';
import { houseRules, RuleFileError } from '#operation/rules/house-rules.ts';
import { schemeShelf } from '#operation/schemes/shelf.ts';
import { addressOf, type Settings } from '#operation/settings.ts';
import type { World } from '#operation/world.ts';
import { type EmbeddedDatabase, startEmbedded } from '#storage/embedded/embedded-database.ts';
import { migrate } from '#storage/migrations/migrate.ts';
import { openStorage, type PostgresStorage } from '#storage/open-storage.ts';

const megabyte = 1_048_576;

/** The checkout that this program runs from: rules, schemes, mappings and the demonstration's data lie in it. */
export const houseFolder = resolve(import.meta.dirname, '..', '..', '..');

export interface OpenedWorld {
  readonly world: World;
  readonly storage: PostgresStorage;
  readonly rules: RuleContext;
  /** The clock that a demonstration may move; in a real system it stands still at the true time. */
  readonly clock: MovableClock;
  readonly databaseUrl: string;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** This process works on jobs and keeps the queue in order. */
  readonly isWorker?: boolean;
  readonly applicationName?: string;
  readonly connections?: number;
  /** Told of errors that belong to no call. */
  readonly onError?: (error: unknown) => void;
}

/**
 * Opens the world that the settings describe: the database (embedded or named), its tables brought up to date, files, secret,
 * rule packs, clock. What was opened is closed again when a later step fails.
 */
export async function openWorld(settings: Settings, options: OpenOptions = {}): Promise<OpenedWorld> {
  const database = settings.databaseUrl === null ? await startEmbedded({ folder: settings.dataFolder }) : null;
  const databaseUrl = settings.databaseUrl ?? database?.url ?? '';
  try {
    const [rules, secrets] = await Promise.all([loadRules(), openSecrets(settings), migrate(databaseUrl)]);
    return await openOn(settings, options, { database, databaseUrl, rules, secrets });
  } catch (error) {
    await database?.detach();
    throw error;
  }
}

async function openOn(
  settings: Settings,
  options: OpenOptions,
  parts: {
    readonly database: EmbeddedDatabase | null;
    readonly databaseUrl: string;
    readonly rules: RuleContext;
    readonly secrets: SecretRing;
  },
): Promise<OpenedWorld> {
  const { database, databaseUrl, rules, secrets } = parts;
  const storage = openStorage({
    url: databaseUrl,
    files: join(settings.dataFolder, 'files'),
    clockRanAheadUntil: settings.clockRanAheadUntil,
    ...options,
  });
  const clock = movableClock(storage.settings);
  if (settings.demonstration) await clock.refresh();
  const world: World = {
    storage,
    clock: settings.demonstration ? clock : systemClock,
    wallClock: systemClock,
    newId: idMaker(systemClock.now, randomBytes),
    randomBytes,
    hash: sha256,
    secrets,
    schemes: schemeShelf(storage.editions, storage.events),
    rules: houseRules(rules),
    house: {
      address: addressOf(settings),
      language: settings.language,
      isDemonstration: settings.demonstration,
      mostUpload: settings.uploadLimit * megabyte,
      zone: 'Asia/Shanghai',
    },
  };
  const close = async () => {
    await storage.close();
    await database?.detach();
  };
  return { world, storage, rules, clock, databaseUrl, close };
}

/** The secret that seals hosted keys: read where there is one, made at the first start. */
async function openSecrets(settings: Settings): Promise<SecretRing> {
  const path = settings.secretFile ?? join(settings.dataFolder, 'secret');
  return existsSync(path) ? readSecretFile(path) : createSecretFile(path);
}

/** @throws RuleFileError naming everything that is wrong in the files. */
export async function loadRules(): Promise<RuleContext> {
  const folder = join(houseFolder, 'rules');
  const names = (await readdir(folder, { recursive: true })).map((name) => name.replaceAll('\\', '/'));
  const paths = names.filter((name) => /\.(ya?ml|json)$/.test(name));
  const files = await Promise.all(
    paths.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })),
  );
  const read = readRules(files, (text) => createHash('sha256').update(text).digest('hex'));
  if (!read.ok) throw new RuleFileError(read.refusals);
  return read.parts;
}
