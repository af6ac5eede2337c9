import { canonicalBytes } from '#proof/canonical.ts';
import { type Refusal, refuse } from '../act/refusal.ts';
import type { CodedReason, StoredValues } from '../case/events.ts';
import type { RoundSpec } from '../scheme/round.ts';
import type { Scheme, StepSpec } from '../scheme/scheme.ts';
import { type DoRoundStep, nothing, type RoundContext, type Worked } from './decision.ts';
import type { ListDecided } from './events.ts';
import { inCases, outcomesOf } from './in-cases.ts';
import type { RoundState } from './state.ts';

/** Decides every submission of the round in one act: each displayed row by its answer, the others as beyond the quota. */
export function decideList(
  scheme: Scheme,
  round: RoundSpec,
  state: RoundState,
  step: StepSpec,
  act: DoRoundStep,
  context: RoundContext,
): Worked {
  const refusals = round.display ? displayBars(state, act.rows ?? [], context.act.calendar.today) : [];
  if (refusals.length > 0) return { ...nothing, refusals };
  const rows = act.rows ?? [];
  const [granted = 'grant', refused = 'refuse'] = outcomesOf(scheme, round, step.caseStep);
  const inEach = inCases(scheme, step, context, (kase) => {
    const row = rows.find((r) => r.case === kase.id);
    if (row?.granted)
      return { outcome: granted, values: gradeValue(scheme, round, step, row.grade), named: [], reason: null };
    return {
      outcome: refused,
      values: {},
      named: [],
      reason: row?.reason ?? firstReason(scheme, round, step, refused),
    };
  });
  const body: ListDecided = { notice: context.act.newId(), rows, digest: context.digest(canonicalBytes(rows)) };
  return { ...inEach, events: [{ type: 'ListDecided', format: 1, body }] };
}

function gradeValue(scheme: Scheme, round: RoundSpec, step: StepSpec, grade: string | null): StoredValues {
  const form = scheme.flows.find((f) => f.id === round.caseFlow)?.steps.find((s) => s.id === step.caseStep)?.form;
  const asks = scheme.forms.find((f) => f.id === form)?.fields.some((f) => f.id === 'grade') ?? false;
  return asks && grade !== null ? { grade } : {};
}

/** Cases that were not displayed are refused with the first reason of the declared list: they lie beyond the quota. */
function firstReason(scheme: Scheme, round: RoundSpec, step: StepSpec, outcome: string): CodedReason | null {
  const list = scheme.flows
    .find((f) => f.id === round.caseFlow)
    ?.steps.find((s) => s.id === step.caseStep)
    ?.outcomes.find((o) => o.id === outcome)?.reasons;
  const code = scheme.reasonLists.find((r) => r.id === list)?.codes[0];
  return list === undefined || code === undefined ? null : { list, code, words: '' };
}

function displayBars(state: RoundState, rows: ListDecided['rows'], today: string): Refusal[] {
  const { display: shown } = state;
  if (!shown) return [refuse('display-missing')];
  const refusals: Refusal[] = [];
  if (today <= shown.to) refusals.push(refuse('display-running', { to: shown.to }));
  const pending = [...state.objections.values()].filter((o) => o.refused === null && o.answer === null);
  if (pending.length > 0) refusals.push(refuse('objection-pending', { count: String(pending.length) }));
  const missing = shown.list.filter((l) => !rows.some((r) => r.case === l.case)).map((l) => `− ${l.title}`);
  const added = rows.filter((r) => r.granted && !shown.list.some((l) => l.case === r.case)).map((r) => `+ ${r.case}`);
  refusals.push(...upheldBars(state, rows));
  if (missing.length + added.length > 0)
    refusals.push(refuse('list-differs', { differences: [...missing, ...added].slice(0, 5).join('；') }));
  return refusals;
}

/** What was objected to with success is not granted as it was displayed: refused, given another grade, or corrected before. */
function upheldBars(state: RoundState, rows: ListDecided['rows']): Refusal[] {
  const { display: shown } = state;
  const upheld = [...state.objections.values()].filter((o) => o.answer?.upheld && o.notice === shown?.notice);
  const isAsDisplayed = (row: ListDecided['rows'][number]) =>
    row.granted && row.grade === (shown?.list.find((l) => l.case === row.case)?.grade ?? null);
  return rows
    .filter((row) => isAsDisplayed(row) && upheld.some((o) => o.about === row.case))
    .map((row) =>
      refuse('objection-upheld', { title: shown?.list.find((l) => l.case === row.case)?.title ?? row.case }),
    );
}
