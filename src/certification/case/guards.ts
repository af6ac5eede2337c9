import { type Refusal, type RefusalParam, refuse } from '../act/refusal.ts';
import type { Condition } from '../scheme/condition.ts';
import { joined } from '../scheme/edition/value-words.ts';
import { codesIn, compareValues, holds, isInState, type Situation, sumDecimals, valueAt } from '../scheme/evaluate.ts';
import type { Guard } from '../scheme/guard.ts';
import type { OutcomeSpec, PeriodSpec, Scheme, StepSpec } from '../scheme/scheme.ts';
import type { Text } from '../scheme/vocabulary/word.ts';
import type { NamedParty } from './events.ts';
import { isGiven, isRecord } from './field-value.ts';
import { labelOf } from './form.ts';
import type { CaseState } from './state.ts';

/** What the guards look at beside the situation: the case, the step, and whom the act names. */
export interface GuardQuestion {
  readonly scheme: Scheme;
  readonly state: CaseState;
  readonly step: StepSpec;
  readonly outcome: OutcomeSpec;
  readonly naming: readonly NamedParty[];
  readonly situation: Situation;
}

/** Guards on persons hold for every outcome; the others only for outcomes that take the case on or grant. */
const personal: ReadonlySet<Guard['guard']> = new Set([
  'not-same-as',
  'no-conflict',
  'competent',
  'registered',
  'not-banned',
]);

export function isForwarding(outcome: OutcomeSpec): boolean {
  return outcome.goes === 'on' || (outcome.goes === 'end' && outcome.ending === 'granted');
}

/** Every guard of the step that does not hold, in the order of its declaration. */
export function checkGuards(question: GuardQuestion): Refusal[] {
  const forwarding = isForwarding(question.outcome);
  return question.step.guards
    .filter(({ guard, outcomes }) => outcomes?.includes(question.outcome.id) ?? (forwarding || personal.has(guard)))
    .flatMap((guard) => checkGuard(guard, question).map((r) => withBasis(r, guard)));
}

function withBasis(refusal: Refusal, guard: Guard): Refusal {
  return {
    ...refusal,
    ...(guard.basis === undefined ? {} : { basis: guard.basis }),
    ...(guard.message === undefined ? {} : { message: guard.message }),
  };
}

type GuardOf<N extends Guard['guard']> = Extract<Guard, { guard: N }>;

