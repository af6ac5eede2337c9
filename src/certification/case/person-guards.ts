import { type Refusal, refuse } from '../act/refusal.ts';
import { codesIn, valueAt } from '../scheme/evaluate.ts';
import { textOf } from '../scheme/text-of.ts';
import type { NamedParty } from './events.ts';
import type { GuardOf, GuardQuestion } from './guard-question.ts';

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

export function checkNotSame(guard: GuardOf<'not-same-as'>, q: GuardQuestion): Refusal[] {
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

/** Ties that are declared or known between the applicant and whoever is concerned. */
export const checkConflicts = (q: GuardQuestion): Refusal[] =>
  concerned(q).flatMap((person) => checkConflict(person, q));

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

export function checkCompetent(guard: GuardOf<'competent'>, q: GuardQuestion): Refusal[] {
  const needed = codesIn(valueAt(q.situation.values, guard.field));
  const persons = concerned(q, guard.roles);
  // A team is competent together: what one member lacks another may bring (ISO/IEC 17021-1 7.2.8).
  const together = new Set(persons.flatMap((p) => q.situation.context.person(p)?.competences ?? []));
  const lacking = needed.filter((code) => !together.has(code));
  return persons.length > 0 && lacking.length > 0
    ? [refuse('not-competent', { who: persons.map((p) => nameOf(p, q)).join('、'), codes: lacking.join(', ') })]
    : [];
}

export function checkBans(guard: GuardOf<'not-banned'>, q: GuardQuestion): Refusal[] {
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

/** Who is concerned holds a valid entry of the kind, with the codes that are needed. */
export function checkRegistered(guard: GuardOf<'registered'>, q: GuardQuestion): Refusal[] {
  const { context } = q.situation;
  return concerned(q, guard.roles).flatMap((person) =>
    context
      .held(person, guard.kind, guard.scheme)
      .some((entry) => entry.status === 'valid' && covers(entry.codes, guard.codes))
      ? []
      : [
          refuse('not-registered', {
            who: nameOf(person, q),
            day: context.calendar.today,
            kind: textOf(q.scheme, `kind.${guard.kind}`),
          }),
        ],
  );
}

/** Whether a scope holds every code that is needed; nothing needed is always held. */
function covers(codes: readonly string[], needed: readonly string[] | undefined): boolean {
  return needed?.every((code) => codes.includes(code)) ?? true;
}

export function checkEntitled(guard: GuardOf<'entitled'>, q: GuardQuestion): Refusal[] {
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
