import type { Condition, FieldTest } from '../condition.ts';
import type { At } from '../diagnostic.ts';
import { didYouMean } from '../nearest.ts';
import { quoteTree, type Tree, type TreeMap } from '../tree.ts';
import type { Word } from '../vocabulary/word.ts';
import { wordAt } from '../words.ts';
import {
  flagOfParam,
  type Given,
  idPattern,
  oneLine,
  type Reader,
  type Scope,
  scalarsOf,
  statesOfParam,
  textOfParam,
  textsOfParam,
  valueOfParam,
} from './given.ts';

const conditionNames = ['any', 'not', 'field', 'step', 'holds'];

/** A step, several steps (all of them), or a condition. */
export function readAfter(reader: Reader, tree: Tree, scope: Scope): Condition | undefined {
  if (tree.is === 'scalar' && typeof tree.value === 'string') return stepDone(reader, tree, tree.source, scope);
  if (tree.is === 'list' && tree.items.length > 0) {
    const parts = tree.items.map((item) => readAfter(reader, item, scope)).filter((c) => c !== undefined);
    return parts.length === tree.items.length ? { all: parts } : undefined;
  }
  return readCondition(reader, tree, scope);
}

function stepDone(reader: Reader, tree: Tree, step: string, scope: Scope): Condition | undefined {
  reader.refer('step', step, tree.at, scope);
  return { step, outcomes: 'any' };
}

/** Reads a condition and holds it to three levels. */
export function readCondition(reader: Reader, tree: Tree, scope: Scope): Condition | undefined {
  const read = readPart(reader, tree, scope);
  if (read && depthOf(read) > 3) reader.report('condition-deep', tree.at, quoteTree(tree));
  return read;
}

function readPart(reader: Reader, tree: Tree, scope: Scope): Condition | undefined {
  if (tree.is === 'list') {
    const parts = tree.items.map((item) => readPart(reader, item, scope)).filter((c) => c !== undefined);
    if (tree.items.length === 0)
      reader.report('nothing-said', tree.at, '[]', {
        where: { zh: '条件', en: 'a condition' },
        known: conditionNames.join(', '),
        example: 'field: size',
      });
    return parts.length === 1 ? parts[0] : parts.length > 1 ? { all: parts } : undefined;
  }
  const found = tree.is === 'map' ? conditionNames.filter((name) => tree.entries.has(name)) : [];
  const [name] = found;
  if (tree.is !== 'map' || name === undefined) {
    const key = tree.is === 'map' ? [...tree.entries.keys()][0] : undefined;
    if (key !== undefined && tree.is === 'map')
      unknownWord(reader, 'condition', key, tree.entries.get(key)?.key ?? tree.at, conditionNames);
    else
      reader.report('shape', tree.at, quoteTree(tree), {
        where: { zh: '条件', en: 'a condition' },
        wanted: { zh: conditionNames.join('、'), en: conditionNames.join(', ') },
        example: '{ field: size, is: L }',
      });
    return undefined;
  }
  return readNamedCondition(reader, name, tree, scope);
}

function readNamedCondition(reader: Reader, name: string, tree: TreeMap, scope: Scope): Condition | undefined {
  const of = wordAt('condition', name);
  const subject = tree.entries.get(name)?.value;
  if (of === undefined || subject === undefined) return undefined;
  reader.wordsUsed.add(`condition: ${name}`);
  if (name === 'field' || name === 'step') return readSubject(reader, of, subject, tree, scope);
  for (const [key, { key: at }] of tree.entries) if (key !== name) unknownWord(reader, name, key, at, [name]);
  if (name === 'holds') {
    const given = reader.word(of, subject, scope);
    referReasons(reader, given, scope);
    return readHolds(given);
  }
  if (name === 'not') {
    const part = readPart(reader, subject, scope);
    return part && { not: part };
  }
  if (subject.is !== 'list' || subject.items.length === 0) {
    reader.report('shape', subject.at, quoteTree(subject), {
      where: '`any`',
      wanted: { zh: '条件列表', en: 'a list of conditions' },
      example: oneLine(of.example),
    });
    return undefined;
  }
  const parts = subject.items.map((item) => readPart(reader, item, scope)).filter((c) => c !== undefined);
  return { any: parts };
}

/** `{field: size, is: L}`, `{step: review, is: accepted}`: the subject stands under the word itself, the rest beside it. */
function readSubject(reader: Reader, of: Word, subject: Tree, tree: TreeMap, scope: Scope): Condition | undefined {
  const rest = new Map([...tree.entries].filter(([key]) => key !== of.name));
  const given = reader.word(of, { is: 'map', at: tree.at, entries: rest }, scope);
  if (subject.is !== 'scalar' || !idPattern.test(subject.source)) {
    reader.report('value', subject.at, quoteTree(subject), {
      param: `\`${of.name}\``,
      wanted: { zh: '一个名称', en: 'one name' },
    });
    return undefined;
  }
  reader.refer(of.name === 'step' ? 'step' : 'field', subject.source, subject.at, scope);
  if (of.name === 'step') {
    const outcomes = textsOfParam(given, 'is');
    for (const outcome of scalarsOf(given.trees.get('is')) ?? [])
      reader.outcomesUsed.push({ step: subject.source, outcome: outcome.source, at: outcome.at, scope });
    return { step: subject.source, outcomes: outcomes ?? 'any' };
  }
  const tests = [...given.trees.keys()];
  if (tests.length > 1)
    reader.report('too-much-said', tree.at, tests.join(', '), {
      where: '`field`',
      known: of.params.map((p) => p.name).join(', '),
    });
  return { field: subject.source, test: testOf(given) };
}

export function unknownWord(reader: Reader, where: string, found: string, at: At, known: readonly string[]): void {
  reader.report('word-unknown', at, found, {
    where: `\`${where}\``,
    known: known.join(', '),
    nearest: didYouMean(found, known),
  });
}

function testOf(given: Given): FieldTest {
  const flag = flagOfParam(given, 'given');
  if (flag !== undefined) return { given: flag };
  const is = valueOfParam(given, 'is', 'operands')?.values;
  if (is !== undefined) {
    const [first] = is;
    // A word is looked for among the values of the field, so that `is` also reads well of a choice of several; numbers,
    // flags and other fields are compared by value.
    const isWord = typeof first === 'string' && !/^-?\d+\.\d+$/.test(first);
    if (is.length === 1 && first !== undefined && !isWord) return { compare: 'is', with: first };
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
  const states = statesOfParam(given, 'status');
  return {
    holds: {
      who:
        'roles' in who
          ? { role: who.roles[0] ?? '' }
          : 'word' in who && (who.word === 'body' || who.word === 'actor')
            ? who.word
            : 'applicant',
      kind: textOfParam(given, 'kind') ?? '',
      ...(scheme === undefined ? {} : { scheme }),
      ...coveredBy(given),
      ...(states === undefined
        ? {}
        : { status: states.statuses as readonly ('valid' | 'suspended' | 'withdrawn' | 'cancelled' | 'expired')[] }),
      ...(states?.reasons === undefined ? {} : { reasons: states.reasons }),
    },
  };
}

/** Reasons that the word names are codes of the lists of the scheme that it names; `check` looks at those of this one. */
export function referReasons(reader: Reader, given: Given, scope: Scope): void {
  const scheme = textOfParam(given, 'scheme');
  const at = given.trees.get('status')?.at ?? given.at;
  if (scheme === undefined) return;
  for (const { list, code } of statesOfParam(given, 'status')?.reasons ?? [])
    reader.refer('reason', `${list}.${code}`, at, { ...scope, scheme });
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
