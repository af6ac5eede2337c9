import { figure } from '../control-charts/explain.ts';
import { andersonDarling } from '../hypothesis/normality.ts';
import type { Problem } from '../method/method.ts';
import type { Text } from '../method/text.ts';
import { problem, text } from '../outcome/answer.ts';
import { NoMaximum } from '../reliability/fit-life.ts';
import {
  andersonDarlingOf,
  andersonDarlingP,
  type Family,
  type Fit,
  families,
  fitFamily,
  needsPositive,
} from './fits.ts';
import { type Context, type Model, modelOfFit, modelOfPercentiles, modelOfTransformation } from './nonnormal-model.ts';
import { boxCox, johnson } from './transformations.ts';

export interface Candidate {
  readonly name: string;
  readonly ad: number | null;
  readonly p: number | null;
  readonly bound: string;
  readonly chosen: boolean;
  readonly zh: string;
  readonly en: string;
}

export const modelNames: Readonly<Record<string, Text>> = {
  normal: text('正态', 'normal'),
  lognormal: text('对数正态', 'lognormal'),
  weibull: text('威布尔', 'Weibull'),
  gamma: text('伽马', 'gamma'),
  exponential: text('指数', 'exponential'),
  loglogistic: text('对数逻辑斯谛', 'loglogistic'),
  logistic: text('逻辑斯谛', 'logistic'),
  'smallest-extreme-value': text('最小极值', 'smallest extreme value'),
  'largest-extreme-value': text('最大极值', 'largest extreme value'),
  'box-cox': text('Box-Cox 变换', 'Box-Cox transformation'),
  johnson: text('Johnson 变换', 'Johnson transformation'),
  empirical: text('经验分位数', 'empirical percentiles'),
};

type Tried = { readonly candidate: Candidate; readonly model: Model | undefined };

function candidate(
  name: string,
  ad: number | null,
  p: number | null,
  bound: string,
  zh: string,
  en: string,
): Candidate {
  return { name, ad, p, bound, chosen: false, zh, en };
}

/** Data that become one number on the family's scale (large values that differ in their last digits) have no best fit. */
function fitted(family: Family, values: Context['values']): Fit | undefined {
  try {
    return fitFamily(family, values);
  } catch (error) {
    if (error instanceof NoMaximum) return undefined;
    throw error;
  }
}

function tryFamily(family: Family, context: Context): Tried {
  const least = context.values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  if (needsPositive(family) && least <= 0)
    return { candidate: candidate(family, null, null, '', '要求数据大于 0', 'needs values above 0'), model: undefined };
  const fit = fitted(family, context.values);
  if (!fit)
    return {
      candidate: candidate(family, null, null, '', '似然没有极大值', 'its likelihood has no maximum here'),
      model: undefined,
    };
  const ad = andersonDarlingOf(context.values, fit);
  // The normal's p-value has a formula over its whole range; the others have tables.
  const p =
    family === 'normal'
      ? ({ value: andersonDarling(context.values).pValue, bound: '=' } as const)
      : andersonDarlingP(fit, ad, context.values.length);
  const fits = p.value >= 0.05 && p.bound !== '<';
  const finite = Number.isFinite(ad);
  return {
    candidate: candidate(
      family,
      finite ? ad : null,
      finite ? p.value : null,
      p.bound,
      fits ? 'p ≥ 0.05，拟合可用' : 'p < 0.05，拟合不好',
      fits ? 'p of 0.05 or more: fits' : 'p below 0.05: does not fit',
    ),
    model: finite ? modelOfFit(fit, context) : undefined,
  };
}

function tryBoxCox(context: Context): Tried {
  if (context.values.some((x) => x <= 0))
    return {
      candidate: candidate('box-cox', null, null, '', '要求数据大于 0', 'needs values above 0'),
      model: undefined,
    };
  const found = boxCox(context.values, { round: context.round, confidence: context.confidence });
  const { statistic, pValue } = andersonDarling(Array.from(context.values, found.apply));
  const words = `λ = ${figure(found.parameters['lambda'])} (${figure(found.lower)} … ${figure(found.upper)})`;
  return {
    candidate: candidate('box-cox', statistic, pValue, '=', words, words),
    model: modelOfTransformation(found, context),
  };
}

function tryJohnson(context: Context): Tried {
  const found = johnson(context.values);
  if (!found)
    return {
      candidate: candidate('johnson', null, null, '', '没有合适的变换', 'no transformation was found'),
      model: undefined,
    };
  const { statistic, pValue } = andersonDarling(Array.from(context.values, found.apply));
  return {
    candidate: candidate('johnson', statistic, pValue, '=', found.formula, found.formula),
    model: modelOfTransformation(found, context),
  };
}

/** First the normal if it fits, else the best of the families that fit, else a transformation, else percentiles. */
function choose(context: Context): { readonly model: Model; readonly candidates: readonly Candidate[] } {
  const tried = [...families.map((family) => tryFamily(family, context)), tryBoxCox(context), tryJohnson(context)];
  const good = tried.filter(({ candidate: c, model }) => model && (c.p ?? 0) >= 0.05 && c.bound !== '<');
  const isTransformation = (name: string): boolean => name === 'box-cox' || name === 'johnson';
  const best =
    good.find((t) => t.candidate.name === 'normal') ??
    good
      .filter((t) => !isTransformation(t.candidate.name))
      .sort((a, b) => (a.candidate.ad ?? 0) - (b.candidate.ad ?? 0))[0] ??
    good[0];
  const percentiles: Tried = {
    candidate: candidate('empirical', null, null, '', '没有模型拟合时使用', 'used where no model fits'),
    model: modelOfPercentiles(context),
  };
  const chosen = best ?? percentiles;
  const reason = !best
    ? text(
        '没有分布或变换拟合（p 都小于 0.05），改用经验分位数',
        'no distribution or transformation fits (all p below 0.05): percentiles of the data',
      )
    : chosen.candidate.name === 'normal'
      ? text('正态拟合，最简单的模型优先', 'the normal fits, and the simplest model comes first')
      : isTransformation(chosen.candidate.name)
        ? text(
            '没有分布拟合，此变换后近似正态',
            'no distribution fits; this transformation makes the data about normal',
          )
        : text(
            '正态不拟合；在拟合的分布中 A² 最小',
            'the normal does not fit; of the distributions that do, this has the smallest A²',
          );
  const candidates = [...tried, percentiles].map((t) =>
    t === chosen ? { ...t.candidate, chosen: true, ...reason } : t.candidate,
  );
  return { model: chosen.model!, candidates };
}

export function modelFor(
  name: string,
  context: Context,
): { readonly model: Model; readonly candidates: readonly Candidate[] } | Problem {
  if (name === 'best-fit') return choose(context);
  if (name === 'empirical') return { model: modelOfPercentiles(context), candidates: [] };
  const tried =
    name === 'box-cox'
      ? tryBoxCox(context)
      : name === 'johnson'
        ? tryJohnson(context)
        : tryFamily(name as Family, context);
  if (tried.model) return { model: tried.model, candidates: [{ ...tried.candidate, chosen: true }] };
  return problem(
    'model-unfit',
    text(
      `${modelNames[name]?.zh}不能用于这些数据：${tried.candidate.zh}`,
      `${modelNames[name]?.en} cannot be used: ${tried.candidate.en}`,
    ),
    text('改用 best-fit', 'Use best-fit'),
  );
}
