import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedDatabase, startEmbedded } from '../src/storage/embedded/embedded-database.ts';
import { migrate, readMigrations } from '../src/storage/migrations/migrate.ts';
import { openStorage, type PostgresStorage, type StorageOptions } from '../src/storage/open-storage.ts';

/**
 * A real database for tests: one cluster, one template with all tables, and a private database for each test file, copied from
 * the template in some 30 ms. The cluster lies in `.cache/test-postgres-<major>`; every process that asks attaches to it, and
 * the last one stops it, so that a run that was killed leaves nothing that the next one does not use and stop.
 */
export interface TestDatabase {
  /** `postgres://…`, migrated and empty. */
  readonly url: string;
  /** Drops it; without this it is swept by a later run. */
  drop(): Promise<void>;
}

export interface TestEngine {
  readonly name: string;
  readonly major: number;
  /** Folder of its programs; undefined for the embedded one. */
  readonly binaries?: string;
}

/** The PostgreSQL that we bring. */
export const embeddedEngine: TestEngine = { name: 'PostgreSQL 18, embedded', major: 18 };

/** What `DATABASE_URL` promises at least: the oldest one, as Debian 12 has it. */
export const oldestEngine: TestEngine = {
  name: 'PostgreSQL 15, Debian’s',
  major: 15,
  binaries: '/usr/lib/postgresql/15/bin',
};

/** Why an engine can't be tried here; null when it can. */
export function whyAbsent(engine: TestEngine): string | null {
  if (engine.binaries === undefined || existsSync(join(engine.binaries, 'postgres'))) return null;
  return `${engine.name} is not installed (apt install postgresql-15), so DATABASE_URL's promise is not tried here`;
}

type TestCluster = Pick<EmbeddedDatabase, 'url' | 'detach'>;
const clusters = new Map<number, Promise<TestCluster>>();
const addressOf = (engine: TestEngine) => `TEST_CLUSTER_${engine.major}`;

/** Attaches to the cluster of every engine that is here, for the run's other processes too: they are told its address. */
export async function holdClusters(): Promise<void> {
  for (const engine of [embeddedEngine, oldestEngine]) {
    if (whyAbsent(engine) === null) process.env[addressOf(engine)] = (await testCluster(engine)).url;
  }
}

/**
 * The cluster of an engine: the one that the run holds, else this process attaches to it, once. `leaveClusters` ends it. A
 * process of the run attaches to nothing, since it may outlive the run's end by a moment, and then nobody would stop the server.
 */
export function testCluster(engine: TestEngine = embeddedEngine): Promise<TestCluster> {
  const known = clusters.get(engine.major);
  if (known) return known;
  const held = process.env[addressOf(engine)];
  if (held !== undefined) return Promise.resolve({ url: held, detach: async () => ({ stopped: false }) });
  const folder = join(import.meta.dirname, '..', '.cache', `test-postgres-${engine.major}`);
  const options = { folder, fast: true, ...(engine.binaries ? { binaries: engine.binaries } : {}) };
  // Nothing of it was synced: after a crash of the machine it may be beyond repair, and is made anew.
  const cluster: Promise<TestCluster> = startEmbedded(options).catch((error) => {
    if (!existsSync(folder)) throw error;
    rmSync(folder, { recursive: true, force: true });
    return startEmbedded(options);
  });
  clusters.set(engine.major, cluster);
  return cluster;
}

export async function leaveClusters(): Promise<void> {
  const all = [...clusters.values()];
  clusters.clear();
  for (const cluster of all) await (await cluster).detach();
}

/** A private, migrated, empty database. */
export async function createTestDatabase(engine: TestEngine = embeddedEngine): Promise<TestDatabase> {
  const cluster = await testCluster(engine);
  const template = await prepareTemplate(cluster.url);
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await administer(cluster.url, (client) => copyTemplate(client, template, name));
  const url = databaseUrl(cluster.url, name);
  const drop = () => administer(cluster.url, (client) => dropDatabase(client, name));
  return { url, drop };
}

/** An empty database without tables, for tests of the migrations themselves. */
export async function createEmptyDatabase(engine: TestEngine = embeddedEngine): Promise<TestDatabase> {
  const cluster = await testCluster(engine);
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await administer(cluster.url, async (client) => void (await client.query(`create database ${name}`)));
  const drop = () => administer(cluster.url, (client) => dropDatabase(client, name));
  return { url: databaseUrl(cluster.url, name), drop };
}

function databaseUrl(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function administer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(databaseUrl(url, 'postgres'));
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Made once for each state of the migrations; processes that want it at the same time wait for each other. */
async function prepareTemplate(url: string): Promise<string> {
  const migrations = readMigrations();
  const checksums = migrations.map((m) => m.checksum).join(' ');
  const name = `template_${createHash('sha256').update(checksums).digest('hex').slice(0, 12)}`;
  return administer(url, async (client) => {
    await client.query('select pg_advisory_lock(5172)');
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) {
      await sweep(client);
      await client.query(`create database ${name}_unfinished`);
      await migrate(databaseUrl(url, `${name}_unfinished`), migrations);
      await client.query(`alter database ${name}_unfinished rename to ${name}`);
    }
    return name;
  });
}

/** Drops what killed runs and older states of the migrations left. */
async function sweep(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database where datname ~ '^(test|template)_' and datname <> 'template0'`,
  );
  for (const { datname } of rows) {
    const owner = /^test_(\d+)_/.exec(datname)?.[1];
    if (owner !== undefined && isAlive(Number(owner))) continue;
    await client.query(`drop database if exists ${datname} with (force)`).catch(() => {});
  }
}

/**
 * Drops a database when its last connections have gone, which they do a moment after their pool has ended: to force it at once
 * would be told to a client that nobody listens to any more. What stays connected is forced after half a second.
 */
export async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    try {
      await client.query(`drop database if exists ${name}`);
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === '55006')) throw error;
      await new Promise((done) => setTimeout(done, 25));
    }
  }
  await client.query(`drop database if exists ${name} with (force)`);
}

/** PostgreSQL copies a template only while nobody is connected to it: two copies at once make the second try again. */
async function copyTemplate(client: pg.Client, template: string, name: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await client.query(`create database ${name} template ${template}`);
      return;
    } catch (error) {
      const isBusy = error instanceof Error && 'code' in error && error.code === '55006';
      if (!isBusy || tries >= 100) throw error;
      await new Promise((done) => setTimeout(done, 20));
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The ports on a private database and a private folder of files. `close` takes both away. */
export interface TestStorage {
  readonly storage: PostgresStorage;
  readonly url: string;
  readonly files: string;
  close(): Promise<void>;
}

export async function openTestStorage(
  engine: TestEngine = embeddedEngine,
  options: Partial<Omit<StorageOptions, 'url' | 'files'>> = {},
): Promise<TestStorage> {
  const { url, drop } = await createTestDatabase(engine);
  const files = mkdtempSync(join(tmpdir(), 'touchstone-files-'));
  const storage = openStorage({ url, files, ...options });
  const close = async () => {
    await storage.close();
    await drop();
    rmSync(files, { recursive: true, force: true });
  };
  return { storage, url, files, close };
}
