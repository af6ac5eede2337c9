import { canonicalBytes } from '#proof/canonical.ts';
import { type Refusal, refuse } from '../act/refusal.ts';
import { checkRole } from '../case/roles.ts';
import type { CaseState } from '../case/state.ts';
import type { RoundSpec } from '../scheme/round.ts';
import type { Scheme } from '../scheme/scheme.ts';
import { no, nothing, type RoundContext, type RoundDecision, type Worked, yes } from './decision.ts';
import type { DisplayedRow, ListDisplayed } from './events.ts';
import { inRound } from './in-cases.ts';
import type { RoundState } from './state.ts';

/** Freezes the list: its canonical bytes are hashed when it is issued, and nothing edits it afterwards. */
export function display(round: RoundSpec, state: RoundState, context: RoundContext): Worked {
  const graded = state.ranked?.rows.filter((r) => r.grade !== null);
  const list = inRound(context)
    .filter((c) => graded?.some((r) => r.case === c.id) ?? true)
    .map((c) => rowOf(c, c.opened?.title ?? '', graded?.find((r) => r.case === c.id)?.grade ?? null, context));
  const issued = issue(round, list, null, null, context);
  return 'code' in issued
    ? { ...nothing, refusals: [issued] }
    : { ...nothing, events: [{ type: 'ListDisplayed', format: 2, body: issued }] };
}

function rowOf(kase: CaseState, title: string, grade: string | null, context: RoundContext): DisplayedRow {
  const unit = context.act.party(kase.opened?.applicant ?? '')?.name;
  return { case: kase.id, title, grade, ...(unit === undefined ? {} : { unit: { zh: unit.zh, en: unit.en } }) };
}

/** Every display runs its whole period from the day of its issue, a corrected one as well. */
function issue(
  round: RoundSpec,
  rows: readonly DisplayedRow[],
  corrects: string | null,
  why: string | null,
  context: RoundContext,
): ListDisplayed | Refusal {
  const { calendar } = context.act;
  if (!round.display) return refuse('display-missing');
  const end = calendar.endOf(calendar.today, round.display.period, 0);
  if ('tableEnds' in end) return refuse('beyond-holiday-table', { tableEnds: end.tableEnds });
  const list = [...rows].sort((a, b) => (a.title < b.title ? -1 : 1));
  return {
    notice: context.act.newId(),
    list,
    digest: context.digest(canonicalBytes(list)),
    from: calendar.today,
    to: end.day,
    corrects,
    why,
  };
}

export interface CorrectDisplay {
  /** The notice that is corrected: the newest one. */
  readonly notice: string;
  readonly why: string;
  readonly rows: readonly { readonly case: string; readonly title: string; readonly grade: string | null }[];
}

/** A displayed list is corrected only by a new notice that links the old one and says why; its period begins anew. */
export function decideCorrectDisplay(
  scheme: Scheme,
  round: RoundSpec,
  state: RoundState,
  act: CorrectDisplay,
  context: RoundContext,
): RoundDecision {
  const shown = state.display;
  if (!shown) return no(refuse('display-missing'));
  const by = round.steps.filter((s) => s.work === 'display').flatMap((s) => s.by);
  const refusals = checkRole(scheme, state.run, by, null, context.act);
  if (state.decided) refusals.push(refuse('list-decided'));
  if (act.notice !== shown.notice)
    refusals.push(refuse('notice-not-current', { found: act.notice, current: shown.notice }));
  if (act.why.trim() === '')
    refusals.push(refuse('field-missing', { label: { zh: '更正原因', en: 'reason' } }, { field: 'why' }));
  const grades = round.quotas.map((q) => q.id);
  const rows = act.rows.flatMap(({ case: id, title, grade }) => {
    const kase = inRound(context).find((c) => c.id === id);
    if (!kase) refusals.push(refuse('not-in-round', { case: title || id }));
    if (title.trim() === '')
      refusals.push(refuse('field-missing', { label: { zh: '题目', en: 'title' } }, { field: 'rows' }));
    if (grade !== null && !grades.includes(grade))
      refusals.push(refuse('grade-unknown', { grade, known: grades.join(', ') || '—' }, { field: 'rows' }));
    return kase ? [rowOf(kase, title.trim(), grade, context)] : [];
  });
  if (new Set(rows.map((r) => r.case)).size < rows.length) refusals.push(refuse('list-repeats'));
  for (const quota of round.quotas) {
    const found = rows.filter((r) => r.grade === quota.id).length;
    if (found > quota.most)
      refusals.push(refuse('grade-over-quota', { grade: quota.id, quota: String(quota.most), found: String(found) }));
  }
  const issued = issue(round, rows, shown.notice, act.why.trim(), context);
  if ('code' in issued) return no(...refusals, issued);
  if (issued.digest === shown.digest) refusals.push(refuse('list-unchanged'));
  return refusals.length > 0 ? no(...refusals) : yes([{ type: 'ListDisplayed', format: 2, body: issued }]);
}
