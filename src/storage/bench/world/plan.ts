import { addDays, type Day } from '#certification/time/day.ts';

/** How large a world is, and its last day. */
export interface WorldPlan {
  readonly certificates: number;
  readonly organisations: number;
  readonly bodies: number;
  /** Every so many-th certificate is an old one, with its full cases. */
  readonly fullEvery: number;
  /** Its last day: everything happened on it or before. */
  readonly today: Day;
}

/** A country in the proportions of the sizing case: 10 million certificates, 1.1 million organisations, 100,000 full cases. */
export function planOf(certificates: number, today: Day): WorldPlan {
  return {
    certificates,
    organisations: Math.max(10, Math.ceil(certificates * 0.11)),
    bodies: Math.min(500, Math.max(4, Math.ceil(certificates / 2000))),
    fullEvery: 100,
    today: addDays(today, -1),
  };
}

export const isFull = ({ fullEvery }: WorldPlan, n: number): boolean => n % fullEvery === 0;

/** Days before the last one on which a certificate without a past can have been decided: nothing has fallen due on it yet. */
export const recentDays = 330;
/** An old one can have run out and still be told of. */
export const oldWeeks = 208;

/** The authority that approves the bodies is numbered behind the last of them. */
export const authorityOf = ({ bodies }: WorldPlan): number => bodies;
