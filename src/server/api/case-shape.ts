import { z } from '@hono/zod-openapi';
import type { CaseFile, CaseView } from '#operation/desk/case-view.ts';
import type { ListedCase } from '#operation/desk/work-lists.ts';
import { refusalSchema } from '../problem/document.ts';
import { showRefusal } from '../problem/of-outcome.ts';
import type { RefusalShown } from '../problem/problem.ts';
import type { Given } from '../route/route.ts';
import { day, digest, formValues, id, instant, jsonOf, orNull, text } from './shapes.ts';
import { showWindow, windowShape } from './window-shape.ts';

export const namedShape = z.object({ id, name: text }).openapi('Named', { description: '名称 / What it is called' });
const doer = z.object({ role: z.string(), person: orNull(namedShape) }).openapi('Doer');
const reason = z.object({ list: z.string(), code: z.string(), words: z.string() });

const clock = z
  .object({
    clock: z.string(),
    step: z.string(),
    state: z.enum(['running', 'standing', 'met', 'dropped', 'out', 'beyond-table']),
    from: day.optional(),
    due: day.optional(),
    standstill: z.int().optional(),
    on: day.optional(),
    tableEnds: day.optional(),
  })
  .openapi('CaseClock', { description: '时限 / A clock of the case' });

export const openingShape = z
  .object({
    act: z.enum(['do', 'leave', 'raise-finding', 'answer-finding', 'settle-finding', 'move']),
    on: z.string(),
    line: z.string().nullable(),
    by: z.array(z.string()),
    outcomes: z.array(z.object({ id: z.string(), bars: z.array(refusalSchema) })),
    /** Why this person may not do it; empty when she may. */
    bars: z.array(refusalSchema),
    clock: orNull(clock),
    since: instant.nullable(),
  })
  .openapi('Opening', {
    description: '可办事项：我能否办理、为何不能、何时到期 / What can be done next; bars say why this person may not',
  });

const step = z
  .object({
    id: z.string(),
    status: z.enum(['waiting', 'open', 'done', 'skipped']),
    outcome: z.string().nullable(),
    openedAt: instant.nullable(),
    doneAt: instant.nullable(),
    by: orNull(doer),
    lines: z.array(
      z.object({
        line: z.string(),
        done: z.boolean(),
        outcome: z.string().nullable(),
        values: formValues,
        doneAt: instant.nullable(),
        by: orNull(doer),
      }),
    ),
    values: formValues,
    remarks: z.array(z.object({ field: z.string(), remark: z.string() })),
    returnReason: reason.nullable(),
    clock: orNull(clock),
    isHidden: z.boolean(),
  })
  .openapi('CaseStep', { description: '一个步骤 / One step of the case' });

const finding = z
  .object({
    finding: z.string(),
    step: z.string(),
    grade: z.string(),
    clause: z.string(),
    text: z.string(),
    blocks: z.boolean(),
    answerBy: day.nullable(),
    state: z.enum(['open', 'answered', 'closed']),
    raisedAt: instant,
    raisedBy: doer,
    answer: z.object({ cause: z.string(), correction: z.string() }).nullable(),
    settlement: z.string().nullable(),
  })
  .openapi('Finding', { description: '不符合项 / A finding' });

export const caseFileShape = z
  .object({ id, digest, size: z.int(), mediaType: z.string(), name: z.string(), uploadedAt: instant })
  .openapi('CaseFile');

const spec = '#certification/scheme/scheme.ts';

const certainty = z.enum(['verified', 'secondary', 'to-be-confirmed']);
/** A figure of a calculator, as it was when a step was done. */
export const figureShape = z.object({ name: z.string(), value: z.string(), rule: z.string(), certainty });

