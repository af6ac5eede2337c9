import { type At, type Diagnostic, diagnose } from '../diagnostic.ts';
import { quoteTree, type Tree } from '../tree.ts';
import type { NameSpace, Place, Text, Word } from '../vocabulary/word.ts';
import { paramOf, wordAt, wordsAt } from '../words.ts';
import { readCondition, unknownWord } from './condition.ts';
import { type Given, type OutcomeUse, oneLine, type Reader, type Reference, type Scope, type Value } from './given.ts';
import { readValue } from './value.ts';

/** A reader for one scheme: it walks the table of words and gathers what is wrong, what is named and where. */
export function createReader(): Reader {
  const diagnostics: Diagnostic[] = [];
  const references: Reference[] = [];
  const outcomesUsed: OutcomeUse[] = [];
  const wordsUsed = new Set<string>();
  const report: Reader['report'] = (code, at, found, params = {}) =>
    void diagnostics.push(diagnose(code, at, found, params));
  const refer = (space: NameSpace, name: string, at: At, scope: Scope) =>
    void references.push({ space, name, at, scope });

  function word(of: Word, tree: Tree, scope: Scope): Given {
    wordsUsed.add(`${of.place}: ${of.name}`);
    const trees = new Map<string, Tree>();
    const sections = new Map<string, Tree>();
    const inner = new Map<string, Tree>();
    spread(reader, of, tree, trees, sections, inner);
    const values = new Map<string, Value>();
    const within: Scope = of.name === 'accumulated' ? { ...scope, ...rowsOf(trees) } : scope;
    for (const param of of.params) {
      const given = trees.get(param.name);
      if (given === undefined) {
        if (param.required) missing(reader, of, param.name, param.text, tree.at);
        continue;
      }
      const value = readValue(reader, of, param, given, within);
      if (value) values.set(param.name, value);
    }
    for (const section of of.sections ?? [])
      if (section.required && !sections.has(section.name)) missing(reader, of, section.name, section.text, tree.at);
    return { word: of, at: tree.at, values, trees, sections, inner };
  }

  const reader: Reader = {
    diagnostics,
    references,
    outcomesUsed,
    wordsUsed,
    word,
    condition: (tree, scope) => readCondition(reader, tree, scope),
    report,
    refer,
  };
  return reader;
}

function rowsOf(trees: ReadonlyMap<string, Tree>): { rows?: string } {
  const field = trees.get('field');
  return field?.is === 'scalar' ? { rows: field.source } : {};
}

function missing(reader: Reader, of: Word, param: string, meaning: Text, at: At): void {
  reader.report('param-missing', at, '', {
    where: `\`${of.name}\``,
    param: `\`${param}\``,
    meaning,
    example: oneLine(of.example),
  });
}

/** Sorts what stands in a word into parameters, sections and inner words; a bare value is the short parameter's. */
function spread(
  reader: Reader,
  of: Word,
  tree: Tree,
  trees: Map<string, Tree>,
  sections: Map<string, Tree>,
  inner: Map<string, Tree>,
): void {
  if (tree.is !== 'map') {
    if (of.short !== undefined && !(tree.is === 'scalar' && tree.value === null)) trees.set(of.short, tree);
    else if (
      !(tree.is === 'scalar' && (tree.value === null || tree.value === true)) ||
      of.params.some((p) => p.required)
    ) {
      reader.report('shape', tree.at, quoteTree(tree), {
        where: `\`${of.name}\``,
        wanted: { zh: '“参数: 值”的列表', en: '`parameter: value` pairs' },
        example: oneLine(of.example),
      });
    }
    return;
  }
  const innerWords = (of.inner ?? []).flatMap((place) => wordsAt(place));
  for (const [key, { key: at, value }] of tree.entries) {
    if (paramOf(of, key)) trees.set(key, value);
    else if (of.sections?.some((s) => s.name === key)) sections.set(key, value);
    else if (innerWords.some((w) => w.keyed && w.name === key)) inner.set(key, value);
    else
      unknownWord(reader, of.name, key, at, [
        ...of.params.map((p) => p.name),
        ...(of.sections ?? []).map((s) => s.name),
        ...innerWords.filter((w) => w.keyed).map((w) => w.name),
      ]);
  }
}

/** The place's own unkeyed word; the vocabulary has exactly one for each place that needs it. */
export function unkeyedWord(place: Place): Word {
  const found = wordAt(place);
  if (found === undefined) throw new Error(`the vocabulary has no word for the place ${place}`);
  return found;
}
