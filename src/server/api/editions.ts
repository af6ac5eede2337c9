import { z } from '@hono/zod-openapi';
import { formatDiagnostic } from '#certification/scheme/diagnostic.ts';
import { changeText } from '#certification/scheme/edition/change.ts';
import { editionDifference } from '#certification/scheme/edition/difference.ts';
import { editionStates, type SchemeLife, standingOn } from '#certification/scheme/edition/life.ts';
import { transitionEnds } from '#certification/scheme/edition/transition.ts';
import { parseScheme } from '#certification/scheme/parse.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { certainties } from '#certification/scheme/vocabulary/head.ts';
import { effectOfEdition } from '#operation/schemes/edition-effect.ts';
import { judgeFiles } from '#operation/schemes/judge-files.ts';
import { registerScheme } from '#operation/schemes/register-scheme.ts';
import { parsedFrom } from '#operation/schemes/scheme-folder.ts';
import { actOnLife, maySteer } from '#operation/schemes/scheme-life.ts';
import { today } from '#operation/verify/look-up.ts';
import type { World } from '#operation/world.ts';
import { doneOr } from '../problem/of-outcome.ts';
import { Problem } from '../problem/problem.ts';
import { route } from '../route/route.ts';
import { day, orNull, text } from './shapes.ts';

const name = z.string().min(1).max(100);
const words = z.string().max(2000).default('');

const transitionShape = z
  .object({
    from: name,
    to: name,
    fromName: text,
    toName: text,
    newUntil: day,
    decideUntil: day.nullable(),
    holdUntil: day,
    remindDays: z.int().min(0).max(3650),
    afterwards: z.enum(transitionEnds),
    flows: z.array(name).max(20),
    basis: z.object({ document: z.string().min(1).max(300), certainty: z.enum(certainties) }),
  })
  .openapi('Transition', { description: '版本过渡 / How holders of one edition come to another' });

const lifeShape = z
  .object({
    id: z.string(),
    today: day,
    editions: z.array(
      z.object({
        edition: z.string(),
        state: z.enum(editionStates),
        from: day,
        lastDay: day.nullable(),
        /** Last day on which a case may be opened under it; null while nothing ends it. */
        newUntil: day.nullable(),
        holdUntil: day.nullable(),
        supersedes: z.string().nullable(),
        supersededBy: z.string().nullable(),
        registeredAt: z.string(),
        digest: z.string(),
        transition: orNull(transitionShape),
      }),
    ),
  })
  .openapi('SchemeLife', { description: '制度的版本与状态 / The editions of a scheme and where each stands' });

export function showLife(id: string, life: SchemeLife, on: string): z.output<typeof lifeShape> {
  return {
    id,
    today: on,
    editions: life.editions.map((edition) => {
      const { state, newUntil, holdUntil } = standingOn(edition, on);
      const { transition } = edition;
      return {
        edition: edition.edition,
        state,
        from: edition.from,
        lastDay: edition.lastDay,
        newUntil,
        holdUntil,
        supersedes: edition.supersedes,
        supersededBy: edition.supersededBy,
        registeredAt: edition.registeredAt,
        digest: edition.digest,
        transition: transition === null ? null : { ...transition, flows: [...transition.flows] },
      };
    }),
  };
}

const editions = route({
  method: 'get',
  path: '/api/v1/scheme-editions/{id}',
  id: 'schemeEditions',
  family: 'schemes',
  says: { zh: '一项制度的全部版本及其状态', en: 'All editions of a scheme and where each stands' },
  policy: 'open',
  params: z.object({ id: name }),
  answer: { json: lifeShape },
  problems: ['not-found'],
  run: async ({ world, params }) => {
    const life = await world.schemes.life(params.id);
    if (life.editions.length === 0) throw new Problem('not-found');
    return showLife(params.id, life, today(world));
  },
});

