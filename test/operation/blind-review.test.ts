import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resumeSession, signIn } from '#operation/accounts/sign-in.ts';
import { doStep } from '#operation/acts/case-acts.ts';
import type { Acting } from '#operation/acts/request.ts';
import { buildDemonstration, type Demonstration } from '#operation/demo/build-demo.ts';
import { type CaseView, viewCase } from '#operation/desk/case-view.ts';
import { saveDraft } from '#operation/desk/drafts.ts';
import { keptDrafts } from '#operation/desk/kept-drafts.ts';
import { casesFor, waitingFor } from '#operation/desk/work-lists.ts';
import { fileFor } from '#operation/files/uploads.ts';
import type { Filter } from '#operation/ports/filter.ts';
import { createTestWorld, done, type TestWorld } from './test-world.ts';

const root = join(import.meta.dirname, '..', '..');
const change = (file: string, changes: readonly (readonly [string, string])[]) => {
  let text = readFileSync(file, 'utf8');
  for (const [from, to] of changes) {
    expect(text).toContain(from);
    text = text.replace(from, to);
  }
  writeFileSync(file, text);
};

let t: TestWorld;
let demo: Demonstration;
let folder: string;
let kase: string;
let applicant: string;

/** The demonstration with its award reviewed blindly, and an entrant who writes her name wherever she can. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'touchstone-blind-'));
  for (const name of ['schemes', 'demonstration']) cpSync(join(root, name), join(folder, name), { recursive: true });
  change(join(folder, 'schemes', 'quality-technology-award', 'scheme.yaml'), [
    ['recuse: [organisation, project, kinship] }', 'recuse: [organisation, project, kinship], blind: true }'],
  ]);
  const application = `{ summary: "上海示例緊固件 有限公司（演示）的做法；SHANGHAI example fasteners co；91310000DEM000137W", project-title: { zh: 示例防错, en: "Error proofing at Shanghai Example Fasteners Co. (demonstration)" } }`;
  change(join(folder, 'demonstration', 'world.yaml'), [
    [
      'title: 紧固件拧紧力矩的防错 }',
      `title: 上海示例紧固件：拧紧力矩的防错, values: { application: ${application} } }`,
    ],
  ]);
  t = await createTestWorld('2026-11-25T02:00:00.000Z');
  demo = await buildDemonstration(t.world, {
    schemes: join(folder, 'schemes'),
    demonstration: join(folder, 'demonstration'),
  });
  kase = demo.cases['third-1'] ?? '';
  applicant = (await t.world.storage.cases.byId(kase))?.applicant ?? '';
}, 120_000);
afterAll(async () => {
  await t.close();
  rmSync(folder, { recursive: true, force: true });
});

async function as(login: string): Promise<Acting> {
  const account = demo.accounts.find((a) => a.login === login);
  const answer = await signIn(t.world, { login, password: account?.password ?? '', from: 'test' });
  if (answer.is !== 'signed-in') throw new Error(`${login}: ${answer.is}`);
  return (await resumeSession(t.world, answer.token))?.acting ?? answer.who.acting;
}

const view = async (login: string): Promise<CaseView> => {
  const seen = await viewCase(t.world, await as(login), kase);
  if (seen === null) throw new Error(`${login} does not read the case`);
  return seen;
};

/** What of an answer would tell whose case it is: no words of the scheme's own are looked at. */
function telling(answer: unknown): readonly string[] {
  const text = JSON.stringify(answer);
  const marks = [applicant, '紧固件有限', '示例紧固件', '緊固件', 'Fasteners', 'fasteners', '91310000DEM000137W'];
  return [...marks, '演示联络人四', 'Contact Four', '演示参与人', '演示联系人', '021-00000000', '演示文件'].filter(
    (mark) => text.includes(mark),
  );
}

test('the secretary reads whose case it is, so that there is something to hide', async () => {
  const seen = await view('secretary');
  expect(seen.applicant?.id).toBe(applicant);
  expect(telling(seen)).toEqual(
    expect.arrayContaining(['示例紧固件', '緊固件', '演示参与人', '演示文件', '演示联络人四']),
  );
});

