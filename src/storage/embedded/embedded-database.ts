import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { StorageFault } from '#operation/ports/fault.ts';
import { majorOf, prepareBinaries } from './binaries.ts';
import { type ClusterHome, clusterMajor, findClusterHome, isAlive, makeCluster, readPassword } from './cluster-home.ts';
import {
  clearStaleLock,
  findPostmaster,
  initialiseCluster,
  isStranded,
  type Postmaster,
  type ServerOptions,
  startServer,
  stopServer,
} from './postmaster.ts';
import { findServerUser } from './server-user.ts';

export interface EmbeddedOptions {
  /** The data folder; the cluster lies in `<folder>/postgres`. Made when it is missing. */
  readonly folder: string;
  /** The database to make and to name in the address; `touchstone` unless said. */
  readonly database?: string;
  /** Nothing is synced to disk: for tests, whose data may be lost. */
  readonly fast?: boolean;
  /** The folder with another PostgreSQL's programs, as `/usr/lib/postgresql/15/bin`; the npm package's unless said. */
  readonly binaries?: string;
  /** Further server parameters. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told when the server was lost and started again. */
  readonly onRevived?: () => void;
}

/** A PostgreSQL on this machine that this process is attached to. */
export interface EmbeddedDatabase {
  /** `postgres://touchstone:…@127.0.0.1:…/…`. The password never belongs in a log. */
  readonly url: string;
  readonly port: number;
  /** Of the server. */
  readonly pid: number;
  /** It ran already: another process is attached, or was killed. */
  readonly wasRunning: boolean;
  /** Ends the attachment. The last process attached stops the server. Close your own connections first. */
  detach(): Promise<{ readonly stopped: boolean }>;
}

/**
 * Attachment is a shared lock in the server itself, held by a connection: when a process dies, however it dies, the kernel
 * closes the connection and the lock is gone, so there is no list of processes that could be wrong. (Only the embedded server
 * is kept alive by it; no correctness of the domain rests on an advisory lock.)
 */
const attachment = 7_253_891_206;

/**
 * Attaches to the server of a data folder, starting it, and making its cluster, when that has to be. Safe to call from several
 * processes at once.
 * @throws StorageFault `unavailable` when it can't be started, with the server's own words.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const user = findServerUser();
  const cluster = findClusterHome(options.folder, user);
  const binaries = options.binaries
    ? { folder: options.binaries, major: majorOf(options.binaries) }
    : prepareBinaries(cluster.home, user);
  const server: ServerOptions = { binaries, user, fast: options.fast ?? false, settings: options.settings ?? {} };
  if (clusterMajor(cluster) === null)
    await makeCluster(cluster, user, (folder, passwordFile) => initialiseCluster(server, folder, passwordFile));
  const major = clusterMajor(cluster);
  if (major !== binaries.major)
    throw new Error(
      `The data folder \`${options.folder}\` was made by PostgreSQL ${major}; this program brings ${binaries.major}. Expected the same. Make a backup with the program that made it (\`touchstone backup\`) and restore it into a new folder.`,
    );
  const keeper = new Keeper(cluster, server, options.onRevived);
  const first = await keeper.attach();
  const database = options.database ?? 'touchstone';
  await keeper.makeDatabase(database);
  return {
    url: `${keeper.address}/${database}`,
    port: first.postmaster.port,
    pid: first.postmaster.pid,
    wasRunning: first.wasRunning,
    detach: () => keeper.detach(),
  };
}

/** Holds the attachment of this process, and takes it anew (starting the server, if need be) when the connection breaks. */
class Keeper {
  readonly #cluster: ClusterHome;
  readonly #server: ServerOptions;
  readonly #onRevived: (() => void) | undefined;
  #client: pg.Client | null = null;
  #postmaster: Postmaster | null = null;
  #isLeaving = false;
  #reviving: Promise<unknown> = Promise.resolve();

  constructor(cluster: ClusterHome, server: ServerOptions, onRevived: (() => void) | undefined) {
    this.#cluster = cluster;
    this.#server = server;
    this.#onRevived = onRevived;
  }

  get address(): string {
    return `postgres://touchstone:${readPassword(this.#cluster)}@127.0.0.1:${this.#postmaster?.port}`;
  }

