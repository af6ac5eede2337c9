import type { Scheme } from '../scheme.ts';
import type { Text } from '../vocabulary/word.ts';
import type { ChangeArea, ChangePlace, ChangeWeight, EditionChange } from './change.ts';
import { joined, type SchemeWords } from './value-words.ts';

export interface Comparing {
  readonly from: Scheme;
  readonly to: Scheme;
  readonly words: { readonly from: SchemeWords; readonly to: SchemeWords };
}

export const arrow: Text = { zh: ' › ', en: ' › ' };
export const path = (...parts: readonly Text[]): Text => joined(parts, arrow);
/**
 * A part of a declaration as text, members by their names: an edition that was read out of the register has them in another
 * order than its file, and that is no change.
 */
export const declared = (value: unknown): string => JSON.stringify(value, (_, part: unknown) => byName(part)) ?? '';

function byName(part: unknown): unknown {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export const same = (a: unknown, b: unknown): boolean => declared(a) === declared(b);

/** Things of one list by id: gone, fresh, and the pairs that stayed. */
export function matched<T extends { readonly id: string }>(from: readonly T[], to: readonly T[]) {
  return {
    gone: from.filter((f) => !to.some((t) => t.id === f.id)),
    fresh: to.filter((t) => !from.some((f) => f.id === t.id)),
    stayed: from.flatMap((f) => to.filter((t) => t.id === f.id).map((t) => ({ from: f, to: t }))),
  };
}

export interface About {
  readonly area: ChangeArea;
  readonly at: ChangePlace;
  readonly subject: Text;
}

export function came(about: About, weight: ChangeWeight, to?: Text): EditionChange {
  return { ...about, kind: 'added', weight, ...(to === undefined ? {} : { to }) };
}

export function went(about: About, weight: ChangeWeight, from?: Text): EditionChange {
  return { ...about, kind: 'removed', weight, ...(from === undefined ? {} : { from }) };
}

/** One property: nothing when it reads the same. */
export function property(
  about: About,
  what: Text,
  from: Text | undefined,
  to: Text | undefined,
  weight: ChangeWeight = 'neutral',
): readonly EditionChange[] {
  if (same(from, to)) return [];
  const kind = from === undefined ? 'added' : to === undefined ? 'removed' : 'changed';
  return [
    { ...about, kind, weight, what, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) },
  ];
}

export const roleList = (ids: readonly string[], words: SchemeWords): Text =>
  joined(ids.map((id) => words.text(`role.${id}`, id)));

/** Members that no other comparison speaks of: none may differ unsaid. What differs is told in the words of the language. */
export function otherMembers(
  about: About,
  from: object,
  to: object,
  spoken: readonly string[],
): readonly EditionChange[] {
  const [before, after] = [new Map(Object.entries(from)), new Map(Object.entries(to))];
  const keys = [...new Set([...before.keys(), ...after.keys()])].filter((key) => !spoken.includes(key));
  return keys.flatMap((key) => {
    const [a, b]: [unknown, unknown] = [before.get(key), after.get(key)];
    if (same(a, b)) return [];
    const said = property(about, memberWords(key), plainWords(a), plainWords(b));
    // Both were cut to the same words: that they differ is said nonetheless.
    return said.length > 0 ? said : [{ ...about, kind: 'changed', weight: 'neutral', what: memberWords(key) }];
  });
}

const members: Readonly<Record<string, Text>> = {
  id: { zh: '编号', en: 'id' },
  zone: { zh: '时区', en: 'zone' },
  clauses: { zh: '对应条款', en: 'clauses served' },
  named: { zh: '是否逐案指派', en: 'named in each case' },
  basis: { zh: '依据', en: 'basis' },
  reasons: { zh: '原因代码表', en: 'list of reasons' },
  by: { zh: '由谁', en: 'by' },
  onEntry: { zh: '针对的登记', en: 'runs on an entry' },
  work: { zh: '工作', en: 'work' },
  each: { zh: '逐项办理', en: 'done for each' },
  names: { zh: '指派的角色', en: 'roles that it names' },
  during: { zh: '所在批次阶段', en: 'stage of the round' },
  hidden: { zh: '不得阅看者', en: 'who may not read it' },
  calculation: { zh: '计算的输入与下限', en: 'inputs and floors of the calculation' },
  caseStep: { zh: '对应案件步骤', en: 'step of the cases' },
  returnTo: { zh: '退回到', en: 'returns to' },
  findings: { zh: '不符合的处理', en: 'handling of findings' },
  from: { zh: '起算步骤', en: 'runs from' },
  message: { zh: '提示语', en: 'message' },
  scopeOf: { zh: '范围字段', en: 'field of the scope' },
  holder: { zh: '持有者', en: 'holder' },
  number: { zh: '编号空间', en: 'number space' },
  grade: { zh: '等级字段', en: 'field of the grade' },
  succeeds: { zh: '所接续登记的字段', en: 'field of the entry it succeeds' },
  credential: { zh: '电子凭证', en: 'credential' },
  remindDays: { zh: '提前提醒天数', en: 'days of reminder' },
  afterwards: { zh: '期满后果', en: 'what follows' },
  identityAgain: { zh: '再次验证身份', en: 'identity asked again' },
  caseFlow: { zh: '案件流程', en: 'flow of its cases' },
  assignment: { zh: '评审分派', en: 'assignment of reviewers' },
  scoring: { zh: '计分', en: 'scoring' },
  display: { zh: '公示异议要求', en: 'what an objection needs' },
};
const memberWords = (key: string): Text =>
  (Object.hasOwn(members, key) ? members[key] : undefined) ?? { zh: key, en: key };

/** A value as it stands in the declaration; long ones are cut, since the editions themselves are there to read. */
function plainWords(value: unknown): Text | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
  const text =
    typeof value === 'string'
      ? value
      : declared(value)
          .replace(/["{}[\]]/g, '')
          .replaceAll(',', ', ');
  const short = text.length > 160 ? `${text.slice(0, 157)}…` : text;
  return { zh: short, en: short };
}
