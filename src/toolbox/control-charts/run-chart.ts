import type { Problem } from '../method/method.ts';
import type { Text } from '../method/text.ts';
import type {
  ChartValues,
  Exclusion,
  PanelLimits,
  PanelValues,
  Price,
  Revision,
  Signal,
  StageValues,
} from './chart-result.ts';
import { applyRules, type Rule, windowOf } from './rules.ts';

/** Points [from, to) that share one set of limits. */
export interface Stage {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export interface PanelSpec {
  readonly name: string;
  readonly title: Text;
  /** Tests on patterns mean something here; ranges, whose neighbours are related or skewed, are only held to their limits. */
  readonly patterns: boolean;
}

/** What is plotted at each point and against which lines; `sigma` is the standard deviation of the plotted statistic. */
export interface PanelArrays {
  readonly values: Float64Array;
  readonly ucl: Float64Array;
  readonly cl: Float64Array;
  readonly lcl: Float64Array;
  readonly sigma: Float64Array;
}

export type Parameters = Readonly<Record<string, number>>;

/** A kind of chart: how parameters come from the points that count, and how lines come from the parameters. Pure. */
export interface ChartModel {
  readonly panels: readonly PanelSpec[];
  /** Parameters that do without an estimate when all of them are given; none: an estimate is always needed. */
  readonly suffices?: readonly string[];
  /** `counts[i]` is 1 where point i counts. A problem where nothing can be estimated. */
  estimate(stage: Stage, counts: Uint8Array): Parameters | Problem;
  draw(parameters: Parameters, stage: Stage, panels: readonly PanelArrays[]): void;
  /** First point of the pattern that ends at `point`, where the model knows better than the rule (CUSUM). */
  readonly patternStart?: (panel: string, point: number) => number | undefined;
}

/** Points and settings that every chart has. */
export interface ChartFrame {
  readonly chart: string;
  readonly points: number;
  readonly labels: readonly string[];
  readonly sizes: readonly number[];
  readonly stages: readonly Stage[];
  readonly exclusions: readonly { readonly point: number; readonly reason: string; readonly revision: number }[];
  /** Points (from 1) that the limits are estimated from; undefined: all of the stage. */
  readonly baseline?: readonly [from: number, to: number];
  readonly fixed: Parameters;
  readonly rules: readonly Rule[];
  readonly price: Price | null;
  readonly specification?: ChartValues['specification'];
}

export interface ChartRun {
  readonly values: ChartValues;
  /** Rules completed at each point of each panel, one bit a rule. */
  readonly masks: readonly Uint32Array[];
}

/** Estimates, draws, tests. Problems where a stage has nothing to estimate from. */
export function runChart(model: ChartModel, frame: ChartFrame): ChartRun | { readonly problems: readonly Problem[] } {
  const revisions = Math.max(0, ...frame.exclusions.map((e) => e.revision));
  const history: Revision[] = [];
  let panels: PanelArrays[] = [];
  let stages: StageValues[] = [];
  for (let revision = 0; revision <= revisions; revision++) {
    const excluded = frame.exclusions.filter((e) => e.revision <= revision);
    panels = model.panels.map(() => emptyPanel(frame.points));
    const drawn = drawStages(
      model,
      frame,
      excluded.map((e) => e.point),
      panels,
    );
    if ('problems' in drawn) return drawn;
    stages = drawn.stages;
    history.push({
      revision,
      excluded: excluded.map((e) => e.point),
      stages: stages.map(({ name, counted, parameters, limits }) => ({ name, counted, parameters, limits })),
    });
  }
  const masks = panels.map((panel, k) => test(panel, frame, panelRules(model.panels[k], frame.rules)));
  const signals = collectSignals(model, frame, panels, masks);
  const lastStage = stages.at(-1);
  return {
    masks,
    values: {
      chart: frame.chart,
      points: frame.points,
      labels: frame.labels,
      sizes: frame.sizes,
      stages,
      limits: lastStage?.limits ?? {},
      panels: panels.map((panel, k) => panelValues(model.panels[k]?.name ?? '', panel)),
      rules: frame.rules.map(({ id, text }) => ({ id, zh: text.zh, en: text.en })),
      signals,
      stable: !signals.some((signal) => signal.point >= (lastStage?.from ?? 1)),
      excluded: frame.exclusions.map((e): Exclusion => ({ ...e, label: labelOf(frame, e.point - 1) })),
      history,
      price: frame.price,
      specification: frame.specification ?? null,
      contributions: [],
    },
  };
}

function emptyPanel(points: number): PanelArrays {
  const empty = (): Float64Array => new Float64Array(points).fill(Number.NaN);
  return { values: empty(), ucl: empty(), cl: empty(), lcl: empty(), sigma: empty() };
}

export function labelOf(frame: { readonly labels: readonly string[] }, point: number): string {
  return frame.labels[point] ?? String(point + 1);
}

function drawStages(
  model: ChartModel,
  frame: ChartFrame,
  excluded: readonly number[],
  panels: readonly PanelArrays[],
): { readonly stages: StageValues[] } | { readonly problems: readonly Problem[] } {
  const counts = new Uint8Array(frame.points).fill(1);
  if (frame.baseline) {
    counts.fill(0);
    counts.fill(1, frame.baseline[0] - 1, frame.baseline[1]);
  }
  for (const point of excluded) counts[point - 1] = 0;
  const stages: StageValues[] = [];
  for (const stage of frame.stages) {
    const estimated = model.estimate(stage, counts);
    // A stage whose parameters are all given needs no estimate, so that one subgroup can be held to historical limits.
    const given = model.suffices?.every((name) => Object.hasOwn(frame.fixed, name)) ?? false;
    if (isProblem(estimated) && !given) return { problems: [estimated] };
    const parameters = isProblem(estimated) ? frame.fixed : { ...estimated, ...frame.fixed };
    model.draw(parameters, stage, panels);
    let counted = 0;
    for (let i = stage.from; i < stage.to; i++) counted += counts[i]!;
    const limits = Object.fromEntries(model.panels.map((spec, k) => [spec.name, limitsOf(panels[k]!, stage)]));
    stages.push({ name: stage.name, from: stage.from + 1, to: stage.to, counted, parameters, limits });
  }
  return { stages };
}

export function isProblem(value: Parameters | Problem): value is Problem {
  return typeof value['code'] === 'string';
}

/** Limits at the last plotted point of a stage. */
function limitsOf(panel: PanelArrays, stage: Stage): PanelLimits {
  let last = stage.to - 1;
  while (last > stage.from && Number.isNaN(panel.cl[last]!)) last--;
  const at = (line: Float64Array): number | null => (Number.isFinite(line[last]!) ? line[last]! : null);
  let constant = true;
  for (let i = stage.from; i < last && constant; i++) {
    if (Number.isNaN(panel.cl[i]!)) continue;
    constant =
      same(panel.ucl[i]!, panel.ucl[last]!) && same(panel.lcl[i]!, panel.lcl[last]!) && panel.cl[i] === panel.cl[last];
  }
  return { ucl: at(panel.ucl), cl: at(panel.cl), lcl: at(panel.lcl), constant };
}

const same = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));

