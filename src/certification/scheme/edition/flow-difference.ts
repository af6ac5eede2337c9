import type { ClockSpec, ExitSpec, FlowSpec, OutcomeSpec, StepSpec } from '../scheme.ts';
import type { Text } from '../vocabulary/word.ts';
import type { ChangePlace, EditionChange } from './change.ts';
import {
  type About,
  type Comparing,
  came,
  declared,
  matched,
  otherMembers,
  path,
  property,
  roleList,
  went,
} from './compared.ts';
import { yesNo } from './field-difference.ts';
import { both, conditionWords, guardWords, joined, periodWords, roughDays, type SchemeWords } from './value-words.ts';

/** Flows, their steps with guards, clocks and outcomes, and the ways out of them. */
export function flowChanges(comparing: Comparing): readonly EditionChange[] {
  const { from, to, words } = comparing;
  const { gone, fresh, stayed } = matched(from.flows, to.flows);
  const about = (id: string, w: SchemeWords): About => ({
    area: 'flow',
    at: { flow: id },
    subject: w.text(`flow.${id}`, id),
  });
  return [
    ...gone.map((f) => went(about(f.id, words.from), 'stricter')),
    ...fresh.map((f) => came(about(f.id, words.to), 'neutral')),
    ...stayed.flatMap((flow) => [
      ...property(
        about(flow.to.id, words.to),
        { zh: '由谁提出', en: 'opened by' },
        roleList(flow.from.openedBy, words.from),
        roleList(flow.to.openedBy, words.to),
      ),
      ...stepListChanges(comparing, flow.from.steps, flow.to.steps, {
        at: { flow: flow.to.id },
        under: words.to.text(`flow.${flow.to.id}`, flow.to.id),
      }),
      ...exitChanges(comparing, flow.from, flow.to),
      ...otherMembers(about(flow.to.id, words.to), flow.from, flow.to, ['id', 'openedBy', 'steps', 'exits']),
    ]),
  ];
}

interface Under {
  readonly at: ChangePlace;
  readonly under: Text;
}

export function stepListChanges(
  comparing: Comparing,
  from: readonly StepSpec[],
  to: readonly StepSpec[],
  { at, under }: Under,
): readonly EditionChange[] {
  const { words } = comparing;
  const { gone, fresh, stayed } = matched(from, to);
  const about = (id: string, w: SchemeWords): About => ({
    area: 'step',
    at: { ...at, step: id },
    subject: path(under, w.text(`step.${id}`, id)),
  });
  return [
    ...gone.map((s) => went(about(s.id, words.from), 'neutral')),
    ...fresh.map((s) => came(about(s.id, words.to), 'stricter', byWhom(s, words.to))),
    ...stayed.flatMap((s) => stepChanges(comparing, s.from, s.to, about(s.to.id, words.to))),
  ];
}

function byWhom(step: StepSpec, words: SchemeWords): Text {
  const by = roleList(step.by, words);
  return { zh: `由${by.zh}办理`, en: `done by ${by.en}` };
}

function stepChanges(comparing: Comparing, from: StepSpec, to: StepSpec, about: About): readonly EditionChange[] {
  const { words } = comparing;
  const opens = (s: StepSpec, w: SchemeWords): Text | undefined =>
    s.after === true ? undefined : conditionWords(s.after, w);
  const named = (id: string | undefined, w: SchemeWords): Text | undefined =>
    id === undefined ? undefined : w.text(`form.${id}`, id);
  return [
    ...property(about, { zh: '由谁办理', en: 'done by' }, roleList(from.by, words.from), roleList(to.by, words.to)),
    ...property(about, { zh: '开启条件', en: 'opens when' }, opens(from, words.from), opens(to, words.to)),
    ...property(
      about,
      { zh: '办理前提', en: 'only if' },
      from.onlyIf && conditionWords(from.onlyIf, words.from),
      to.onlyIf && conditionWords(to.onlyIf, words.to),
    ),
    ...property(about, { zh: '表单', en: 'form' }, named(from.form, words.from), named(to.form, words.to)),
    ...property(
      about,
      { zh: '再次验证身份', en: 'identity asked again' },
      yesNo(from.identityAgain),
      yesNo(to.identityAgain),
    ),
    ...property(
      about,
      { zh: '计算', en: 'calculation' },
      from.calculation && both(from.calculation.calculator),
      to.calculation && both(to.calculation.calculator),
    ),
    ...property(about, { zh: '子案件', en: 'sub-case' }, subCaseWords(from), subCaseWords(to)),
    ...findingChanges(about, from, to, words),
    ...guardChanges(about, from, to, words),
    ...clockChanges(about, from.clock, to.clock, words),
    ...outcomeChanges(about, from, to, words),
    ...otherMembers(about, restOf(from), restOf(to), stepSpoken),
  ];
}

