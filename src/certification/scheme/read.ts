import type { Condition, FieldTest } from './condition.ts';
import { type At, type Diagnostic, type DiagnosticCode, diagnose } from './diagnostic.ts';
import { didYouMean } from './nearest.ts';
import type { PeriodSpec } from './scheme.ts';
import { quoteTree, type Tree, type TreeMap } from './tree.ts';
import type { Kind, NameSpace, Param, Place, Text, Word } from './vocabulary/word.ts';
import { paramOf, wordAt, wordsAt } from './words.ts';

/** A name that the author used and that has to be declared somewhere. */
export interface Reference {
  readonly space: NameSpace;
  readonly name: string;
  readonly at: At;
  readonly scope: Scope;
}

/** Where a name was used: steps are known within their flow, grades within their step. */
export interface Scope {
  readonly flow?: string;
  readonly step?: string;
  readonly form?: string;
  /** Field of rows whose column is meant. */
  readonly rows?: string;
}

type Value =
  | { readonly is: 'text'; readonly value: string }
  | { readonly is: 'texts'; readonly values: readonly string[] }
  | { readonly is: 'whole'; readonly value: number }
  | { readonly is: 'flag'; readonly value: boolean }
  | { readonly is: 'days'; readonly from: string; readonly to?: string }
  | { readonly is: 'share'; readonly value: readonly [number, number] }
  | { readonly is: 'operand'; readonly value: Operand }
  | { readonly is: 'operands'; readonly values: readonly Operand[] }
  | { readonly is: 'period'; readonly value: PeriodSpec }
  | { readonly is: 'periods'; readonly values: ReadonlyMap<string, PeriodSpec> }
  | { readonly is: 'length'; readonly value: Length }
  | { readonly is: 'basis'; readonly value: BasisCited }
  | { readonly is: 'condition'; readonly value: Condition }
  | { readonly is: 'who'; readonly value: Who }
  | { readonly is: 'map'; readonly value: TreeMap }
  | { readonly is: 'counts'; readonly values: ReadonlyMap<string, number> }
  | { readonly is: 'inputs'; readonly values: ReadonlyMap<string, Operand> }
  | { readonly is: 'figures'; readonly values: ReadonlyMap<string, string> };

export type Operand = string | number | boolean | { readonly field: string };
export type Who = { readonly word: string } | { readonly roles: readonly string[] } | { readonly field: string };
export interface Length {
  readonly length: number;
  readonly unit: 'days' | 'months' | 'years';
}
export interface BasisCited {
  readonly id: string;
  readonly article: string | undefined;
}

/** A word as the author wrote it: its parameters by name, its sections and the words inside it, each with its place. */
export interface Given {
  readonly word: Word;
  readonly at: At;
  readonly values: ReadonlyMap<string, Value>;
  readonly trees: ReadonlyMap<string, Tree>;
  readonly sections: ReadonlyMap<string, Tree>;
  readonly inner: ReadonlyMap<string, Tree>;
}

export interface Reader {
  readonly diagnostics: Diagnostic[];
  readonly references: Reference[];
  readonly outcomesUsed: OutcomeUse[];
  /** Reads one word at its place; what is wrong with it is reported, what is right comes back. */
  readonly word: (word: Word, tree: Tree, scope: Scope) => Given;
  readonly condition: (tree: Tree, scope: Scope) => Condition | undefined;
  readonly report: (code: DiagnosticCode, at: At, found: string, params?: Diagnostic['params']) => void;
}

export const idPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
export const codePattern = /^[\p{L}\p{N}][\p{L}\p{N}._/-]*$/u;

