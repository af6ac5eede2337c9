// Made by tools/document-methods.ts from the methods. Do not edit.
import type { Family } from '../method-families.ts';

/** Ids of each family's methods. */
export const idsOf: Readonly<Record<Family, string>> = {
  'everyday-charts': 'xbar-r xbar-s i-mr p np c u',
  'special-charts': 'ewma cusum moving-average i-mr-rs zone laney-p laney-u g t dnom z-mr rule-price',
  'multivariate-charts': 't2 mewma',
  capability: 'capability capability-between-within capability-nonnormal capability-binomial capability-poisson',
  'many-characteristics': 'capability-many',
  'acceptance-sampling': 'sampling-plan sampling-curves sampling-switching sampling-design sampling-zero dodge-romig variables-plan variables-lot',
  'measurement-systems': 'gauge-crossed gauge-range gauge-nested gauge-expanded gauge-type1 gauge-bias gauge-linearity gauge-stability attribute-agreement',
  proficiency: 'proficiency-scores proficiency-homogeneity proficiency-stability',
  risk: 'fmea control-plan risk-chain',
  'seven-tools': 'check-sheet pareto stratification multi-vari histogram scatter cause-effect run-chart',
  'new-seven-tools': 'affinity relations tree-diagram matrix-diagram matrix-data-analysis pdpc arrow-diagram',
  improvement: 'five-why eight-d qfd cost-of-quality kano satisfaction-index',
  tests: 'descriptive-statistics normality-test one-sample-t two-sample-t paired-t equal-variances one-proportion two-proportions chi-squared-table one-way-anova general-anova mann-whitney wilcoxon kruskal-wallis power-and-sample-size',
  models: 'simple-regression multiple-regression tolerance-interval life-data',
  designs: 'full-factorial-design fractional-factorial-design plackett-burman-design central-composite-design box-behnken-design taguchi-design analyse-factorial analyse-response-surface analyse-taguchi',
};