function checkGuard(guard: Guard, q: GuardQuestion): Refusal[] {
  const { situation, state, scheme } = q;
  const { context } = situation;
  switch (guard.guard) {
    case 'not-same-as':
      return checkNotSame(guard, q);
    case 'no-conflict':
      return concerned(q).flatMap((person) => checkConflict(person, q));
    case 'competent':
      return checkCompetent(guard, q);
    case 'registered':
      return concerned(q, guard.roles).flatMap((person) =>
        context
          .held(person, guard.kind, guard.scheme)
          .some((entry) => entry.status === 'valid' && covers(entry.codes, guard.codes))
          ? []
          : [
              refuse('not-registered', {
                who: nameOf(person, q),
                day: context.calendar.today,
                kind: textOf(scheme, `kind.${guard.kind}`),
              }),
            ],
      );
    case 'not-banned':
      return checkBans(guard, q);
    case 'entitled':
      return checkEntitled(guard, q);
    case 'present': {
      const absent = guard.fields.filter((field) => !isGiven(valueAt(situation.values, field)));
      return absent.length === 0
        ? []
        : [refuse('fields-absent', { fields: absent.map((f) => labelOf(scheme, f)).join('、') })];
    }
    case 'order':
      return checkOrder(guard, q);
    case 'least-time':
    case 'most-time':
      return checkTime(guard, q);
    case 'no-open-finding': {
      const open = [...state.findings.values()].filter(
        (f) => f.state !== 'closed' && (guard.grades?.includes(f.grade) ?? true),
      );
      return open.length === 0
        ? []
        : [
            refuse('open-findings', {
              count: String(open.length),
              list: joined(
                open.map((f) => {
                  const grade = textOf(scheme, `grade.${f.grade}`);
                  return { zh: `${grade.zh} ${f.clause}`, en: `${grade.en} ${f.clause}` };
                }),
                { zh: '；', en: '; ' },
              ),
            }),
          ];
    }
    case 'quorum': {
      const recused = new Set([...state.votes.values()].flatMap((v) => v.recused));
      const all = state.named.filter((n) => n.role === guard.role && !recused.has(n.person ?? '')).length;
      const present = votersOf(state, guard.role).length;
      const needed = Math.ceil((all * guard.of[0]) / guard.of[1]);
      return present >= needed && all > 0
        ? []
        : [refuse('no-quorum', { all: String(all), present: String(present), needed: String(needed) })];
    }
    case 'vote-share':
      return checkVotes(guard, q);
    case 'score':
      return checkScore(guard, q);
    case 'rank-within-quota': {
      const rank = valueAt(situation.values, 'rank');
      const quota = scheme.round?.quotas.find((x) => x.id === guard.quota)?.most;
      return quota === undefined || (typeof rank === 'number' && rank <= quota)
        ? []
        : [refuse('beyond-quota', { rank: String(rank ?? '—'), quota: String(quota) })];
    }
    case 'no-history':
      return checkHistory(guard, q);
    case 'accumulated': {
      const rows = valueAt(situation.values, guard.field);
      const found = sumDecimals(
        Array.isArray(rows) ? rows.map((row) => (isRecord(row) ? row[guard.column] : undefined)) : [],
      );
      return (compareValues(found, String(guard.least)) ?? -1) >= 0
        ? []
        : [
            refuse(
              'accumulated-below',
              { label: labelOf(scheme, guard.column), found, least: String(guard.least) },
              { field: guard.field },
            ),
          ];
    }
    case 'requires':
      return guard.rows === undefined
        ? holds(guard.condition, situation)
          ? []
          : [refuse('requirement-unmet', { condition: textOf(scheme, guard.message) })]
        : rowsUnmet(guard.condition, guard.rows, situation).map((row) => {
            const says = scheme.texts[guard.message] ?? { zh: guard.message, en: guard.message };
            const condition = { zh: `${says.zh}（第 ${row} 行）`, en: `${says.en} (row ${row})` };
            return refuse('requirement-unmet', { condition }, { field: `${guard.rows}.${row - 1}` });
          });
  }
}

/** Rows, counted from 1, in which the condition does not hold; a row's own columns stand before the fields of the case. */
function rowsUnmet(condition: Condition, field: string, situation: Situation): readonly number[] {
  const rows = valueAt(situation.values, field);
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((row, index) => {
    const values = isRecord(row) ? { ...situation.values, ...row } : situation.values;
    return holds(condition, { ...situation, values }) ? [] : [index + 1];
  });
}

/** A thing of the scheme as its texts call it, in both languages; by its key where there is none. */
export function textOf(scheme: Scheme, key: string): Text {
  return (Object.hasOwn(scheme.texts, key) ? scheme.texts[key] : undefined) ?? { zh: key, en: key };
}

/** Several of them; a dash for none. */
export function textsOf(scheme: Scheme, keys: readonly string[]): Text {
  return keys.length === 0 ? { zh: '—', en: '—' } : joined(keys.map((key) => textOf(scheme, key)));
}

/** Persons a guard speaks of: those being named when the step names any (of the roles asked), else the one who acts. */
function concerned(q: GuardQuestion, roles?: readonly string[]): readonly string[] {
  const { actor } = q.situation.context;
  if (q.step.names.length > 0)
    return q.naming.filter((n) => n.person !== null && (roles?.includes(n.role) ?? true)).map((n) => n.person ?? '');
  return actor.kind === 'person' ? [actor.person] : [];
}