/** The whole page of a case as one viewer may see it. */
export const caseShape = z
  .object({
    id,
    version: z.int().openapi({ description: '下一次办理的 expected / What the next act gives as `expected`' }),
    title: z.string(),
    scheme: z.object({ id: z.string(), edition: z.string(), zone: z.string() }),
    window: orNull(windowShape),
    flow: jsonOf<CaseView['flow']>(`import("${spec}").FlowSpec`, '流程定义 / The flow as declared'),
    forms: jsonOf<CaseView['forms']>(`readonly import("${spec}").FormSpec[]`, '表单定义 / Forms as declared'),
    roles: jsonOf<CaseView['roles']>(`readonly import("${spec}").RoleSpec[]`, '角色定义 / Roles as declared'),
    reasonLists: jsonOf<CaseView['reasonLists']>(
      `readonly import("${spec}").ReasonList[]`,
      '原因代码表 / Lists of coded reasons',
    ),
    texts: z.record(z.string(), text),
    applicant: orNull(namedShape),
    body: namedShape,
    openedAt: instant,
    ended: z.object({ ending: z.string(), at: instant, reason: reason.nullable() }).nullable(),
    round: z.object({ id, title: text, openSteps: z.array(z.string()) }).nullable(),
    entry: z.object({ id, number: z.string(), status: z.string() }).nullable(),
    steps: z.array(step),
    values: formValues,
    figures: z.array(figureShape.extend({ ruleName: text.nullable() })),
    answers: z.array(
      z.object({
        answer: digest,
        calculator: z.string(),
        title: text,
        step: z.string().nullable(),
        rules: z.array(z.string()),
        figures: z.array(figureShape),
        certainty,
        words: z.string(),
        file: id.nullable(),
        attachedAt: instant,
        attachedBy: doer,
      }),
    ),
    findings: z.array(finding),
    people: z.array(z.object({ role: z.string(), person: orNull(namedShape), party: namedShape })),
    clocks: z.array(clock),
    entries: z.array(z.object({ id, number: z.string(), status: z.string(), hasCredential: z.boolean() })),
    files: z.array(caseFileShape),
    history: z.array(
      z.object({
        version: z.int(),
        type: z.string(),
        at: instant,
        by: doer,
        about: z.string(),
        line: z.string().nullable(),
        outcome: z.string().nullable(),
        reason: reason.nullable(),
        moved: z.object({ from: z.string(), to: z.string(), words: z.string() }).nullable(),
      }),
    ),
    openings: z.array(openingShape),
  })
  .openapi('Case', { description: '案件全貌（按查看者权限） / A case as this viewer may see it' });

export function showFile({ id, digest, size, mediaType, name, uploadedAt }: CaseFile) {
  return { id, digest, size, mediaType, name, uploadedAt };
}

export function showCase(view: CaseView): Given<z.output<typeof caseShape>> {
  return {
    ...view,
    window: showWindow(view.window),
    answers: view.answers.map(({ answer, calculator, title, step, rules, figures, certainty, words, file, ...by }) => ({
      ...{ answer, calculator, title, step, rules, figures, certainty, words, file },
      attachedAt: by.attachedAt,
      attachedBy: by.attachedBy,
    })),
    findings: view.findings.map(showFinding),
    entries: view.entries.map(({ credential, ...entry }) => ({ ...entry, hasCredential: credential !== null })),
    files: view.files.map(showFile),
    openings: view.openings.map((o) => showOpening(o, view.texts)),
  };
}

function showFinding(f: CaseView['findings'][number]) {
  const { finding, step, grade, clause, text, blocks, answerBy, state, raisedAt, raisedBy, settlement } = f;
  const answer = f.answer === null ? null : { cause: f.answer.cause, correction: f.answer.correction };
  return { finding, step, grade, clause, text, blocks, answerBy, state, raisedAt, raisedBy, answer, settlement };
}

function showOpening(opening: CaseView['openings'][number], texts: CaseView['texts']) {
  const shown = (bars: typeof opening.bars): readonly RefusalShown[] => bars.map((r) => showRefusal(r, texts));
  const outcomes = opening.outcomes.map((o) => ({ id: o.id, bars: shown(o.bars) }));
  return { ...opening, bars: shown(opening.bars), outcomes };
}

export const listedCaseShape = z
  .object({
    id,
    scheme: z.object({ id: z.string(), edition: z.string(), title: text }),
    flow: z.object({ id: z.string(), title: text }),
    title: z.string(),
    applicant: orNull(namedShape),
    body: namedShape,
    round: id.nullable(),
    entry: id.nullable(),
    state: z.enum(['open', 'ended']),
    ending: z.string().nullable(),
    openSteps: z.array(text),
    openedAt: instant,
    endedAt: instant.nullable(),
    changedAt: instant,
    nextDue: day.nullable(),
    labels: jsonOf<ListedCase['summary']['labels']>(
      '{ readonly [name: string]: unknown }',
      '列表列 / Columns of the scheme’s own',
    ),
    version: z.int(),
  })
  .openapi('ListedCase', { description: '列表中的案件 / A case in a list' });

export function showListedCase(listed: ListedCase): Given<z.output<typeof listedCaseShape>> {
  const { summary, schemeTitle, flowText, applicant, body, openSteps } = listed;
  const { id, scheme, edition, flow, title, round, entry, state, ending } = summary;
  const { openedAt, endedAt, changedAt, nextDue, labels, version } = summary;
  return {
    id,
    scheme: { id: scheme, edition, title: schemeTitle },
    flow: { id: flow, title: flowText },
    title,
    applicant,
    body,
    round,
    entry,
    state,
    ending,
    openSteps,
    openedAt,
    endedAt,
    changedAt,
    nextDue,
    labels,
    version,
  };
}
