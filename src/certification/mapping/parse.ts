import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { dayFormats } from '../time/day-format.ts';
import {
  type Encoding,
  encodings,
  entryFields,
  type FieldClass,
  type FieldMapping,
  type FileFormat,
  fieldClasses,
  type Mapping,
  type RowTest,
  type Step,
} from './mapping.ts';

/** A fault in a mapping file: where it stands, what was expected, what was found, what to do. */
export interface MappingFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly expected: string;
  readonly found: string;
  readonly help: string;
}

export type ParsedMapping =
  | { readonly ok: true; readonly mapping: Mapping }
  | { readonly ok: false; readonly faults: readonly MappingFault[] };

/** Parses a mapping file. Total: every text gives a mapping or faults, each with line and column, all at once. */
export function parseMapping(text: string, file: string): ParsedMapping {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    maxAliasCount: 50,
    prettyErrors: false,
  } as Parameters<typeof parseDocument>[1]);
  const reader = new Reader(file, lines);
  for (const error of document.errors)
    reader.fault(error.pos[0], 'YAML', error.message.split('\n')[0] ?? '', '修正语法。 Correct the syntax.');
  if (reader.faults.length > 0) return { ok: false, faults: reader.faults };
  const mapping = readMapping(
    reader,
    reader.map(document.contents, 'mapping, edition, source, format, key, entry, fields'),
  );
  return reader.faults.length > 0 || mapping === null ? { ok: false, faults: reader.faults } : { ok: true, mapping };
}

type Members = ReadonlyMap<string, { readonly node: Node | null; readonly at: number }>;

/** Reads nodes of the parsed text and gathers faults with their positions. */
class Reader {
  readonly faults: MappingFault[] = [];
  readonly #file: string;
  readonly #lines: LineCounter;
  constructor(file: string, lines: LineCounter) {
    this.#file = file;
    this.#lines = lines;
  }

