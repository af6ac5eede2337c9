import { describe, expect, test } from 'vitest';
import { readNumberText } from './data-entry/number-text.ts';
import { readGrid } from './data-entry/table-reader.ts';
import type { Method, OptionValues, Outcome, Problem } from './method/method.ts';
import { checkSchema } from './method/options.ts';
import { loadAllMethods } from './methods.ts';
import { scenesToSvg } from './scene/svg.ts';

/**
 * Each method's own worked example, damaged in every way in which data come to it. Whatever happens: no exception, no NaN
 * or infinity in an answer or its picture, nothing in the place of a figure (null) without a word that says why, and each
 * refusal in words. What is no number is refused with its cell; what means the same gives the same.
 */
type Grid = readonly (readonly string[])[];

interface Damage {
  readonly name: string;
  /** `numeric`: the columns that the method reads as numbers. */
  readonly grid: (grid: Grid, numeric: readonly number[]) => Grid;
  /** `cell`: refused, naming the cell. `said`: refused, or answered with a word more. `same`: the same answer. */
  readonly must?: 'cell' | 'refuse' | 'said' | 'same';
}

const isNumber = (cell: string | undefined): boolean => cell !== undefined && readNumberText(cell).ok;

/** Every number of the table changed. */
const each =
  (change: (cell: string, row: number) => string) =>
  (grid: Grid, numeric: readonly number[]): Grid =>
    grid.map((cells, row) =>
      row === 0 ? cells : cells.map((cell, c) => (numeric.includes(c) && isNumber(cell) ? change(cell, row) : cell)),
    );

/** One number changed, in a row of the data that has one. */
const one =
  (share: number, value: string) =>
  (grid: Grid, numeric: readonly number[]): Grid => {
    const c = numeric.at(-1);
    const rows = grid.flatMap((cells, row) => (row > 0 && c !== undefined && isNumber(cells[c]) ? [row] : []));
    const hit = rows[Math.min(rows.length - 1, Math.floor(share * rows.length))];
    return grid.map((cells, row) => (row === hit ? cells.map((cell, k) => (k === c ? value : cell)) : cells));
  };

const labels =
  (change: (cell: string, row: number, above: string) => string) =>
  (grid: Grid, numeric: readonly number[]): Grid =>
    grid.map((cells, row) =>
      row === 0
        ? cells
        : cells.map((cell, c) => (numeric.includes(c) ? cell : change(cell, row, grid[row - 1]?.[c] ?? ''))),
    );

const scaled = (factor: number): Damage => ({ name: `times ${factor}`, grid: each((x) => String(Number(x) * factor)) });
const shifted = (by: number): Damage => ({ name: `plus ${by}`, grid: each((x) => String(Number(x) + by)) });
const ones = (value: string, must?: Damage['must'], shares: readonly number[] = [0, 0.5, 1]): Damage[] =>
  shares.map((share) => ({ name: `\`${value}\` at ${share}`, grid: one(share, value), ...(must ? { must } : {}) }));
const fullWidth = (x: string): string =>
  [...x].map((c) => (/[!-~]/.test(c) ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : c)).join('');

