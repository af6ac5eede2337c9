import { chiSquaredQuantileUpper } from '../../distributions/chi-squared.ts';
import { noncentralChiSquaredUpper } from '../../distributions/noncentral-chi-squared.ts';

export interface T2Arl {
  readonly variables: number;
  /** Chance of a false alarm at a point. */
  readonly alpha: number;
  /** Length of the shift of the mean in standard deviations of the plotted mean: √(n δ' Σ⁻¹ δ). */
  readonly shift: number;
}

/**
 * Average run length of a T² chart whose mean and covariance are known: points are independent, so that it is one over the
 * chance that a noncentral χ² passes the limit (Montgomery, section 11.3). Limits from few points see shifts a little later.
 */
export function t2Arl({ variables, alpha, shift }: T2Arl): number {
  return 1 / noncentralChiSquaredUpper(chiSquaredQuantileUpper(alpha, variables), variables, shift * shift);
}
