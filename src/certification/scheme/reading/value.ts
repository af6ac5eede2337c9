import type { StateReason } from '../condition.ts';
import { didYouMean } from '../nearest.ts';
import type { PeriodSpec } from '../scheme.ts';
import { quoteTree, type Tree, type TreeMap, type TreeScalar } from '../tree.ts';
import type { Kind, Param, Text, Word } from '../vocabulary/word.ts';
import { wordAt } from '../words.ts';
import { readAfter } from './condition.ts';
import {
  codePattern,
  flagOfParam,
  idPattern,
  type Operand,
  type Reader,
  type Scope,
  scalarsOf,
  type Value,
  wholeOfParam,
} from './given.ts';

function wrong(reader: Reader, of: Word, param: Param, tree: Tree, wanted: Text): undefined {
  reader.report('value', tree.at, quoteTree(tree), { param: `\`${of.name}.${param.name}\``, wanted });
  return undefined;
}

/** Reads the value of one parameter as its kind says; what is wrong is reported and nothing comes back. */
export function readValue(reader: Reader, of: Word, param: Param, tree: Tree, scope: Scope): Value | undefined {
  const { kind } = param;
  const fail = (zh: string, en: string) => wrong(reader, of, param, tree, { zh, en });
  switch (kind.is) {
    case 'text':
      return readText(reader, of, param, tree, kind.most ?? 200);
    case 'whole':
      return readWhole(reader, of, param, tree, kind);
    case 'flag':
      return tree.is === 'scalar' && typeof tree.value === 'boolean'
        ? { is: 'flag', value: tree.value }
        : fail('true 或 false', '`true` or `false`');
    case 'day':
    case 'days':
      return readDays(tree) ?? fail('日期 YYYY-MM-DD，或 {from, to}', 'a day YYYY-MM-DD, or {from, to}');
    case 'share':
      return readShare(tree) ?? fail('比例，如 2/3，不大于 1', 'a share such as 2/3, at most 1');
    case 'one-of': {
      const text = tree.is === 'scalar' ? tree.source : undefined;
      if (text !== undefined && kind.values.includes(text)) return { is: 'text', value: text };
      const meant = text === undefined ? undefined : didYouMean(text, kind.values);
      return fail(
        `${kind.values.join('、')} 之一${meant && kind.values.length > 6 ? `（${meant.zh}）` : ''}`,
        `one of ${kind.values.join(', ')}${meant && kind.values.length > 6 ? ` (${meant.en})` : ''}`,
      );
    }
    case 'some-of': {
      const list = scalarsOf(tree);
      const fits = list !== undefined && list.length > 0 && list.every((item) => kind.values.includes(item.source));
      return fits
        ? texts(list)
        : fail(`${kind.values.slice(0, 30).join('、')} 中的若干`, `some of ${kind.values.slice(0, 30).join(', ')}`);
    }
    case 'states':
      return (
        readStates(tree, kind.values) ??
        fail(
          `${kind.values.join('、')} 中的若干，或 {状态: 代码表.代码}`,
          `some of ${kind.values.join(', ')}, or {state: list.code}`,
        )
      );
    case 'name':
    case 'id': {
      const name = tree.is === 'scalar' ? tree.source : '';
      if (!(kind.is === 'id' ? idPattern : codePattern).test(name)) return fail('一个名称', 'one name');
      if (kind.is === 'name') reader.refer(kind.of, name, tree.at, scope);
      return { is: 'text', value: name };
    }
    case 'names':
    case 'ids': {
      const list = scalarsOf(tree);
      const form =
        kind.is === 'names' && kind.of === 'field'
          ? /^[a-z][a-z0-9.-]*$/
          : kind.is === 'ids'
            ? /^[a-z][a-z0-9.@-]*$/
            : codePattern;
      if (list === undefined || list.length === 0 || !list.every((item) => form.test(item.source)))
        return fail('一个或几个名称', 'one name or several');
      if (kind.is === 'names') for (const item of list) reader.refer(kind.of, item.source, item.at, scope);
      return texts(list);
    }
    case 'new-names':
      return readNewNames(reader, of, param, tree);
    case 'operand': {
      const operand = readOperand(reader, tree, scope);
      return operand === undefined
        ? fail('常数，或 {field: 字段}', 'a constant, or {field: name}')
        : { is: 'operand', value: operand };
    }
    case 'operands': {
      const operands =
        tree.is === 'list'
          ? tree.items.map((item) => readOperand(reader, item, scope))
          : [readOperand(reader, tree, scope)];
      const known = operands.filter((o) => o !== undefined);
      const single = tree.is !== 'list' || known.every((o) => typeof o !== 'object');
      return known.length === operands.length && known.length > 0 && single
        ? { is: 'operands', values: known }
        : fail('常数、常数列表，或 {field: 字段}', 'a constant, a list of constants, or {field: name}');
    }
    case 'limit': {
      if (tree.is === 'scalar' && typeof tree.value === 'string') {
        if (tree.value !== 'today') reader.refer('field', tree.value, tree.at, scope);
        return { is: 'text', value: tree.value };
      }
      return fail('today 或日期字段', '`today` or a date field');
    }
    case 'who':
      return readWho(reader, of, param, tree, kind.words, scope);
    case 'period': {
      const period = readPeriod(reader, tree);
      return period && { is: 'period', value: period };
    }
    case 'periods': {
      if (tree.is !== 'map') return fail('等级 → 期限', 'grade → period');
      const values = new Map<string, PeriodSpec>();
      for (const [grade, { key, value }] of tree.entries) {
        reader.refer('grade', grade, key, scope);
        const period = readPeriod(reader, value);
        if (period) values.set(grade, period);
      }
      return { is: 'periods', values };
    }
    case 'length':
      return (
        readLength(tree) ??
        readEndField(reader, tree, scope) ??
        fail(
          '{years: 3}、{months: 6}、{days: 90} 或 {field: 日期字段}',
          '{years: 3}, {months: 6}, {days: 90} or {field: name}',
        )
      );
    case 'basis':
      return (
        readBasis(reader, tree, scope) ??
        fail('“依据名 条款”，如 rule 5.4.1', 'a basis and its article, such as `rule 5.4.1`')
      );
    case 'condition': {
      const value = reader.condition(tree, scope);
      return value && { is: 'condition', value };
    }
    case 'after': {
      const value = readAfter(reader, tree, scope);
      return value && { is: 'condition', value };
    }
    case 'columns':
      return tree.is === 'map' ? { is: 'map', value: tree } : fail('列名 → 字段', 'column → field');
    case 'quotas':
      return readCounts(tree) ?? fail('等次 → 名额', 'grade → a whole number');
    case 'inputs':
      return (
        readInputs(reader, tree, scope) ?? fail('输入 → 常数或 {field: 字段}', 'input → a constant or {field: name}')
      );
    case 'figures':
      return readFigures(reader, tree, scope) ?? fail('字段 → 计算结果', 'field → figure');
  }
}

