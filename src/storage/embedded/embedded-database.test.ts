import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findClusterHome, isAlive } from './cluster-home.ts';
import { type EmbeddedDatabase, type EmbeddedOptions, startEmbedded } from './embedded-database.ts';
import { growing, sharedBuffers } from './postmaster.ts';
import { canEnter, findServerUser } from './server-user.ts';

const isRoot = process.getuid?.() === 0;
const source = join(import.meta.dirname, 'embedded-database.ts');
let scratch = '';
const children: ChildProcess[] = [];
const attached: EmbeddedDatabase[] = [];

async function attach(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const database = await startEmbedded(options);
  attached.push(database);
  return database;
}

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'touchstone-embedded-'));
  chmodSync(scratch, 0o711);
});

// A test that fails in the middle leaves nothing running for the next one.
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const database of attached.splice(0)) await database.detach();
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Another process that attaches, says so, and detaches when its input ends. */
function attachElsewhere(
  folder: string,
  prefix: readonly string[] = [],
): Promise<{ child: ChildProcess; said: Told; left: Promise<string> }> {
  const program = `
    import(${JSON.stringify(source)}).then(async ({ startEmbedded }) => {
      const { detach, ...told } = await startEmbedded({ folder: ${JSON.stringify(folder)} });
      console.log(JSON.stringify(told));
      process.stdin.resume().on('end', async () => console.log(JSON.stringify(await detach())));
    });`;
  const [command = '', ...args] = [...prefix, process.execPath, '--disable-warning=ExperimentalWarning', '-e', program];
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  let text = '';
  const left = new Promise<string>((done) => child.on('close', () => done(text)));
  return new Promise((done, fail) => {
    child.on('exit', () => fail(new Error(`it ended before it was attached, having said: ${text}`)));
    child.stdout.on('data', (chunk) => {
      text += String(chunk);
      if (text.includes('\n')) done({ child, said: JSON.parse(text.split('\n')[0] ?? '') as Told, left });
    });
  });
}

type Told = Omit<EmbeddedDatabase, 'detach'>;

