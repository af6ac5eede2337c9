import type { At, Diagnostic } from './diagnostic.ts';
import { diagnose } from './diagnostic.ts';
import type { Field } from './form.ts';
import { generalTexts } from './general-texts.ts';
import type { FlowSpec, Scheme, StepSpec } from './scheme.ts';
import { quoteTree, readTree, type SourceFile, type Tree } from './tree.ts';
import type { Text } from './vocabulary/word.ts';

/** One text that a scheme needs: its key, and the shorter keys under which it may stand instead. */
export interface NeededText {
  readonly key: string;
  readonly instead: readonly string[];
  /** Object of the scheme that needs it, for the position of a message. */
  readonly of: object | undefined;
}

/**
 * Every text that a scheme needs. After parsing, `scheme.texts` holds each of these keys: `title`, `summary`, `party.ID`,
 * `role.ID`, `reason.LIST`, `reason.LIST.CODE`, `form.ID`, `field.ID` (columns too), `option.FIELD.OPTION`, `unit.ID`,
 * `flow.ID`, `step.ID` (stages too), `outcome.STEP.OUTCOME`, `exit.ID`, `clock.ID`, `grade.ID`, `message.ID`, `result.ID`,
 * `duty.ID`, `kind.KIND`, `ending.ENDING`, `act.ACT`; and, where the author wrote one, `help.FIELD` and `help.step.STEP`.
 */
export function neededTexts(scheme: Omit<Scheme, 'texts'>): readonly NeededText[] {
  const needed: NeededText[] = [];
  const need = (key: string, of: object | undefined, ...instead: string[]) => void needed.push({ key, instead, of });
  for (const key of ['title', 'summary']) need(key, undefined);
  for (const party of [scheme.owner, ...scheme.hosts, ...scheme.guides, ...scheme.organisers])
    need(`party.${party}`, scheme.hosts);
  for (const role of scheme.roles) need(`role.${role.id}`, role);
  for (const list of scheme.reasonLists) {
    need(`reason.${list.id}`, list);
    for (const code of list.codes) need(`reason.${list.id}.${code}`, list, `reason.${code}`);
  }
  for (const form of scheme.forms) {
    need(`form.${form.id}`, form);
    for (const field of form.fields) needField(field, need);
  }
  for (const flow of scheme.flows) needFlow(flow, need);
  for (const step of scheme.round?.steps ?? []) needStep(step, need);
  for (const quota of scheme.round?.quotas ?? []) need(`grade.${quota.id}`, scheme.round);
  for (const result of scheme.results) {
    need(`result.${result.id}`, result);
    need(`kind.${result.kind}`, result);
    for (const duty of result.duties) need(`duty.${duty.id}`, duty);
    for (const act of result.acts) need(`act.${act.act}`, act);
  }
  for (const ending of ['granted', 'refused', 'withdrawn', 'closed']) need(`ending.${ending}`, undefined);
  return needed;
}

type Need = (key: string, of: object | undefined, ...instead: string[]) => void;

function needField(field: Field, need: Need): void {
  need(`field.${field.id}`, field);
  if (field.kind === 'choice')
    for (const option of field.options) need(`option.${field.id}.${option}`, field, `option.${option}`);
  if (field.kind === 'number' && field.unit !== undefined) need(`unit.${field.unit}`, field);
  if (field.kind === 'entry') need(`kind.${field.entryKind}`, field);
  if (field.kind === 'rows') for (const column of field.columns) needField(column, need);
}

function needFlow(flow: FlowSpec, need: Need): void {
  need(`flow.${flow.id}`, flow);
  for (const step of flow.steps) needStep(step, need);
  for (const exit of flow.exits) need(`exit.${exit.id}`, exit);
}

function needStep(step: StepSpec, need: Need): void {
  need(`step.${step.id}`, step);
  for (const outcome of step.outcomes) {
    need(`outcome.${step.id}.${outcome.id}`, step, `outcome.${outcome.id}`);
    if (outcome.entryAct !== undefined) need(`act.${outcome.entryAct}`, step);
  }
  if (step.clock) need(`clock.${step.clock.id}`, step.clock, `step.${step.id}`);
  for (const grade of step.findings?.grades ?? []) need(`grade.${grade.id}`, step.findings);
  for (const guard of step.guards) {
    if (guard.guard === 'requires') need(guard.message, guard);
    if (guard.guard === 'registered' || guard.guard === 'entitled' || guard.guard === 'no-history')
      need(`kind.${guard.kind}`, guard);
  }
}