function readText(reader: Reader, of: Word, param: Param, tree: Tree, most: number): Value | undefined {
  if (tree.is !== 'scalar' || tree.source.trim() === '')
    return wrong(reader, of, param, tree, { zh: '文字', en: 'a text' });
  if ([...tree.source].length > most) {
    reader.report('too-long', tree.at, `${[...tree.source].length}`, {
      param: `\`${of.name}.${param.name}\``,
      most: String(most),
    });
    return undefined;
  }
  return { is: 'text', value: tree.source };
}

function readWhole(
  reader: Reader,
  of: Word,
  param: Param,
  tree: Tree,
  kind: Extract<Kind, { is: 'whole' }>,
): Value | undefined {
  if (tree.is !== 'scalar' || typeof tree.value !== 'number' || !Number.isSafeInteger(tree.value))
    return wrong(reader, of, param, tree, { zh: '整数', en: 'a whole number' });
  const low = kind.least ?? 0;
  const high = kind.most ?? 1_000_000_000;
  if (tree.value < low || tree.value > high) {
    reader.report('range', tree.at, tree.source, {
      param: `\`${of.name}.${param.name}\``,
      least: String(low),
      most: String(high),
    });
    return undefined;
  }
  return { is: 'whole', value: tree.value === 0 ? 0 : tree.value };
}

