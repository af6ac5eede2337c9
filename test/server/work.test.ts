import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { tasksAsked } from '#operation/desk/work-filter.ts';
import { accepts } from '#operation/ports/filter.ts';
import { smallScheme } from '../operation/small-scheme.ts';
import { organisation } from '../operation/test-world.ts';
import {
  application,
  createServerWorld,
  doStep,
  openSmallCase,
  password,
  type ServerWorld,
  type SmallCast,
  smallCast,
} from './server-world.ts';

let t: ServerWorld;
let cast: SmallCast;
const otherScheme: Scheme = {
  ...smallScheme,
  id: 'other',
  texts: {
    ...smallScheme.texts,
    title: { zh: '另一制度', en: 'Another scheme' },
    'step.review': { zh: '受理审查', en: 'Acceptance' },
  },
};

beforeAll(async () => {
  t = await createServerWorld('2026-03-02T02:00:00.000Z', [smallScheme, otherScheme]);
  cast = await smallCast(t);
  const open = async (scheme: string, title: string) => {
    const answer = await cast.applicant.browser.send('POST', '/api/v1/cases', {
      ...{ scheme, flow: 'initial', applicant: cast.maker, body: cast.body, title },
    });
    expect(answer.status, answer.text).toBe(201);
    await doStep(cast.applicant, answer.body.case, 'application', 'done', { values: application });
  };
  await open('small', '轴承 Bearings 初次认证');
  await open('other', '齿轮');
  // Its acceptance is due on the 9th: late for the others by then.
  t.clock.set('2026-03-11T02:00:00.000Z');
  for (const { browser, login } of [cast.applicant, cast.reviewer, cast.stranger])
    expect((await browser.send('POST', '/api/v1/session', { login, password })).status).toBe(200);
  for (let n = 0; n < 4; n++) await open('small', `第 ${n} 件`);
  await openSmallCase(cast, '还没有交');
});
afterAll(() => t.close());

async function ask(query: string, who = cast.reviewer): Promise<string[]> {
  const answer = await who.browser.get(`/api/v1/work?${query}`);
  expect(answer.status, answer.text).toBe(200);
  return [...answer.body.tasks, ...answer.body.cases].map((row: { title: string }) => row.title).sort();
}
const four = ['第 0 件', '第 1 件', '第 2 件', '第 3 件'];

test('what waits is narrowed by scheme, by day and by any piece of text, over all pages', async () => {
  expect(await ask('list=todo')).toEqual([...four, '轴承 Bearings 初次认证', '齿轮'].sort());
  expect(await ask('scheme=other')).toEqual(['齿轮']);
  expect(await ask('due=late')).toEqual(['轴承 Bearings 初次认证', '齿轮'].sort());
  expect(await ask('due=week')).toHaveLength(6);
  expect(await ask('due=none')).toEqual([]);
  expect(await ask('due=late&scheme=small')).toEqual(['轴承 Bearings 初次认证']);
  for (const text of ['bearing', 'ＢＥＡＲ', '轴承 '])
    expect(await ask(`text=${encodeURIComponent(text)}`), text).toEqual(['轴承 Bearings 初次认证']);
  for (const text of ['受理审查', 'acceptance', '另一制度'])
    expect(await ask(`text=${encodeURIComponent(text)}`), text).toEqual(['齿轮']);
  for (const text of ['精密机械', '示例认证'])
    expect(await ask(`text=${encodeURIComponent(text)}`), text).toHaveLength(6);
  expect(await ask(`text=${encodeURIComponent('没有这样的')}`)).toEqual([]);
  expect(await ask(`text=${encodeURIComponent("%' or 1=1 --")}`)).toEqual([]);
  // A page of a narrowed list goes on in the narrowed list; the counts stay those of all.
  const first = (await cast.reviewer.browser.get('/api/v1/work?text=%E4%BB%B6&limit=3')).body;
  expect([first.tasks.length, first.counts.waiting.count]).toEqual([3, 6]);
  expect(await ask(`text=%E4%BB%B6&limit=3&after=${first.next}`)).toHaveLength(1);
});

test('what was done, and what one began, are narrowed in the same way', async () => {
  expect(await ask('list=done&scheme=other', cast.applicant)).toEqual(['齿轮']);
  expect(await ask('list=done&text=bearings', cast.applicant)).toEqual(['轴承 Bearings 初次认证']);
  expect(await ask('list=mine&text=%E8%BF%98%E6%B2%A1%E6%9C%89', cast.applicant)).toEqual(['还没有交']);
  expect(await ask('list=mine&scheme=other', cast.applicant)).toEqual(['齿轮']);
  expect(await ask('list=mine&due=late', cast.applicant)).toEqual(['轴承 Bearings 初次认证', '齿轮'].sort());
});

test('nothing that is asked shows what is not one’s own', async () => {
  for (const query of ['', 'text=%E4%BB%B6', 'scheme=small', 'due=week', `text=${encodeURIComponent('精密机械')}`])
    expect(await ask(query, cast.stranger), query).toEqual([]);
  expect((await cast.reviewer.browser.get('/api/v1/work?due=yesterday')).status).toBe(400);
  expect((await cast.reviewer.browser.get(`/api/v1/work?text=${'x'.repeat(101)}`)).status).toBe(400);
  expect((await cast.reviewer.browser.get('/api/v1/work?text=%00')).status).toBe(400);
});

test('who reviews blindly does not learn by asking for a name whose case it is', async () => {
  const maker = await organisation(t.world, '匿名参评有限公司');
  const blind = {
    ...smallScheme,
    id: 'blind',
    round: { assignment: { blind: true, step: 'review' } },
  } as unknown as Scheme;
  const world = { ...t.world, schemes: { ...t.world.schemes, all: async () => [smallScheme, blind] } };
  const filter = await tasksAsked(world, { text: '匿名参评' });
  const task = { scheme: 'blind', applicant: maker, body: cast.body, title: '作品一', due: null };
  expect(accepts(filter, { ...task, step: 'application' })).toBe(true);
  expect(accepts(filter, { ...task, step: 'review' })).toBe(false);
  expect(accepts(filter, { ...task, scheme: 'small', step: 'review' })).toBe(true);
  expect(accepts(filter, { ...task, step: 'review', title: '匿名参评之作' })).toBe(false);
});