  /** Attaches to the running server, or starts one; again and again while servers come and go, for two minutes. */
  async attach(): Promise<{ postmaster: Postmaster; wasRunning: boolean }> {
    let lastError: unknown;
    let refusedSince: number | null = null;
    let wait = 20;
    for (const deadline = performance.now() + 120_000; performance.now() < deadline; await pause(wait)) {
      if (this.#isLeaving) break;
      const running = findPostmaster(this.#cluster);
      if (running === null) clearStaleLock(this.#cluster);
      const postmaster = running ?? (await startServer(this.#cluster, this.#server));
      if (postmaster === null || !postmaster.isReady) continue;
      try {
        await this.#hold(postmaster);
        return { postmaster, wasRunning: running !== null };
      } catch (error) {
        // It is just being stopped by the last one attached, or just starting: look again.
        lastError = error;
        if (isAuthenticationError(error)) break;
        // A server that recovers is not helped by being asked fifty times a second.
        wait = isStarting(error) ? Math.min(500, wait * 2) : 20;
        refusedSince = isStarting(error) ? (refusedSince ?? performance.now()) : null;
        if (refusedSince !== null && performance.now() - refusedSince > 5000 && isStranded(postmaster)) {
          await stopServer(this.#cluster, postmaster, ['SIGQUIT']);
          refusedSince = null;
        }
      }
    }
    throw new StorageFault('unavailable', 'The embedded PostgreSQL could not be attached to.', lastError);
  }

  async #hold(postmaster: Postmaster): Promise<void> {
    const client = new pg.Client({
      host: '127.0.0.1',
      port: postmaster.port,
      user: 'touchstone',
      password: readPassword(this.#cluster),
      database: 'postgres',
      application_name: `touchstone ${process.pid}`,
      keepAlive: true,
    });
    client.on('error', () => {});
    await client.connect();
    try {
      // SCRAM proved that this server knows our password's verifier; the folder proves that it is this cluster's.
      const answer = await client.query<{ data_directory: string }>('show data_directory');
      if (answer.rows[0]?.data_directory !== this.#cluster.data)
        throw new Error(`the server on port ${postmaster.port} serves another folder`);
      // Waits while the last one attached is stopping the server, and then fails with it.
      await client.query(`select pg_advisory_lock_shared(${attachment})`);
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
    this.#client = client;
    this.#postmaster = postmaster;
    client.on('end', () => this.#onLost(client));
  }

  #onLost(client: pg.Client): void {
    if (this.#isLeaving || this.#client !== client) return;
    this.#client = null;
    this.#reviving = this.#revive();
  }

  /** A server that can't start, because its disk is full, starts when there is room: it is tried until this process leaves. */
  async #revive(): Promise<void> {
    for (let wait = 200; !this.#isLeaving; wait = Math.min(5000, wait * 2)) {
      try {
        await this.attach();
        this.#onRevived?.();
        return;
      } catch {
        await this.#patience(wait);
      }
    }
  }

  /** Waits, unless this process leaves meanwhile. */
  async #patience(milliseconds: number): Promise<void> {
    for (let waited = 0; waited < milliseconds && !this.#isLeaving; waited += 100) await pause(100);
  }

  async makeDatabase(name: string): Promise<void> {
    const client = this.#client;
    if (!client) throw new StorageFault('unavailable', 'The embedded PostgreSQL went away while starting.');
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 1) return;
    await client.query(`create database ${client.escapeIdentifier(name)}`).catch((error) => {
      // 42P04, 23505: another process that starts at the same time made it.
      if (!['42P04', '23505'].includes(error.code)) throw error;
    });
  }

  async detach(): Promise<{ readonly stopped: boolean }> {
    this.#isLeaving = true;
    await this.#reviving;
    const [client, postmaster] = [this.#client, this.#postmaster];
    this.#client = null;
    if (!client || !postmaster) return { stopped: false };
    try {
      if (!(await isLast(client))) return { stopped: false };
      // Whoever comes now waits for our lock, sees the server go and starts a new one.
      await stopServer(this.#cluster, postmaster);
      return { stopped: true };
    } catch (error) {
      if (error instanceof StorageFault) throw error;
      return { stopped: findPostmaster(this.#cluster) === null };
    } finally {
      await client.end().catch(() => {});
    }
  }
}

/** Gives the shared lock back and takes the whole one, if nobody alive is attached besides. */
async function isLast(client: pg.Client): Promise<boolean> {
  await client.query(`select pg_advisory_unlock_shared(${attachment})`);
  for (let tries = 0; tries < 200; tries++, await pause(10)) {
    const alone = await client.query<{ alone: boolean }>(`select pg_try_advisory_lock(${attachment}) as alone`);
    if (alone.rows[0]?.alone) return true;
    // The session of a process that was killed a moment ago may not be gone yet: wait for that one, not for the living.
    const others = await client.query<{ name: string }>(
      `select application_name as name from pg_locks join pg_stat_activity using (pid)
       where locktype = 'advisory' and granted and (classid::bigint << 32) + objid::bigint = ${attachment}`,
    );
    if (others.rows.some(({ name }) => isAlive(Number(name.split(' ')[1])))) return false;
  }
  return false;
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined);
const isAuthenticationError = (error: unknown) => codeOf(error) === '28P01';
/** 57P03: it is starting or recovering. */
const isStarting = (error: unknown) => codeOf(error) === '57P03';