export const textOfParam = (given: Given, name: string): string | undefined => {
  const value = given.values.get(name);
  return value?.is === 'text' ? value.value : undefined;
};
export const textsOfParam = (given: Given, name: string): readonly string[] | undefined => {
  const value = given.values.get(name);
  return value?.is === 'texts' ? value.values : undefined;
};
export const wholeOfParam = (given: Given, name: string): number | undefined => {
  const value = given.values.get(name);
  return value?.is === 'whole' ? value.value : undefined;
};
export const flagOfParam = (given: Given, name: string): boolean | undefined => {
  const value = given.values.get(name);
  return value?.is === 'flag' ? value.value : undefined;
};
export const conditionOfParam = (given: Given, name: string): Condition | undefined => {
  const value = given.values.get(name);
  return value?.is === 'condition' ? value.value : undefined;
};
export const periodOfParam = (given: Given, name: string): PeriodSpec | undefined => {
  const value = given.values.get(name);
  return value?.is === 'period' ? value.value : undefined;
};
export const basisOfParam = (given: Given, name = 'basis'): BasisCited | undefined => {
  const value = given.values.get(name);
  return value?.is === 'basis' ? value.value : undefined;
};
export const valueOfParam = <K extends Value['is']>(given: Given, name: string, is: K): Extract<Value, { is: K }> | undefined => {
  const value = given.values.get(name);
  return value?.is === is ? (value as Extract<Value, { is: K }>) : undefined;
};