const stepSpoken = [
  ...['id', 'by', 'after', 'onlyIf', 'form', 'identityAgain', 'subCase', 'guards', 'clock', 'outcomes'],
];

/** A step without the names that were compared already. */
function restOf(step: StepSpec): object {
  const { findings, calculation, ...rest } = step;
  return {
    ...rest,
    ...(calculation === undefined ? {} : { calculation: { ...calculation, calculator: undefined } }),
    ...(findings === undefined
      ? {}
      : {
          findings: {
            answeredBy: findings.answeredBy,
            verifiedBy: findings.verifiedBy,
            blocks: findings.grades.filter((g) => g.blocks).map((g) => g.id),
          },
        }),
  };
}

const subCaseWords = ({ subCase }: StepSpec): Text | undefined =>
  subCase && both(`${subCase.scheme} ${subCase.flow}: ${subCase.endings.join(', ')}`);

function findingChanges(
  about: About,
  from: StepSpec,
  to: StepSpec,
  words: Comparing['words'],
): readonly EditionChange[] {
  const grades = (s: StepSpec, w: SchemeWords): Text | undefined =>
    s.findings &&
    joined(
      s.findings.grades.map((g) => {
        const name = w.text(`grade.${g.id}`, g.id);
        const within = g.answerWithin === undefined ? undefined : periodWords(g.answerWithin);
        return within === undefined ? name : { zh: `${name.zh} ${within.zh}`, en: `${name.en} ${within.en}` };
      }),
    );
  return property(
    about,
    { zh: '不符合的分级与答复期', en: 'grades of findings and their answers' },
    grades(from, words.from),
    grades(to, words.to),
  );
}

/** A guard has no id: two are the same when they demand the same. */
function guardChanges(about: About, from: StepSpec, to: StepSpec, words: Comparing['words']): readonly EditionChange[] {
  const spoken = (s: StepSpec, w: SchemeWords) => s.guards.map((g) => guardWords(g, w));
  const [before, after] = [spoken(from, words.from), spoken(to, words.to)];
  const without = (list: readonly Text[], other: readonly Text[]) =>
    list.filter((g) => !other.some((o) => o.zh === g.zh));
  return [
    ...without(before, after).map((g) => went({ ...about, area: 'guard' }, 'looser', g)),
    ...without(after, before).map((g) => came({ ...about, area: 'guard' }, 'stricter', g)),
    ...sameDemand(from, to, words).flatMap(({ a, b, says }) =>
      otherMembers(
        { ...about, area: 'guard', subject: path(about.subject, says) },
        'condition' in a ? { ...a, condition: declared(a.condition) } : a,
        'condition' in b ? { ...b, condition: declared(b.condition) } : b,
        ['guard'],
      ),
    ),
  ];
}

/** Guards that read alike in both editions: what differs in them is cited or phrased otherwise. */
function sameDemand(from: StepSpec, to: StepSpec, words: Comparing['words']) {
  return from.guards.flatMap((a) => {
    const says = guardWords(a, words.from);
    const b = to.guards.find((g) => guardWords(g, words.to).zh === says.zh);
    return b === undefined ? [] : [{ a, b, says }];
  });
}

function clockWords(clock: ClockSpec): Text {
  const period = periodWords(clock.period);
  return clock.late === 'flag'
    ? period
    : { zh: `${period.zh}，逾期案件${clock.late.end}`, en: `${period.en}, the case then ends ${clock.late.end}` };
}

