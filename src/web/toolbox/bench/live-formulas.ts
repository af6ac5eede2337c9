import type { Method, MethodInput } from '#toolbox/method/method.ts';
import { capabilityIndices } from './live-capability.ts';
import { attributeChart, individualsChart, subgroupChart } from './live-charts.ts';
import type { LiveFormulas, Source } from './live-figures.ts';

/** The figures that a quality engineer checks first, as formulas on the sheet of data; null where they would not be the method's. */
export function liveFormulas(method: Method, input: MethodInput, values: unknown, sheet: string): LiveFormulas | null {
  const { table, assignment = {} } = input;
  if (!table) return null;
  const source: Source = {
    table,
    sheet,
    columnsOf: (role) =>
      (assignment[role] ?? []).map((name) => table.columns.findIndex((column) => column.name === name)),
    option: (name) => {
      const spec = method.options.find((one) => one.name === name);
      return input.options[name] ?? (spec && 'default' in spec ? spec.default : undefined);
    },
  };
  const made = makers[method.id]?.(source, method.id) ?? null;
  // Stages, points left out, given values, unequal sizes: where the method reckons otherwise, these formulas are not its own.
  return made?.figures.every(({ equals, value }) => equals === undefined || isNear(value, at(values, equals)))
    ? made
    : null;
}

const makers: Readonly<Record<string, (source: Source, method: string) => LiveFormulas | null>> = {
  'xbar-r': subgroupChart,
  'xbar-s': subgroupChart,
  'i-mr': individualsChart,
  p: attributeChart,
  np: attributeChart,
  c: attributeChart,
  u: attributeChart,
  capability: capabilityIndices,
};

function isNear(one: number, other: unknown): boolean {
  return typeof other === 'number' && Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other), 1e-300);
}

function at(values: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((one, field) => (one as Readonly<Record<string, unknown>> | null)?.[field], values);
}