function readNewNames(reader: Reader, of: Word, param: Param, tree: Tree): Value | undefined {
  const list = scalarsOf(tree);
  if (list === undefined || list.length === 0)
    return wrong(reader, of, param, tree, { zh: '代码列表', en: 'a list of codes' });
  const seen = new Set<string>();
  for (const item of list) {
    const standard = param.name === 'standards' && item.source.length <= 80 && item.source.trim() !== '';
    if (!standard && (!codePattern.test(item.source) || item.source.length > 60))
      reader.report('code-form', item.at, item.source);
    if (seen.has(item.source)) reader.report('code-twice', item.at, item.source);
    seen.add(item.source);
  }
  return texts(list);
}

function readOperand(reader: Reader, tree: Tree, scope: Scope): Operand | undefined {
  if (tree.is === 'scalar') {
    if (tree.value === null) return undefined;
    // A decimal, or a code such as 0901, stays the text that it was written as: no floats in stored bytes (decision 4).
    return typeof tree.value === 'number' && String(tree.value) !== tree.source ? tree.source : asWhole(tree);
  }
  const field = tree.is === 'map' && tree.entries.size === 1 ? tree.entries.get('field')?.value : undefined;
  if (field?.is !== 'scalar' || !idPattern.test(field.source)) return undefined;
  reader.refer('field', field.source, field.at, scope);
  return { field: field.source };
}

function asWhole(tree: TreeScalar): Operand | undefined {
  const { value } = tree;
  return value === null ? undefined : typeof value === 'number' && !Number.isSafeInteger(value) ? tree.source : value;
}

function readEndField(reader: Reader, tree: Tree, scope: Scope): Value | undefined {
  const operand = tree.is === 'map' ? readOperand(reader, tree, scope) : undefined;
  return typeof operand === 'object' ? { is: 'operand', value: operand } : undefined;
}

function readWho(
  reader: Reader,
  of: Word,
  param: Param,
  tree: Tree,
  known: readonly string[],
  scope: Scope,
): Value | undefined {
  if (tree.is === 'scalar' && known.includes(tree.source)) return { is: 'who', value: { word: tree.source } };
  if (of.name === 'result') {
    const operand = readOperand(reader, tree, scope);
    return typeof operand === 'object'
      ? { is: 'who', value: operand }
      : wrong(reader, of, param, tree, {
          zh: `${known.join('、')} 或 {field: 字段}`,
          en: `${known.join(', ')} or {field: name}`,
        });
  }
  const roles = scalarsOf(tree);
  if (roles !== undefined && roles.length > 0 && roles.every((role) => idPattern.test(role.source))) {
    for (const role of roles) reader.refer('role', role.source, role.at, scope);
    return { is: 'who', value: { roles: roles.map((role) => role.source) } };
  }
  return wrong(reader, of, param, tree, { zh: `${known.join('、')} 或角色`, en: `${known.join(', ')} or a role` });
}

function readPeriod(reader: Reader, tree: Tree): PeriodSpec | undefined {
  const period = wordAt('value');
  if (period === undefined) throw new Error('the vocabulary has no period');
  const given = reader.word(period, tree, {});
  const units = (['days', 'working-days', 'months', 'years'] as const).filter((unit) => given.trees.has(unit));
  const [unit] = units;
  if (tree.is === 'map' && units.length !== 1) {
    reader.report(units.length === 0 ? 'nothing-said' : 'too-much-said', tree.at, quoteTree(tree), {
      where: '`period`',
      known: 'days, working-days, months, years',
      example: period.example,
    });
    return undefined;
  }
  const length = unit && wholeOfParam(given, unit);
  const firstDayCounts = flagOfParam(given, 'first-day-counts');
  return unit && length !== undefined && firstDayCounts !== undefined ? { length, unit, firstDayCounts } : undefined;
}

function readBasis(reader: Reader, tree: Tree, scope: Scope): Value | undefined {
  if (tree.is !== 'scalar' || typeof tree.value !== 'string') return undefined;
  const [id = '', ...rest] = tree.source.trim().split(/\s+/);
  if (!idPattern.test(id)) return undefined;
  reader.refer('basis', id, tree.at, scope);
  return { is: 'basis', value: { id, article: rest.length === 0 ? undefined : rest.join(' ') } };
}

function readInputs(reader: Reader, tree: Tree, scope: Scope): Value | undefined {
  if (tree.is !== 'map') return undefined;
  const values = new Map<string, Operand>();
  for (const [name, { value }] of tree.entries) {
    const operand = readOperand(reader, value, scope);
    if (operand === undefined) return undefined;
    values.set(name, operand);
  }
  return { is: 'inputs', values };
}

