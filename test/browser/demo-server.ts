import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import pg from 'pg';
import { buildDesk } from '../../src/cli/desk-build.ts';
import { readSettings } from '../../src/operation/settings.ts';
import { type RunningServer, startServer } from '../../src/server/serve.ts';
import { dropDatabase, testCluster } from '../database.ts';

const cache = resolve(import.meta.dirname, '..', '..', '.cache', 'browser');

/** The demonstration is built once in a run; every test file gets a copy of its own. `ppid` is the run. */
const template = `test_${process.ppid}_demonstration`;
const templateFiles = resolve(cache, template);

export interface DemoServer extends RunningServer {
  /** Where the browser finds it. */
  readonly base: string;
  /** Lets somebody sign in who takes part in the demonstration but has no password. */
  letSignIn(login: string): Promise<void>;
}

/**
 * The real server over a private copy of the demonstration, with the desk as it was built. Without the worker nothing falls due:
 * a test that moves the clock asks for one.
 */
export async function startDemoServer(options: { readonly withWorker?: boolean } = {}): Promise<DemoServer> {
  await buildDesk(() => {});
  const cluster = await testCluster();
  const administer = await connect(cluster.url, 'postgres');
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  const folder = resolve(cache, name);
  await buildTemplate(administer, cluster.url);
  await administer.query(`create database ${name} template ${template}`);
  cpSync(templateFiles, folder, { recursive: true });
  const port = await freePort();
  const server = await startServer(settingsFor(databaseUrl(cluster.url, name), folder, port), {
    withWorker: options.withWorker ?? false,
  });
  return {
    ...server,
    base: `http://localhost:${port}`,
    letSignIn: (login) => letSignIn(server, login),
    stop: async () => {
      await server.stop();
      await dropDatabase(administer, name);
      await administer.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function buildTemplate(administer: pg.Client, url: string): Promise<void> {
  const found = await administer.query('select 1 from pg_database where datname = $1', [template]);
  if (found.rowCount !== 0 && existsSync(templateFiles)) return;
  await administer.query(`drop database if exists ${template} with (force)`);
  await administer.query(`create database ${template}`);
  rmSync(templateFiles, { recursive: true, force: true });
  mkdirSync(templateFiles, { recursive: true });
  const server = await startServer(settingsFor(databaseUrl(url, template), templateFiles, await freePort()), {
    withWorker: false,
  });
  await server.stop();
  // What is copied must have nobody on it. Those who were there are leaving: only who stays is sent away.
  const here = () => administer.query('select 1 from pg_stat_activity where datname = $1', [template]);
  for (let tries = 0; tries < 40 && (await here()).rowCount !== 0; tries++)
    await new Promise((done) => setTimeout(done, 25));
  await administer.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [template]);
}

function settingsFor(url: string, folder: string, port: number) {
  const read = readSettings({
    DATABASE_URL: url,
    DATA_FOLDER: folder,
    PORT: String(port),
    LOG_LEVEL: 'error',
    // The register's name in certificates is that of the copy and of the template alike.
    PUBLIC_ADDRESS: 'http://register.example.org',
  });
  if (!read.ok) throw new Error(`The settings of the test are wrong: ${JSON.stringify(read.problems)}`);
  return read.settings;
}

async function letSignIn({ world }: RunningServer, login: string): Promise<void> {
  const { accounts } = world.storage;
  const [account, other] = await Promise.all([accounts.byLogin(login), accounts.byLogin('applicant')]);
  if (account === null || other === null) throw new Error(`The demonstration has no account \`${login}\`.`);
  await world.storage.inTransaction((transaction) =>
    accounts.put(transaction, { ...account, passwordHash: other.passwordHash }),
  );
}

async function connect(url: string, database: string): Promise<pg.Client> {
  const client = new pg.Client(databaseUrl(url, database));
  // The cluster may be stopped by the run's end before this client is.
  client.on('error', () => {});
  await client.connect();
  return client;
}

function databaseUrl(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
