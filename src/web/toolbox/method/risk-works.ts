import { isRecord } from '#toolbox/words/value-shapes.ts';
import { newId, newWork, type Work } from '../workspace/work.ts';

type Row = Readonly<Record<string, unknown>>;

function rowsOf(value: unknown): readonly Row[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function idsOf(rows: readonly Row[], field: string): readonly string[] {
  return [...new Set(rows.map((row) => String(row[field] ?? '')).filter((id) => id !== ''))];
}

/** A control item for each characteristic of a failure analysis, its failures named; what controls it is still to be said. */
function controlsFor(failures: readonly Row[]): readonly Row[] {
  return idsOf(failures, 'characteristic').map((characteristic, k) => {
    const own = failures.filter((row) => row['characteristic'] === characteristic);
    return {
      id: `P${k + 1}`,
      step: String(own[0]?.['step'] ?? ''),
      characteristic,
      failures: idsOf(own, 'id'),
      ...{ gauge: '', sampleSize: '', frequency: '', method: '', reaction: '' },
    };
  });
}

function characteristicsOf(rows: readonly Row[]): readonly Row[] {
  return idsOf(rows, 'characteristic').map((id) => ({ id, name: id }));
}

/** The control plan that a failure analysis leads to. */
export function controlPlanFrom(options: Row): Work | null {
  const failures = rowsOf(options['rows']);
  if (failures.length === 0) return null;
  return { ...newWork(newId(), 'control-plan'), options: { items: controlsFor(failures) } };
}

/** The chain from the failures of an analysis, or from the items of a control plan. */
export function chainFrom(options: Row): Work | null {
  const failures = rowsOf(options['rows']);
  const controls = rowsOf(options['items']);
  if (failures.length + controls.length === 0) return null;
  const chain = {
    characteristics: characteristicsOf([...failures, ...controls]),
    failures,
    controls: failures.length > 0 ? controlsFor(failures) : controls,
    charts: [],
  };
  return { ...newWork(newId(), 'risk-chain'), options: { chain } };
}

/** A chart of a chain with its limits, where the chart's method knows them by these names. */
export function chartWork(chart: Row, known: ReadonlySet<string>): Work {
  const limits = ['lsl', 'usl', 'target'].filter((name) => known.has(name) && typeof chart[name] === 'number');
  return {
    ...newWork(newId(), String(chart['method'])),
    title: [chart['id'], chart['characteristic']].filter((part) => typeof part === 'string' && part !== '').join(' '),
    options: Object.fromEntries(limits.map((name) => [name, chart[name]])),
  };
}
