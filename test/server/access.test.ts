import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accepts } from '#certification/policy/filter.ts';
import { caseFilter, entryFilter, may, mayOnCase, policyTable, roundFilter } from '#certification/policy/policy.ts';
import { publicViewer, scopes, type Viewer } from '#certification/policy/viewer.ts';
import { resumeSession } from '#operation/accounts/sign-in.ts';
import { buildDemonstration, type Demonstration } from '#operation/demo/build-demo.ts';
import type { CaseSummary, RoundSummary } from '#operation/ports/cases.ts';
import type { Entry } from '#operation/ports/entries.ts';
import type { StoredFile } from '#operation/ports/files.ts';
import { apiRoutes } from '#server/api/routes.ts';
import type { Route } from '#server/route/route.ts';
import { act, bodies, send } from './route-calls.ts';
import { type Browser, createServerWorld, type ServerWorld } from './server-world.ts';

/**
 * Every route, for every account of the demonstration (each role of each organisation), for the public and for tokens of each
 * scope, on objects of the own and of foreign organisations. What should happen is read off the policy table; what did happen
 * is asked of the door. Nothing is done that is allowed: acts are such as the engine refuses.
 */
const root = join(import.meta.dirname, '..', '..');
const folders = { schemes: join(root, 'schemes'), demonstration: join(root, 'demonstration') };

interface Visitor {
  readonly name: string;
  readonly viewer: Viewer;
  readonly browser: Browser;
}
interface Objects {
  readonly cases: readonly CaseSummary[];
  readonly rounds: readonly RoundSummary[];
  readonly entries: readonly Entry[];
  readonly files: readonly StoredFile[];
}

let t: ServerWorld;
let demo: Demonstration;
let visitors: readonly Visitor[];
let objects: Objects;
let headsBefore: string;

beforeAll(async () => {
  t = await createServerWorld('2026-11-25T02:00:00.000Z', [], {
    limits: { 'sign-in': null, 'look-up': null, bulk: null },
  });
  demo = await buildDemonstration(t.world, folders);
  visitors = [
    { name: 'public', viewer: publicViewer, browser: t.browser() },
    ...(await Promise.all(demo.accounts.map(signedIn))),
  ];
  objects = await everything();
  headsBefore = await heads();
}, 180_000);
afterAll(() => t.close());

async function signedIn({ login, password }: { login: string; password: string }): Promise<Visitor> {
  const browser = t.browser();
  const answer = await browser.send('POST', '/api/v1/session', { login, password });
  if (answer.status !== 200) throw new Error(`${login}: ${answer.text}`);
  const token = browser.cookie().split('=')[1] ?? '';
  const who = await resumeSession(t.world, token);
  if (who === null) throw new Error(`${login} has no session.`);
  return { name: login, viewer: who.acting.viewer, browser };
}

async function everything(): Promise<Objects> {
  const { storage } = t.world;
  const cases = (await storage.cases.list({ all: [] }, 'opened', { limit: 500 })).rows;
  return {
    cases,
    rounds: (await storage.rounds.list({ all: [] }, { limit: 100 })).rows,
    entries: (await storage.entries.list({ all: [] }, 'newest', { limit: 500 })).rows,
    files: await storage.files.list({ field: 'case', is: cases.map((c) => c.id) }),
  };
}

/** Every stream with its version: after the whole walk none has moved. */
async function heads(): Promise<string> {
  const all = await t.storage.database.rows<{ kind: string; id: string; version: number }>({
    text: 'select kind, id, version from stream_head order by 1, 2',
  });
  return JSON.stringify(all);
}

/** Routes that would end the visitor's own session, or guess at a password, are left to their own tests. */
const notWalked: ReadonlySet<string> = new Set(['signIn', 'signOut', 'changePassword', 'proveIdentity', 'metrics']);
const routes = apiRoutes().filter((r) => !notWalked.has(r.id));
const isAct = (route: Route) => route.method !== 'get';

