import type { MethodResult, Problem } from '../method/method.ts';
import { checkSchema } from '../method/options.ts';
import { array, integer, object, oneOf, problem, string, text } from '../outcome/answer.ts';
import { type Analysis, analysisFormat, analysisVersion, excludedAt, type MethodFinder, runStep } from './analysis.ts';
import { canonicalJson, type Difference, differences, plainJson, utf8 } from './canonical-json.ts';

/** SHA-256 or another digest of bytes, in lower-case hex; comes in as an argument, for the room is pure. */
export type Digest = (bytes: Uint8Array) => string | Promise<string>;

/**
 * What the file holds: the analysis, a digest of each of its parts, and one over those, by which it is cited. With the parts'
 * digests a reader can say which part was changed.
 */
export interface SealedAnalysis {
  readonly analysis: Analysis;
  readonly seal: {
    readonly algorithm: string;
    readonly parts: Readonly<Record<string, string>>;
    readonly digest: string;
  };
}

/** Parts of an analysis that are digested by themselves, by a name that a person understands. */
function partsOf(analysis: Analysis): [string, unknown][] {
  const { tables, steps, ...head } = analysis;
  return [
    ['head', head],
    ...tables.flatMap((table): [string, unknown][] => [
      [
        `tables.${table.id}`,
        { id: table.id, firstRow: table.firstRow, columns: table.columns.map((column) => column.name) },
      ],
      ...table.columns.map((column, i): [string, unknown] => [`tables.${table.id}.columns[${i}]`, column]),
    ]),
    ...steps.flatMap((step, i): [string, unknown][] => {
      if (step.kind === 'exclude') return [[`steps[${i}]`, step]];
      const { result, conventions, warnings, ...asked } = step;
      return [
        [`steps[${i}]`, asked],
        [`steps[${i}].result`, result],
        [`steps[${i}].said`, { conventions, warnings }],
      ];
    }),
  ];
}

async function digestParts(analysis: Analysis, digest: Digest): Promise<Record<string, string>> {
  const parts: Record<string, string> = {};
  for (const [name, part] of partsOf(analysis)) parts[name] = await digest(utf8(canonicalJson(part)));
  return parts;
}

async function digestOf(parts: Readonly<Record<string, string>>, digest: Digest): Promise<string> {
  return digest(utf8(canonicalJson(parts)));
}

/** Closes an analysis under its digest. `algorithm` names the digest, such as `SHA-256`. */
export async function sealAnalysis(analysis: Analysis, digest: Digest, algorithm = 'SHA-256'): Promise<SealedAnalysis> {
  const parts = await digestParts(analysis, digest);
  return { analysis, seal: { algorithm, parts, digest: await digestOf(parts, digest) } };
}

/** The file's text: canonical JSON, one line, ending in a line feed. */
export function writeAnalysis(sealed: SealedAnalysis): string {
  return `${canonicalJson(sealed)}\n`;
}

const cell = { anyOf: [{ type: ['string', 'number'] }, { type: 'array' }] } as const;
const anything = {} as const;
const step = {
  anyOf: [
    object({ kind: oneOf('exclude'), table: string, rows: array(integer), reason: string }),
    object({
      kind: oneOf('method'),
      method: string,
      methodVersion: integer,
      table: { type: ['string', 'null'] },
      assignment: { type: 'object' },
      options: { type: 'object' },
      result: anything,
      conventions: array(anything),
      warnings: array(anything),
    }),
  ],
  description: 'an `exclude` or `method` step',
} as const;
const sealedSchema = object({
  analysis: object({
    format: oneOf(analysisFormat),
    version: oneOf(analysisVersion),
    title: string,
    madeAt: string,
    software: object({ name: string, version: string }),
    tables: array(
      object({ id: string, firstRow: integer, columns: array(object({ name: string, cells: array(cell) })) }),
    ),
    steps: array(step),
  }),
  seal: object({ algorithm: string, parts: { type: 'object', additionalProperties: string }, digest: string }),
});

export type Opened =
  | { readonly ok: true; readonly sealed: SealedAnalysis }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a file and refuses one that is not an analysis, or was changed since it was sealed; each changed part is named. A
 * seal made anew by a forger holds: who made the file is for a signature or a log to say, not for a digest.
 */