const damages: readonly Damage[] = [
  ...['坏 bad', 'NaN', 'Infinity', '-inf', '1e400', '#DIV/0!', '<5', '1O.5', '1e308', '-1e308'].flatMap((value) =>
    ones(value, 'cell'),
  ),
  ...ones('1e-300', undefined, [0.5]),
  ...ones('', 'said'),
  ...ones('-', 'said'),
  ...['1e59', '-1e59', '1e-59', '1e15', '-5', '0', '1e6'].flatMap((value) => ones(value, undefined, [0.5])),
  { name: 'full-width', grid: each(fullWidth), must: 'same' },
  { name: 'units glued on', grid: each((x) => `${x}mm`), must: 'same' },
  { name: 'decimal commas', grid: each((x) => x.replace('.', ',')), must: 'same' },
  { name: 'blanks around', grid: each((x) => ` ${x}\u3000`), must: 'same' },
  { name: 'mixed units', grid: each((x, row) => (row % 3 === 0 ? `${x}cm` : `${x}mm`)) },
  { name: 'words for numbers', grid: each(() => 'x'), must: 'refuse' },
  { name: 'no numbers', grid: each(() => ''), must: 'refuse' },
  {
    name: 'constant columns',
    grid: (grid, numeric) => each((_, row) => grid[row > 0 ? 1 : 0]?.[numeric[0] ?? 0] ?? '1')(grid, numeric),
  },
  { name: 'constant', grid: each(() => '5') },
  { name: 'zero', grid: each(() => '0') },
  { name: 'negated', grid: each((x) => String(-Number(x))) },
  ...[1e100, 1e50, 1e-50, 1e-100, 1e300, 1e-300].map(scaled),
  ...[1e12, 1e16].map(shifted),
  { name: 'alternating huge', grid: each((_, row) => (row % 2 ? '1e59' : '-1e59')) },
  { name: 'huge and tiny', grid: each((_, row) => (row % 2 ? '1e55' : '1e-55')) },
  ...[0, 1, 2, 3, 4].map((rows) => ({ name: `${rows} rows`, grid: (grid: Grid) => grid.slice(0, rows + 1) })),
  { name: 'without the last row', grid: (grid) => grid.slice(0, -1) },
  { name: 'without a middle row', grid: (grid) => grid.filter((_, row) => row !== Math.floor(grid.length / 2)) },
  { name: 'the last row twice', grid: (grid) => [...grid, grid.at(-1) ?? []] },
  { name: 'a blank row', grid: (grid) => [...grid.slice(0, 3), (grid[0] ?? []).map(() => ''), ...grid.slice(3)] },
  { name: 'one group', grid: (grid, numeric) => labels((_, __) => 'A')(grid, numeric) },
  { name: 'each row its own group', grid: labels((cell, row) => `${cell}-${row}`) },
  { name: 'labels empty', grid: labels(() => '') },
  { name: 'labels merged', grid: labels((cell, row, above) => (row > 1 && cell === above ? '' : cell)) },
];

/**
 * Places that are null because of what was asked or of the layout, not of a fault in the data: an explanation or a
 * convention of the answer says so whatever the data.
 */
const nullByLayout: Readonly<Record<string, RegExp>> = {
  'analyse-factorial': /^\.(lenth|curvature|table\.|effects\[\]\.(se|t|p))/,
};

interface Example {
  readonly grid: Grid;
  readonly numeric: readonly number[];
  readonly mayBeEmpty: readonly number[];
}

function exampleOf(method: Method): Example | undefined {
  if (method.example.csv === undefined) return undefined;
  const grid = method.example.csv
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  const [heading = [], ...rows] = grid;
  const { assignment } = method.example;
  const numeric = heading.flatMap((name, c) => {
    const role = method.columns.find((r) => (assignment ? assignment[r.role]?.includes(name) : r.role === name));
    if (role) return role.kind === 'number' || role.kind === 'count' ? [c] : [];
    return !assignment && rows.filter((cells) => isNumber(cells[c])).length > rows.length / 2 ? [c] : [];
  });
  const mayBeEmpty = heading.flatMap((name, c) =>
    method.columns.some((r) => r.role === name && r.whenEmpty === null) ? [c] : [],
  );
  return { grid, numeric, mayBeEmpty };
}

function places(value: unknown, test: (x: unknown) => boolean, path = '', found = new Set<string>()): Set<string> {
  if (test(value)) found.add(path);
  else if (Array.isArray(value) || ArrayBuffer.isView(value))
    for (const item of value as unknown as Iterable<unknown>) places(item, test, `${path}[]`, found);
  else if (value !== null && typeof value === 'object')
    for (const [name, item] of Object.entries(value)) places(item, test, `${path}.${name}`, found);
  return found;
}
const isNotFinite = (x: unknown): boolean => x === undefined || (typeof x === 'number' && !Number.isFinite(x));
const isNull = (x: unknown): boolean => x === null;