/** What the door itself answers, by the table: nothing where the row has to be asked. */
function doorAnswer(route: Route, viewer: Viewer): readonly number[] | null {
  if (route.policy === 'open') return null;
  if (route.policy === 'signed-in') return viewer.kind === 'public' ? [401] : null;
  const row = policyTable[route.policy];
  if ((row.allow as readonly string[]).includes('anybody')) return null;
  if (viewer.kind === 'public') return [401];
  if (viewer.scopes !== null && !viewer.scopes.includes(row.scope)) return [403];
  if (row.of === 'house') return may(route.policy as Parameters<typeof may>[0], viewer) ? null : [403];
  return null;
}

describe('every route for every visitor', () => {
  test('each route has a request that this walk can make', () => {
    const unknown = routes.filter((r) => r.body !== undefined && bodies[r.id] === undefined).map((r) => r.id);
    expect(unknown).toEqual([]);
  });

  test('whoever the door turns away is told why, and nobody else is turned away by it', async () => {
    const wrong: string[] = [];
    for (const visitor of visitors)
      for (const route of routes) {
        const answer = await send(visitor.browser, route, bodies[route.id] ?? {});
        const expected = doorAnswer(route, visitor.viewer);
        const isTurnedAway =
          answer.status === 401 || (answer.status === 403 && answer.body?.code !== 'not-a-demonstration');
        if (expected === null ? answer.status >= 500 || answer.status === 401 : !expected.includes(answer.status))
          wrong.push(`${visitor.name} ${route.id}: ${answer.status}, expected ${expected ?? 'to pass the door'}`);
        if (expected !== null && isTurnedAway && answer.headers.get('content-type')?.includes('problem') !== true)
          wrong.push(`${visitor.name} ${route.id}: no problem document`);
      }
    expect(wrong).toEqual([]);
  }, 120_000);

  test('a token does what its scope says and nothing else', async () => {
    const [admin] = visitors.filter((v) => v.viewer.isAdministrator);
    const person = visitors.find((v) => v.viewer.party !== '' && !v.viewer.isAdministrator);
    const wrong: string[] = [];
    for (const owner of [admin, person])
      for (const scope of scopes) {
        if (owner === undefined) throw new Error('The demonstration has nobody.');
        const made = await owner.browser.send('POST', '/api/v1/tokens', { name: 'walk', scopes: [scope] });
        const headers = { authorization: `Bearer ${made.body.token}`, cookie: '' };
        const viewer: Viewer = { ...owner.viewer, scopes: [scope] };
        for (const route of routes) {
          const answer = await send(owner.browser, route, bodies[route.id] ?? {}, headers);
          const expected = doorAnswer(route, viewer);
          if (expected === null ? answer.status >= 500 : !expected.includes(answer.status))
            wrong.push(
              `${owner.name} with ${scope} ${route.id}: ${answer.status}, expected ${expected ?? 'to pass the door'}`,
            );
        }
      }
    expect(wrong).toEqual([]);
  }, 120_000);
});