export function createReader(): Reader {
  const diagnostics: Diagnostic[] = [];
  const references: Reference[] = [];
  const outcomesUsed: OutcomeUse[] = [];
  const report: Reader['report'] = (code, at, found, params = {}) => void diagnostics.push(diagnose(code, at, found, params));
  const refer = (space: NameSpace, name: string, at: At, scope: Scope) => void references.push({ space, name, at, scope });

  function word(of: Word, tree: Tree, scope: Scope): Given {
    const trees = new Map<string, Tree>();
    const sections = new Map<string, Tree>();
    const inner = new Map<string, Tree>();
    spread(of, tree, trees, sections, inner);
    const values = new Map<string, Value>();
    const within: Scope = of.name === 'accumulated' ? { ...scope, ...rowsOf(trees) } : scope;
    for (const param of of.params) {
      const given = trees.get(param.name);
      if (given === undefined) {
        if (param.required) missing(of, param.name, param.text, tree.at);
        continue;
      }
      const value = readValue(of, param, given, within);
      if (value) values.set(param.name, value);
    }
    for (const section of of.sections ?? []) if (section.required && !sections.has(section.name)) missing(of, section.name, section.text, tree.at);
    return { word: of, at: tree.at, values, trees, sections, inner };
  }

  function rowsOf(trees: ReadonlyMap<string, Tree>): { rows?: string } {
    const field = trees.get('field');
    return field?.is === 'scalar' ? { rows: field.source } : {};
  }

  function missing(of: Word, param: string, meaning: Text, at: At): void {
    report('param-missing', at, '', { where: `\`${of.name}\``, param: `\`${param}\``, meaning, example: oneLine(of.example) });
  }

  /** Sorts what stands in a word into parameters, sections and inner words; a bare value is the short parameter's. */
  function spread(of: Word, tree: Tree, trees: Map<string, Tree>, sections: Map<string, Tree>, inner: Map<string, Tree>): void {
    if (tree.is !== 'map') {
      if (of.short !== undefined && !(tree.is === 'scalar' && tree.value === null)) trees.set(of.short, tree);
      else if (!(tree.is === 'scalar' && (tree.value === null || tree.value === true)) || of.params.some((p) => p.required)) {
        report('shape', tree.at, quoteTree(tree), { where: `\`${of.name}\``, wanted: { zh: '“参数: 值”的列表', en: '`parameter: value` pairs' }, example: oneLine(of.example) });
      }
      return;
    }
    const innerWords = (of.inner ?? []).flatMap((place) => wordsAt(place));
    for (const [key, { key: at, value }] of tree.entries) {
      if (paramOf(of, key)) trees.set(key, value);
      else if (of.sections?.some((s) => s.name === key)) sections.set(key, value);
      else if (innerWords.some((w) => w.keyed && w.name === key)) inner.set(key, value);
      else unknownWord(of.name, key, at, [...of.params.map((p) => p.name), ...(of.sections ?? []).map((s) => s.name), ...innerWords.filter((w) => w.keyed).map((w) => w.name)]);
    }
  }

  function unknownWord(where: string, found: string, at: At, known: readonly string[]): void {
    report('word-unknown', at, found, { where: `\`${where}\``, known: known.join(', '), nearest: didYouMean(found, known) });
  }

  function wrong(of: Word, param: Param, tree: Tree, wanted: Text): undefined {
    report('value', tree.at, quoteTree(tree), { param: `\`${of.name}.${param.name}\``, wanted });
    return undefined;
  }

  function readValue(of: Word, param: Param, tree: Tree, scope: Scope): Value | undefined {
    const { kind } = param;
    const fail = (zh: string, en: string) => wrong(of, param, tree, { zh, en });
    switch (kind.is) {
      case 'text':
        return readText(of, param, tree, kind.most ?? 200);
      case 'whole':
        return readWhole(of, param, tree, kind);
      case 'flag':
        return tree.is === 'scalar' && typeof tree.value === 'boolean' ? { is: 'flag', value: tree.value } : fail('true 或 false', '`true` or `false`');
      case 'day':
      case 'days':
        return readDays(tree) ?? fail('日期 YYYY-MM-DD，或 {from, to}', 'a day YYYY-MM-DD, or {from, to}');
      case 'share':
        return readShare(tree) ?? fail('比例，如 2/3，不大于 1', 'a share such as 2/3, at most 1');
      case 'one-of': {
        const text = tree.is === 'scalar' ? tree.source : undefined;
        if (text !== undefined && kind.values.includes(text)) return { is: 'text', value: text };
        const meant = text === undefined ? undefined : didYouMean(text, kind.values);
        return fail(`${kind.values.join('、')} 之一${meant && kind.values.length > 6 ? `（${meant.zh}）` : ''}`, `one of ${kind.values.join(', ')}${meant && kind.values.length > 6 ? ` (${meant.en})` : ''}`);
      }
      case 'some-of': {
        const list = scalarsOf(tree);
        const fits = list !== undefined && list.length > 0 && list.every((item) => kind.values.includes(item.source));
        return fits ? texts(list) : fail(`${kind.values.slice(0, 30).join('、')} 中的若干`, `some of ${kind.values.slice(0, 30).join(', ')}`);
      }
      case 'name':
      case 'id': {
        const name = tree.is === 'scalar' ? tree.source : '';
        if (!(kind.is === 'id' ? idPattern : codePattern).test(name)) return fail('一个名称', 'one name');
        if (kind.is === 'name') refer(kind.of, name, tree.at, scope);
        return { is: 'text', value: name };
      }
      case 'names':
      case 'ids': {
        const list = scalarsOf(tree);
        const form = kind.is === 'names' && kind.of === 'field' ? /^[a-z][a-z0-9.-]*$/ : kind.is === 'ids' ? /^[a-z][a-z0-9.@-]*$/ : codePattern;
        if (list === undefined || list.length === 0 || !list.every((item) => form.test(item.source))) return fail('一个或几个名称', 'one name or several');
        if (kind.is === 'names') for (const item of list) refer(kind.of, item.source, item.at, scope);
        return texts(list);
      }
      case 'new-names':
        return readNewNames(of, param, tree);
      case 'operand': {
        const operand = readOperand(tree, scope);
        return operand === undefined ? fail('常数，或 {field: 字段}', 'a constant, or {field: name}') : { is: 'operand', value: operand };
      }
      case 'operands': {
        const operands = tree.is === 'list' ? tree.items.map((item) => readOperand(item, scope)) : [readOperand(tree, scope)];
        const known = operands.filter((o) => o !== undefined);
        const single = tree.is !== 'list' || known.every((o) => typeof o !== 'object');
        return known.length === operands.length && known.length > 0 && single ? { is: 'operands', values: known } : fail('常数、常数列表，或 {field: 字段}', 'a constant, a list of constants, or {field: name}');
      }
      case 'limit': {
        if (tree.is === 'scalar' && typeof tree.value === 'string') {
          if (tree.value !== 'today') refer('field', tree.value, tree.at, scope);
          return { is: 'text', value: tree.value };
        }
        return fail('today 或日期字段', '`today` or a date field');
      }
      case 'who':
        return readWho(of, param, tree, kind.words, scope);
      case 'period': {
        const period = readPeriod(tree);
        return period && { is: 'period', value: period };
      }
      case 'periods': {
        if (tree.is !== 'map') return fail('等级 → 期限', 'grade → period');
        const values = new Map<string, PeriodSpec>();
        for (const [grade, { key, value }] of tree.entries) {
          refer('grade', grade, key, scope);
          const period = readPeriod(value);
          if (period) values.set(grade, period);
        }
        return { is: 'periods', values };
      }
      case 'length':
        return readLength(tree) ?? readEndField(tree, scope) ?? fail('{years: 3}、{months: 6}、{days: 90} 或 {field: 日期字段}', '{years: 3}, {months: 6}, {days: 90} or {field: name}');
      case 'basis':
        return readBasis(tree, scope) ?? fail('“依据名 条款”，如 rule 5.4.1', 'a basis and its article, such as `rule 5.4.1`');
      case 'condition': {
        const value = condition(tree, scope);
        return value && { is: 'condition', value };
      }
      case 'after': {
        const value = readAfter(tree, scope);
        return value && { is: 'condition', value };
      }
      case 'columns':
        return tree.is === 'map' ? { is: 'map', value: tree } : fail('列名 → 字段', 'column → field');
      case 'quotas':
        return readCounts(tree) ?? fail('等次 → 名额', 'grade → a whole number');
      case 'inputs':
        return readInputs(tree, scope) ?? fail('输入 → 常数或 {field: 字段}', 'input → a constant or {field: name}');
      case 'figures':
        return readFigures(tree, scope) ?? fail('字段 → 计算结果', 'field → figure');
    }
  }

  function readText(of: Word, param: Param, tree: Tree, most: number): Value | undefined {
    if (tree.is !== 'scalar' || tree.source.trim() === '') return wrong(of, param, tree, { zh: '文字', en: 'a text' });
    if ([...tree.source].length > most) {
      report('too-long', tree.at, `${[...tree.source].length}`, { param: `\`${of.name}.${param.name}\``, most: String(most) });
      return undefined;
    }
    return { is: 'text', value: tree.source };
  }

  function readWhole(of: Word, param: Param, tree: Tree, kind: Extract<Kind, { is: 'whole' }>): Value | undefined {
    if (tree.is !== 'scalar' || typeof tree.value !== 'number' || !Number.isSafeInteger(tree.value)) return wrong(of, param, tree, { zh: '整数', en: 'a whole number' });
    const low = kind.least ?? 0;
    const high = kind.most ?? 1_000_000_000;
    if (tree.value < low || tree.value > high) {
      report('range', tree.at, tree.source, { param: `\`${of.name}.${param.name}\``, least: String(low), most: String(high) });
      return undefined;
    }
    return { is: 'whole', value: tree.value === 0 ? 0 : tree.value };
  }

  function readNewNames(of: Word, param: Param, tree: Tree): Value | undefined {
    const list = scalarsOf(tree);
    if (list === undefined || list.length === 0) return wrong(of, param, tree, { zh: '代码列表', en: 'a list of codes' });
    const seen = new Set<string>();
    for (const item of list) {
      const standard = param.name === 'standards' && item.source.length <= 80 && item.source.trim() !== '';
      if (!standard && (!codePattern.test(item.source) || item.source.length > 60)) report('code-form', item.at, item.source);
      if (seen.has(item.source)) report('code-twice', item.at, item.source);
      seen.add(item.source);
    }
    return texts(list);
  }

  function readOperand(tree: Tree, scope: Scope): Operand | undefined {
    if (tree.is === 'scalar') {
      if (tree.value === null) return undefined;
      // No floats in stored bytes (design, decision 4): a decimal stays the text that it was written as.
      return typeof tree.value === 'number' && !Number.isSafeInteger(tree.value) ? tree.source : tree.value;
    }
    const field = tree.is === 'map' && tree.entries.size === 1 ? tree.entries.get('field')?.value : undefined;
    if (field?.is !== 'scalar' || !idPattern.test(field.source)) return undefined;
    refer('field', field.source, field.at, scope);
    return { field: field.source };
  }

  function readEndField(tree: Tree, scope: Scope): Value | undefined {
    const operand = tree.is === 'map' ? readOperand(tree, scope) : undefined;
    return typeof operand === 'object' ? { is: 'operand', value: operand } : undefined;
  }

  function readWho(of: Word, param: Param, tree: Tree, known: readonly string[], scope: Scope): Value | undefined {
    if (tree.is === 'scalar' && known.includes(tree.source)) return { is: 'who', value: { word: tree.source } };
    if (of.name === 'result') {
      const operand = readOperand(tree, scope);
      return typeof operand === 'object' ? { is: 'who', value: operand } : wrong(of, param, tree, { zh: `${known.join('、')} 或 {field: 字段}`, en: `${known.join(', ')} or {field: name}` });
    }
    const roles = scalarsOf(tree);
    if (roles !== undefined && roles.length > 0 && roles.every((role) => idPattern.test(role.source))) {
      for (const role of roles) refer('role', role.source, role.at, scope);
      return { is: 'who', value: { roles: roles.map((role) => role.source) } };
    }
    return wrong(of, param, tree, { zh: `${known.join('、')} 或角色`, en: `${known.join(', ')} or a role` });
  }

  function readPeriod(tree: Tree): PeriodSpec | undefined {
    const period = wordAt('value');
    if (period === undefined) throw new Error('the vocabulary has no period');
    const given = word(period, tree, {});
    const units = (['days', 'working-days', 'months', 'years'] as const).filter((unit) => given.trees.has(unit));
    const [unit] = units;
    if (tree.is === 'map' && units.length !== 1) {
      report(units.length === 0 ? 'nothing-said' : 'too-much-said', tree.at, quoteTree(tree), { where: '`period`', known: 'days, working-days, months, years', example: period.example });
      return undefined;
    }
    const length = unit && wholeOfParam(given, unit);
    const firstDayCounts = flagOfParam(given, 'first-day-counts');
    return unit && length !== undefined && firstDayCounts !== undefined ? { length, unit, firstDayCounts } : undefined;
  }

  function readBasis(tree: Tree, scope: Scope): Value | undefined {
    if (tree.is !== 'scalar' || typeof tree.value !== 'string') return undefined;
    const [id = '', ...rest] = tree.source.trim().split(/\s+/);
    if (!idPattern.test(id)) return undefined;
    refer('basis', id, tree.at, scope);
    return { is: 'basis', value: { id, article: rest.length === 0 ? undefined : rest.join(' ') } };
  }

  function readInputs(tree: Tree, scope: Scope): Value | undefined {
    if (tree.is !== 'map') return undefined;
    const values = new Map<string, Operand>();
    for (const [name, { value }] of tree.entries) {
      const operand = readOperand(value, scope);
      if (operand === undefined) return undefined;
      values.set(name, operand);
    }
    return { is: 'inputs', values };
  }

  function readFigures(tree: Tree, scope: Scope): Value | undefined {
    if (tree.is !== 'map') return undefined;
    const values = new Map<string, string>();
    for (const [field, { key, value }] of tree.entries) {
      if (value.is !== 'scalar' || value.source === '') return undefined;
      refer('field', field, key, scope);
      values.set(field, value.source);
    }
    return { is: 'figures', values };
  }

  function readAfter(tree: Tree, scope: Scope): Condition | undefined {
    if (tree.is === 'scalar' && typeof tree.value === 'string') return stepDone(tree, tree.source, scope);
    if (tree.is === 'list' && tree.items.length > 0) {
      const parts = tree.items.map((item) => readAfter(item, scope)).filter((c) => c !== undefined);
      return parts.length === tree.items.length ? { all: parts } : undefined;
    }
    return condition(tree, scope);
  }

  function stepDone(tree: Tree, step: string, scope: Scope): Condition | undefined {
    refer('step', step, tree.at, scope);
    return { step, outcomes: 'any' };
  }

  function condition(tree: Tree, scope: Scope): Condition | undefined {
    const read = readCondition(tree, scope);
    if (read && depthOf(read) > 3) report('condition-deep', tree.at, quoteTree(tree));
    return read;
  }

  function readCondition(tree: Tree, scope: Scope): Condition | undefined {
    if (tree.is === 'list') {
      const parts = tree.items.map((item) => readCondition(item, scope)).filter((c) => c !== undefined);
      if (tree.items.length === 0) report('nothing-said', tree.at, '[]', { where: { zh: '条件', en: 'a condition' }, known: conditionNames.join(', '), example: 'field: size' });
      return parts.length === 1 ? parts[0] : parts.length > 1 ? { all: parts } : undefined;
    }
    const found = tree.is === 'map' ? conditionNames.filter((name) => tree.entries.has(name)) : [];
    const [name] = found;
    if (tree.is !== 'map' || name === undefined) {
      const key = tree.is === 'map' ? [...tree.entries.keys()][0] : undefined;
      if (key !== undefined && tree.is === 'map') unknownWord('condition', key, tree.entries.get(key)?.key ?? tree.at, conditionNames);
      else report('shape', tree.at, quoteTree(tree), { where: { zh: '条件', en: 'a condition' }, wanted: { zh: conditionNames.join('、'), en: conditionNames.join(', ') }, example: '{ field: size, is: L }' });
      return undefined;
    }
    return readNamedCondition(name, tree, scope);
  }

  function readNamedCondition(name: string, tree: TreeMap, scope: Scope): Condition | undefined {
    const of = wordAt('condition', name);
    const subject = tree.entries.get(name)?.value;
    if (of === undefined || subject === undefined) return undefined;
    if (name === 'field' || name === 'step') return readSubject(of, subject, tree, scope);
    for (const [key, { key: at }] of tree.entries) if (key !== name) unknownWord(name, key, at, [name]);
    if (name === 'holds') return readHolds(word(of, subject, scope));
    if (name === 'not') {
      const part = readCondition(subject, scope);
      return part && { not: part };
    }
    if (subject.is !== 'list' || subject.items.length === 0) {
      report('shape', subject.at, quoteTree(subject), { where: '`any`', wanted: { zh: '条件列表', en: 'a list of conditions' }, example: oneLine(of.example) });
      return undefined;
    }
    const parts = subject.items.map((item) => readCondition(item, scope)).filter((c) => c !== undefined);
    return { any: parts };
  }

  /** `{field: size, is: L}`, `{step: review, is: accepted}`: the subject stands under the word itself, the rest beside it. */
  function readSubject(of: Word, subject: Tree, tree: TreeMap, scope: Scope): Condition | undefined {
    const rest = new Map([...tree.entries].filter(([key]) => key !== of.name));
    const given = word(of, { is: 'map', at: tree.at, entries: rest }, scope);
    if (subject.is !== 'scalar' || !idPattern.test(subject.source)) {
      report('value', subject.at, quoteTree(subject), { param: `\`${of.name}\``, wanted: { zh: '一个名称', en: 'one name' } });
      return undefined;
    }
    refer(of.name === 'step' ? 'step' : 'field', subject.source, subject.at, scope);
    if (of.name === 'step') {
      const outcomes = textsOfParam(given, 'is');
      for (const outcome of scalarsOf(given.trees.get('is')) ?? []) outcomesUsed.push({ step: subject.source, outcome: outcome.source, at: outcome.at, scope });
      return { step: subject.source, outcomes: outcomes ?? 'any' };
    }
    const tests = [...given.trees.keys()];
    if (tests.length > 1) report('too-much-said', tree.at, tests.join(', '), { where: '`field`', known: of.params.map((p) => p.name).join(', ') });
    return { field: subject.source, test: testOf(given) };
  }

  return { diagnostics, references, outcomesUsed, word, condition, report };
}