  fault(offset: number, expected: string, found: string, help: string): void {
    const { line, col } = this.#lines.linePos(offset);
    this.faults.push({ file: this.#file, line, column: col, expected, found, help });
  }

  map(node: unknown, expected: string, known?: readonly string[]): Members {
    const members = new Map<string, { node: Node | null; at: number }>();
    if (!isMap(node)) {
      this.fault(offsetOf(node), expected, shown(node), '写成“名: 值”。 Write `name: value`.');
      return members;
    }
    for (const pair of node.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      const at = offsetOf(pair.key);
      if (known && !known.includes(key))
        this.fault(at, known.join(', '), `\`${key}\``, '删除或改正。 Remove or correct it.');
      else members.set(key, { node: (pair.value as Node | null) ?? null, at });
    }
    return members;
  }

  list(node: unknown): readonly unknown[] {
    return isSeq(node) ? node.items : node === null || node === undefined ? [] : [node];
  }

  text(node: unknown, expected: string): string {
    if (isScalar(node) && node.value !== null && typeof node.value !== 'object') return String(node.value);
    this.fault(offsetOf(node), expected, shown(node), '填写文本。 Write a text.');
    return '';
  }

  choice<T extends string>(node: unknown, known: readonly T[]): T {
    const found = isScalar(node) ? String(node.value) : '';
    const hit = known.find((k) => k === found);
    if (hit === undefined)
      this.fault(offsetOf(node), known.join(' | '), `\`${found || shown(node)}\``, '选用其一。 Use one of them.');
    return hit ?? (known[0] as T);
  }

  need(members: Members, name: string, at: number): unknown {
    const member = members.get(name);
    if (!member)
      this.fault(
        at,
        `\`${name}\``,
        [...members.keys()].map((k) => `\`${k}\``).join(', ') || '—',
        `补充 \`${name}\`。 Add it.`,
      );
    return member?.node ?? null;
  }
}

function offsetOf(node: unknown): number {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
    ? Number(node.range[0])
    : 0;
}

function shown(node: unknown): string {
  if (isScalar(node)) return `\`${String(node.value)}\``;
  return isMap(node) ? '{…}' : isSeq(node) ? '[…]' : '—';
}

const topWords = [
  'mapping',
  'edition',
  'source',
  'format',
  'needs',
  'snapshot-day',
  'key',
  'gather',
  'only',
  'entry',
  'fields',
];

function readMapping(r: Reader, top: Members): Mapping | null {
  for (const [name, { at }] of top)
    if (!topWords.includes(name)) r.fault(at, topWords.join(', '), `\`${name}\``, '删除或改正。 Remove or correct it.');
  const needed = (name: string) => r.need(top, name, 0);
  const texts = (name: string) => r.list(top.get(name)?.node).map((n) => r.text(n, name));
  const entry = r.map(needed('entry'), 'kind, number-space, scheme', ['kind', 'number-space', 'scheme']);
  const mapping: Mapping = {
    id: r.text(needed('mapping'), 'mapping: an-id'),
    edition: r.text(needed('edition'), 'edition: "1"'),
    source: readSource(r, needed('source')),
    format: readFormat(r, needed('format')),
    needs: texts('needs'),
    snapshotDay: readSnapshotDay(r, top.get('snapshot-day')?.node),
    key: r.list(needed('key')).map((n) => r.text(n, 'key')),
    gather: texts('gather'),
    only: r.list(top.get('only')?.node).map((n) => readTest(r, n)),
    entry: {
      kind: r.text(r.need(entry, 'kind', 0), 'kind'),
      numberSpace: r.text(r.need(entry, 'number-space', 0), 'number-space'),
      scheme: r.text(r.need(entry, 'scheme', 0), 'scheme'),
    },
    fields: [...r.map(needed('fields'), 'number: …, status: …')].flatMap(([name, { node, at }]) =>
      readField(r, name, node, at),
    ),
  };
  if (!mapping.fields.some((f) => f.field === 'number'))
    r.fault(
      0,
      'fields.number',
      mapping.fields.map((f) => f.field).join(', ') || '—',
      '每项登记须有编号。 An entry needs a number.',
    );
  return mapping;
}

function readSource(r: Reader, node: unknown): Mapping['source'] {
  const m = r.map(node, 'name, publisher, address, licence, coverage', [
    'name',
    'publisher',
    'address',
    'licence',
    'coverage',
  ]);
  const both = (name: string) => {
    const inner = m.get(name)?.node;
    if (!isMap(inner)) {
      const text = r.text(inner ?? null, `${name}: {zh, en}`);
      return { zh: text, en: text };
    }
    const pair = r.map(inner, 'zh, en', ['zh', 'en']);
    return {
      zh: r.text(r.need(pair, 'zh', offsetOf(inner)), 'zh'),
      en: r.text(r.need(pair, 'en', offsetOf(inner)), 'en'),
    };
  };
  const text = (name: string) => r.text(r.need(m, name, offsetOf(node)), name);
  return {
    name: both('name'),
    publisher: text('publisher'),
    address: text('address'),
    licence: text('licence'),
    coverage: both('coverage'),
  };
}

function readFormat(r: Reader, node: unknown): FileFormat {
  if (isScalar(node)) {
    const kind = r.choice(node, ['csv', 'xlsx', 'json-lines'] as const);
    return kind === 'csv'
      ? { kind, separator: ',', encoding: 'utf-8', headerRow: 1 }
      : kind === 'xlsx'
        ? { kind, sheet: null, headerRow: 1 }
        : { kind };
  }
  const m = r.map(node, 'kind', ['kind', 'separator', 'encoding', 'header-row', 'sheet', 'path']);
  const kind = r.choice(r.need(m, 'kind', offsetOf(node)), ['csv', 'xlsx', 'json', 'json-lines'] as const);
  const optional = (name: string, otherwise: string) => (m.has(name) ? r.text(m.get(name)?.node, name) : otherwise);
  const headerRow = Number(optional('header-row', '1'));
  if (!Number.isInteger(headerRow) || headerRow < 1)
    r.fault(
      m.get('header-row')?.at ?? 0,
      'header-row: 1 …',
      `\`${headerRow}\``,
      '表头所在行号。 The row of the headings.',
    );
  switch (kind) {
    case 'csv':
      return {
        kind,
        separator: optional('separator', ','),
        encoding: m.has('encoding') ? r.choice<Encoding>(m.get('encoding')?.node, encodings) : 'utf-8',
        headerRow,
      };
    case 'xlsx':
      return { kind, sheet: m.has('sheet') ? optional('sheet', '') : null, headerRow };
    case 'json':
      return { kind, path: optional('path', '') };
    case 'json-lines':
      return { kind };
  }
}

function readSnapshotDay(r: Reader, node: unknown): Mapping['snapshotDay'] {
  if (node === undefined || node === null) return { from: 'given' };
  const m = r.map(node, 'from-file-name | column', ['from-file-name', 'column']);
  if (m.has('column')) return { from: 'column', column: r.text(m.get('column')?.node, 'column') };
  const at = m.get('from-file-name')?.node;
  return { from: 'file-name', pattern: readPattern(r, at ?? null) };
}

function readPattern(r: Reader, node: unknown): string {
  const pattern = r.text(node, 'pattern');
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    r.fault(
      offsetOf(node),
      '正则表达式 a regular expression',
      `\`${pattern}\``,
      error instanceof Error ? error.message : '',
    );
  }
  // Nested repetition makes matching explode on long cells; a pattern of a register needs none.
  if (pattern.length > 200 || /[+*}]\)?[+*{]|\([^)]*[+*][^)]*\)[+*{]/.test(pattern))
    r.fault(
      offsetOf(node),
      '简单的表达式（无嵌套重复） a simple pattern without nested repetition',
      `\`${pattern.slice(0, 60)}\``,
      '改写得简单些。 Write it more simply.',
    );
  return pattern;
}