describe('own and foreign objects', () => {
  const caseRoutes = routes.filter((r) => r.path.startsWith('/api/v1/cases/{id}'));

  test('a case: seen and acted in by whom the policy lets, for all others it is not there', async () => {
    const wrong: string[] = [];
    for (const visitor of visitors)
      for (const kase of objects.cases) {
        const isMine = mayOnCase('case.read', visitor.viewer, kase);
        for (const route of caseRoutes) {
          if (route.family === 'drafts') continue;
          const given = bodies[route.id];
          const answer = await send(visitor.browser, route, { ...given, path: { ...given?.path, id: kase.id } });
          // No case of the demonstration has an answer attached; who may read one is told in answers.test.ts.
          // What a move would do is worked out, not done: it answers whoever reads the case with what bars it.
          const does = isAct(route) && route.id !== 'movePlan';
          const allowed = does ? [422] : route.id === 'attachedAnswer' ? [404] : [200];
          const expected = visitor.viewer.kind === 'public' ? [401] : isMine ? allowed : [404];
          if (!expected.includes(answer.status))
            wrong.push(`${visitor.name} ${route.id} of ${kase.title}: ${answer.status}, expected ${expected}`);
          if (!isMine && answer.text.includes(kase.title))
            wrong.push(`${visitor.name} ${route.id} tells ${kase.title}`);
        }
      }
    expect(wrong).toEqual([]);
  }, 300_000);

  test('files of a case: as the case', async () => {
    expect(objects.files.length).toBeGreaterThan(0);
    const wrong: string[] = [];
    const byId = new Map(objects.cases.map((c) => [c.id, c]));
    for (const visitor of visitors)
      for (const file of objects.files.slice(0, 20)) {
        const kase = byId.get(file.case ?? '');
        if (kase === undefined) throw new Error('The file has no case.');
        const answer = await visitor.browser.get(`/api/v1/files/${file.id}`);
        const isMine = mayOnCase('file.read', visitor.viewer, kase);
        // What a step hides from her is hidden with its files: 404 then, too.
        if (isMine ? ![200, 404].includes(answer.status) : ![401, 404].includes(answer.status))
          wrong.push(`${visitor.name} file of ${kase.title}: ${answer.status}`);
      }
    expect(wrong).toEqual([]);
  }, 60_000);

  test('lists and counters hold the cases that the policy lets through, and no other', async () => {
    for (const visitor of visitors) {
      if (visitor.viewer.kind === 'public') continue;
      const mine = objects.cases.filter((c) => mayOnCase('case.list', visitor.viewer, c)).map((c) => c.id);
      const listed: string[] = [];
      let after = '';
      do {
        const page = (await visitor.browser.get(`/api/v1/cases?limit=7${after}`)).body;
        listed.push(...page.rows.map((r: { id: string }) => r.id));
        after = page.next === null ? '' : `&after=${encodeURIComponent(page.next)}`;
      } while (after !== '');
      expect([...listed].sort(), visitor.name).toEqual([...mine].sort());
      for (const list of ['todo', 'done', 'mine']) {
        const work = (await visitor.browser.get(`/api/v1/work?list=${list}&limit=200`)).body;
        const ofCases = work.tasks
          .filter((x: { kind: string }) => x.kind === 'case')
          .map((x: { subject: string }) => x.subject);
        for (const id of [...ofCases, ...work.cases.map((c: { id: string }) => c.id)])
          if (list !== 'done') expect(mine, `${visitor.name} ${list}`).toContain(id);
        expect(work.counts.opened.count, visitor.name).toBeLessThanOrEqual(mine.length);
      }
    }
  }, 120_000);

  test('a round: its desk for those who run it, for all others what is public', async () => {
    const wrong: string[] = [];
    for (const visitor of visitors)
      for (const round of objects.rounds) {
        const isDesk = accepts(roundFilter('round.desk', visitor.viewer), { ...round });
        const seen = await visitor.browser.get(`/api/v1/rounds/${round.id}`);
        if (seen.body.isDesk !== isDesk) wrong.push(`${visitor.name} sees the desk: ${seen.body.isDesk}`);
        if (!isDesk && seen.body.cases.length + seen.body.objections.length + seen.body.history.length > 0)
          wrong.push(`${visitor.name} sees what is the desk's`);
        const answer = await visitor.browser.send('POST', `/api/v1/rounds/${round.id}/acts`, act);
        const expected =
          visitor.viewer.kind === 'public'
            ? 401
            : accepts(roundFilter('round.act', visitor.viewer), { ...round })
              ? 422
              : 403;
        if (answer.status !== expected)
          wrong.push(`${visitor.name} acts in a round: ${answer.status}, expected ${expected}`);
      }
    expect(wrong).toEqual([]);
  }, 60_000);

  test('an entry: public to read, acted on by its issuer and holder alone', async () => {
    const wrong: string[] = [];
    const own = objects.entries.filter((e) => e.source === 'own');
    for (const visitor of visitors)
      for (const entry of own) {
        const view = await visitor.browser.get(`/api/v1/entries/${entry.id}`);
        const mayAct = accepts(entryFilter('entry.act', visitor.viewer), { ...entry });
        if (view.status !== 200 || (view.body.state !== null) !== mayAct)
          wrong.push(`${visitor.name} ${entry.number}: ${view.status} ${view.body.state !== null}`);
        const answer = await visitor.browser.send('POST', `/api/v1/entries/${entry.id}/acts`, { act: 'restore' });
        const expected = visitor.viewer.kind === 'public' ? 401 : mayAct ? 422 : 403;
        if (answer.status !== expected)
          wrong.push(`${visitor.name} acts on ${entry.number}: ${answer.status}, expected ${expected}`);
      }
    expect(wrong).toEqual([]);
  }, 120_000);

  test('a viewer without any employment, the operator among them, finds no case at all', () => {
    for (const { viewer } of visitors.filter((v) => v.viewer.isAdministrator && v.viewer.party === ''))
      for (const kase of objects.cases) expect(accepts(caseFilter('case.read', viewer), { ...kase })).toBe(false);
  });

  test('after the whole walk no stream has moved', async () => {
    expect(await heads()).toBe(headsBefore);
  });
});