export interface WrittenText extends Partial<Text> {
  readonly at: At;
}

/** Reads one texts.yaml: maps nested by key, a text where `zh` and `en` stand. */
export function readTexts(file: SourceFile): {
  readonly texts: ReadonlyMap<string, WrittenText>;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { tree, diagnostics } = readTree(file);
  const texts = new Map<string, WrittenText>();
  const found: Diagnostic[] = [...diagnostics];
  if (tree !== undefined && tree.is !== 'map') found.push(wrongShape(tree));
  else if (tree !== undefined)
    for (const [key, { key: at, value }] of tree.entries) walkTexts(key, at, value, texts, found);
  return { texts, diagnostics: found };
}

function wrongShape(tree: Tree): Diagnostic {
  return diagnose('shape', tree.at, quoteTree(tree), {
    where: '`texts.yaml`',
    wanted: { zh: '“键: {zh, en}”', en: '`key: {zh, en}`' },
    example: 'title: { zh: 质量管理体系认证, en: Quality management system certification }',
  });
}

function walkTexts(key: string, at: At, tree: Tree, texts: Map<string, WrittenText>, found: Diagnostic[]): void {
  if (tree.is !== 'map') {
    found.push(wrongShape(tree));
    return;
  }
  const language = (name: 'zh' | 'en') => {
    const value = tree.entries.get(name)?.value;
    if (value !== undefined && (value.is !== 'scalar' || value.source.trim() === ''))
      found.push(
        diagnose('value', value.at, quoteTree(value), {
          param: `\`${key}.${name}\``,
          wanted: { zh: '文字', en: 'a text' },
        }),
      );
    return value?.is === 'scalar' && value.source.trim() !== '' ? value.source : undefined;
  };
  if (tree.entries.has('zh') || tree.entries.has('en')) {
    const [zh, en] = [language('zh'), language('en')];
    texts.set(key, { at, ...(zh === undefined ? {} : { zh }), ...(en === undefined ? {} : { en }) });
  }
  for (const [name, { key: keyAt, value }] of tree.entries) {
    if (name === 'zh' || name === 'en') continue;
    // `{ en: passed, or put right }` is a key `or put right` without a value: the usual slip.
    const slip = tree.entries.has('en') && value.is === 'scalar' && value.value === null;
    if (slip) found.push(diagnose('text-comma', keyAt, name));
    else walkTexts(`${key}.${name}`, keyAt, value, texts, found);
  }
}

/** Every text of a scheme by its full key, and what was written and not needed. */
export interface ResolvedTexts {
  readonly texts: Readonly<Record<string, Text>>;
  readonly missing: readonly NeededText[];
  readonly unused: readonly string[];
}

export function resolveTexts(
  scheme: Omit<Scheme, 'texts'>,
  own: ReadonlyMap<string, WrittenText>,
  parts: ReadonlyMap<string, WrittenText>,
): ResolvedTexts {
  const resolved = new Map<string, Text>();
  const used = new Set<string>();
  const missing: NeededText[] = [];
  const textAt = (key: string): Text | undefined => {
    const written = own.get(key) ?? parts.get(key);
    if (written) return { zh: written.zh ?? '', en: written.en ?? '' };
    return Object.hasOwn(generalTexts, key) ? generalTexts[key] : undefined;
  };
  for (const needed of neededTexts(scheme)) {
    const key = [needed.key, ...needed.instead].find((k) => textAt(k) !== undefined);
    const text = key === undefined ? undefined : textAt(key);
    if (key === undefined || text === undefined) missing.push(needed);
    else {
      used.add(key);
      resolved.set(needed.key, text);
    }
  }
  for (const key of [...own.keys(), ...parts.keys()]) {
    const [first, second, third] = key.split('.');
    const helps =
      first === 'help' && (resolved.has(`field.${second}`) || (second === 'step' && resolved.has(`step.${third}`)));
    if (!helps) continue;
    used.add(key);
    resolved.set(key, textAt(key) ?? { zh: '', en: '' });
  }
  return {
    texts: Object.fromEntries([...resolved].sort(([a], [b]) => (a < b ? -1 : 1))),
    missing,
    unused: [...own.keys()].filter((key) => !used.has(key)),
  };
}