const file = z.object({ name: z.string().max(300), text: z.string().max(2_000_000) });
const filesShape = z.object({
  scheme: file,
  texts: file,
  parts: z.array(z.object({ id: z.string().max(200), part: file, texts: file.optional() })).max(100),
});

const changeShape = z.object({
  area: z.string(),
  kind: z.string(),
  weight: z.enum(['stricter', 'looser', 'neutral']),
  text,
});
const effectShape = z
  .object({
    from: z.object({ id: z.string(), edition: z.string() }).nullable(),
    to: z.object({ id: z.string(), edition: z.string() }),
    changes: z.array(changeShape),
    /** Values are looked into case by case, up to a limit; beyond it only the number of cases is told. */
    cases: z.object({ open: z.int(), lookedInto: z.int() }),
    drafts: z.int(),
    rounds: z.int(),
    lines: z.array(
      z.object({
        kind: z.enum(['flow-gone', 'step-gone', 'value-refused', 'field-gone', 'field-demanded']),
        at: z.record(z.string(), z.string()),
        subject: text,
        cases: z.int(),
        drafts: z.int(),
        found: z.array(text),
      }),
    ),
    entries: z.array(z.object({ edition: z.string(), valid: z.int(), suspended: z.int() })),
    holders: z.int(),
  })
  .openapi('EditionEffect', { description: '新版本的变化与影响 / What a new edition changes and touches' });

const effect = route({
  method: 'post',
  path: '/api/v1/schemes/{id}/effect',
  id: 'editionEffect',
  family: 'schemes',
  says: {
    zh: '新版本改变什么、影响哪些在办案件、草稿与登记',
    en: 'What a new edition changes, and which open cases, drafts and entries it touches',
  },
  more: {
    zh: '给出制度文件，或已登记版本的名称；与今日有效的版本比较，其本身有效时与其前一版本比较。只给数目，不给案件内容。',
    en: 'Give the files, or the name of a registered edition; it is compared with the one in force today, or, when it is that, with the one before it. Counts alone, nothing of any case.',
  },
  policy: 'scheme.weigh',
  params: z.object({ id: name }),
  body: { json: z.union([z.strictObject({ edition: name }), z.strictObject({ files: filesShape })]) },
  answer: { json: effectShape },
  problems: ['not-found', 'not-allowed', 'wrong-shape'],
  run: async ({ world, params, body, acting }) => {
    const to =
      'edition' in body ? await world.schemes.edition(params.id, body.edition) : schemeOfFiles(params.id, body.files);
    const current = await world.schemes.inForce(params.id, today(world));
    if (to === null) throw new Problem('not-found');
    if (!(await maySteer(world, (await acting()).viewer, current ?? to))) throw new Problem('not-allowed');
    // What is in force itself is held against the one before it.
    const isCurrent = current?.edition === to.edition;
    const before = to.supersedes === undefined ? null : await world.schemes.edition(params.id, to.supersedes);
    return weigh(world, isCurrent ? before : current, to);
  },
});

async function weigh(world: World, from: Scheme | null, to: Scheme) {
  const told = await effectOfEdition(world, to);
  const changes = from === null ? [] : editionDifference(from, to);
  return {
    from: from === null ? null : { id: from.id, edition: from.edition },
    to: { id: to.id, edition: to.edition },
    changes: changes.map((c) => ({
      area: c.area,
      kind: c.kind,
      weight: c.weight,
      text: { zh: changeText(c, 'zh'), en: changeText(c, 'en') },
    })),
    ...told,
    lines: told.lines.map((line) => ({ ...line, at: { ...line.at } as Record<string, string> })),
  };
}