const slip = /\bundefined\b|\[object|\bNaN\b|\bInfinity\b/;
/** What is wrong with the words of a refusal or a warning; the user's own words, in backticks, may be anything. */
function slips({ text, help }: Pick<Problem, 'text' | 'help'>): string[] {
  const own = (words: string): string => words.replace(/`[^`]*`/g, '');
  return [text.zh, text.en, help.zh, help.en].filter((words) => words.trim() === '' || slip.test(own(words)));
}

function faultsOfRefusal(problems: readonly Problem[]): string[] {
  const faults = problems.flatMap(slips).map((words) => `words: ${words}`);
  return problems.length === 0 ? ['refused without a word', ...faults] : faults;
}

/** What is wrong with an answer, beside one to undamaged data. */
function faultsOfAnswer(
  method: Method,
  outcome: Outcome<unknown> & { ok: true },
  clean: Outcome<unknown> & { ok: true },
): string[] {
  const { values, warnings } = outcome.result;
  const faults = warnings.flatMap(slips).map((words) => `words: ${words}`);
  const bad = [...places(values, isNotFinite)];
  if (bad.length > 0) return [...faults, `not finite: ${bad.slice(0, 4).join(' ')}`];
  const fault = checkSchema(JSON.parse(JSON.stringify(values)), method.resultSchema, '');
  if (fault) faults.push(`schema: ${fault.path}: expected ${fault.expected}`);
  const known = places(clean.result.values, isNull);
  const nulls = [...places(values, isNull)].filter(
    (place) => !known.has(place) && !nullByLayout[method.id]?.test(place),
  );
  if (nulls.length > 0 && saidMore(outcome, clean).length === 0)
    faults.push(`null without a word: ${nulls.slice(0, 4).join(' ')}`);
  const svg = scenesToSvg(method.scenes?.(values, 'zh') ?? [], { language: 'zh' });
  const odd = /.{0,40}(NaN|Infinity|undefined|\[object).{0,20}/.exec(svg);
  if (odd) faults.push(`picture: ${odd[0]}`);
  return faults;
}

function saidMore(outcome: Outcome<unknown> & { ok: true }, clean: Outcome<unknown> & { ok: true }): string[] {
  const known = new Set(clean.result.warnings.map((w) => w.text.en));
  return outcome.result.warnings.map((w) => w.text.en).filter((words) => !known.has(words));
}

function faultsOf(method: Method, example: Example, damage: Damage, clean: Outcome<unknown> & { ok: true }): string[] {
  const damaged = damage.grid(example.grid, example.numeric);
  const { table, notes } = readGrid(damaged, { heading: true });
  const { assignment, options } = method.example;
  let outcome: Outcome<unknown>;
  try {
    outcome = method.run({ table, ...(assignment ? { assignment } : {}), options });
  } catch (error) {
    return [`throws ${String(error)}`];
  }
  const asUsual = damage.must !== undefined && JSON.stringify(damaged) === JSON.stringify(example.grid);
  const must = asUsual || example.numeric.length === 0 ? undefined : damage.must;
  if (!outcome.ok) {
    const faults = faultsOfRefusal(outcome.problems);
    if (must === 'cell' && !outcome.problems.some((problem) => problem.cell)) faults.push('refused without the cell');
    if (must === 'same') faults.push('refused');
    return faults;
  }
  const faults = faultsOfAnswer(method, outcome, clean);
  if (must === 'cell' || must === 'refuse') faults.push('answered');
  // An empty cell may mean something by itself (sales given once a period).
  const meansItself = example.mayBeEmpty.includes(example.numeric.at(-1) ?? -1);
  // A blank last row of a table with one column is no row; blanks below a shorter sample are none either.
  const isLast = damage.name.endsWith('at 1');
  const mayEnd = example.grid[0]?.length === 1 || method.columns.some((role) => role.unequalLengths);
  if (must === 'said' && !meansItself && !(isLast && mayEnd) && saidMore(outcome, clean).length === 0)
    faults.push('dropped in silence');
  if (
    must === 'same' &&
    JSON.stringify(outcome.result.values) !== JSON.stringify(clean.result.values) &&
    !notes.some((note) => note.code === 'ambiguous-comma')
  )
    faults.push('another answer');
  return faults;
}

const methods = await loadAllMethods();
/** Some hundred runs a method: seconds for those that integrate, minutes on a machine that is shared. */
const patience = 240_000;
const cleanOf = (method: Method): Outcome<unknown> & { ok: true } => {
  const example = exampleOf(method);
  const { assignment, options } = method.example;
  const outcome = method.run({
    ...(example ? { table: readGrid(example.grid, { heading: true }).table } : {}),
    ...(assignment ? { assignment } : {}),
    options,
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome;
};

describe('a damaged table is answered rightly, or refused in words', () => {
  const tabled = methods.filter((method) => method.example.csv !== undefined);
  test.each(tabled.map((method) => [method.id, method] as const))(
    '%s',
    (_, method) => {
      const example = exampleOf(method);
      if (!example) throw new Error('no example');
      const clean = cleanOf(method);
      const faults = damages.flatMap((damage) =>
        faultsOf(method, example, damage, clean).map((fault) => `${damage.name}: ${fault}`),
      );
      expect(faults).toEqual([]);
    },
    patience,
  );
});

/** The example's options with one of them, or one value deep in it, put wrong. */
function* damagedOptions(
  method: Method,
): Generator<readonly [name: string, options: OptionValues, mustRefuse: boolean]> {
  const given = method.example.options;
  for (const spec of method.options) {
    const put = (value: unknown): OptionValues => ({ ...given, [spec.name]: value });
    if (spec.kind === 'number') {
      for (const value of [
        'abc',
        'NaN',
        'Infinity',
        '-inf',
        '1e400',
        '1e300',
        Number.NaN,
        Number.POSITIVE_INFINITY,
        [],
        {},
      ])
        yield [`${spec.name} = ${JSON.stringify(value)}`, put(value), true];
      if (spec.least !== undefined) yield [`${spec.name} below ${spec.least}`, put(spec.least - 1), true];
      if (spec.most !== undefined) yield [`${spec.name} above ${spec.most}`, put(spec.most + 1), true];
      for (const value of [spec.least, spec.most, 0, 1, -1, 0.5, 1e-9, 1e9])
        if (value !== undefined) yield [`${spec.name} = ${value}`, put(value), false];
    } else if (spec.kind === 'choice') {
      yield [`${spec.name} unknown`, put('no such thing'), true];
      for (const { value } of spec.choices) yield [`${spec.name} = ${value}`, put(value), false];
    } else if (spec.kind === 'text')
      for (const value of ['', ' ', '坏', '1e999', ';;,,', 'a:1,2;a:1,2'])
        yield [`${spec.name} = \`${value}\``, put(value), false];
    else if (spec.kind === 'json')
      for (const value of damagedJson(given[spec.name] ?? spec.default))
        yield [`${spec.name} = ${JSON.stringify(value).slice(0, 120)}`, put(value), false];
  }
}

