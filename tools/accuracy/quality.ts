import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CapabilityValues } from '../../src/toolbox/capability/capability-method.ts';
import { capabilityMethods } from '../../src/toolbox/capability-methods.ts';
import { chartMethods } from '../../src/toolbox/chart-methods.ts';
import type { ChartValues } from '../../src/toolbox/control-charts/chart-result.ts';
import { c4, d2, d3 } from '../../src/toolbox/control-charts/constants.ts';
import { cusumArl } from '../../src/toolbox/control-charts/price/cusum-arl.ts';
import { ewmaArl } from '../../src/toolbox/control-charts/price/ewma-arl.ts';
import { mewmaArl, mewmaShiftArl } from '../../src/toolbox/control-charts/price/mewma-arl.ts';
import { t2Arl } from '../../src/toolbox/control-charts/price/t2-arl.ts';
import { readTable } from '../../src/toolbox/data-entry/table-reader.ts';
import { cohenKappa } from '../../src/toolbox/measurement-systems/agreement.ts';
import { gaugeMethods } from '../../src/toolbox/measurement-systems/gauge-methods.ts';
import type { GaugeValues } from '../../src/toolbox/measurement-systems/gauge-result.ts';
import type { Method, OptionValues } from '../../src/toolbox/method/method.ts';
import { actionPriority } from '../../src/toolbox/risk/action-priority.ts';
import { type CodeLetter, type Severity, severities, singleCell } from '../../src/toolbox/sampling/iso2859-single.ts';
import { type Lots, planPerformance } from '../../src/toolbox/sampling/operating-characteristic.ts';
import type { Stage } from '../../src/toolbox/sampling/plan.ts';
import { readShared } from './nist.ts';
import { type AccuracyRow, errorRow, exactRow, Worst } from './row.ts';
import { variationRows } from './variation.ts';

const toolbox = join(import.meta.dirname, '../../src/toolbox');
const golden = (path: string): unknown => JSON.parse(readFileSync(join(toolbox, path), 'utf8'));

function run(methods: readonly Method[], id: string, csv: string, options: OptionValues): unknown {
  const method = methods.find((one) => one.id === id);
  const outcome = method?.run({ table: readTable(csv).table, options });
  if (!outcome?.ok) throw new Error(`${id}: ${JSON.stringify(outcome)}`);
  return outcome.result.values;
}

function constantRows(): AccuracyRow[] {
  const file = readShared<{ constants: readonly { n: number; d2: string; d3: string; c4: string }[] }>(
    'control_chart_constants.json',
  );
  if (!file) return [];
  const [w2, w3, w4] = [new Worst(), new Worst(), new Worst()];
  for (const row of file.constants) {
    w2.add(d2(row.n), Number(row.d2));
    w3.add(d3(row.n), Number(row.d3));
    w4.add(c4(row.n), Number(row.c4));
  }
  const by = 'mpmath, 40 digits (d3: two-dimensional quadrature)';
  const from = 'from the definitions; no program of ours';
  return [
    errorRow('d2, n = 2 … 100', 1e-14, w2, by, from),
    errorRow('c4, n = 2 … 100', 1e-14, w4, by, from),
    errorRow('d3, n = 2 … 100', 1e-11, w3, by, from),
  ];
}

function limitRow(): AccuracyRow {
  const file = golden('control-charts/limits.golden.json') as {
    made: string;
    xbar: Record<string, number> & { x: readonly number[] };
  };
  const { x, uclR, rUcl, sigmaR } = file.xbar;
  const worst = new Worst();
  const values = run(chartMethods, 'xbar-r', `x\n${(x as readonly number[]).join('\n')}\n`, {}) as ChartValues;
  worst.add(values.limits['xbar']?.ucl, uclR ?? Number.NaN);
  worst.add(values.limits['r']?.ucl, rUcl ?? Number.NaN);
  worst.add(values.stages[0]?.parameters['sigma'], sigmaR ?? Number.NaN);
  return errorRow(
    'Xbar-R limits and sigma (all charts: their golden test)',
    1e-12,
    worst,
    file.made,
    'Rscript tools/reference-values/charts-limits.R',
  );
}

function capabilityRow(): AccuracyRow {
  const file = golden('capability/capability.golden.json') as { made: string; x: readonly number[] } & Record<
    'cp' | 'cpl' | 'cpu' | 'pp' | 'ppk' | 'cpm',
    readonly number[]
  >;
  const values = run(capabilityMethods, 'capability', `x\n${file.x.join('\n')}\n`, {
    lsl: 8,
    usl: 11.5,
    target: 10,
    subgroupSize: 4,
  }) as CapabilityValues;
  const worst = new Worst();
  for (const name of ['cp', 'cpl', 'cpu', 'pp', 'ppk', 'cpm'] as const) {
    const { value, lower, upper } = values[name];
    [value, lower, upper].forEach((figure, k) => {
      worst.add(figure, file[name][k] ?? Number.NaN);
    });
  }
  return errorRow(
    'Cp, Cpk, Pp, Ppk, Cpm with intervals',
    1e-10,
    worst,
    file.made,
    'Rscript tools/reference-values/capability.R',
  );
}

