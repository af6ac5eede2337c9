import { z } from '@hono/zod-openapi';
import { likenesses } from '#certification/round/duplicates.ts';
import type { PublicRound, RoundView } from '#operation/rounds/round-view.ts';
import { refusalSchema } from '../problem/document.ts';
import { showRefusal } from '../problem/of-outcome.ts';
import type { Given } from '../route/route.ts';
import { caseFileShape, figureShape, namedShape, showFile } from './case-shape.ts';
import { formValues, id, instant, jsonOf, orNull, text } from './shapes.ts';

const events = '#certification/round/events.ts';
const scheme = '#certification/scheme/scheme.ts';

const countsShape = {
  received: z.int(),
  rejected: z.int(),
  withdrawn: z.int(),
  merged: z.int(),
  closed: z.int(),
};

const balanceShape = z
  .object({
    ...countsShape,
    granted: z.int(),
    notGranted: z.int(),
    open: z.int(),
    gates: z.array(z.object({ gate: z.string(), on: z.int(), ...countsShape })),
    byGrade: z.array(z.object({ grade: z.string(), count: z.int() })),
    byRecommender: z.array(z.object({ recommender: orNull(namedShape), received: z.int(), left: z.int() })),
  })
  .openapi('RoundBalance', {
    description:
      '各关收支平衡：收到＝通过＋不通过＋撤回＋合并＋终止 / Counts that balance: received = on + rejected + withdrawn + merged + closed',
  });

export const roundShape = z
  .object({
    id,
    /** For those who run it; for everybody else what follows `decided` is empty. */
    isDesk: z.boolean(),
    version: z.int(),
    scheme: z.object({ id: z.string(), edition: z.string() }),
    title: text,
    body: namedShape,
    texts: z.record(z.string(), text),
    steps: z.array(
      z.object({
        id: z.string(),
        status: z.enum(['waiting', 'open', 'done', 'skipped']),
        outcome: z.string().nullable(),
        doneAt: instant.nullable(),
        values: formValues,
        figures: z.array(figureShape),
        bars: z.array(refusalSchema),
      }),
    ),
    display: jsonOf<PublicRound['display']>(`import("${events}").ListDisplayed | null`, '公示 / The display'),
    decided: jsonOf<PublicRound['decided']>(`import("${events}").ListDecided | null`, '决定名单 / The decided list'),
    spec: jsonOf<RoundView['spec'] | null>(
      'import("#certification/scheme/round.ts").RoundSpec | null',
      '批次定义 / The round as declared',
    ),
    forms: jsonOf<RoundView['forms']>(`readonly import("${scheme}").FormSpec[]`, '表单 / Forms'),
    roles: jsonOf<RoundView['roles']>(`readonly import("${scheme}").RoleSpec[]`, '角色 / Roles'),
    reasonLists: jsonOf<RoundView['reasonLists']>(
      `readonly import("${scheme}").ReasonList[]`,
      '原因代码 / Coded reasons',
    ),
    cases: z.array(
      z.object({
        id,
        title: z.string(),
        applicant: namedShape,
        recommender: orNull(namedShape),
        left: z.string().nullable(),
        openSteps: z.array(z.string()),
        score: z.unknown(),
        rank: z.unknown(),
        grade: z.unknown(),
        ending: z.string().nullable(),
      }),
    ),
    gates: jsonOf<RoundView['gates']>(`readonly import("${events}").GatePassed[]`, '关口 / Gates'),
    assigned: jsonOf<RoundView['assigned'] | null>(
      `import("${events}").ReviewersAssigned | null`,
      '专家分配 / Assignment',
    ),
    ranked: jsonOf<RoundView['ranked'] | null>(`import("${events}").CasesRanked | null`, '排序 / Ranking'),
    objections: z.array(
      z.object({
        id,
        about: id,
        receivedAt: instant,
        refused: z.object({ list: z.string(), code: z.string(), words: z.string() }).nullable(),
        answer: z.object({ upheld: z.boolean(), words: z.string() }).nullable(),
        words: z.unknown(),
        by: z.unknown(),
        evidence: z.array(caseFileShape),
      }),
    ),
    /** Lines of a step that this viewer has: her ballot, and whether it is cast. */
    mine: z.array(z.object({ step: z.string(), done: z.boolean() })),
    /** Secret votes: who is entitled and how many have voted; the counts only when a vote is closed. */
    votes: z.array(
      z.object({
        step: z.string(),
        isClosed: z.boolean(),
        entitled: z.int(),
        cast: z.int(),
        waiting: z.array(namedShape),
        recused: z.array(z.object({ person: namedShape, why: z.string() })),
        tally: z.array(z.object({ choice: z.string(), count: z.int() })),
      }),
    ),
    displays: jsonOf<RoundView['displays']>(
      `readonly import("${events}").ListDisplayed[]`,
      '历次公示（更正以新公示作出） / Every display; a correction is a new one',
    ),
    /** The draw of reviewers, with all that is needed to do it again. */
    draw: orNull(
      z.object({
        seed: z.string(),
        perCase: z.int(),
        cases: z.array(id),
        reviewers: z.array(id),
        excluded: z.array(z.object({ case: id, person: id, why: z.string() })),
        pairs: z.array(z.object({ case: id, person: id })),
        isReplayed: z.boolean(),
      }),
    ),
    replaced: z.array(z.object({ case: id, from: namedShape, to: namedShape, why: z.string() })),
    duplicates: z.array(
      z.object({
        cases: z.array(id),
        because: z.array(z.enum(likenesses)),
        /** Null while nobody has judged it. */
        judged: orNull(z.object({ isSame: z.boolean(), kept: id.nullable(), why: z.string() })),
      }),
    ),
    balance: orNull(balanceShape),
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
  })
  .openapi('Round', {
    description: '批次（经办者另见名单、关口、分配、异议） / A round; those who run it see its desk too',
  });

export function showDesk(view: RoundView): Given<z.output<typeof roundShape>> {
  return {
    ...view,
    isDesk: true,
    duplicates: view.duplicates.map(({ cases, because, judged }) => ({
      cases: [...cases],
      because: [...because],
      judged,
    })),
    steps: view.steps.map((step) => ({ ...step, bars: step.bars.map((r) => showRefusal(r, view.texts)) })),
    objections: view.objections.map(({ answer, ...o }) => ({
      ...o,
      answer: answer === null ? null : { upheld: answer.upheld, words: answer.words },
      evidence: o.evidence.map(showFile),
    })),
  };
}

export function showPublic(view: PublicRound): Given<z.output<typeof roundShape>> {
  return {
    ...view,
    isDesk: false,
    version: 0,
    steps: view.steps.map((step) => ({ ...step, outcome: null, bars: [] })),
    spec: null,
    forms: [],
    roles: [],
    reasonLists: [],
    cases: [],
    gates: [],
    assigned: null,
    ranked: null,
    objections: [],
    votes: [],
    displays: [],
    draw: null,
    replaced: [],
    duplicates: [],
    balance: null,
    history: [],
  };
}