test('who reviews blindly finds the work and nothing of who did it', async () => {
  const seen = await view('expert');
  expect(seen.applicant).toBeNull();
  expect(telling(seen)).toEqual([]);
  expect(seen.title).toBe('＊＊：拧紧力矩的防错');
  expect(seen.values['summary']).toBe('＊＊）的做法；＊＊ co；＊＊');
  expect(seen.values['participants']).toMatchObject([{ share: 60 }, { share: 40 }]);
  expect(seen.history.some((line) => line.by.person !== null)).toBe(true);
  expect(seen.files.map((f) => f.name)).toEqual(
    seen.files.map((f) => expect.stringMatching(`^${f.digest.slice(0, 8)}.pdf$`)),
  );
  expect(seen.files.length).toBeGreaterThan(0);
});

test('a file is handed out under its digest, not under the name that its owner gave it', async () => {
  const [file] = (await view('expert')).files;
  expect((await fileFor(t.world, await as('expert'), file?.id ?? ''))?.name).toBe(file?.name);
  expect((await fileFor(t.world, await as('secretary'), file?.id ?? ''))?.name).toContain('演示文件');
});

test('no list tells it, and none can be asked by an applicant', async () => {
  const ask = async (login: string, filter: Filter<'applicant' | 'scheme'>) =>
    (await casesFor(t.world, await as(login), { filter, order: 'changed' }, { limit: 50 })).rows;
  const mine = (await ask('expert', { field: 'scheme', is: ['quality-technology-award'] })).filter(
    (row) => row.summary.id === kase,
  );
  expect(mine.map((row) => row.applicant)).toEqual([null]);
  expect(mine.map((row) => row.summary.title)).toEqual(['＊＊：拧紧力矩的防错']);
  expect(await ask('expert', { field: 'applicant', is: [applicant] })).toEqual([]);
  expect(await ask('expert', { all: [{ not: { field: 'applicant', is: ['x'] } }] })).toEqual([]);
  expect((await ask('secretary', { field: 'applicant', is: [applicant] })).map((r) => r.summary.id)).toContain(kase);
  const tasks = (await waitingFor(t.world, await as('expert'), { limit: 50 })).rows.filter(
    (r) => r.task.subject === kase,
  );
  expect(tasks.map((task) => task.applicant)).toEqual([null]);
  expect(tasks.map(({ task }) => task.title)).toEqual(['＊＊：拧紧力矩的防错']);
});

test('no piece of a title finds the work whose title hides a name', async () => {
  const found = async (login: string, text: string) => {
    const { rows } = await waitingFor(t.world, await as(login), { limit: 50 }, { text });
    return rows.some(({ task }) => task.subject === kase);
  };
  expect(await found('expert', '')).toBe(true);
  for (const text of ['示例紧固件', '件：拧', '拧紧']) expect(await found('expert', text), text).toBe(false);
});

test('the list of her own drafts does not tell it', async () => {
  const acting = await as('expert');
  done(await saveDraft(t.world, acting, `case:${kase}:expert-review:${acting.viewer.person}`, { values: {} }, 0));
  expect((await keptDrafts(t.world, acting)).map(({ title }) => title?.zh)).toEqual(['＊＊：拧紧力矩的防错']);
});

test('she scores it all the same, and learns nothing by it', async () => {
  const { version } = await view('expert');
  const answer = done(
    await doStep(t.world, {
      acting: await as('expert'),
      case: kase,
      expected: version,
      do: {
        step: 'expert-review',
        line: (await as('expert')).viewer.person,
        outcome: 'scored',
        values: {
          ...{ 'score-problem': 15, 'score-method': 25, 'score-innovation': 15, 'score-effect': 25, points: 80 },
          ...{ 'review-opinion': '方法得当', 'fairness-statement': true },
        },
        reason: null,
        remarks: [],
        named: [],
      },
    } as never),
  );
  expect(telling(answer)).toEqual([]);
});