function measurementRows(): AccuracyRow[] {
  const gauge = golden('measurement-systems/gauge.golden.json') as {
    program: string;
    command: string;
    crossed: readonly { csv: string; ss: readonly number[]; variance: readonly number[] }[];
  };
  const worst = new Worst();
  for (const study of gauge.crossed) {
    const values = run(gaugeMethods, 'gauge-crossed', study.csv, { poolingAlpha: 1 }) as GaugeValues;
    study.ss.slice(0, 4).forEach((ss, i) => {
      worst.add(values.anova[i]?.ss, ss);
    });
    ['part', 'operator', 'part*operator', 'repeatability'].forEach((source, i) => {
      const expected = study.variance[i] ?? 0;
      worst.add(values.components.find((one) => one.source === source)?.variance, Math.max(0, expected));
    });
  }
  const agreement = golden('measurement-systems/agreement.golden.json') as {
    program: string;
    command: string;
    a: readonly number[];
    b: readonly number[];
    cohen: readonly number[];
  };
  const kappa = cohenKappa(agreement.a.map(String), agreement.b.map(String), 0.95);
  const kappas = new Worst();
  kappas.add(kappa.kappa, agreement.cohen[0] ?? Number.NaN);
  kappas.add(kappa.se, agreement.cohen[1] ?? Number.NaN);
  return [
    errorRow('gauge R&R, crossed: sums of squares and variance components', 1e-10, worst, gauge.program, gauge.command),
    errorRow("Cohen's kappa and its error", 1e-10, kappas, agreement.program, agreement.command),
  ];
}

function samplingRows(): AccuracyRow[] {
  const file = golden('sampling/curves.golden.json') as {
    program: string;
    command: string;
    cases: readonly {
      stages: Stage[];
      model: Lots['model'];
      lotSize: number | null;
      rows: readonly { p: number; pa: string; aoq: string; ati?: string }[];
    }[];
  };
  const worst = new Worst();
  for (const { stages, model, lotSize, rows } of file.cases) {
    for (const row of rows) {
      const found = planPerformance({ stages }, lotSize === null ? { model } : { model, lotSize }, row.p);
      worst.addAbsolute(found.pa, Number(row.pa));
      worst.addAbsolute(found.aoq, Number(row.aoq));
    }
  }
  return [
    errorRow('Pa and AOQ of single, double and multiple plans', 1e-13, worst, file.program, file.command, 'absolute'),
    ...cellRows(),
  ];
}

function cellRows(): AccuracyRow[] {
  const rows: AccuracyRow[] = [];
  const plans = readShared<{
    tables: Record<
      Severity,
      readonly {
        letter: CodeLetter;
        cells: readonly { aql: number; kind: string; letter: string; n: number; ac: number; re: number }[];
      }[]
    >;
  }>('iso2859_1_single.json');
  if (plans) {
    let cells = 0;
    let wrong = 0;
    for (const severity of severities) {
      for (const { letter, cells: line } of plans.tables[severity]) {
        for (const { aql, ...expected } of line) {
          const found = singleCell(severity, letter, aql);
          cells += 1;
          if (JSON.stringify({ ...found, ...expected }) !== JSON.stringify({ ...found })) wrong += 1;
        }
      }
    }
    rows.push(
      exactRow(
        'GB/T 2828.1 tables 2-A, 2-B, 2-C',
        cells,
        wrong,
        'public transcriptions that agree',
        'no program of ours',
      ),
    );
  }
  const priorities = readShared<{ flat: string }>('fmea_ap_2019.json');
  if (priorities) {
    let wrong = 0;
    for (let i = 0; i < 1000; i++) {
      if (actionPriority(Math.floor(i / 100) + 1, (Math.floor(i / 10) % 10) + 1, (i % 10) + 1) !== priorities.flat[i])
        wrong += 1;
    }
    rows.push(
      exactRow('AIAG-VDA action priority', 1000, wrong, 'three public sources that agree', 'no program of ours'),
    );
  }
  return rows;
}

/** Average run lengths against R's spc. */
function runLengthRow(): AccuracyRow {
  const file = golden('control-charts/price/arl.reference.json') as {
    made: string;
    ewma: readonly (Parameters<typeof ewmaArl>[0] & { arl: number })[];
    cusum: readonly (Parameters<typeof cusumArl>[0] & { arl: number })[];
    mewma: readonly (Parameters<typeof mewmaArl>[0] & { arl: number })[];
    mewmaShift: readonly (Parameters<typeof mewmaShiftArl>[0] & { arl: number })[];
    t2: readonly (Parameters<typeof t2Arl>[0] & { arl: number })[];
  };
  const worst = new Worst();
  for (const c of file.ewma) worst.add(ewmaArl(c), c.arl);
  for (const c of file.cusum) worst.add(cusumArl(c), c.arl);
  for (const c of file.mewma) worst.add(mewmaArl(c), c.arl);
  for (const c of file.mewmaShift) worst.add(mewmaShiftArl(c), c.arl);
  for (const c of file.t2) worst.add(t2Arl(c), c.arl);
  return errorRow(
    'average run lengths: EWMA, CUSUM, MEWMA and T², in control and shifted',
    1e-6,
    worst,
    file.made,
    'Rscript tools/reference-values/charts-arl.R',
  );
}

/** Charts, capability, measurement systems and sampling, each by the reference file of its own room. */
export function qualityRows(): AccuracyRow[] {
  return [
    ...constantRows(),
    limitRow(),
    runLengthRow(),
    capabilityRow(),
    ...variationRows(),
    ...measurementRows(),
    ...samplingRows(),
  ];
}