function readTest(r: Reader, node: unknown): RowTest {
  const m = r.map(node, 'column, in | not-in', ['column', 'in', 'not-in']);
  const texts = (name: string) => r.list(m.get(name)?.node).map((n) => r.text(n, name));
  return {
    column: r.text(r.need(m, 'column', offsetOf(node)), 'column'),
    ...(m.has('in') ? { in: texts('in') } : {}),
    ...(m.has('not-in') ? { notIn: texts('not-in') } : {}),
  };
}

function readField(r: Reader, name: string, node: Node | null, at: number): FieldMapping[] {
  const known = (entryFields as readonly string[]).includes(name) || /^shown\.[a-z0-9-]+$/.test(name);
  if (!known) {
    r.fault(
      at,
      `${entryFields.join(', ')}, shown.…`,
      `\`${name}\``,
      '用上列字段名；其他内容用 `shown.名称`。 Use one of these; anything else as `shown.name`.',
    );
    return [];
  }
  const m = r.map(node, 'from, steps, class, required', ['from', 'steps', 'class', 'required']);
  const steps = r.list(m.get('steps')?.node).flatMap((n) => readStep(r, n));
  const from = r.list(m.get('from')?.node).map((n) => r.text(n, 'from'));
  if (from.length === 0 && !steps.some((s) => s.step === 'constant'))
    r.fault(at, '`from` 或 constant', `\`${name}\``, '指明取自哪一列。 Say from which column.');
  const required = m.has('required') ? r.text(m.get('required')?.node, 'true | false') === 'true' : name === 'number';
  return [
    {
      field: name as FieldMapping['field'],
      from,
      steps,
      class: m.has('class') ? r.choice<FieldClass>(m.get('class')?.node, fieldClasses) : defaultClass(name),
      required,
    },
  ];
}

/** What a field is unless the mapping says otherwise: states change, dates of the past are facts, words are words. */
function defaultClass(name: string): FieldClass {
  if (['status', 'scope-codes', 'standards', 'grade', 'to', 'reason'].includes(name)) return 'state';
  return ['from', 'status-day', 'score', 'number', 'reissue'].includes(name) ? 'dated-fact' : 'description';
}

const plainSteps = ['trim', 'upper', 'lower', 'collapse-spaces', 'strip-tags', 'first'] as const;
const stepWords = [
  ...plainSteps,
  'constant',
  'empty-when',
  'default',
  'codes',
  'otherwise',
  'date',
  'order',
  'zone',
  'number',
  'split',
  'take',
  'join',
];

function readStep(r: Reader, node: unknown): Step[] {
  if (isScalar(node)) return [{ step: r.choice(node, plainSteps) }];
  const m = r.map(node, stepWords.join(', '), stepWords);
  const node1 = (name: string) => m.get(name)?.node ?? null;
  if (m.has('constant')) return [{ step: 'constant', value: r.text(node1('constant'), 'constant') }];
  if (m.has('default')) return [{ step: 'default', value: r.text(node1('default'), 'default') }];
  if (m.has('empty-when'))
    return [{ step: 'empty-when', values: r.list(node1('empty-when')).map((n) => r.text(n, 'empty-when')) }];
  if (m.has('codes')) {
    const table = Object.fromEntries(
      [...r.map(node1('codes'), 'Active: valid')].map(([key, v]) => [
        key,
        v.node === null || (isScalar(v.node) && v.node.value === null) ? '' : r.text(v.node, key),
      ]),
    );
    return [
      {
        step: 'codes',
        table,
        otherwise: m.has('otherwise') ? r.choice(node1('otherwise'), ['refuse', 'keep', 'empty'] as const) : 'refuse',
      },
    ];
  }
  if (m.has('date')) {
    const formats = r.list(node1('date')).map((n) =>
      r.choice(
        n,
        dayFormats.map((f) => f.id),
      ),
    );
    return [
      {
        step: 'date',
        formats,
        ...(m.has('order') ? { order: r.choice(node1('order'), ['day-month', 'month-day'] as const) } : {}),
        ...(m.has('zone') ? { zone: r.text(node1('zone'), 'Asia/Shanghai') } : {}),
      },
    ];
  }
  if (m.has('number')) return [{ step: 'number', decimals: Number(r.text(node1('number'), 'decimals')) || 0 }];
  if (m.has('split')) {
    const by = r.text(node1('split'), "';' | python-list");
    return [{ step: 'split', by: by === 'python-list' ? { literal: 'python' } : by }];
  }
  if (m.has('take')) return [{ step: 'take', pattern: readPattern(r, node1('take')) }];
  if (m.has('join')) return [{ step: 'join', with: r.text(node1('join'), 'join') }];
  // An unknown word was told where it stands; what remains is a step of no word at all.
  if (m.size > 0 || !isMap(node) || node.items.length === 0)
    r.fault(offsetOf(node), stepWords.join(', '), shown(node), '选用其一。 Use one of them.');
  return [];
}