function nameOf(person: string, q: GuardQuestion): string {
  return q.situation.context.person(person)?.name ?? person;
}

function checkNotSame(guard: GuardOf<'not-same-as'>, q: GuardQuestion): Refusal[] {
  const { actor } = q.situation.context;
  const checked: readonly NamedParty[] =
    q.step.names.length > 0
      ? q.naming
      : [{ role: '', person: actor.kind === 'person' ? actor.person : null, party: actor.party }];
  return guard.roles.flatMap((role) => {
    const taken = personsIn(role, q);
    const samePerson = checked.some((n) => n.person !== null && taken.has(n.person))
      ? [refuse('same-person', { role: textOf(q.scheme, `role.${role}`) })]
      : [];
    if (guard.units !== true) return samePerson;
    const units = unitsIn(role, q);
    const employed = checked.flatMap((n) => {
      const unit = n.person !== null && taken.has(n.person) ? undefined : employersOf(n, q).find((id) => units.has(id));
      return unit === undefined ? [] : [sameUnit(n, unit, role, q)];
    });
    return [...samePerson, ...employed];
  });
}

/** Who was named for the role, or acted in it. */
function personsIn(role: string, { state }: GuardQuestion): ReadonlySet<string> {
  const named = state.named.filter((n) => n.role === role).flatMap((n) => (n.person === null ? [] : [n.person]));
  return new Set([...named, ...state.acted.filter((a) => a.role === role).map((a) => a.person)]);
}

/** Units from which the role was taken: those that were named for it, and where its persons work. */
function unitsIn(role: string, q: GuardQuestion): ReadonlySet<string> {
  const named = q.state.named.filter((n) => n.role === role).map((n) => n.party);
  const at = [...personsIn(role, q)].map((person) => q.situation.context.person(person)?.party ?? '');
  return new Set([...named, ...at].filter((party) => party !== ''));
}

/** Where somebody works: the unit for which she is named or acts, and every other that employs her. */
function employersOf({ person, party }: NamedParty, q: GuardQuestion): readonly string[] {
  const facts = person === null ? undefined : q.situation.context.person(person);
  return [party, facts?.party ?? '', ...(facts?.employers ?? [])].filter((id) => id !== '');
}

function sameUnit({ person, party }: NamedParty, unit: string, role: string, q: GuardQuestion): Refusal {
  const name = q.situation.context.party(unit)?.name ?? { zh: unit, en: unit };
  return refuse('same-unit', {
    who: person === null ? (q.situation.context.party(party)?.name ?? party) : nameOf(person, q),
    unit: name,
    role: textOf(q.scheme, `role.${role}`),
  });
}

function checkConflict(person: string, q: GuardQuestion): Refusal[] {
  const { situation, state } = q;
  const declared = state.conflicts.find((c) => c.person === person);
  if (declared) return [refuse('conflict', { who: nameOf(person, q), kind: declared.kind })];
  const facts = situation.context.person(person);
  if (facts?.party === situation.applicant)
    return [refuse('conflict', { who: nameOf(person, q), kind: 'organisation' })];
  const tie = facts?.ties.find((t) => t.party === situation.applicant);
  return tie ? [refuse('conflict', { who: nameOf(person, q), kind: tie.kind })] : [];
}

function checkCompetent(guard: GuardOf<'competent'>, q: GuardQuestion): Refusal[] {
  const needed = codesIn(valueAt(q.situation.values, guard.field));
  const persons = concerned(q, guard.roles);
  // A team is competent together: what one member lacks another may bring (ISO/IEC 17021-1 7.2.8).
  const together = new Set(persons.flatMap((p) => q.situation.context.person(p)?.competences ?? []));
  const lacking = needed.filter((code) => !together.has(code));
  return persons.length > 0 && lacking.length > 0
    ? [refuse('not-competent', { who: persons.map((p) => nameOf(p, q)).join('、'), codes: lacking.join(', ') })]
    : [];
}

