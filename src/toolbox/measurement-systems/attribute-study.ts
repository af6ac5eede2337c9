import { normalUpper as normalTail } from '../distributions/normal.ts';
import {
  cohenKappa,
  type FleissKappa,
  fleissKappa,
  kendallConcordance,
  kendallTau,
  proportionInterval,
} from './agreement.ts';
import { levelsOf } from './study-data.ts';

/** Ratings of a balanced study: `ratings[appraiser][part][trial]`, and the reference of each part where it is known. */
export interface AttributeStudy {
  readonly appraisers: readonly string[];
  readonly parts: readonly string[];
  readonly trials: number;
  readonly ratings: readonly (readonly (readonly string[])[])[];
  readonly reference: readonly string[] | undefined;
  readonly categories: readonly string[];
}

export interface Match {
  readonly name: string;
  readonly inspected: number;
  readonly matched: number;
  readonly percent: number;
  readonly low: number;
  readonly high: number;
}

export interface KappaRow {
  readonly name: string;
  /** `overall` or the category. */
  readonly category: string;
  readonly kappa: number | null;
  readonly se0: number | null;
  readonly z: number | null;
  readonly p: number | null;
}

export interface CohenRow {
  readonly name: string;
  readonly n: number;
  readonly observed: number;
  readonly kappa: number | null;
  readonly se: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly p: number | null;
}

export interface KendallRow {
  readonly name: string;
  readonly coefficient: 'w' | 'tau';
  readonly value: number | null;
  readonly statistic: number | null;
  readonly p: number | null;
}

export interface ErrorRow {
  readonly appraiser: string;
  /** Percent of ratings of bad items called good, of good called bad, and of items rated differently by the same person. */
  readonly missPercent: number | null;
  readonly falseAlarmPercent: number | null;
  readonly mixedPercent: number;
}

const same = (values: readonly string[]) => values.every((value) => value === values[0]);

function match(name: string, flags: readonly boolean[], confidence: number): Match {
  const matched = flags.filter(Boolean).length;
  const { low, high } = proportionInterval(matched, flags.length, confidence);
  return {
    name,
    inspected: flags.length,
    matched,
    percent: (100 * matched) / flags.length,
    low: 100 * low,
    high: 100 * high,
  };
}

export function matches(study: AttributeStudy, confidence: number) {
  const { appraisers, parts, ratings, reference } = study;
  const partOf = (a: number, p: number) => ratings[a]?.[p] ?? [];
  const all = (p: number) => appraisers.flatMap((_, a) => partOf(a, p));
  const places = parts.map((_, p) => p);
  return {
    within:
      study.trials > 1
        ? appraisers.map((name, a) =>
            match(
              name,
              places.map((p) => same(partOf(a, p))),
              confidence,
            ),
          )
        : [],
    standard: reference
      ? appraisers.map((name, a) =>
          match(
            name,
            places.map((p) => partOf(a, p).every((x) => x === reference[p])),
            confidence,
          ),
        )
      : [],
    between: match(
      'all',
      places.map((p) => same(all(p))),
      confidence,
    ),
    allStandard: reference
      ? match(
          'all',
          places.map((p) => all(p).every((x) => x === reference[p])),
          confidence,
        )
      : null,
  };
}

function counts(rows: readonly (readonly string[])[], categories: readonly string[]): number[][] {
  return rows.map((row) => categories.map((category) => row.filter((x) => x === category).length));
}

function kappaRows(name: string, { overall, categories }: FleissKappa): KappaRow[] {
  return [{ name, category: 'overall', ...overall }, ...categories.map((row) => ({ name, ...row }))];
}

/** Mean over trials of a kappa against the standard; its standard error is that of a mean of equal ones. */
function averaged(name: string, list: readonly FleissKappa[]): KappaRow[] {
  const one = (category: string, values: readonly { kappa: number | null; se0: number | null }[]): KappaRow => {
    if (values.some((value) => value.kappa === null || value.se0 === null))
      return { name, category, kappa: null, se0: null, z: null, p: null };
    const kappa = values.reduce((sum, value) => sum + (value.kappa ?? 0), 0) / values.length;
    const se0 = Math.sqrt(values.reduce((sum, value) => sum + (value.se0 ?? 0) ** 2, 0)) / values.length;
    return { name, category, kappa, se0, z: kappa / se0, p: normalTail(kappa / se0) };
  };
  const categories = list[0]?.categories ?? [];
  return [
    one(
      'overall',
      list.map((kappa) => kappa.overall),
    ),
    ...categories.map((row, j) =>
      one(
        row.category,
        list.map((kappa) => kappa.categories[j] ?? { kappa: null, se0: null }),
      ),
    ),
  ];
}

