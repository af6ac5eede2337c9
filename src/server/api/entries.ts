import { z } from '@hono/zod-openapi';
import { actOnEntry, issueEntry } from '#operation/acts/entry-acts.ts';
import { type EntryView, viewEntry } from '#operation/desk/entry-view.ts';
import type { Entry } from '#operation/ports/entries.ts';
import { today, transitionOf } from '#operation/verify/look-up.ts';
import type { World } from '#operation/world.ts';
import { refusalSchema } from '../problem/document.ts';
import { doneUnder, showRefusal } from '../problem/of-outcome.ts';
import { Problem } from '../problem/problem.ts';
import { type Given, route } from '../route/route.ts';
import { entryActShape } from './act-shape.ts';
import {
  changeShape,
  entryShape,
  showChange,
  showEntry,
  showTransition,
  transitionOfEntryShape,
} from './entry-shape.ts';
import { id, instant, jsonOf, pageOf, pageQuery, pageRequest, text } from './shapes.ts';

const spec = '#certification/scheme/scheme.ts';

const viewShape = z
  .object({
    id,
    version: z.int(),
    entry: entryShape,
    changes: z.array(changeShape),
    /** Null for whoever is neither its issuer nor its holder: all that follows is empty for her. */
    state: jsonOf<EntryView['state'] | null>(
      'Pick<import("#certification/entry/state.ts").EntryState, "duties" | "met" | "consequences" | "suspension" | "scope"> | null',
      '义务、后果、暂停、范围 / Duties, consequences, suspension, scope',
    ),
    history: z.array(
      z.object({
        version: z.int(),
        type: z.string(),
        at: instant,
        role: z.string(),
        person: z.string().nullable(),
        about: z.string(),
      }),
    ),
    acts: z.array(
      z.object({
        act: z.enum(['suspend', 'restore', 'reduce', 'extend', 'withdraw', 'cancel']),
        by: z.array(z.string()),
        reasons: z.string(),
        identityAgain: z.boolean(),
        bars: z.array(refusalSchema),
      }),
    ),
    flows: z.array(z.object({ flow: z.string(), mayOpen: z.boolean() })),
    reasonLists: jsonOf<EntryView['reasonLists']>(
      `readonly import("${spec}").ReasonList[]`,
      '原因代码表 / Coded reasons',
    ),
    texts: z.record(z.string(), text),
    transition: transitionOfEntryShape,
  })
  .openapi('EntryView', {
    description: '登记事项（发证方与持有人另见可办事项） / An entry; its issuer and holder also see what can be done',
  });

const read = route({
  method: 'get',
  path: '/api/v1/entries/{id}',
  id: 'entry',
  family: 'entries',
  says: { zh: '一项登记', en: 'One entry' },
  policy: 'entry.read',
  limit: 'look-up',
  params: z.object({ id }),
  answer: { json: viewShape },
  problems: ['not-found'],
  run: async ({ world, acting, params, door }) => {
    const view = await viewEntry(world, await acting(), params.id);
    return view === null ? publicView(world, params.id, door.address) : showView(view, door.address, today(world));
  },
});

async function publicView(world: World, entryId: string, address: string): Promise<Given<z.output<typeof viewShape>>> {
  const entry = await world.storage.entries.byId(entryId);
  if (entry === null) throw new Problem('not-found');
  const changes = await world.storage.entries.changes(entryId);
  const nothing = { state: null, history: [], acts: [], flows: [], reasonLists: [], texts: {} };
  const transition = await transitionOf(world, entry, null);
  return {
    id: entryId,
    version: entry.version,
    entry: showEntry(entry, address),
    changes: changes.map(showChange),
    transition: showTransition(transition, today(world)),
    ...nothing,
  };
}

function showView(view: EntryView, address: string, on: string): Given<z.output<typeof viewShape>> {
  const { state } = view;
  const { duties, met, consequences, suspension, scope } = state;
  return {
    ...view,
    entry: showEntry(view.entry, address),
    changes: view.changes.map(showChange),
    transition: showTransition(view.transition, on),
    state: { duties, met, consequences, suspension, scope },
    acts: view.acts.map((act) => ({ ...act, bars: act.bars.map((r) => showRefusal(r, view.texts)) })),
  };
}

const list = route({
  method: 'get',
  path: '/api/v1/entries',
  id: 'entries',
  family: 'entries',
  says: { zh: '按发证方、持有人或种类列出登记', en: 'Entries by issuer, holder, kind or status' },
  policy: 'entry.read',
  limit: 'look-up',
  query: z.strictObject({
    issuer: id.optional(),
    holder: id.optional(),
    kind: z.string().max(60).optional(),
    scheme: z.string().max(100).optional(),
    status: z.string().max(40).optional(),
    order: z.enum(['newest', 'number']).default('newest'),
    ...pageQuery,
  }),
  answer: { json: pageOf(entryShape) },
  problems: ['bad-cursor', 'too-many'],
  run: async ({ world, query, door }) => {
    const all = (['issuer', 'holder', 'kind', 'scheme', 'status'] as const).flatMap((field) => {
      const value = query[field];
      return value === undefined ? [] : [{ field, is: [value] }];
    });
    const page = await world.storage.entries.list({ all }, query.order, pageRequest(query));
    return { rows: page.rows.map((e: Entry) => showEntry(e, door.address)), next: page.next };
  },
});

export const entryAnswerShape = z
  .object({ entry: id, version: z.int(), events: z.array(z.string()) })
  .openapi('EntryAnswer', { description: '办理结果 / What the act brought about' });

const act = route({
  method: 'post',
  path: '/api/v1/entries/{id}/acts',
  id: 'actOnEntry',
  family: 'entries',
  says: { zh: '暂停、恢复、缩小、扩大、撤销、注销', en: 'Suspend, restore, reduce, extend, withdraw, cancel' },
  policy: 'entry.act',
  takesKey: true,
  params: z.object({ id }),
  body: { json: entryActShape },
  answer: { json: entryAnswerShape },
  problems: ['refused', 'changed-since', 'not-found', 'not-allowed', 'key-reused'],
  run: async ({ world, acting, params, body, key }) => {
    const { expected, scope, ...given } = body;
    const request = {
      acting: await acting(),
      entry: params.id,
      act: { ...given, ...(scope === undefined ? {} : { scope }) },
      ...(expected === undefined ? {} : { expected }),
      ...(key === undefined ? {} : { key }),
    };
    const answer = await doneUnder(world, await actOnEntry(world, request), () =>
      world.storage.entries.byId(params.id),
    );
    await world.storage.drafts.remove(request.acting.viewer.account, `entry:${params.id}:${given.act}`);
    return answer;
  },
});

const issue = route({
  method: 'post',
  path: '/api/v1/entries/{id}/issue',
  id: 'issueEntry',
  family: 'entries',
  says: { zh: '以托管密钥签发已决定的登记', en: 'Issue a decided entry with the hosted key' },
  more: {
    zh: '决定时发证方尚无密钥的登记，在密钥就位后签发。',
    en: 'For an entry that was decided while its issuer had no key here.',
  },
  policy: 'entry.act',
  takesKey: true,
  params: z.object({ id }),
  answer: { json: entryAnswerShape },
  problems: ['refused', 'not-found', 'not-allowed', 'key-reused'],
  run: async ({ world, acting, params, key }) => {
    const request = { acting: await acting(), entry: params.id, ...(key === undefined ? {} : { key }) };
    return doneUnder(world, await issueEntry(world, request), () => world.storage.entries.byId(params.id));
  },
});

export const entryRoutes = [list, read, act, issue];
