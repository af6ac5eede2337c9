import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashPassword } from '#operation/accounts/password.ts';
import { systemActing } from '#operation/acts/request.ts';
import { projectionsOf } from '#operation/replay/rebuild.ts';
import { registerScheme } from '#operation/schemes/register-scheme.ts';
import { readSettings } from '#operation/settings.ts';
import { type OpenedWorld, openWorld } from '#server/start/open-world.ts';
import { audit } from '#storage/audit/audit.ts';
import { freePort } from '../cli/terminal.ts';
import { smallScheme } from '../operation/small-scheme.ts';
import { done, organisation, somebody } from '../operation/test-world.ts';
import { application, password } from './server-world.ts';

/**
 * A real server is killed in the middle of acts, again and again, while clients carry whole cases through it over HTTP and write
 * down what was acknowledged. Afterwards the clients' own log is held against the database. `KILL_ROUNDS=50` for the long run,
 * `KILL_SEED` to see one again.
 */
const root = join(import.meta.dirname, '..', '..');
const rounds = Number(process.env['KILL_ROUNDS'] ?? 4);
const longest = 600_000 + rounds * 20_000;
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000);

let folder: string;
let port: number;
let opened: OpenedWorld;
let server: ChildProcess | null = null;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'touchstone-killed-'));
  chmodSync(folder, 0o711);
  port = await freePort();
  const reading = readSettings({ DATA_FOLDER: folder, DEMONSTRATION: 'no', PORT: String(port) });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  opened = await openWorld(reading.settings, { connections: 4 });
}, 120_000);
afterAll(async () => {
  // The last one ends as it should, so that its worker and the database are gone before their folder is.
  if (server !== null && server.exitCode === null && server.signalCode === null) {
    const ended = new Promise((gone) => server?.once('exit', gone));
    server.kill('SIGTERM');
    await Promise.race([ended, pause(30_000)]);
    server.kill('SIGKILL');
  }
  await opened?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Small, fast and the same for the same seed (mulberry32). */
function random(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function startServer(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/server/main.ts'], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      DATA_FOLDER: folder,
      DATABASE_URL: '',
      DEMONSTRATION: 'no',
      LOG_LEVEL: 'error',
    },
    stdio: 'ignore',
  });
  for (let waited = 0; waited < 60_000; waited += 30) {
    if ((await fetch(`http://localhost:${port}/readyz`).catch(() => null))?.ok) return child;
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}.`);
    await pause(30);
  }
  throw new Error('The server did not become ready.');
}

interface Acknowledged {
  readonly path: string;
  readonly body: {
    readonly case?: string;
    readonly version?: number;
    readonly entries?: readonly { readonly id: string; readonly number: string }[];
  };
}

const log: Acknowledged[] = [];
let isOver = false;
class Over extends Error {}

/** One person at her browser: what is not answered is asked again with its key until it is. */
class Client {
  cookie = '';
  readonly #login: string;
  constructor(login: string) {
    this.#login = login;
  }

  signIn() {
    return this.send('POST', '/api/v1/session', { login: this.#login, password });
  }

  async send(method: string, path: string, body: unknown): Promise<{ status: number; body: Acknowledged['body'] }> {
    const key = crypto.randomUUID();
    for (;;) {
      if (isOver) throw new Over();
      try {
        const response = await fetch(`http://localhost:${port}${path}`, {
          method,
          headers: {
            origin: `http://localhost:${port}`,
            'content-type': 'application/json',
            'idempotency-key': key,
            ...(this.cookie === '' ? {} : { cookie: this.cookie }),
          },
          body: JSON.stringify(body),
        });
        const set = response.headers.getSetCookie().find((c) => c.includes('touchstone='));
        const text = await response.text();
        if (set !== undefined) this.cookie = set.split(';')[0] ?? '';
        // The database was on its way back, or the same key is still being carried out.
        if (response.status >= 500 || response.status === 429) {
          await pause(40);
          continue;
        }
        // Her session's renewed token was on its way when the server fell: she signs in again.
        if (response.status === 401 && path !== '/api/v1/session') {
          await this.signIn();
          if (path.startsWith('/api/v1/cases')) await this.send('POST', '/api/v1/session/identity', { password });
          continue;
        }
        const answer = { status: response.status, body: text === '' ? {} : JSON.parse(text) };
        if (response.status < 300 && path.startsWith('/api/v1/cases')) log.push({ path, body: answer.body });
        return answer;
      } catch (error) {
        if (error instanceof Over) throw error;
        await pause(40);
      }
    }
  }
}