function readFigures(reader: Reader, tree: Tree, scope: Scope): Value | undefined {
  if (tree.is !== 'map') return undefined;
  const values = new Map<string, string>();
  for (const [field, { key, value }] of tree.entries) {
    if (value.is !== 'scalar' || value.source === '') return undefined;
    reader.refer('field', field, key, scope);
    values.set(field, value.source);
  }
  return { is: 'figures', values };
}

const texts = (list: readonly { readonly source: string }[]): Value => ({
  is: 'texts',
  values: list.map((item) => item.source),
});

function readDays(tree: Tree): Value | undefined {
  if (tree.is === 'scalar') return isDay(tree.source) ? { is: 'days', from: tree.source } : undefined;
  if (tree.is !== 'map') return undefined;
  const from = dayIn(tree, 'from');
  const to = dayIn(tree, 'to');
  const known = [...tree.entries.keys()].every((key) => ['to', 'from'].includes(key));
  if (from === undefined || !known || (tree.entries.has('to') && to === undefined)) return undefined;
  return { is: 'days', from, ...(to === undefined ? {} : { to }) };
}

function dayIn(tree: TreeMap, key: string): string | undefined {
  const value = tree.entries.get(key)?.value;
  return value?.is === 'scalar' && isDay(value.source) ? value.source : undefined;
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= (month === 2 && leap ? 29 : (monthLengths[month - 1] ?? 0));
}

function readShare(tree: Tree): Value | undefined {
  const match = tree.is === 'scalar' ? /^(\d{1,4})\/(\d{1,4})$/.exec(tree.source) : null;
  const [over, under] = [Number(match?.[1]), Number(match?.[2])];
  return match && under > 0 && over > 0 && over <= under ? { is: 'share', value: [over, under] } : undefined;
}

function readLength(tree: Tree): Value | undefined {
  const entry = tree.is === 'map' && tree.entries.size === 1 ? [...tree.entries][0] : undefined;
  const unit = (['days', 'months', 'years'] as const).find((u) => u === entry?.[0]);
  const value = entry?.[1].value;
  if (unit === undefined || value?.is !== 'scalar' || typeof value.value !== 'number') return undefined;
  return Number.isSafeInteger(value.value) && value.value >= 1 && value.value <= 36_500
    ? { is: 'length', value: { length: value.value, unit } }
    : undefined;
}

function readCounts(tree: Tree): Value | undefined {
  if (tree.is !== 'map') return undefined;
  const values = new Map<string, number>();
  for (const [name, { value }] of tree.entries) {
    if (
      !idPattern.test(name) ||
      value.is !== 'scalar' ||
      typeof value.value !== 'number' ||
      !Number.isSafeInteger(value.value) ||
      value.value < 1
    )
      return undefined;
    values.set(name, value.value);
  }
  return values.size === 0 ? undefined : { is: 'counts', values };
}

const reasonPattern = /^([a-z][a-z0-9-]*)\.([a-z0-9][a-z0-9-]*)$/;

/** `withdrawn`, `[withdrawn, expired]`, `[withdrawn: withdrawal.false-commitment]`: a state, or a state and its reasons. */
function readStates(tree: Tree, known: readonly string[]): Value | undefined {
  const statuses: string[] = [];
  const reasons: StateReason[] = [];
  for (const item of tree.is === 'list' ? tree.items : [tree]) {
    const named = item.is === 'map' ? [...item.entries] : [];
    const plain = item.is === 'scalar' ? [item.source] : named.map(([status]) => status);
    if (plain.length === 0 || !plain.every((status) => known.includes(status))) return undefined;
    statuses.push(...plain);
    for (const [status, { value }] of named) {
      const cited = (scalarsOf(value) ?? []).map(({ source }) => reasonPattern.exec(source));
      if (cited.length === 0) return undefined;
      for (const found of cited) {
        const [, list, code] = found ?? [];
        if (list === undefined || code === undefined) return undefined;
        reasons.push({ status, list, code });
      }
    }
  }
  return statuses.length === 0 ? undefined : { is: 'states', values: statuses, reasons };
}