/** An outcome that a condition names; `check` looks whether the step has it. */
export interface OutcomeUse {
  readonly step: string;
  readonly outcome: string;
  readonly at: At;
  readonly scope: Scope;
}

const conditionNames = ['any', 'not', 'field', 'step', 'holds'];

const texts = (list: readonly { readonly source: string }[]): Value => ({ is: 'texts', values: list.map((item) => item.source) });

export const oneLine = (example: string): string => example.split('\n').map((line) => line.trim()).join(', ');

/** A scalar, or a list of scalars, as a list. */
export function scalarsOf(tree: Tree | undefined): readonly { readonly source: string; readonly at: At }[] | undefined {
  if (tree?.is === 'scalar') return tree.value === null ? undefined : [tree];
  if (tree?.is !== 'list') return undefined;
  const scalars = tree.items.filter((item) => item.is === 'scalar' && item.value !== null);
  return scalars.length === tree.items.length ? (scalars as readonly { source: string; at: At; is: 'scalar' }[]) : undefined;
}

function testOf(given: Given): FieldTest {
  const flag = flagOfParam(given, 'given');
  if (flag !== undefined) return { given: flag };
  const is = valueOfParam(given, 'is', 'operands')?.values;
  if (is !== undefined) {
    const [first] = is;
    if (is.length === 1 && first !== undefined) return { compare: 'is', with: first };
    return { in: is.filter((o) => typeof o !== 'object') };
  }
  for (const compare of ['is-not', 'at-least', 'at-most'] as const) {
    const operand = valueOfParam(given, compare, 'operand')?.value;
    if (operand !== undefined) return { compare, with: operand };
  }
  return { given: true };
}