function clockChanges(
  step: About,
  from: ClockSpec | undefined,
  to: ClockSpec | undefined,
  words: Comparing['words'],
): readonly EditionChange[] {
  const about: About = { ...step, area: 'clock' };
  if (from === undefined && to === undefined) return [];
  if (from === undefined) return to === undefined ? [] : [came(about, 'stricter', clockWords(to))];
  if (to === undefined) return [went(about, 'looser', clockWords(from))];
  const [before, after] = [clockWords(from), clockWords(to)];
  const length = roughDays(to.period) - roughDays(from.period);
  const stops = (c: ClockSpec, w: SchemeWords): Text | undefined =>
    c.stopsWhile.length === 0 ? undefined : joined(c.stopsWhile.map((s) => w.text(`step.${s}`, s)));
  return [
    ...(before.zh === after.zh
      ? []
      : [
          {
            ...about,
            kind: length > 0 ? ('longer' as const) : length < 0 ? ('shorter' as const) : ('changed' as const),
            weight: length > 0 ? ('looser' as const) : length < 0 ? ('stricter' as const) : ('neutral' as const),
            from: before,
            to: after,
          },
        ]),
    ...property(about, { zh: '停表', en: 'stands still while' }, stops(from, words.from), stops(to, words.to)),
    ...otherMembers(about, from, to, ['period', 'late', 'stopsWhile']),
  ];
}

function outcomeChanges(
  step: About,
  from: StepSpec,
  to: StepSpec,
  words: Comparing['words'],
): readonly EditionChange[] {
  const { gone, fresh, stayed } = matched(from.outcomes, to.outcomes);
  const about = (outcome: OutcomeSpec, w: SchemeWords): About => ({
    area: 'outcome',
    at: { ...step.at, name: outcome.id },
    subject: path(step.subject, w.text(`outcome.${step.at.step ?? ''}.${outcome.id}`, outcome.id)),
  });
  return [
    ...gone.map((o) => went(about(o, words.from), 'stricter')),
    ...fresh.map((o) => came(about(o, words.to), 'neutral', goesWords(o, words.to))),
    ...stayed.flatMap((o) => [
      ...property(
        about(o.to, words.to),
        { zh: '后果', en: 'what it does' },
        goesWords(o.from, words.from),
        goesWords(o.to, words.to),
      ),
      ...otherMembers(about(o.to, words.to), o.from, o.to, ['id', 'goes', 'ending', 'results', 'entryAct']),
    ]),
  ];
}

function goesWords(outcome: OutcomeSpec, words: SchemeWords): Text {
  const results =
    outcome.results.length === 0 ? [] : [joined(outcome.results.map((r) => words.text(`result.${r}`, r)))];
  const act = outcome.entryAct === undefined ? [] : [words.text(`act.${outcome.entryAct}`, outcome.entryAct)];
  const goes =
    outcome.goes === 'on'
      ? { zh: '继续', en: 'goes on' }
      : outcome.goes === 'return'
        ? { zh: '退回', en: 'returns' }
        : words.text(`ending.${outcome.ending ?? 'closed'}`, outcome.ending ?? 'closed');
  return joined([goes, ...results, ...act], { zh: '，', en: ', ' });
}

function exitChanges({ words }: Comparing, from: FlowSpec, to: FlowSpec): readonly EditionChange[] {
  const { gone, fresh, stayed } = matched(from.exits, to.exits);
  const under = words.to.text(`flow.${to.id}`, to.id);
  const about = (exit: ExitSpec, w: SchemeWords): About => ({
    area: 'exit',
    at: { flow: to.id, name: exit.id },
    subject: path(under, w.text(`exit.${exit.id}`, exit.id)),
  });
  const until = (e: ExitSpec, w: SchemeWords) =>
    e.until === undefined ? undefined : w.text(`step.${e.until}`, e.until);
  return [
    ...gone.map((e) => went(about(e, words.from), 'stricter')),
    ...fresh.map((e) => came(about(e, words.to), 'looser')),
    ...stayed.flatMap((e) => [
      ...property(
        about(e.to, words.to),
        { zh: '截至', en: 'open until' },
        until(e.from, words.from),
        until(e.to, words.to),
      ),
      ...property(about(e.to, words.to), { zh: '结局', en: 'ending' }, both(e.from.ending), both(e.to.ending)),
      ...otherMembers(about(e.to, words.to), e.from, e.to, ['id', 'until', 'ending']),
    ]),
  ];
}