export function kappas(study: AttributeStudy) {
  const { appraisers, parts, ratings, reference, categories, trials } = study;
  const perTrial = (a: number, t: number, standard: readonly string[]) =>
    fleissKappa(
      counts(
        parts.map((_, p) => [ratings[a]?.[p]?.[t] ?? '', standard[p] ?? '']),
        categories,
      ),
      categories,
    );
  const trialNumbers = Array.from({ length: trials }, (_, t) => t);
  return {
    within:
      trials > 1
        ? appraisers.flatMap((name, a) =>
            kappaRows(name, fleissKappa(counts(ratings[a] ?? [], categories), categories)),
          )
        : [],
    standard: reference
      ? appraisers.flatMap((name, a) =>
          averaged(
            name,
            trialNumbers.map((t) => perTrial(a, t, reference)),
          ),
        )
      : [],
    between:
      appraisers.length * trials > 1
        ? kappaRows(
            'all',
            fleissKappa(
              counts(
                parts.map((_, p) => appraisers.flatMap((_a, a) => ratings[a]?.[p] ?? [])),
                categories,
              ),
              categories,
            ),
          )
        : [],
    allStandard: reference
      ? averaged(
          'all',
          appraisers.flatMap((_, a) => trialNumbers.map((t) => perTrial(a, t, reference))),
        )
      : [],
  };
}

/** Cohen's kappa of each pair of appraisers and of each with the standard, over all parts and trials side by side. */
export function cohenRows(study: AttributeStudy, confidence: number): CohenRow[] {
  const { appraisers, parts, ratings, reference, trials } = study;
  const flat = (a: number) => parts.flatMap((_, p) => ratings[a]?.[p] ?? []);
  const rows: CohenRow[] = [];
  const add = (name: string, first: readonly string[], second: readonly string[]) => {
    const { n, observed, kappa, se, low, high, p } = cohenKappa(first, second, confidence);
    rows.push({ name, n, observed, kappa, se, low, high, p });
  };
  for (const [a, first] of appraisers.entries())
    for (const [b, second] of appraisers.entries()) if (a < b) add(`${first} × ${second}`, flat(a), flat(b));
  if (reference)
    for (const [a, name] of appraisers.entries())
      add(
        `${name} × standard`,
        flat(a),
        parts.flatMap((_, p) => Array.from({ length: trials }, () => reference[p] ?? '')),
      );
  return rows;
}

/** Kendall's W within and between appraisers, and tau-b with the standard, for ordered categories given as numbers. */
export function kendallRows(study: AttributeStudy): KendallRow[] {
  const { appraisers, parts, ratings, reference, trials } = study;
  const number = (text: string) => study.categories.indexOf(text);
  const trial = (a: number, t: number) => parts.map((_, p) => number(ratings[a]?.[p]?.[t] ?? ''));
  const all = (a: number) => Array.from({ length: trials }, (_, t) => trial(a, t));
  const concordance = (name: string, list: readonly (readonly number[])[]): KendallRow => {
    const { w, chiSquared, p } = kendallConcordance(list);
    return { name, coefficient: 'w', value: w, statistic: chiSquared, p };
  };
  const rows = trials > 1 ? appraisers.map((name, a) => concordance(name, all(a))) : [];
  if (appraisers.length * trials > 1)
    rows.push(
      concordance(
        'all',
        appraisers.flatMap((_, a) => all(a)),
      ),
    );
  if (reference) {
    const standard = reference.map(number);
    for (const [a, name] of appraisers.entries()) {
      const taus = all(a).map((list) => kendallTau(list, standard));
      const value = taus.every((one) => one.tau !== null)
        ? taus.reduce((sum, one) => sum + (one.tau ?? 0), 0) / taus.length
        : null;
      const z = taus.every((one) => one.z !== null)
        ? taus.reduce((sum, one) => sum + (one.z ?? 0), 0) / Math.sqrt(taus.length)
        : null;
      rows.push({
        name: `${name} × standard`,
        coefficient: 'tau',
        value,
        statistic: z,
        p: z === null ? null : Math.min(1, 2 * normalTail(Math.abs(z))),
      });
    }
  }
  return rows;
}

export function errorRows(study: AttributeStudy, bad: string): ErrorRow[] {
  const { appraisers, parts, ratings, reference } = study;
  return appraisers.map((appraiser, a) => {
    const rows = parts.map((_, p) => ({ own: ratings[a]?.[p] ?? [], truth: reference?.[p] }));
    const share = (wanted: boolean) => {
      const list = rows
        .filter((row) => row.truth !== undefined && (row.truth === bad) === wanted)
        .flatMap((row) => row.own);
      return list.length === 0 ? null : (100 * list.filter((x) => (x === bad) !== wanted).length) / list.length;
    };
    return {
      appraiser,
      missPercent: reference ? share(true) : null,
      falseAlarmPercent: reference ? share(false) : null,
      mixedPercent: (100 * rows.filter((row) => !same(row.own)).length) / rows.length,
    };
  });
}

/** Categories in order: numbers by size, words as they come. */
export function orderedCategories(labels: readonly string[]): string[] {
  const levels = levelsOf(labels);
  return levels.every((level) => level !== '' && Number.isFinite(Number(level)))
    ? levels.sort((a, b) => Number(a) - Number(b))
    : levels;
}