function readHolds(given: Given): Condition {
  const who = valueOfParam(given, 'who', 'who')?.value ?? { word: 'applicant' };
  const scheme = textOfParam(given, 'scheme');
  const status = textsOfParam(given, 'status');
  return {
    holds: {
      who: 'roles' in who ? { role: who.roles[0] ?? '' } : 'word' in who && (who.word === 'body' || who.word === 'actor') ? who.word : 'applicant',
      kind: textOfParam(given, 'kind') ?? '',
      ...(scheme === undefined ? {} : { scheme }),
      ...coveredBy(given),
      ...(status === undefined ? {} : { status: status as readonly ('valid' | 'suspended' | 'withdrawn' | 'cancelled' | 'expired')[] }),
    },
  };
}

/** What a held entry must cover: the codes of a field, or codes that the scheme itself names. */
export function coveredBy(given: Given): { readonly scopeOf?: string; readonly codes?: readonly string[] } {
  const operands = valueOfParam(given, 'covers', 'operands')?.values ?? [];
  const [first] = operands;
  if (typeof first === 'object') return { scopeOf: first.field };
  return operands.length === 0 ? {} : { codes: operands.map(String) };
}

export function depthOf(condition: Condition): number {
  if ('all' in condition) return 1 + Math.max(0, ...condition.all.map(depthOf));
  if ('any' in condition) return 1 + Math.max(0, ...condition.any.map(depthOf));
  if ('not' in condition) return 1 + depthOf(condition.not);
  return 1;
}

