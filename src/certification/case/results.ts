import type { ActContext } from '../act/context.ts';
import { setDuties } from '../entry/decide.ts';
import type { EntryDecided, EntryEvent, EntryScope } from '../entry/events.ts';
import { codesIn, valueAt } from '../scheme/evaluate.ts';
import type { ResultSpec } from '../scheme/result.ts';
import type { Scheme } from '../scheme/scheme.ts';
import type { StoredValue, StoredValues } from './events.ts';
import { isGiven, isRecord } from './field-value.ts';
import type { CaseState } from './state.ts';

/** An entry that an act opens: its own stream, with its first event; `credential` asks `operation` to sign and issue it. */
export interface OpenedEntry {
  readonly id: string;
  readonly result: ResultSpec;
  readonly event: Extract<EntryEvent, { type: 'EntryDecided' }>;
}

/** Makes the entries of one result: one, or one for each row, choice or line that the scheme names. */
export function openEntries(
  scheme: Scheme,
  result: ResultSpec,
  state: CaseState,
  values: StoredValues,
  context: ActContext,
  decidedStep: string,
): readonly OpenedEntry[] {
  return overlays(result, state, values).map((overlaid) => {
    const id = context.newId();
    return {
      id,
      result,
      event: {
        type: 'EntryDecided',
        format: 1,
        body: decideEntry(scheme, result, state, overlaid, context, decidedStep),
      },
    };
  });
}

/** The values for each entry: the form's, with the row's columns (or the choice) laid over them. */
function overlays(result: ResultSpec, state: CaseState, values: StoredValues): readonly StoredValues[] {
  const each = result.each;
  if (!each) return [values];
  const list = valueAt(values, each.field);
  if (!Array.isArray(list)) return [];
  const step = each.step === undefined ? undefined : state.steps.get(each.step);
  return (list as readonly StoredValue[]).flatMap((item, index) => {
    const line = isRecord(item) ? String(index + 1) : String(item);
    const outcome = step?.lines.get(line);
    if (each.step !== undefined && each.outcome !== undefined && outcome?.outcome !== each.outcome) return [];
    return [{ ...values, ...(isRecord(item) ? item : { [each.field]: item }), ...(outcome?.values ?? {}) }];
  });
}

function decideEntry(
  scheme: Scheme,
  result: ResultSpec,
  state: CaseState,
  values: StoredValues,
  context: ActContext,
  decidedStep: string,
): EntryDecided {
  const { today } = context.calendar;
  const opened = state.opened;
  if (!opened) throw new Error('a case that was not opened decides nothing');
  const holder =
    result.holder === 'applicant' ? opened.applicant : String(valueAt(values, result.holder.field) ?? opened.applicant);
  const grade = result.grade === undefined ? null : valueAt(values, result.grade);
  const succeeds = result.succeeds === undefined ? null : valueAt(values, result.succeeds);
  const succeeded = typeof succeeds === 'string' ? context.entry(succeeds) : undefined;
  const reissue = succeeded === undefined || succeeded.issuer !== opened.body ? 0 : reissueOf(succeeded.number) + 1;
  return {
    kind: result.kind,
    scheme: scheme.id,
    edition: scheme.edition,
    result: result.id,
    case: state.id,
    issuer: result.issuer === 'applicant' ? opened.applicant : opened.body,
    holder,
    numberSpace: result.number.space,
    number: makeNumber(result, values, opened.body, context, reissue),
    reissue,
    decidedOn: today,
    from: today,
    to: lastDay(result, values, context),
    scope: scopeFrom(result, values),
    grade: typeof grade === 'string' ? grade : null,
    succeeds: typeof succeeds === 'string' && succeeds !== '' ? succeeds : null,
    shown: shownValues(scheme, result, values),
    responsible: responsibleFor(state, context, decidedStep),
    outcomeWord: scheme.outcomeWord,
    duties: setDuties(result, today, 'first', context),
  };
}

/** The last day of validity: the one that a field holds (a transferred certificate keeps its end), else the declared length. */
function lastDay(result: ResultSpec, values: StoredValues, context: ActContext): string | null {
  const given = result.validUntil === undefined ? undefined : valueAt(values, result.validUntil);
  if (typeof given === 'string' && given !== '') return given;
  return result.validity === undefined ? null : context.calendar.validityEnd(context.calendar.today, result.validity);
}

