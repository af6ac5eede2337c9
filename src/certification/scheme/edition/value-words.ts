import type { Condition, Constant, FieldTest, HeldEntry, StateReason } from '../condition.ts';
import type { Guard, GuardName } from '../guard.ts';
import type { Basis, Certainty, PeriodSpec, Scheme } from '../scheme.ts';
import type { Text } from '../vocabulary/word.ts';

/** Names of a scheme's own things in its own words; what has no text is called by its id. */
export interface SchemeWords {
  readonly text: (key: string, id?: string) => Text;
}

export function schemeWords(scheme: Pick<Scheme, 'texts'>): SchemeWords {
  return {
    text: (key, id = key) => (Object.hasOwn(scheme.texts, key) ? scheme.texts[key] : undefined) ?? { zh: id, en: id },
  };
}

export const both = (text: string): Text => ({ zh: text, en: text });

/** Joins texts in both languages at once. */
export function joined(parts: readonly Text[], separator: Text = { zh: '、', en: ', ' }): Text {
  return { zh: parts.map((p) => p.zh).join(separator.zh), en: parts.map((p) => p.en).join(separator.en) };
}

const units: Readonly<Record<PeriodSpec['unit'], Text>> = {
  days: { zh: '日', en: 'days' },
  'working-days': { zh: '个工作日', en: 'working days' },
  months: { zh: '个月', en: 'months' },
  years: { zh: '年', en: 'years' },
};

export function lengthWords({ length, unit }: Pick<PeriodSpec, 'length' | 'unit'>): Text {
  return { zh: `${length}${units[unit].zh}`, en: `${length} ${units[unit].en}` };
}

export function periodWords(period: PeriodSpec): Text {
  const length = lengthWords(period);
  return period.firstDayCounts
    ? { zh: `${length.zh}（首日计入）`, en: `${length.en} (first day counted)` }
    : { zh: `${length.zh}（首日不计）`, en: `${length.en} (first day not counted)` };
}

/** In days, nearly: only to say which of two periods is the longer one. */
export function roughDays({ length, unit }: Pick<PeriodSpec, 'length' | 'unit'>): number {
  return length * { days: 1, 'working-days': 1.45, months: 30.44, years: 365.25 }[unit];
}

const certaintyMarks: Readonly<Record<Certainty, Text>> = {
  verified: { zh: '', en: '' },
  secondary: { zh: '（二手来源）', en: ' (from a secondary source)' },
  'to-be-confirmed': { zh: '（待确认）', en: ' (to be confirmed)' },
};

export function basisWords(basis: Basis): Text {
  const cited = [basis.document, basis.article].filter((part) => part !== undefined).join(' ');
  const mark = certaintyMarks[basis.certainty];
  return { zh: `${cited}${mark.zh}`, en: `${cited}${mark.en}` };
}

/** A condition, so that it can be read aloud. */
export function conditionWords(condition: Condition, words: SchemeWords): Text {
  if ('all' in condition) return grouped(condition.all, words, { zh: '，且', en: ' and ' });
  if ('any' in condition) return grouped(condition.any, words, { zh: '，或', en: ' or ' });
  if ('not' in condition) {
    const inner = conditionWords(condition.not, words);
    return { zh: `并非（${inner.zh}）`, en: `not (${inner.en})` };
  }
  if ('field' in condition) return testWords(condition.field, condition.test, words);
  if ('step' in condition) {
    const step = words.text(`step.${condition.step}`, condition.step);
    if (condition.outcomes === 'any') return { zh: `“${step.zh}”已办`, en: `“${step.en}” is done` };
    const outcomes = joined(condition.outcomes.map((o) => words.text(`outcome.${condition.step}.${o}`, o)));
    return { zh: `“${step.zh}”的结论为${outcomes.zh}`, en: `“${step.en}” ended in ${outcomes.en}` };
  }
  return heldWords(condition.holds, words);
}

function grouped(parts: readonly Condition[], words: SchemeWords, separator: Text): Text {
  return joined(
    parts.map((p) => conditionWords(p, words)),
    separator,
  );
}

const comparisons = {
  is: { zh: '为', en: 'is' },
  'is-not': { zh: '不为', en: 'is not' },
  'at-least': { zh: '不小于', en: 'is at least' },
  'at-most': { zh: '不大于', en: 'is at most' },
  'more-than': { zh: '大于', en: 'is more than' },
  'less-than': { zh: '小于', en: 'is less than' },
} as const;

function testWords(id: string, test: FieldTest, words: SchemeWords): Text {
  const field = words.text(`field.${id}`, id);
  const constant = (value: Constant) => constantWords(id, value, words);
  if ('given' in test)
    return test.given
      ? { zh: `“${field.zh}”已填`, en: `“${field.en}” is given` }
      : { zh: `“${field.zh}”未填`, en: `“${field.en}” is not given` };
  if ('in' in test) {
    const values = joined(test.in.map(constant));
    return { zh: `“${field.zh}”属于${values.zh}`, en: `“${field.en}” is one of ${values.en}` };
  }
  const verb = comparisons[test.compare];
  const other =
    typeof test.with === 'object' ? words.text(`field.${test.with.field}`, test.with.field) : constant(test.with);
  return { zh: `“${field.zh}”${verb.zh}${other.zh}`, en: `“${field.en}” ${verb.en} ${other.en}` };
}

function constantWords(field: string, value: Constant, words: SchemeWords): Text {
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
  return words.text(`option.${field}.${value}`, String(value));
}

const whoWords: Readonly<Record<string, Text>> = {
  applicant: { zh: '申请方', en: 'the applicant' },
  body: { zh: '机构', en: 'the body' },
  actor: { zh: '办理人', en: 'who acts' },
  named: { zh: '被指派者', en: 'who is named' },
};

