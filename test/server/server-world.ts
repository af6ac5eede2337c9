import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { hashPassword } from '#operation/accounts/password.ts';
import { declareQueues } from '#operation/jobs/worker.ts';
import { type AppSettings, createApp } from '#server/app.ts';
import { certificatePrinter } from '#server/certificate/certificate-printer.ts';
import { loadRules } from '#server/start/open-world.ts';
import { makeLog } from '#server/watch/log.ts';
import { makeMetrics } from '#server/watch/metrics.ts';
import { createTestWorld, organisation, type Somebody, somebody, type TestWorld } from '../operation/test-world.ts';

export const origin = 'https://register.example.org';
export const password = '试金石-password-2026';

/** The persons of a case under the small scheme, each in her own browser. */
export async function smallCast(t: ServerWorld) {
  const maker = await organisation(t.world, '上海示例精密机械有限公司');
  const body = await organisation(t.world, '示例认证有限公司', '034', true);
  const other = await organisation(t.world, '别家认证有限公司', '035');
  return {
    maker,
    body,
    other,
    applicant: await t.person('安', maker, ['applicant']),
    reviewer: await t.person('芮', body, ['reviewer']),
    planner: await t.person('潘', body, ['planner']),
    auditor: await t.person('阿达', body, ['auditor']),
    decider: await t.person('丹', body, ['decider']),
    stranger: await t.person('伊', other, ['reviewer', 'planner', 'decider']),
    registrar: await t.person('雷', body, ['registrar']),
    operator: await t.person('运维', '', [], true),
  };
}
export type SmallCast = Awaited<ReturnType<typeof smallCast>>;

export const application = {
  persons: 250,
  sector: ['18'],
  'scope-text': '精密轴承的设计与制造',
  contact: '王小明 13800000000',
};

/** Opens a case and answers its id. */
export async function openSmallCase(cast: SmallCast, title = '初次认证'): Promise<string> {
  const answer = await cast.applicant.browser.send('POST', '/api/v1/cases', {
    scheme: 'small',
    flow: 'initial',
    applicant: cast.maker,
    body: cast.body,
    title,
  });
  if (answer.status !== 201) throw new Error(`Opening a case gave ${answer.status}: ${answer.text}`);
  return answer.body.case;
}

/** Does a step; a refusal fails the test. */
export async function doStep(who: { readonly browser: Browser }, id: string, step: string, outcome: string, more = {}) {
  const answer = await who.browser.send('POST', `/api/v1/cases/${id}/acts`, { act: 'do', step, outcome, ...more });
  if (answer.status !== 200) throw new Error(`${step} gave ${answer.status}: ${answer.text}`);
  return answer.body;
}

/** Takes a case to its decision. */
export async function toDecision(cast: SmallCast): Promise<string> {
  const id = await openSmallCase(cast);
  await doStep(cast.applicant, id, 'application', 'done', { values: application });
  await doStep(cast.reviewer, id, 'review', 'accept');
  const named = [{ role: 'auditor', person: cast.auditor.person, party: cast.body }];
  await doStep(cast.planner, id, 'team', 'done', { named });
  await doStep(cast.auditor, id, 'audit', 'conforms', { values: { days: '4.5' } });
  await doStep(cast.reviewer, id, 'recommendation', 'done', { values: { advice: '建议通过' } });
  return id;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // What an answer holds is for each test to say: a test that reads a missing member fails.
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  readonly body: any;
  readonly text: string;
}

/** A browser: keeps its cookie, and says where its requests come from. */
export interface Browser {
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  cookie(): string;
}

export interface ServerWorld extends TestWorld {
  readonly app: ReturnType<typeof createApp>;
  readonly log: () => string;
  browser(): Browser;
  /** A person with a login, signed in. */
  person(
    name: string,
    party: string,
    roles: readonly string[],
    isAdministrator?: boolean,
  ): Promise<Somebody & { browser: Browser; login: string }>;
}

let rules: ReturnType<typeof loadRules> | null = null;
function houseRules(): ReturnType<typeof loadRules> {
  rules ??= loadRules();
  return rules;
}
let passwordHash: Promise<string> | null = null;
let people = 0;

export async function createServerWorld(
  now: string,
  schemes: readonly Scheme[] = [],
  settings: Partial<AppSettings> = {},
): Promise<ServerWorld> {
  const t = await createTestWorld(now, schemes);
  await declareQueues(t.world);
  let log = '';
  const sink = new Writable({
    write(chunk, _, done) {
      log += String(chunk);
      done();
    },
  });
  const metrics = makeMetrics(t.world);
  const printer = certificatePrinter(join(t.files, 'certificates'));
  const app = createApp(t.world, {
    log: makeLog('info', 'server', sink),
    metrics,
    rules: await houseRules(),
    printer,
    mover: null,
    deskFolder: null,
    checkAnswers: true,
    ...settings,
  });
  const browser = () => newBrowser(app);
  return {
    ...t,
    close: async () => {
      await printer.stop();
      await t.close();
    },
    app,
    log: () => log,
    browser,
    person: async (name, party, roles, isAdministrator = false) => {
      const who = await somebody(t.world, name, party, roles, isAdministrator);
      const account = await t.world.storage.accounts.byId(who.account);
      if (account === null) throw new Error('The account is missing.');
      passwordHash ??= hashPassword(password);
      const login = `person-${++people}`;
      const hash = await passwordHash;
      await t.world.storage.inTransaction((x) =>
        t.world.storage.accounts.put(x, { ...account, login, passwordHash: hash }),
      );
      const own = browser();
      const answer = await own.send('POST', '/api/v1/session', { login, password });
      if (answer.status !== 200) throw new Error(`Signing in gave ${answer.status}: ${answer.text}`);
      return { ...who, browser: own, login };
    },
  };
}

function newBrowser(app: ReturnType<typeof createApp>): Browser {
  let cookie = '';
  const send: Browser['send'] = async (method, path, body, headers = {}) => {
    const isRaw =
      body === undefined || typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream;
    const response = await app.request(`${origin}${path}`, {
      method,
      headers: {
        host: new URL(origin).host,
        ...(method === 'GET' ? {} : { origin }),
        ...(isRaw ? {} : { 'content-type': 'application/json' }),
        ...(cookie === '' ? {} : { cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isRaw ? (body as string) : JSON.stringify(body) }),
      ...(body instanceof ReadableStream ? { duplex: 'half' as const } : {}),
    });
    const set = response.headers.getSetCookie().find((c) => c.includes('touchstone='));
    if (set !== undefined) cookie = set.split(';')[0] ?? '';
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : null, text };
  };
  return { send, get: (path, headers) => send('GET', path, undefined, headers), cookie: () => cookie };
}