export async function openAnalysis(file: string, digest: Digest): Promise<Opened> {
  const value = parse(file);
  if (value === undefined)
    return refusedFile(
      'file-not-json',
      '文件应为 JSON',
      'expected a JSON file',
      '重新导出分析',
      'Export the analysis again',
    );
  const fault = checkSchema(value, sealedSchema, '');
  if (fault)
    return refusedFile(
      'file-not-analysis',
      `${fault.path || '文件'} 应为 ${fault.expected}，实为 \`${shown(fault.found)}\``,
      `${fault.path || 'the file'}: expected ${fault.expected}, found \`${shown(fault.found)}\``,
      '用写出它的版本打开，或重新导出',
      'Open it with the version that wrote it, or export it again',
    );
  const sealed = value as SealedAnalysis;
  const parts = await digestParts(sealed.analysis, digest);
  const names = [...new Set([...Object.keys(parts), ...Object.keys(sealed.seal.parts)])];
  const changed = names.filter(
    (name) => parts[name] !== (Object.hasOwn(sealed.seal.parts, name) ? sealed.seal.parts[name] : undefined),
  );
  if (changed.length > 0)
    return { ok: false, problems: changed.slice(0, 20).map((name) => changedPart(name, sealed.analysis)) };
  if ((await digestOf(parts, digest)) !== sealed.seal.digest)
    return refusedFile(
      'digest-other',
      `总摘要应为 \`${await digestOf(parts, digest)}\`，实为 \`${sealed.seal.digest}\``,
      `expected the digest \`${await digestOf(parts, digest)}\`, found \`${sealed.seal.digest}\``,
      '向制作者索取原件',
      'Ask its maker for the original',
    );
  return { ok: true, sealed };
}

function parse(file: string): unknown {
  try {
    return JSON.parse(file) as unknown;
  } catch {
    return undefined;
  }
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 80);
}

function refusedFile(code: string, zh: string, en: string, helpZh: string, helpEn: string): Opened {
  return { ok: false, problems: [problem(code, text(zh, en), text(helpZh, helpEn))] };
}

/** Says in words what a changed part is: a column by its name, a step by its method. */
function changedPart(name: string, analysis: Analysis): Problem {
  const column = /^tables\.(.*)\.columns\[(\d+)\]$/.exec(name);
  const table = analysis.tables.find((one) => one.id === column?.[1]);
  const columnName = column ? table?.columns[Number(column[2])]?.name : undefined;
  const at = /^steps\[(\d+)\]/.exec(name)?.[1];
  const one = at === undefined ? undefined : analysis.steps[Number(at)];
  const method = one?.kind === 'method' ? one.method : undefined;
  const zh =
    columnName !== undefined
      ? `数据列 \`${columnName}\``
      : method !== undefined
        ? `第 ${Number(at) + 1} 步 \`${method}\`（${name}）`
        : `\`${name}\``;
  const en =
    columnName !== undefined
      ? `the data column \`${columnName}\``
      : method !== undefined
        ? `step ${Number(at) + 1}, \`${method}\` (${name})`
        : `\`${name}\``;
  return problem(
    'part-changed',
    text(`${zh}在封存后被改动`, `${en} was changed after sealing`),
    text(
      '向制作者索取原件，或用改动后的数据另做一份分析',
      'Ask its maker for the original, or make a new analysis of the changed data',
    ),
  );
}

export interface RerunStep {
  readonly step: number;
  readonly method: string;
  readonly same: boolean;
  readonly differences: readonly Difference[];
  /** The method's version now, where it differs from the file's. */
  readonly otherVersion: number | null;
  /** Why it could not be run at all. */
  readonly problems: readonly Problem[];
  /** What came out now; null where it could not be run. */
  readonly result: MethodResult<unknown> | null;
}

/** Runs every step again and compares its values to the digit. */
export async function rerunAnalysis(analysis: Analysis, find: MethodFinder): Promise<readonly RerunStep[]> {
  const reruns: RerunStep[] = [];
  for (const [i, one] of analysis.steps.entries()) {
    if (one.kind !== 'method') continue;
    const base = { step: i, method: one.method, result: null };
    const method = await find(one.method);
    if (!method) {
      reruns.push({
        ...base,
        same: false,
        differences: [],
        otherVersion: null,
        problems: [
          problem(
            'method-unknown',
            text(`没有方法 \`${one.method}\``, `there is no method \`${one.method}\``),
            text('用有此方法的版本打开', 'Open it with a version that has the method'),
          ),
        ],
      });
      continue;
    }
    const outcome = runStep(method, one, analysis.tables, excludedAt(analysis, i));
    const otherVersion = method.version === one.methodVersion ? null : method.version;
    if (!outcome.ok) reruns.push({ ...base, same: false, differences: [], otherVersion, problems: outcome.problems });
    else {
      const found = differences(one.result, plainJson(outcome.result.values), `steps[${i}].result`);
      const { result } = outcome;
      reruns.push({ ...base, same: found.length === 0, differences: found, otherVersion, problems: [], result });
    }
  }
  return reruns;
}