function checkBans(guard: GuardOf<'not-banned'>, q: GuardQuestion): Refusal[] {
  const { context, applicant } = q.situation;
  const whom =
    guard.who === 'applicant'
      ? [applicant]
      : guard.who === 'actor'
        ? context.actor.kind === 'person'
          ? [context.actor.person]
          : []
        : q.naming.map((n) => n.person ?? n.party);
  return whom.flatMap((id) => {
    const ban = context
      .held(id, 'ban')
      .find(
        (b) =>
          b.status === 'valid' && b.from <= context.calendar.today && (b.to === null || context.calendar.today <= b.to),
      );
    const name = context.person(id)?.name ?? context.party(id)?.name.zh ?? id;
    return ban ? [refuse('banned', { who: name, from: ban.from, to: ban.to ?? '—' })] : [];
  });
}

/** Whether a scope holds every code that is needed; nothing needed is always held. */
function covers(codes: readonly string[], needed: readonly string[] | undefined): boolean {
  return needed?.every((code) => codes.includes(code)) ?? true;
}

function checkEntitled(guard: GuardOf<'entitled'>, q: GuardQuestion): Refusal[] {
  const { context, values, body } = q.situation;
  const { who } = guard;
  const parties =
    who === 'body' ? [body] : [...q.state.named, ...q.naming].filter((n) => n.role === who.role).map((n) => n.party);
  const codes = [
    ...(guard.codes ?? []),
    ...(guard.scopeOf === undefined ? [] : codesIn(valueAt(values, guard.scopeOf))),
  ];
  return parties.flatMap((party) => {
    const covered = context
      .held(party, guard.kind, guard.scheme)
      .some((e) => e.status === 'valid' && codes.every((code) => e.codes.includes(code)));
    return covered
      ? []
      : [
          refuse('not-entitled', {
            who: context.party(party)?.name.zh ?? party,
            codes: codes.join(', ') || '—',
            kind: textOf(q.scheme, `kind.${guard.kind}`),
          }),
        ];
  });
}

function checkOrder(guard: GuardOf<'order'>, q: GuardQuestion): Refusal[] {
  const days = guard.fields
    .map((field) => ({ field, day: valueAt(q.situation.values, field) }))
    .filter((x): x is { field: string; day: string } => typeof x.day === 'string' && x.day !== '');
  return days.slice(1).flatMap((later, index) => {
    const earlier = days[index];
    return earlier && later.day < earlier.day
      ? [
          refuse(
            'dates-disordered',
            {
              later: labelOf(q.scheme, later.field),
              laterDay: later.day,
              earlier: labelOf(q.scheme, earlier.field),
              earlierDay: earlier.day,
            },
            { field: later.field },
          ),
        ]
      : [];
  });
}

function checkTime(guard: GuardOf<'least-time'> | GuardOf<'most-time'>, q: GuardQuestion): Refusal[] {
  const { calendar } = q.situation.context;
  const doneAt = q.state.steps.get(guard.from)?.doneAt;
  if (!doneAt) return [];
  const end = calendar.endOf(calendar.dayOf(doneAt), guard.period, 0);
  if ('tableEnds' in end) return [refuse('beyond-holiday-table', { tableEnds: end.tableEnds })];
  const params = { from: textOf(q.scheme, `step.${guard.from}`), period: periodText(guard.period), day: end.day };
  if (guard.guard === 'least-time') return calendar.today >= end.day ? [] : [refuse('too-soon', params)];
  return calendar.today <= end.day ? [] : [refuse('too-late', params)];
}

const unitWords = {
  days: { zh: '日', en: 'days' },
  'working-days': { zh: '个工作日', en: 'working days' },
  months: { zh: '个月', en: 'months' },
  years: { zh: '年', en: 'years' },
} as const;

