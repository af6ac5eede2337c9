import { z } from '@hono/zod-openapi';
import { draftLimits, listDrafts, readDraft, removeDraft, saveDraft } from '#operation/desk/drafts.ts';
import { keptDrafts } from '#operation/desk/kept-drafts.ts';
import type { Draft } from '#operation/ports/drafts.ts';
import type { Json } from '#operation/ports/values.ts';
import { doneOr } from '../problem/of-outcome.ts';
import { Problem } from '../problem/problem.ts';
import { route } from '../route/route.ts';
import { draftSubject } from './case-acts.ts';
import { formValues, id, instant, orNull, text } from './shapes.ts';

const draftShape = z
  .object({ subject: z.string(), values: formValues, savedAt: instant, revision: z.int() })
  .openapi('Draft', { description: '本人的草稿 / A draft of one’s own' });

const params = z.object({ id, step: z.string().min(1).max(80) });
const query = z.strictObject({ line: z.string().max(80).optional() });
const savingShape = z.strictObject({ values: formValues, revision: z.int().min(0) });
const savingSays = {
  zh: `revision 为所读草稿的版次，新草稿为 0；另一窗口已保存时为 409。每人至多 ${draftLimits.drafts} 份草稿，超出者拒绝（422）。`,
  en: `\`revision\` is that of the draft that was read, 0 for a new one; another window’s saving gives 409. An account keeps at most ${draftLimits.drafts} drafts; past that and past the room for them it is refused (422).`,
};

function show({ subject, values, savedAt, revision }: Draft) {
  // Drafts are kept as they were sent: forms hold nothing but JSON.
  return { subject, values: values as z.output<typeof formValues>, savedAt, revision };
}

type Saving = Parameters<typeof saveDraft>;

async function saveAs(world: Saving[0], acting: Saving[1], subject: string, body: z.output<typeof savingShape>) {
  const values = body.values as { readonly [name: string]: Json };
  const saved = doneOr(await saveDraft(world, acting, subject, values, body.revision));
  if ('conflict' in saved) {
    const { revision } = saved.conflict;
    throw new Problem('changed-since', { change: { expected: body.revision, current: revision, since: [] } });
  }
  const draft = await readDraft(world, acting, subject);
  if (draft === null) throw new Problem('not-found');
  return show(draft);
}

const read = route({
  method: 'get',
  path: '/api/v1/cases/{id}/drafts/{step}',
  id: 'draft',
  family: 'drafts',
  says: { zh: '读取草稿', en: 'Read a draft' },
  policy: 'draft.keep',
  params,
  query,
  answer: { json: draftShape },
  problems: ['not-found'],
  run: async ({ world, acting, params, query }) => {
    const draft = await readDraft(world, await acting(), draftSubject(params.id, params.step, query.line ?? null));
    if (draft === null) throw new Problem('not-found');
    return show(draft);
  },
});

const save = route({
  method: 'put',
  path: '/api/v1/cases/{id}/drafts/{step}',
  id: 'saveDraft',
  family: 'drafts',
  says: { zh: '保存草稿', en: 'Save a draft' },
  more: savingSays,
  policy: 'draft.keep',
  params,
  query,
  body: { json: savingShape },
  answer: { json: draftShape },
  problems: ['not-allowed', 'changed-since', 'refused'],
  run: async ({ world, acting, params, query, body }) =>
    saveAs(world, await acting(), draftSubject(params.id, params.step, query.line ?? null), body),
});

const remove = route({
  method: 'delete',
  path: '/api/v1/cases/{id}/drafts/{step}',
  id: 'removeDraft',
  family: 'drafts',
  says: { zh: '删除草稿', en: 'Remove a draft' },
  policy: 'draft.keep',
  params,
  query,
  answer: { none: true },
  run: async ({ world, acting, params, query }) => {
    await removeDraft(world, await acting(), draftSubject(params.id, params.step, query.line ?? null));
    return {};
  },
});

