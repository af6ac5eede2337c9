import { constantsFor } from '#toolbox/control-charts/constants.ts';
import { cellName } from '#toolbox/data-entry/cell-name.ts';
import type { Text } from '#toolbox/method/text.ts';
import {
  given,
  groupsOf,
  type LiveColumn,
  type LiveFigure,
  type LiveFormulas,
  meanOf,
  names,
  numberAt,
  rangeOf,
  rowsOf,
  type Source,
  sdOf,
  singleColumns,
  text,
} from './live-figures.ts';

/** Sigma within of a capability study, with the columns that it is reckoned from. */
function sigmaWithin(source: Source): LiveFormulas | null {
  const chosen = source.option('sigmaMethod');
  const constants = source.option('constants') === 'table' ? 'table' : 'exact';
  const groups = groupsOf(source);
  const n = groups?.[0]?.values.length ?? 0;
  const name = text('组内 σ', 'sigma within');
  const equals = 'sigmaWithin';
  if (n < 2) {
    const single = singleColumns(source);
    if (!single || (chosen !== 'auto' && chosen !== 'mr-mean')) return null;
    const { d2 } = constantsFor(2, constants);
    const value = meanOf(single.ranges) / d2;
    return {
      columns: single.columns,
      figures: [
        given('d', names.constant, 'd2 (n = 2)', d2),
        { key: 'within', name, said: 'M̄R̄/d2', formula: 'AVERAGE({ranges})/{d}', value, equals },
      ],
    };
  }
  if (!groups) return null;
  const method = chosen === 'auto' ? 'pooled' : chosen;
  const columnOf = (
    column: Text,
    call: (ref: string) => string,
    of: (values: readonly number[]) => number,
  ): LiveColumn => ({
    key: 'spreads',
    name: column,
    cells: groups.map(({ ref, values }) => ({ formula: call(ref), value: of(values) })),
  });
  const { d2, c4 } = constantsFor(n, constants);
  if (method === 'rbar' || method === 'sbar') {
    const byRange = method === 'rbar';
    const column = byRange
      ? columnOf(names.ranges, (ref) => `MAX(${ref})-MIN(${ref})`, rangeOf)
      : columnOf(names.deviations, (ref) => `STDEV(${ref})`, sdOf);
    const value = meanOf(groups.map(({ values }) => (byRange ? rangeOf(values) / d2 : sdOf(values) / c4)));
    return {
      columns: [column],
      figures: [
        given('d', names.constant, byRange ? 'd2' : 'c4', byRange ? d2 : c4),
        { key: 'within', name, said: byRange ? 'R̄/d2' : 's̄/c4', formula: 'AVERAGE({spreads})/{d}', value, equals },
      ],
    };
  }
  if (method !== 'pooled') return null;
  const degrees = groups.length * (n - 1);
  const divisor = source.option('unbias') === false ? 1 : constantsFor(degrees + 1, constants).c4;
  const value = Math.sqrt(meanOf(groups.map(({ values }) => sdOf(values) ** 2))) / divisor;
  return {
    columns: [
      columnOf(
        text('方差', 'variance'),
        (ref) => `VAR(${ref})`,
        (values) => sdOf(values) ** 2,
      ),
    ],
    figures: [
      given('d', names.constant, divisor === 1 ? '1' : `c4(${degrees + 1})`, divisor),
      { key: 'within', name, said: 's_p/c4 = √(Σs²/k)/c4', formula: 'SQRT(AVERAGE({spreads}))/{d}', value, equals },
    ],
  };
}

export function capabilityIndices(source: Source): LiveFormulas | null {
  const within = sigmaWithin(source);
  const measured = source.columnsOf('measurements');
  if (!within || measured.length === 0) return null;
  const rows = rowsOf(source.table);
  const all = measured.map((column) => `${source.sheet}${cellName(column, 2)}:${cellName(column, rows + 1)}`).join(',');
  const numbers = measured.flatMap((column) =>
    Array.from({ length: rows }, (_, row) => numberAt(source.table.columns[column], row)),
  );
  const limit = (name: string): number | null => {
    const value = source.option(name);
    return typeof value === 'number' ? value : null;
  };
  const [lsl, usl] = [limit('lsl'), limit('usl')];
  const [mean, overall] = [meanOf(numbers), sdOf(numbers)];
  const index = (key: string, name: string, said: string, formula: string, value: number): LiveFigure => ({
    key,
    name: text(name, name),
    said,
    formula,
    value,
    equals: `${key}.value`,
  });
  const family = (w: string, l: string, u: string, k: string, sigma: string, s: number): LiveFigure[] => {
    const below = lsl === null ? null : (mean - lsl) / (3 * s);
    const above = usl === null ? null : (usl - mean) / (3 * s);
    const key = (name: string): string => name.toLowerCase();
    const sides = [
      ...(below === null
        ? []
        : [
            index(
              key(l),
              l,
              `(x̄ − LSL)/3${sigma}`,
              `({mean}-{lsl})/(3*{${sigma === 's' ? 'overall' : 'within'}})`,
              below,
            ),
          ]),
      ...(above === null
        ? []
        : [
            index(
              key(u),
              u,
              `(USL − x̄)/3${sigma}`,
              `({usl}-{mean})/(3*{${sigma === 's' ? 'overall' : 'within'}})`,
              above,
            ),
          ]),
    ];
    const least = Math.min(below ?? Number.POSITIVE_INFINITY, above ?? Number.POSITIVE_INFINITY);
    return [
      ...(lsl === null || usl === null
        ? []
        : [
            index(
              key(w),
              w,
              `(USL − LSL)/6${sigma}`,
              `({usl}-{lsl})/(6*{${sigma === 's' ? 'overall' : 'within'}})`,
              (usl - lsl) / (6 * s),
            ),
          ]),
      ...sides,
      ...(sides.length === 0
        ? []
        : [index(key(k), k, `min(${l}, ${u})`, `MIN(${sides.map((one) => `{${one.key}}`).join(',')})`, least)]),
    ];
  };
  const sigma = within.figures.find((one) => one.key === 'within')?.value ?? Number.NaN;
  return {
    columns: within.columns,
    figures: [
      ...(lsl === null ? [] : [given('lsl', text('规格下限', 'lower specification limit'), 'LSL', lsl)]),
      ...(usl === null ? [] : [given('usl', text('规格上限', 'upper specification limit'), 'USL', usl)]),
      {
        key: 'n',
        name: text('个数', 'count'),
        said: 'n',
        formula: `COUNT(${all})`,
        value: numbers.length,
        equals: 'n',
      },
      { key: 'mean', name: names.means, said: 'x̄', formula: `AVERAGE(${all})`, value: mean, equals: 'mean' },
      ...within.figures,
      {
        key: 'overall',
        name: text('整体 σ', 'sigma overall'),
        said: 's',
        formula: `STDEV(${all})`,
        value: overall,
        equals: 'sigmaOverall',
      },
      ...family('Cp', 'Cpl', 'Cpu', 'Cpk', 'σ', sigma),
      ...family('Pp', 'Ppl', 'Ppu', 'Ppk', 's', overall),
    ],
  };
}
