import type { JsonSchema } from '../method/method.ts';
import { array, boolean, integer, number, numberOrNull, object, string } from '../outcome/answer.ts';

/** Limits of one panel at the last point of a stage; `constant`: the same at every point of it. */
export interface PanelLimits {
  readonly ucl: number | null;
  readonly cl: number | null;
  readonly lcl: number | null;
  readonly constant: boolean;
}

export interface StageValues {
  readonly name: string;
  /** First and last point, counted from 1. */
  readonly from: number;
  readonly to: number;
  /** Points that counted for the estimates. */
  readonly counted: number;
  /** What was estimated or given, by its name: `mean`, `sigma`, `p`, `u` … */
  readonly parameters: Readonly<Record<string, number>>;
  readonly limits: Readonly<Record<string, PanelLimits>>;
}

export interface PanelValues {
  readonly name: string;
  readonly values: readonly (number | null)[];
  readonly ucl: readonly (number | null)[];
  readonly cl: readonly (number | null)[];
  readonly lcl: readonly (number | null)[];
}

export interface Signal {
  readonly panel: string;
  /** Counted from 1. */
  readonly point: number;
  readonly label: string;
  readonly stage: string;
  readonly rule: string;
  /** First and last point of the pattern. */
  readonly from: number;
  readonly to: number;
  readonly side: 'above' | 'below' | 'both';
}

export interface Exclusion {
  readonly point: number;
  readonly label: string;
  readonly reason: string;
  /** In which recalculation it was first left out. */
  readonly revision: number;
}

/** Limits as they were after each round of exclusions; the last is in force. */
export interface Revision {
  readonly revision: number;
  readonly excluded: readonly number[];
  readonly stages: readonly {
    readonly name: string;
    readonly counted: number;
    readonly parameters: Readonly<Record<string, number>>;
    readonly limits: Readonly<Record<string, PanelLimits>>;
  }[];
}

/** What the tests cost: how often a process in control raises an alarm, and how soon a shift is seen. */
export interface Price {
  /** Points to the first false alarm, on average. */
  readonly arl0: number | null;
  /** Shift in standard deviations of the plotted statistic that `arl1` is for. */
  readonly shift: number;
  readonly arl1: number | null;
}

export interface ChartValues {
  readonly chart: string;
  readonly points: number;
  /** Names of the points; empty where they are numbered from 1. */
  readonly labels: readonly string[];
  readonly sizes: readonly number[];
  readonly stages: readonly StageValues[];
  /** Limits in force: those of the last stage. */
  readonly limits: Readonly<Record<string, PanelLimits>>;
  readonly panels: readonly PanelValues[];
  readonly rules: readonly { readonly id: string; readonly zh: string; readonly en: string }[];
  readonly signals: readonly Signal[];
  /** No signal in the last stage. */
  readonly stable: boolean;
  readonly excluded: readonly Exclusion[];
  readonly history: readonly Revision[];
  readonly price: Price | null;
  /** Specification limits to draw, only where asked for. */
  readonly specification: { readonly lsl: number | null; readonly usl: number | null } | null;
  /** Share of each variable in T² at the points that signal (multivariate charts only). */
  readonly contributions: readonly { readonly point: number; readonly variable: string; readonly value: number }[];
}

const limits = object({ ucl: numberOrNull, cl: numberOrNull, lcl: numberOrNull, constant: boolean });
const named = (items: JsonSchema): JsonSchema => ({ type: 'object', additionalProperties: items });
const series = array(numberOrNull);

export const chartSchema: JsonSchema = object({
  chart: string,
  points: integer,
  labels: array(string),
  sizes: array(number),
  stages: array(
    object({
      name: string,
      from: integer,
      to: integer,
      counted: integer,
      parameters: named(number),
      limits: named(limits),
    }),
  ),
  limits: named(limits),
  panels: array(object({ name: string, values: series, ucl: series, cl: series, lcl: series })),
  rules: array(object({ id: string, zh: string, en: string })),
  signals: array(
    object({
      panel: string,
      point: integer,
      label: string,
      stage: string,
      rule: string,
      from: integer,
      to: integer,
      side: { enum: ['above', 'below', 'both'] },
    }),
  ),
  stable: boolean,
  excluded: array(object({ point: integer, label: string, reason: string, revision: integer })),
  history: array(
    object({
      revision: integer,
      excluded: array(integer),
      stages: array(object({ name: string, counted: integer, parameters: named(number), limits: named(limits) })),
    }),
  ),
  price: {
    anyOf: [object({ arl0: numberOrNull, shift: number, arl1: numberOrNull }), { type: 'null' }],
    description: 'average run lengths',
  },
  specification: {
    anyOf: [object({ lsl: numberOrNull, usl: numberOrNull }), { type: 'null' }],
    description: 'specification limits drawn, if asked for',
  },
  contributions: array(object({ point: integer, variable: string, value: number })),
});