const list = route({
  method: 'get',
  path: '/api/v1/drafts',
  id: 'drafts',
  family: 'drafts',
  says: { zh: '本人的全部草稿', en: 'Every draft of one’s own' },
  more: {
    zh: 'of 为案件、批次或登记的 id 时只列其草稿。',
    en: '`of` names a subject’s beginning, such as `case:<id>`.',
  },
  policy: 'draft.keep',
  query: z.strictObject({ of: z.string().max(120).optional() }),
  answer: { json: z.object({ rows: z.array(draftShape) }) },
  run: async ({ world, acting, query }) => ({ rows: (await listDrafts(world, await acting(), query.of)).map(show) }),
});

const room = z.object({ drafts: z.int(), bytes: z.int() });
const kept = route({
  method: 'get',
  path: '/api/v1/kept-drafts',
  id: 'keptDrafts',
  family: 'drafts',
  says: { zh: '本人草稿的清单与用量', en: 'Which drafts one keeps, and how much room they take' },
  more: {
    zh: '不含所填内容；title 为 null 者，其案件、批次或登记已不能查看。',
    en: 'Without what is written in them; `title` is null where the case, round or entry can no longer be seen.',
  },
  policy: 'draft.keep',
  answer: {
    json: z.object({
      rows: z.array(
        z
          .object({
            subject: z.string(),
            title: orNull(text),
            part: orNull(text),
            savedAt: instant,
            bytes: z.int(),
          })
          .openapi('KeptDraft', { description: '草稿清单的一项 / A draft without its content' }),
      ),
      held: room,
      most: room,
    }),
  },
  run: async ({ world, acting }) => {
    const rows = await keptDrafts(world, await acting());
    const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
    return {
      rows: rows.map(({ subject, title, part, savedAt, bytes }) => ({ subject, title, part, savedAt, bytes })),
      held: { drafts: rows.length, bytes },
      most: { drafts: draftLimits.drafts, bytes: draftLimits.bytes },
    };
  },
});

/** Drafts of what is no step of a case: a new application, an act on a round or an entry. */
const subject = z.object({ subject: z.string().min(1).max(240) });

const readAny = route({
  method: 'get',
  path: '/api/v1/drafts/{subject}',
  id: 'draftOf',
  family: 'drafts',
  says: { zh: '读取草稿（按名称）', en: 'Read a draft by its name' },
  more: {
    zh: '名称如 `new:<制度>:<流程>`、`round:<id>:<步骤>`、`entry:<id>:<办理>`、`admin:<表单>`。',
    en: 'Names such as `new:<scheme>:<flow>`, `round:<id>:<step>`, `entry:<id>:<act>`, `admin:<form>`.',
  },
  policy: 'draft.keep',
  params: subject,
  answer: { json: draftShape },
  problems: ['not-found'],
  run: async ({ world, acting, params }) => {
    const draft = await readDraft(world, await acting(), params.subject);
    if (draft === null) throw new Problem('not-found');
    return show(draft);
  },
});

const saveAny = route({
  method: 'put',
  path: '/api/v1/drafts/{subject}',
  id: 'saveDraftOf',
  family: 'drafts',
  says: { zh: '保存草稿（按名称）', en: 'Save a draft by its name' },
  more: savingSays,
  policy: 'draft.keep',
  params: subject,
  body: { json: savingShape },
  answer: { json: draftShape },
  problems: ['not-allowed', 'changed-since', 'refused'],
  run: async ({ world, acting, params, body }) => saveAs(world, await acting(), params.subject, body),
});

const removeAny = route({
  method: 'delete',
  path: '/api/v1/drafts/{subject}',
  id: 'removeDraftOf',
  family: 'drafts',
  says: { zh: '删除草稿（按名称）', en: 'Remove a draft by its name' },
  policy: 'draft.keep',
  params: subject,
  answer: { none: true },
  run: async ({ world, acting, params }) => {
    await removeDraft(world, await acting(), params.subject);
    return {};
  },
});

export const draftRoutes = [read, save, remove, list, kept, readAny, saveAny, removeAny];