test(
  `nothing acknowledged is lost, no number is used twice: ${rounds} kills, seed ${seed}`,
  async () => {
    const { world } = opened;
    done(await registerScheme(world, { acting: systemActing }, smallScheme));
    const maker = await organisation(world, '上海示例精密机械有限公司');
    const body = await organisation(world, '示例认证有限公司', '034', true);
    const hash = await hashPassword(password);
    server = await startServer();

    const member = async (login: string, party: string, roles: readonly string[]) => {
      const who = await somebody(world, login, party, roles);
      const account = await world.storage.accounts.byId(who.account);
      if (account === null) throw new Error('The account is missing.');
      await world.storage.inTransaction((x) =>
        world.storage.accounts.put(x, { ...account, login, passwordHash: hash }),
      );
      const client = new Client(login);
      const answer = await client.signIn();
      if (answer.status !== 200) throw new Error(`Signing in gave ${answer.status}: ${JSON.stringify(answer.body)}`);
      return { ...who, client };
    };
    const lives = await Promise.all(
      [0, 1, 2].map(async (n) => ({
        applicant: await member(`applicant-${n}`, maker, ['applicant']),
        reviewer: await member(`reviewer-${n}`, body, ['reviewer']),
        planner: await member(`planner-${n}`, body, ['planner']),
        auditor: await member(`auditor-${n}`, body, ['auditor']),
        decider: await member(`decider-${n}`, body, ['decider']),
      })),
    );
    const refused: string[] = [];

    /** One case after the other, from application to certificate. */
    const live = async (cast: (typeof lives)[number]) => {
      const act = async (who: { readonly client: Client }, id: string, step: string, outcome: string, more = {}) => {
        const answer = await who.client.send('POST', `/api/v1/cases/${id}/acts`, { act: 'do', step, outcome, ...more });
        if (answer.status >= 300) refused.push(`${step}: ${answer.status} ${JSON.stringify(answer.body)}`);
      };
      for (;;) {
        const opening = await cast.applicant.client.send('POST', '/api/v1/cases', {
          scheme: smallScheme.id,
          flow: 'initial',
          applicant: maker,
          body,
          title: '初次认证',
        });
        const id = opening.body.case;
        if (id === undefined) throw new Error(`Opening gave ${opening.status}: ${JSON.stringify(opening.body)}`);
        await act(cast.applicant, id, 'application', 'done', { values: application });
        await act(cast.reviewer, id, 'review', 'accept');
        const named = [{ role: 'auditor', person: cast.auditor.person, party: body }];
        await act(cast.planner, id, 'team', 'done', { named });
        await act(cast.auditor, id, 'audit', 'conforms', { values: { days: '4.5' } });
        await act(cast.reviewer, id, 'recommendation', 'done', { values: { advice: '建议通过' } });
        await cast.decider.client.send('POST', '/api/v1/session/identity', { password });
        await act(cast.decider, id, 'decision', 'grant');
      }
    };
    const living = lives.map((cast) =>
      live(cast).catch((error) => {
        if (!(error instanceof Over)) throw error;
      }),
    );
    const next = random(seed);
    for (let round = 0; round < rounds; round += 1) {
      const before = log.length;
      await pause(80 + next() * 900);
      // On a machine that is busy nothing may have happened yet, and a kill would prove nothing.
      for (let waited = 0; log.length < before + 2 && waited < 30_000; waited += 20) await pause(20 + next() * 20);
      const ended = new Promise((resolve) => server?.once('exit', resolve));
      server.kill('SIGKILL');
      await ended;
      server = await startServer();
    }
    await pause(1000);
    isOver = true;
    await Promise.all(living);

    expect(refused, `seed ${seed}`).toEqual([]);
    const told = new Map<string, string>();
    for (const { path, body: answer } of log) {
      const id = answer.case ?? path.split('/')[4] ?? '';
      const { events } = await world.storage.events.load({ kind: 'case', id });
      expect(events.length, `case ${id}, seed ${seed}`).toBeGreaterThanOrEqual(answer.version ?? 1);
      for (const entry of answer.entries ?? []) {
        const kept = await world.storage.entries.byId(entry.id);
        expect(kept?.number, `seed ${seed}`).toBe(entry.number);
        // The same act may have been answered twice; two acts never give out one number.
        expect(told.get(entry.number) ?? entry.id, `seed ${seed}`).toBe(entry.id);
        told.set(entry.number, entry.id);
      }
    }
    const numbers: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await world.storage.entries.list({ all: [] }, 'newest', {
        limit: 100,
        ...(cursor ? { after: cursor } : {}),
      });
      numbers.push(...page.rows.map((row) => row.number));
      cursor = page.next;
    } while (cursor !== null);
    expect(new Set(numbers).size, `seed ${seed}`).toBe(numbers.length);
    expect(log.length).toBeGreaterThan(rounds);
    const findings: unknown[] = [];
    await audit({
      storage: opened.storage,
      project: projectionsOf(world),
      onFinding: (finding) => findings.push(finding),
    });
    expect(findings, `seed ${seed}`).toEqual([]);
    console.log(
      `${log.length} acts acknowledged over ${rounds} kills, ${numbers.length} numbers given out; seed ${seed}.`,
    );
  },
  longest,
);
