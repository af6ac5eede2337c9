import type { Field } from '../form.ts';
import type { Text } from '../vocabulary/word.ts';
import type { ChangeKind, ChangePlace, ChangeWeight, EditionChange } from './change.ts';
import { declared, same } from './compared.ts';
import { both, conditionWords, joined, type SchemeWords } from './value-words.ts';

interface Pair {
  readonly from: Field;
  readonly to: Field;
  readonly words: { readonly from: SchemeWords; readonly to: SchemeWords };
  readonly at: ChangePlace;
  readonly subject: Text;
}

/** How one field of a form is otherwise: what it may hold, when it is asked, who may see it. */
export function fieldChanges(pair: Pair): readonly EditionChange[] {
  const { from, to } = pair;
  if (from.kind !== to.kind)
    return [change(pair, 'changed', 'stricter', kindOfField, both(from.kind), both(to.kind)), ...demandChanges(pair)];
  return [...demandChanges(pair), ...limitChanges(pair), ...sightChanges(pair)];
}

const kindOfField: Text = { zh: '类型', en: 'kind' };

function change(
  pair: Pair,
  kind: ChangeKind,
  weight: ChangeWeight,
  what?: Text,
  from?: Text,
  to?: Text,
): EditionChange {
  return {
    area: 'field',
    kind,
    weight,
    at: pair.at,
    subject: pair.subject,
    ...(what === undefined ? {} : { what }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

/** Whether and when it must be given. */
function demandChanges(pair: Pair): readonly EditionChange[] {
  const { from, to, words } = pair;
  const changes: EditionChange[] = [];
  if (!from.required && to.required) changes.push(change(pair, 'required', 'stricter'));
  if (from.required && !to.required && to.requiredIf === undefined) changes.push(change(pair, 'optional', 'looser'));
  for (const [key, what] of [
    ['showIf', { zh: '显示条件', en: 'condition on which it is shown' }],
    ['requiredIf', { zh: '必填条件', en: 'condition on which it is required' }],
  ] as const) {
    const [before, after] = [from[key], to[key]];
    if (same(before, after)) continue;
    const weight = key === 'requiredIf' && before === undefined ? 'stricter' : 'neutral';
    changes.push(
      change(
        pair,
        before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
        weight,
        what,
        before && conditionWords(before, words.from),
        after && conditionWords(after, words.to),
      ),
    );
  }
  return changes;
}

/** What it may hold: choices, least and most, lengths, codes, files, columns. */
function limitChanges(pair: Pair): readonly EditionChange[] {
  const { from, to } = pair;
  if (from.kind === 'choice' && to.kind === 'choice') return choiceChanges(pair, from, to);
  const changes = limits.flatMap(({ key, what, narrowsWhen }) => {
    const [before, after] = [memberOf(from, key), memberOf(to, key)];
    if (before === after) return [];
    const narrower = narrowsWhen === 'more' ? isMore(after, before, -Infinity) : isMore(before, after, Infinity);
    return [
      change(
        pair,
        narrower ? 'narrowed' : 'widened',
        narrower ? 'stricter' : 'looser',
        what,
        limitWords(before),
        limitWords(after),
      ),
    ];
  });
  return [...changes, ...otherChanges(pair), ...columnChanges(pair)];
}

const limits: readonly { readonly key: string; readonly what: Text; readonly narrowsWhen: 'more' | 'less' }[] = [
  { key: 'least', what: { zh: '下限', en: 'least' }, narrowsWhen: 'more' },
  { key: 'most', what: { zh: '上限', en: 'most' }, narrowsWhen: 'less' },
  { key: 'mostMegabytes', what: { zh: '文件大小上限（MB）', en: 'largest file (MB)' }, narrowsWhen: 'less' },
  { key: 'decimals', what: { zh: '小数位', en: 'decimals' }, narrowsWhen: 'less' },
];

const isMore = (a: number | undefined, b: number | undefined, absent: number): boolean => (a ?? absent) > (b ?? absent);
const limitWords = (limit: number | undefined): Text =>
  limit === undefined ? { zh: '不限', en: 'no limit' } : both(String(limit));

function memberOf(field: Field, key: string): number | undefined {
  const value: unknown = Object.entries(field).find(([name]) => name === key)?.[1];
  return typeof value === 'number' ? value : undefined;
}

function choiceChanges(
  pair: Pair,
  from: Extract<Field, { kind: 'choice' }>,
  to: Extract<Field, { kind: 'choice' }>,
): readonly EditionChange[] {
  const gone = from.options.filter((o) => !to.options.includes(o));
  const added = to.options.filter((o) => !from.options.includes(o));
  const named = (options: readonly string[], words: SchemeWords) =>
    joined(options.map((o) => words.text(`option.${from.id}.${o}`, o)));
  const changes: EditionChange[] = [];
  if (gone.length > 0)
    changes.push(change(pair, 'option-gone', 'stricter', undefined, named(gone, pair.words.from), undefined));
  if (added.length > 0)
    changes.push(change(pair, 'option-added', 'looser', undefined, undefined, named(added, pair.words.to)));
  if (from.many !== to.many)
    changes.push(
      change(pair, to.many ? 'widened' : 'narrowed', to.many ? 'looser' : 'stricter', {
        zh: '可选几项',
        en: 'how many',
      }),
    );
  return changes;
}

/** Everything else of its kind (unit, currency, list of codes, limits on days …): that it is otherwise, and how. */
function otherChanges(pair: Pair): readonly EditionChange[] {
  const known = new Set(['id', 'kind', 'required', 'showIf', 'requiredIf', 'personal', 'public', 'basis', 'columns']);
  for (const { key } of limits) known.add(key);
  const keys = [...new Set([...Object.keys(pair.from), ...Object.keys(pair.to)])].filter((k) => !known.has(k));
  const memberAt = (field: Field, key: string): unknown => Object.entries(field).find(([name]) => name === key)?.[1];
  return keys.flatMap((key) => {
    const [before, after] = [memberAt(pair.from, key), memberAt(pair.to, key)];
    if (same(before, after)) return [];
    const say = (value: unknown) =>
      value === undefined ? undefined : both(typeof value === 'string' ? value : declared(value));
    const isPresentation = key === 'lines';
    return [
      change(pair, 'changed', isPresentation ? 'neutral' : 'stricter', wordsOfMember(key), say(before), say(after)),
    ];
  });
}

const members: Readonly<Record<string, Text>> = {
  unit: { zh: '单位', en: 'unit' },
  currency: { zh: '币种', en: 'currency' },
  list: { zh: '代码表', en: 'list of codes' },
  many: { zh: '可否多项', en: 'several allowed' },
  types: { zh: '文件类型', en: 'kinds of file' },
  notAfter: { zh: '不晚于', en: 'not after' },
  notBefore: { zh: '不早于', en: 'not before' },
  leastAfter: { zh: '其后至少', en: 'at least so long after it' },
  mostAfter: { zh: '其后至多', en: 'at most so long after it' },
  bilingual: { zh: '双语', en: 'in two languages' },
  lines: { zh: '行数', en: 'lines' },
  valid: { zh: '须有效', en: 'must be valid' },
  entryKind: { zh: '登记类别', en: 'kind of entry' },
  scheme: { zh: '所属制度', en: 'its scheme' },
  totals: { zh: '合计关系', en: 'totals' },
};
const wordsOfMember = (key: string): Text => (Object.hasOwn(members, key) ? members[key] : undefined) ?? both(key);

function columnChanges(pair: Pair): readonly EditionChange[] {
  const { from, to, words } = pair;
  if (from.kind !== 'rows' || to.kind !== 'rows') return [];
  return listChanges(from.columns, to.columns, words, pair.at, pair.subject);
}

function sightChanges(pair: Pair): readonly EditionChange[] {
  const { from, to } = pair;
  const changes: EditionChange[] = [];
  for (const [key, what, weight] of [
    ['personal', { zh: '个人信息标记', en: 'mark as personal' }, 'neutral'],
    ['public', { zh: '是否公开', en: 'shown in public' }, 'neutral'],
  ] as const)
    if (from[key] !== to[key]) changes.push(change(pair, 'changed', weight, what, yesNo(from[key]), yesNo(to[key])));
  if (from.basis !== to.basis)
    changes.push(
      change(
        pair,
        from.basis === undefined ? 'added' : to.basis === undefined ? 'removed' : 'changed',
        'neutral',
        { zh: '依据', en: 'basis' },
        from.basis === undefined ? undefined : both(from.basis),
        to.basis === undefined ? undefined : both(to.basis),
      ),
    );
  return changes;
}

export const yesNo = (value: boolean): Text => (value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' });

/** Fields that came, went or are otherwise, of a form or of a field of rows. */
export function listChanges(
  from: readonly Field[],
  to: readonly Field[],
  words: Pair['words'],
  at: ChangePlace,
  under: Text,
): readonly EditionChange[] {
  const place = (id: string): ChangePlace => (at.field === undefined ? { ...at, field: id } : { ...at, name: id });
  const subject = (id: string, w: SchemeWords) => joined([under, w.text(`field.${id}`, id)], { zh: ' › ', en: ' › ' });
  const gone = from.filter((f) => !to.some((t) => t.id === f.id));
  const fresh = to.filter((t) => !from.some((f) => f.id === t.id));
  return [
    ...gone.map(
      (f): EditionChange => ({
        area: 'field',
        kind: 'removed',
        weight: 'looser',
        at: place(f.id),
        subject: subject(f.id, words.from),
      }),
    ),
    ...fresh.map(
      (t): EditionChange => ({
        area: 'field',
        kind: 'added',
        weight: t.required ? 'stricter' : 'neutral',
        at: place(t.id),
        subject: subject(t.id, words.to),
        to: t.required ? { zh: '必填', en: 'required' } : { zh: '选填', en: 'optional' },
      }),
    ),
    ...from.flatMap((f) => {
      const later = to.find((t) => t.id === f.id);
      return later === undefined
        ? []
        : fieldChanges({ from: f, to: later, words, at: place(f.id), subject: subject(f.id, words.to) });
    }),
  ];
}