function panelRules(spec: PanelSpec | undefined, rules: readonly Rule[]): readonly Rule[] {
  return spec?.patterns ? rules : rules.filter((rule) => rule.test.kind === 'limit');
}

function test(panel: PanelArrays, frame: ChartFrame, rules: readonly Rule[]): Uint32Array {
  const mask = new Uint32Array(frame.points);
  const z = new Float64Array(rules.some((rule) => rule.test.kind !== 'limit') ? frame.points : 0);
  for (let i = 0; i < z.length; i++) z[i] = (panel.values[i]! - panel.cl[i]!) / panel.sigma[i]!;
  for (const stage of frame.stages) applyRules({ ...panel, z }, rules, mask, stage.from, stage.to);
  return mask;
}

function collectSignals(
  model: ChartModel,
  frame: ChartFrame,
  panels: readonly PanelArrays[],
  masks: readonly Uint32Array[],
): Signal[] {
  const signals: Signal[] = [];
  for (const [k, spec] of model.panels.entries()) {
    const rules = panelRules(spec, frame.rules);
    const panel = panels[k]!;
    const mask = masks[k]!;
    let stage = 0;
    for (let i = 0; i < frame.points; i++) {
      if (mask[i] === 0) continue;
      while (i >= (frame.stages[stage]?.to ?? Number.POSITIVE_INFINITY)) stage++;
      for (const [bit, rule] of rules.entries()) {
        if ((mask[i]! & (1 << bit)) === 0) continue;
        const from = model.patternStart?.(spec.name, i) ?? i - windowOf(rule.test) + 1;
        signals.push({
          panel: spec.name,
          point: i + 1,
          label: labelOf(frame, i),
          stage: frame.stages[stage]?.name ?? '',
          rule: rule.id,
          from: from + 1,
          to: i + 1,
          side: sideOf(rule, panel, i),
        });
      }
    }
  }
  return signals.sort((a, b) => a.point - b.point);
}

function sideOf(rule: Rule, panel: PanelArrays, i: number): Signal['side'] {
  const { kind } = rule.test;
  if (kind === 'alternation' || kind === 'hugging' || kind === 'mixture') return 'both';
  if (kind === 'trend') return panel.values[i]! > panel.values[i - 1]! ? 'above' : 'below';
  return panel.values[i]! > panel.cl[i]! ? 'above' : 'below';
}

function panelValues(name: string, panel: PanelArrays): PanelValues {
  return { name, values: orNull(panel.values), ucl: orNull(panel.ucl), cl: orNull(panel.cl), lcl: orNull(panel.lcl) };
}

/**
 * JSON has no NaN and no infinity: null stands where nothing was plotted and for a limit that a side does not have. A list
 * without null is kept as plain doubles, and a stretch of one value is filled in, so that a million points make no objects.
 */
function orNull(list: Float64Array): (number | null)[] {
  let gaps = 0;
  for (let i = 0; i < list.length; i++) gaps += +!Number.isFinite(list[i]!);
  return gaps === 0 ? doubles(list) : withNulls(list);
}

function doubles(list: Float64Array): number[] {
  const out = new Array<number>(list.length);
  for (let i = 0; i < list.length; i++) out[i] = list[i]!;
  return out;
}

function withNulls(list: Float64Array): (number | null)[] {
  const n = list.length;
  const out = new Array<number | null>(n).fill(null);
  for (let i = 0; i < n; ) {
    let to = i + 1;
    if (!Number.isFinite(list[i]!)) {
      i = to;
      continue;
    }
    while (to < n && list[to] === list[i]) to++;
    out.fill(list[i]!, i, to);
    i = to;
  }
  return out;
}