const register = route({
  method: 'post',
  path: '/api/v1/schemes/{id}/editions',
  id: 'registerEdition',
  family: 'schemes',
  says: { zh: '登记制度的一个版本', en: 'Register an edition of a scheme' },
  more: {
    zh: '给出制度文件与示例案件：检查、示例与命令行 `scheme check`、`scheme test` 相同，任何一处不符即不登记。实施与替代按文件中的日期自行发生。',
    en: 'Give its files and worked cases: they are checked and played as by `scheme check` and `scheme test`, and one fault keeps it out. It comes into force, and supersedes, by the days in its text.',
  },
  policy: 'scheme.register',
  status: 201,
  takesKey: true,
  params: z.object({ id: name }),
  body: { json: z.strictObject({ files: filesShape.extend({ cases: z.array(file).max(200).default([]) }) }) },
  answer: { json: z.object({ id: z.string(), edition: z.string(), digest: z.string(), isNew: z.boolean() }) },
  problems: ['not-allowed', 'wrong-shape', 'refused', 'key-reused'],
  run: async ({ world, params, body, acting, key }) => {
    const { cases } = body.files;
    const judged = judgeFiles(world.rules, { ...body.files, parts: partsOf(body.files), cases });
    if (!judged.ok) throw badFiles(judged.faults);
    if (judged.scheme.id !== params.id) throw otherScheme(params.id, judged.scheme.id);
    const request = { acting: await acting(), ...(key === undefined ? {} : { key }) };
    return doneOr(await registerScheme(world, request, judged.scheme));
  },
});

function partsOf({ parts }: z.output<typeof filesShape>) {
  return parts.map(({ texts, ...rest }) => (texts === undefined ? rest : { ...rest, texts }));
}

/** Files that do not parse are a bad request that says what is wrong with them, where. */
function schemeOfFiles(id: string, files: z.output<typeof filesShape>): Scheme {
  const read = parseScheme(parsedFrom({ ...files, parts: partsOf(files) }));
  if (!read.ok)
    throw badFiles(read.diagnostics.map((d) => ({ zh: formatDiagnostic(d, 'zh'), en: formatDiagnostic(d, 'en') })));
  if (read.parsed.scheme.id !== id) throw otherScheme(id, read.parsed.scheme.id);
  return read.parsed.scheme;
}

function otherScheme(expected: string, found: string): Problem {
  return new Problem('wrong-shape', {
    detail: {
      zh: `应为制度 \`${expected}\` 的文件，实为 \`${found}\`。`,
      en: `Expected the files of \`${expected}\`, found \`${found}\`.`,
    },
  });
}

const mostFaults = 20;

function badFiles(faults: readonly { readonly zh: string; readonly en: string }[]): Problem {
  const more = faults.length - mostFaults;
  const say = (language: 'zh' | 'en') =>
    [
      ...faults.slice(0, mostFaults).map((fault) => fault[language]),
      ...(more > 0 ? [language === 'zh' ? `另有 ${more} 处。` : `${more} more.`] : []),
    ].join('\n');
  return new Problem('wrong-shape', { detail: { zh: say('zh'), en: say('en') } });
}

const actShape = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('recall'), edition: name, words }),
  z.strictObject({ act: z.literal('close'), edition: name, lastDay: day, words }),
  z.strictObject({ act: z.literal('declare-transition'), transition: transitionShape, words }),
]);

const act = route({
  method: 'post',
  path: '/api/v1/scheme-editions/{id}/acts',
  id: 'actOnEdition',
  family: 'schemes',
  says: { zh: '收回、关闭版本，或声明过渡', en: 'Recall or close an edition, or declare a transition' },
  policy: 'scheme.steer',
  params: z.object({ id: name }),
  body: { json: actShape },
  takesKey: true,
  answer: { json: z.object({ scheme: z.string(), version: z.int() }) },
  problems: ['not-found', 'not-allowed', 'refused', 'key-reused'],
  run: async ({ world, params, body, acting, key }) => {
    const request = { acting: await acting(), scheme: params.id, life: body, ...(key === undefined ? {} : { key }) };
    return doneOr(await actOnLife(world, request));
  },
});

export const editionRoutes = [editions, effect, register, act];