/** R1 of a management-system number is its first recertification; a number without one counts as the first issue. */
function reissueOf(number: string): number {
  const match = /R(\d+)/.exec(number);
  return match ? Number(match[1]) : 0;
}

function makeNumber(
  result: ResultSpec,
  values: StoredValues,
  body: string,
  context: ActContext,
  reissue: number,
): string {
  const year = context.calendar.today.slice(0, 4);
  return fillNumber(result.number.pattern, {
    year,
    body: () => context.party(body)?.code ?? '',
    serial: () => context.serial(result.number.space, year),
    reissue,
    field: (name) => String(valueAt(values, name) ?? ''),
  });
}

/** What stands in the places of a number's pattern. */
export interface NumberPieces {
  readonly year: string;
  readonly body: () => string;
  readonly serial: () => number;
  readonly reissue: number;
  readonly field: (name: string) => string;
}

export function fillNumber(pattern: string, pieces: NumberPieces): string {
  return pattern.replace(/\{([a-z]+)(?::([A-Za-z0-9-]+))?\}/g, (whole, name: string, detail: string | undefined) => {
    switch (name) {
      case 'year':
        return pieces.year;
      case 'yy':
        return pieces.year.slice(2);
      case 'body':
        return pieces.body();
      case 'serial':
        return String(pieces.serial()).padStart(Number(detail ?? 1), '0');
      case 'reissue':
        return String(pieces.reissue);
      case 'field':
        return pieces.field(detail ?? '');
      default:
        return whole;
    }
  });
}

export function scopeFrom(result: ResultSpec, values: StoredValues): EntryScope {
  const text = result.scope.text === undefined ? undefined : valueAt(values, result.scope.text);
  const sites = result.scope.sites === undefined ? undefined : valueAt(values, result.scope.sites);
  return {
    codes: [...new Set(result.scope.codes.flatMap((field) => codesIn(valueAt(values, field))))],
    text:
      typeof text === 'string'
        ? { zh: text, en: text }
        : isRecord(text)
          ? { zh: String(text['zh'] ?? ''), en: String(text['en'] ?? text['zh'] ?? '') }
          : { zh: '', en: '' },
    sites: Array.isArray(sites) ? (sites as readonly StoredValue[]).filter(isRecord) : [],
    // A name of a field gives that field's codes; anything else is the standard itself.
    standards: result.scope.standards.flatMap((s) => (isGiven(valueAt(values, s)) ? codesIn(valueAt(values, s)) : [s])),
  };
}

/**
 * What the scheme declares public: fields of its forms, and, where each row is an entry of its own, the row's columns. A name
 * that stands for something personal anywhere in the scheme is never shown.
 */
function shownValues(scheme: Scheme, result: ResultSpec, values: StoredValues): StoredValues {
  const fields = scheme.forms.flatMap((f) => f.fields);
  const columns = fields.flatMap((f) => (f.kind === 'rows' ? f.columns : []));
  const ofRow = fields.flatMap((f) => (f.kind === 'rows' && f.id === result.each?.field ? f.columns : []));
  const personal = new Set([...fields, ...columns].filter((f) => f.personal).map((f) => f.id));
  const open = [...fields, ...ofRow].filter((f) => f.public && !personal.has(f.id)).map((f) => f.id);
  return Object.fromEntries(
    [...new Set(open)].flatMap((id) =>
      isGiven(valueAt(values, id)) ? [[id, valueAt(values, id) as StoredValue]] : [],
    ),
  );
}

/** Who issues answers, who signs answers: every person who acted for the body or was named, once for each role. */
function responsibleFor(state: CaseState, context: ActContext, decidedStep: string): EntryDecided['responsible'] {
  const applicant = state.opened?.applicant;
  const acted = state.acted
    .filter((a) => context.person(a.person)?.party !== applicant)
    .map((a) => ({ role: a.role, person: a.person }));
  const named = state.named.filter((n) => n.person !== null).map((n) => ({ role: n.role, person: n.person ?? '' }));
  const decider = context.actor.kind === 'person' ? [{ role: decidedStep, person: context.actor.person }] : [];
  const seen = new Set<string>();
  return [...acted, ...named, ...decider].filter((r) => {
    const key = `${r.role} ${r.person}`;
    return !seen.has(key) && seen.add(key);
  });
}