function readDays(tree: Tree): Value | undefined {
  if (tree.is === 'scalar') return isDay(tree.source) ? { is: 'days', from: tree.source } : undefined;
  if (tree.is !== 'map') return undefined;
  const from = dayIn(tree, 'from');
  const to = dayIn(tree, 'to');
  const known = [...tree.entries.keys()].every((key) => key === 'from' || key === 'to');
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
  return Number.isSafeInteger(value.value) && value.value >= 1 && value.value <= 36_500 ? { is: 'length', value: { length: value.value, unit } } : undefined;
}

function readCounts(tree: Tree): Value | undefined {
  if (tree.is !== 'map') return undefined;
  const values = new Map<string, number>();
  for (const [name, { value }] of tree.entries) {
    if (!idPattern.test(name) || value.is !== 'scalar' || typeof value.value !== 'number' || !Number.isSafeInteger(value.value) || value.value < 1) return undefined;
    values.set(name, value.value);
  }
  return values.size === 0 ? undefined : { is: 'counts', values };
}

/** The place's own unkeyed word; the vocabulary has exactly one for each place that needs it. */
export function unkeyedWord(place: Place): Word {
  const found = wordAt(place);
  if (found === undefined) throw new Error(`the vocabulary has no word for the place ${place}`);
  return found;
}