export function periodText({ length, unit }: Pick<PeriodSpec, 'length' | 'unit'>): RefusalParam {
  return { zh: `${length} ${unitWords[unit].zh}`, en: `${length} ${unitWords[unit].en}` };
}

/** The votes stand in the lines of a fan-out over the voters' role, in the field `vote`: yes, no or abstain. */
function votersOf(state: CaseState, role: string): readonly string[] {
  const voted = new Set<string>();
  for (const [id, step] of state.steps)
    for (const [line, l] of step.lines)
      if (l.done && (l.values['vote'] !== undefined || state.votes.has(id))) voted.add(line);
  return state.named
    .filter((n) => n.role === role && n.person !== null && voted.has(n.person))
    .map((n) => n.person ?? '');
}

function checkVotes(guard: GuardOf<'vote-share'>, q: GuardQuestion): Refusal[] {
  const { yes, all, present, replies } = votesIn(q.state, guard.step);
  const counted = guard.denominator === 'all' ? all : guard.denominator === 'present' ? present : replies;
  const passed = counted > 0 && yes * guard.of[1] >= counted * guard.of[0];
  return passed
    ? []
    : [refuse('vote-failed', { yes: String(yes), counted: String(counted), share: `${guard.of[0]}/${guard.of[1]}` })];
}

/** Of a secret ballot the counts at its close; of an open vote what stands in its lines. */
function votesIn(state: CaseState, step: string) {
  const closed = state.votes.get(step);
  const count = (choices: readonly string[]) =>
    closed ? choices.reduce((sum, choice) => sum + (closed.tally[choice] ?? 0), 0) : 0;
  if (closed)
    return {
      yes: count(['yes']),
      all: closed.entitled,
      present: count(Object.keys(closed.tally)),
      replies: count(['yes', 'no', 'abstain']),
    };
  const lines = [...(state.steps.get(step)?.lines.values() ?? [])];
  // Who stands aside is done with her line and has cast nothing.
  const cast = lines.filter((l) => l.done && isGiven(l.values['vote'])).map((l) => l.values['vote']);
  return {
    yes: cast.filter((v) => v === 'yes').length,
    all: lines.length,
    present: cast.length,
    replies: cast.filter((v) => v === 'yes' || v === 'no' || v === 'abstain').length,
  };
}

/** The mean, cut after two decimals so that it never reads as reached, with the sum that it comes from. */
function meanWords(sum: string, count: number): string {
  const [whole = '0', part = ''] = sum.split('.');
  const hundredths = (BigInt(whole + part) * 100n) / (BigInt(count) * 10n ** BigInt(part.length));
  const mean = `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
  return count === 1 ? sum : `${mean} (${sum} ÷ ${count})`;
}

function checkScore(guard: GuardOf<'score'>, q: GuardQuestion): Refusal[] {
  const lines = [...(q.state.steps.get(guard.step)?.lines.values() ?? [])]
    .filter((l) => l.done)
    .map((l) => l.values[guard.field]);
  const sum = sumDecimals(lines);
  const enough = lines.length > 0 && (compareValues(sum, String(guard.least * lines.length)) ?? -1) >= 0;
  return enough
    ? []
    : [
        refuse('score-below', {
          found: lines.length === 0 ? '—' : meanWords(sum, lines.length),
          least: String(guard.least),
        }),
      ];
}

function checkHistory(guard: GuardOf<'no-history'>, q: GuardQuestion): Refusal[] {
  const { context, applicant } = q.situation;
  return context
    .held(applicant, guard.kind, guard.scheme)
    .filter((e) => isInState(e, guard.statuses, guard.reasons))
    .flatMap((entry) => {
      const end = context.calendar.endOf(entry.since, guard.within, 0);
      if ('tableEnds' in end || context.calendar.today >= end.day) return [];
      return [
        refuse('history-bars', {
          day: entry.since,
          what: `${entry.number} ${entry.status}`,
          period: periodText(guard.within),
          earliest: end.day,
        }),
      ];
    });
}