describe('an objection from the public', () => {
  const anyone = () => t.browser();
  const pdf = new TextEncoder().encode('%PDF-1.7 proof');
  let round: string;
  let about: string;

  beforeAll(() => {
    round = demo.rounds['award'] ?? '';
    about = demo.cases['project-2'] ?? '';
  });

  const object = (more: object) =>
    anyone().send('POST', `/api/v1/rounds/${round}/objections`, { about, words: '数据与事实不符', ...more });

  test('without an account, with evidence that was handed in here; its maker and words are for the desk alone', async () => {
    const up = await anyone().send('PUT', `/api/v1/rounds/${round}/evidence?name=proof.pdf`, pdf, {
      'content-type': 'application/pdf',
    });
    expect(up.status).toBe(201);
    const made = await object({ name: '张三', contact: '021-12345678', evidence: [up.body] });
    expect([made.status, made.body.refused]).toEqual([201, null]);
    const desk = visitors.find((v) => v.name === 'secretary');
    const seen = (await desk?.browser.get(`/api/v1/rounds/${round}`))?.body;
    const mine = seen.objections.find((o: { id: string }) => o.id === made.body.objection);
    expect(mine).toMatchObject({ words: '数据与事实不符', by: { name: '张三' }, evidence: [{ name: 'proof.pdf' }] });
    expect((await desk?.browser.get(`/api/v1/files/${mine.evidence[0].id}`))?.text).toBe('%PDF-1.7 proof');
    for (const { name, browser, viewer } of visitors) {
      if (accepts(roundFilter('round.desk', viewer), { ...(objects.rounds.find((r) => r.id === round) ?? {}) }))
        continue;
      expect((await browser.get(`/api/v1/rounds/${round}`)).text, name).not.toMatch(/张三|数据与事实不符/);
      expect([401, 404], name).toContain((await browser.get(`/api/v1/files/${mine.evidence[0].id}`)).status);
    }
  });

  test('evidence is not taken on its digest’s word, nor from another round', async () => {
    const { digest, name, size, mediaType } = objects.files[0] ?? { digest: '', name: '', size: 0, mediaType: '' };
    const stolen = await object({
      name: '李四',
      contact: 'x',
      evidence: [{ digest, name, size, mediaType, receipt: 'x'.repeat(43) }],
    });
    expect(stolen.body).toMatchObject({ status: 400, code: 'malformed-request' });
    const none = await anyone().send(
      'PUT',
      '/api/v1/rounds/00000000-0000-7000-8000-000000000000/evidence?name=proof.pdf',
      pdf,
    );
    expect(none.status).toBe(404);
  });

  test('an anonymous one is recorded and not accepted, with the reason', async () => {
    expect((await object({})).body).toMatchObject({ refused: 'anonymous' });
  });
});