function partyWords(who: string | { readonly role: string }, words: SchemeWords): Text {
  if (typeof who === 'object') return words.text(`role.${who.role}`, who.role);
  return whoWords[who] ?? both(who);
}

function heldWords(held: HeldEntry, words: SchemeWords): Text {
  const [who, kind] = [partyWords(held.who, words), words.text(`kind.${held.kind}`, held.kind)];
  const said = [held.scheme, ...(held.codes ?? []), ...(held.status ?? [])].filter((x) => x !== undefined);
  const more = joined([...said.map(both), ...(held.reasons ?? []).map((r) => reasonWords(r, words))], both(', '));
  const tail = more.zh === '' ? both('') : { zh: `（${more.zh}）`, en: ` (${more.en})` };
  return { zh: `${who.zh}持有${kind.zh}${tail.zh}`, en: `${who.en} holds a ${kind.en}${tail.en}` };
}

function reasonWords({ status, list, code }: StateReason, words: SchemeWords): Text {
  const reason = words.text(`reason.${list}.${code}`, code);
  return { zh: `${status}，原因为${reason.zh}`, en: `${status} for ${reason.en}` };
}

const guardNames: Readonly<Record<GuardName, Text>> = {
  'not-same-as': { zh: '与前序人员不同', en: 'is another person than' },
  'no-conflict': { zh: '无利益冲突', en: 'has no conflict of interest' },
  competent: { zh: '具备专业能力', en: 'is competent for' },
  registered: { zh: '已注册', en: 'is registered' },
  'not-banned': { zh: '未被禁止从业', en: 'is not banned' },
  entitled: { zh: '有资格', en: 'is entitled' },
  present: { zh: '字段已填', en: 'fields are given' },
  order: { zh: '日期先后', en: 'days in order' },
  'least-time': { zh: '最短间隔', en: 'least time since' },
  'most-time': { zh: '最长间隔', en: 'most time since' },
  'no-open-finding': { zh: '无未关闭的不符合', en: 'no open finding' },
  quorum: { zh: '出席法定人数', en: 'quorum' },
  'vote-share': { zh: '赞成比例', en: 'share of votes' },
  score: { zh: '得分下限', en: 'least score' },
  'rank-within-quota': { zh: '名次在名额内', en: 'rank within the quota' },
  'no-history': { zh: '无不良记录', en: 'no such history' },
  accumulated: { zh: '累计达到', en: 'adds up to' },
  requires: { zh: '须满足', en: 'requires' },
};

/** What a guard demands, in one line. */
export function guardWords(guard: Guard, words: SchemeWords): Text {
  const name = guardNames[guard.guard];
  const details = joined(guardDetails(guard, words), { zh: '，', en: ', ' });
  return details.zh === '' ? name : { zh: `${name.zh}：${details.zh}`, en: `${name.en}: ${details.en}` };
}

function guardDetails(guard: Guard, words: SchemeWords): readonly Text[] {
  const only = (guard.outcomes ?? []).map((id) => ({ zh: `仅对结论 ${id}`, en: `only for the outcome ${id}` }));
  if (guard.guard === 'requires') {
    const rows = guard.rows === undefined ? null : words.text(`field.${guard.rows}`, guard.rows);
    const each = rows === null ? [] : [{ zh: `“${rows.zh}”每一行`, en: `in every row of “${rows.en}”` }];
    return [conditionWords(guard.condition, words), ...each, ...only];
  }
  if (guard.guard === 'entitled') return [partyWords(guard.who, words), kindAndCodes(guard, words), ...only];
  const details: Text[] = [...only];
  // By name: a guard out of the register has its members in another order than one out of a file.
  const members = Object.entries(guard).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [key, value] of members) {
    if (['guard', 'message', 'basis', 'outcomes', 'reasons'].includes(key)) continue;
    details.push(detailWords(key, value, words));
  }
  const reasons = guard.guard === 'no-history' ? (guard.reasons ?? []) : [];
  return [...details, ...reasons.map((r) => reasonWords(r, words))];
}

function kindAndCodes(guard: { readonly kind: string; readonly codes?: readonly string[] }, words: SchemeWords): Text {
  const kind = words.text(`kind.${guard.kind}`, guard.kind);
  const codes = (guard.codes ?? []).join(', ');
  return codes === '' ? kind : { zh: `${kind.zh}（${codes}）`, en: `${kind.en} (${codes})` };
}

function detailWords(key: string, value: unknown, words: SchemeWords): Text {
  const names = (prefix: string) => (v: unknown) => words.text(`${prefix}.${String(v)}`, String(v));
  if (key === 'roles' && Array.isArray(value)) return joined(value.map(names('role')));
  if (key === 'fields' && Array.isArray(value)) return joined(value.map(names('field')));
  if (key === 'field' || key === 'column') return names('field')(value);
  if (key === 'from' || key === 'step') return names('step')(value);
  if (key === 'role') return names('role')(value);
  if (key === 'kind') return names('kind')(value);
  if (key === 'units') return { zh: '及其所在单位的人', en: 'nor of their units' };
  if (key === 'who') return typeof value === 'string' ? partyWords(value, words) : both(JSON.stringify(value));
  if (isPeriod(value)) return periodWords(value);
  if (key === 'of' && Array.isArray(value)) return both(value.join('/'));
  if (Array.isArray(value)) return both(value.join(', '));
  return both(String(value));
}

function isPeriod(value: unknown): value is PeriodSpec {
  return typeof value === 'object' && value !== null && 'length' in value && 'unit' in value && !Array.isArray(value);
}