async function query(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return Object.values((await client.query(sql)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

/** Alive and not merely a dead process that nobody has reaped yet. */
const isRunning = (pid: number) =>
  isAlive(pid) && (process.platform !== 'linux' || readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '');

const serversOn = (folder: string) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${folder}/postgres/data`);
      } catch {
        return false;
      }
    });

describe('the embedded PostgreSQL', () => {
  it('makes its files longer in the one way that btrfs compresses, and nowhere else', () => {
    expect(growing(0x9123683e, 18)).toEqual({ file_extend_method: 'write_zeros' });
    // ext4; and an older server, which does not know the setting and would not start.
    expect([growing(0xef53, 18), growing(0x9123683e, 15)]).toEqual([{}, {}]);
  });

  it('keeps an eighth of a small machine’s memory for pages, more of a large one, and no more than 8 GB', () => {
    const gigabytes = (n: number) => sharedBuffers(n * 1024) / 1024;
    expect([0.5, 4, 8, 12, 24, 256].map(gigabytes)).toEqual([0.125, 0.5, 1, 2, 5, 8]);
  });

  it('starts from nothing, keeps what was written, and starts again at the same address', async () => {
    const folder = join(scratch, 'first');
    const first = await attach({ folder });
    expect(first.wasRunning).toBe(false);
    await query(first.url, 'create table kept as select 42 as n');
    expect(await query(first.url, 'show fsync')).toBe('on');
    expect(await query(first.url, 'show listen_addresses')).toBe('127.0.0.1');
    expect(
      await query(first.url, `select datlocprovider::text || datlocale from pg_database where datname = 'touchstone'`),
    ).toBe('bC.UTF-8');
    expect(await first.detach()).toEqual({ stopped: true });
    if (process.platform === 'linux') expect(serversOn(folder)).toEqual([]);
    const second = await attach({ folder });
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'select n from kept')).toBe(42);
    expect(await second.detach()).toEqual({ stopped: true });
  });

  it('sorts Chinese names by the reading when asked, and by code point otherwise, on every system alike', async () => {
    const database = await attach({ folder: join(scratch, 'first') });
    const names = `(values ('北京'), ('上海'), ('重庆'), ('安徽')) as t (name)`;
    expect(
      await query(database.url, `select string_agg(name, '' order by name collate "zh-x-icu") from ${names}`),
    ).toBe('安徽北京重庆上海');
    expect(await query(database.url, `select string_agg(name, '' order by name) from ${names}`)).toBe(
      '上海北京安徽重庆',
    );
    expect(await query(database.url, `select lower('ÄÖÜ') || upper('straße')`)).toBe('äöüSTRASSE'.replace('SS', 'ß'));
    await database.detach();
  });

  it('keeps the password from others and refuses who does not know it', async () => {
    const folder = join(scratch, 'first');
    const database = await attach({ folder });
    const secret = join(folder, 'postgres', 'data', 'touchstone.secret');
    expect(statSync(secret).mode & 0o777).toBe(0o600);
    expect(database.url).toContain(readFileSync(secret, 'utf8'));
    const stranger = database.url.replace(/:[^:@]*@/, ':wrong@');
    await expect(query(stranger, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    expect(readFileSync(join(folder, 'postgres', 'server.log'), 'utf8')).not.toContain(readFileSync(secret, 'utf8'));
    await database.detach();
  });

  it('is shared by a second process, and stopped by whoever leaves last', async () => {
    const folder = join(scratch, 'first');
    const ours = await attach({ folder });
    const other = await attachElsewhere(folder);
    expect(other.said).toMatchObject({ wasRunning: true, pid: ours.pid, url: ours.url });
    expect(await ours.detach()).toEqual({ stopped: false });
    expect(isRunning(ours.pid)).toBe(true);
    other.child.stdin?.end();
    expect(await other.left).toContain('{"stopped":true}');
    expect(isRunning(ours.pid)).toBe(false);
  });

  it('survives the kill of the process that started it; the next start attaches, and stops it at the end', async () => {
    const folder = join(scratch, 'first');
    const owner = await attachElsewhere(folder);
    owner.child.kill('SIGKILL');
    await owner.left;
    expect(isRunning(owner.said.pid)).toBe(true);
    const next = await attach({ folder });
    expect(next).toMatchObject({ wasRunning: true, pid: owner.said.pid });
    expect(await next.detach()).toEqual({ stopped: true });
    expect(isRunning(owner.said.pid)).toBe(false);
  });

  it('starts again after the server itself was killed, with its lock file left behind', async () => {
    const folder = join(scratch, 'first');
    const database = await attachElsewhere(folder);
    await query(database.said.url, 'create table survivor as select 7 as n');
    database.child.kill('SIGKILL');
    await database.left;
    process.kill(database.said.pid, 'SIGKILL');
    expect(existsSync(join(folder, 'postgres', 'data', 'postmaster.pid'))).toBe(true);
    const next = await attach({ folder });
    expect(await query(next.url, 'select n from survivor')).toBe(7);
    await next.detach();
  });

  it('is not held up by a lock file whose pid now belongs to another process, as after a restart of a container', async () => {
    const folder = join(scratch, 'first');
    const lock = join(folder, 'postgres', 'data', 'postmaster.pid');
    const another = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      ...(isRoot ? { uid: findServerUser()?.uid } : {}),
    });
    children.push(another);
    writeFileSync(lock, `${another.pid}\n${join(folder, 'postgres', 'data')}\n1\n5432\n\n127.0.0.1\n 0 0\nready   \n`);
    const database = await attach({ folder });
    expect(await query(database.url, 'select 1')).toBe(1);
    await database.detach();
  });

  it('comes back by itself when the server dies under a process that goes on', async () => {
    let onRevived = () => {};
    const revived = new Promise<void>((done) => {
      onRevived = done;
    });
    const database = await attach({ folder: join(scratch, 'first'), onRevived: () => onRevived() });
    process.kill(database.pid, 'SIGKILL');
    await revived;
    expect(await query(database.url, 'select 1')).toBe(1);
    expect(await database.detach()).toEqual({ stopped: true });
  });

  it('is made once by processes that start at the same time on an empty folder', async () => {
    const folder = join(scratch, 'race');
    const all = await Promise.all([attachElsewhere(folder), attachElsewhere(folder), attach({ folder })]);
    expect(new Set(all.map((one) => ('said' in one ? one.said.url : one.url))).size).toBe(1);
    for (const one of all) if ('said' in one) one.child.stdin?.end();
    await Promise.all(all.map((one) => ('said' in one ? one.left : one.detach())));
    expect(readdirSync(join(folder, 'postgres')).sort()).toEqual(['data', 'port', 'server.log']);
    if (process.platform === 'linux') expect(serversOn(folder)).toEqual([]);
  }, 60_000);

  it('says what to do when the folder was made by another version', async () => {
    const folder = join(scratch, 'older');
    mkdirSync(join(folder, 'postgres', 'data'), { recursive: true, mode: 0o711 });
    writeFileSync(join(folder, 'postgres', 'data', 'PG_VERSION'), '17\n');
    await expect(attach({ folder })).rejects.toThrow('made by PostgreSQL 17; this program brings 18');
  });

  it('refuses a folder that others could have prepared', async () => {
    const folder = join(scratch, 'trap');
    mkdirSync(join(folder, 'postgres'), { recursive: true });
    chmodSync(join(folder, 'postgres'), 0o777);
    await expect(attach({ folder })).rejects.toThrow('nobody else may write to');
  });

  it('sweeps what an unfinished first start left', async () => {
    const folder = join(scratch, 'unfinished');
    mkdirSync(join(folder, 'postgres', 'data.new-999999999-abc'), { recursive: true });
    chmodSync(folder, 0o711);
    const database = await attach({ folder, fast: true });
    expect(readdirSync(join(folder, 'postgres'))).not.toContain('data.new-999999999-abc');
    await database.detach();
  });

  it('runs for an ordinary user', async (context) => {
    const nobody = isRoot ? findServerUser() : null;
    if (!nobody) return context.skip('the tests run as an ordinary user, so every test above shows it');
    if (spawnSync('setpriv', ['--version']).status !== 0) return context.skip('setpriv is not installed here');
    if (!canEnter(import.meta.dirname, nobody, true))
      return context.skip('the project lies where other users may not enter');
    const folder = join(scratch, 'ordinary');
    mkdirSync(folder, { mode: 0o700 });
    chownSync(folder, nobody.uid, nobody.gid);
    const prefix = [
      'setpriv',
      `--reuid=${nobody.uid}`,
      `--regid=${nobody.gid}`,
      '--clear-groups',
      'env',
      `HOME=${folder}`,
    ];
    const other = await attachElsewhere(folder, prefix);
    expect(await query(other.said.url, 'select 1')).toBe(1);
    expect(statSync(join(folder, 'postgres')).mode & 0o777).toBe(0o700);
    other.child.stdin?.end();
    expect(await other.left).toContain('{"stopped":true}');
  });

  it('runs for root from a folder that the server’s user may not enter', async (context) => {
    if (!isRoot) return context.skip('only root runs the server as somebody else');
    const folder = join(scratch, 'closed', 'data');
    mkdirSync(join(scratch, 'closed'), { mode: 0o700 });
    const database = await attach({ folder, fast: true });
    const home = readFileSync(join(folder, 'postgres.location'), 'utf8').trim();
    expect(home).toMatch(/^\/var\/lib\/touchstone\/postgres-[0-9a-f]{12}$/);
    expect(await query(database.url, 'select 1')).toBe(1);
    await database.detach();
    rmSync(home, { recursive: true });
  });

  it('gives a folder that was removed and made anew a database of its own, and a copy none of another’s', async (context) => {
    const user = findServerUser();
    if (!isRoot) return context.skip('only root runs the server as somebody else');
    const folder = join(scratch, 'again', 'data');
    mkdirSync(join(scratch, 'again'), { mode: 0o700 });
    const first = findClusterHome(folder, user);
    expect(findClusterHome(folder, user)).toEqual(first);
    const copy = join(scratch, 'again', 'copy');
    cpSync(folder, copy, { recursive: true });
    expect(() => findClusterHome(copy, user)).toThrow('is a copy of');
    renameSync(folder, join(scratch, 'again', 'moved'));
    expect(findClusterHome(join(scratch, 'again', 'moved'), user)).toEqual(first);
    const second = findClusterHome(folder, user);
    expect(second.home).not.toBe(first.home);
    writeFileSync(join(folder, 'postgres.location'), '/etc\n');
    expect(() => findClusterHome(folder, user)).toThrow('Expected');
    for (const { home } of [first, second]) rmSync(home, { recursive: true });
  });
});