/** Each value within, one at a time, left out or put wrong. */
function* damagedJson(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    yield [];
    yield [...value, ...value];
    for (const [i, item] of value.slice(0, 3).entries())
      for (const other of damagedJson(item)) yield value.map((old: unknown, k) => (k === i ? other : old));
  } else if (value !== null && typeof value === 'object') {
    for (const [name, item] of Object.entries(value)) {
      yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
      for (const other of damagedJson(item)) yield { ...value, [name]: other };
    }
  } else if (typeof value === 'number') yield* [-1, 0, 1e308, 1e-308, 0.5, Number.NaN, null, '7'];
  else if (typeof value === 'string') yield* ['', ' ', 'no such thing', 7, null];
  else yield* [null, 'x'];
}

describe('damaged options are answered rightly, or refused in words', () => {
  test.each(methods.map((method) => [method.id, method] as const))(
    '%s',
    (_, method) => {
      const example = exampleOf(method);
      const clean = cleanOf(method);
      const { assignment } = method.example;
      const table = example ? { table: readGrid(example.grid, { heading: true }).table } : {};
      const faults: string[] = [];
      for (const [name, options, mustRefuse] of damagedOptions(method)) {
        try {
          const outcome = method.run({ ...table, ...(assignment ? { assignment } : {}), options });
          if (!outcome.ok) faults.push(...faultsOfRefusal(outcome.problems).map((fault) => `${name}: ${fault}`));
          else if (mustRefuse) faults.push(`${name}: answered`);
          else
            faults.push(
              ...faultsOfAnswer(method, outcome, clean)
                .filter((fault) => !fault.startsWith('null'))
                .map((fault) => `${name}: ${fault}`),
            );
        } catch (error) {
          faults.push(`${name}: throws ${String(error)}`);
        }
      }
      expect(faults).toEqual([]);
    },
    patience,
  );

  test.each(
    methods
      .filter((method) => ['lsl', 'usl'].every((name) => method.options.some((option) => option.name === name)))
      .map((method) => [method.id, method] as const),
  )('%s refuses limits the wrong way round, and equal ones', (_, method) => {
    const example = exampleOf(method);
    const { assignment, options } = method.example;
    for (const [lsl, usl] of [
      [9, 1],
      [5, 5],
    ] as const) {
      const outcome = method.run({
        ...(example ? { table: readGrid(example.grid, { heading: true }).table } : {}),
        ...(assignment ? { assignment } : {}),
        options: { ...options, lsl, usl },
      });
      expect(outcome.ok ? [] : outcome.problems.map((problem) => problem.text.zh).join()).toContain(String(lsl));
    }
  });
});
