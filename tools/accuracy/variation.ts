import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NonnormalValues } from '../../src/toolbox/capability/nonnormal-method.ts';
import { capabilityMethods } from '../../src/toolbox/capability-methods.ts';
import { readTable } from '../../src/toolbox/data-entry/table-reader.ts';
import type { Method, MethodInput } from '../../src/toolbox/method/method.ts';
import { type MultiVariValues, multiVari } from '../../src/toolbox/quality-tools/multi-vari-method.ts';
import { type RunChartValues, runChart } from '../../src/toolbox/quality-tools/run-chart-method.ts';
import { type AccuracyRow, errorRow, Worst } from './row.ts';

function golden<T>(path: string): T {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../../src/toolbox', path), 'utf8')) as T;
}

function valuesOf<R>(method: Method | undefined, csv: string, input: Omit<MethodInput, 'table'>): R {
  const outcome = method?.run({ table: readTable(csv).table, ...input });
  if (!outcome?.ok) throw new Error(JSON.stringify(outcome));
  return outcome.result.values as R;
}

function pointRow(): AccuracyRow {
  const file = golden<{ made: string; w: number[]; boxCoxPoints: number[]; boxCoxByPoints: number[] }>(
    'capability/capability.golden.json',
  );
  const method = capabilityMethods.find(({ id }) => id === 'capability-nonnormal');
  const options = { lsl: 0.2, usl: 8, model: 'box-cox', round: false, transformedIndices: 'percentiles' };
  const found = valuesOf<NonnormalValues>(method, `x\n${file.w.join('\n')}\n`, { options });
  const worst = new Worst();
  [found.low, found.median, found.high].forEach((point, k) => {
    worst.add(point, file.boxCoxPoints[k] ?? Number.NaN);
  });
  [found.pp, found.ppl, found.ppu].forEach(({ value }, k) => {
    worst.add(value, file.boxCoxByPoints[k] ?? Number.NaN);
  });
  const command = 'Rscript tools/reference-values/capability.R';
  return errorRow('Box-Cox: percentile points carried back, Pp, Ppl, Ppu by them', 1e-8, worst, file.made, command);
}

function runRow(): AccuracyRow {
  const file = golden<{ made: string; nile: number[]; about: number[]; nileExact: number[] }>(
    'quality-tools/runs.golden.json',
  );
  const csv = `x\n${file.nile.join('\n')}\n`;
  const worst = new Worst();
  const normal = valuesOf<RunChartValues>(runChart, csv, { options: { pValues: 'normal' } }).aboutMedian;
  [normal.z, normal.pClustering, normal.pMixtures].forEach((figure, k) => {
    worst.add(figure, file.about[3 + k] ?? Number.NaN);
  });
  const exact = valuesOf<RunChartValues>(runChart, csv, { options: {} }).aboutMedian;
  [exact.pClustering, exact.pMixtures].forEach((figure, k) => {
    worst.add(figure, file.nileExact[k] ?? Number.NaN);
  });
  return errorRow(
    'run chart: runs about the median, z and p-values, normal and exact',
    1e-10,
    worst,
    file.made,
    'Rscript tools/reference-values/runs.R',
  );
}

function componentRow(): AccuracyRow {
  const file = golden<{
    made: string;
    nestedExact: number[];
    gaps: { batch: string[]; cask: string[]; y: number[]; variance: number[] };
  }>('quality-tools/multi-vari.golden.json');
  const worst = new Worst();
  const { csv = '', assignment = {} } = multiVari.example;
  const { gaps } = file;
  const rows = gaps.y.map((y, i) => `${gaps.batch[i]},${gaps.cask[i]},${y}`);
  const studies = [
    [valuesOf<MultiVariValues>(multiVari, csv, { assignment, options: {} }), file.nestedExact],
    [
      valuesOf<MultiVariValues>(multiVari, `batch,cask,strength\n${rows.join('\n')}\n`, { assignment, options: {} }),
      gaps.variance,
    ],
  ] as const;
  for (const [{ components }, wanted] of studies)
    components.forEach(({ variance }, k) => {
      worst.add(variance, wanted[k] ?? Number.NaN);
    });
  return errorRow(
    'multi-vari: nested components of variance, whole and with gaps',
    1e-9,
    worst,
    file.made,
    'Rscript tools/reference-values/multi-vari.R',
  );
}

/** Where variation lies: percentile points after a transformation, runs, components of variance. */
export function variationRows(): AccuracyRow[] {
  return [pointRow(), runRow(), componentRow()];
}
