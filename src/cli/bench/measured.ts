/** One figure of a run, with what the house wants of it. */
export interface Measured {
  readonly name: string;
  /** Mostly a ratio to something measured in the same run, so that another machine gives about the same. */
  readonly figure: number;
  readonly unit: string;
  readonly goal: { readonly least: number } | { readonly most: number } | null;
  /** The plain figures behind it. */
  readonly behind: string;
}

export const isReached = ({ figure, goal }: Measured): boolean =>
  goal === null || ('least' in goal ? figure >= goal.least : figure <= goal.most);

/** `✓ name   0.83 (at least 0.70)   what stands behind it`. */
export function measuredLine(one: Measured): string {
  const mark = one.goal === null ? ' ' : isReached(one) ? '✓' : '✗';
  const goal =
    one.goal === null
      ? ''
      : 'least' in one.goal
        ? `(at least ${short(one.goal.least)})`
        : `(at most ${short(one.goal.most)})`;
  return `${mark} ${one.name.padEnd(58)} ${`${short(one.figure)} ${one.unit}`.trim().padStart(12)} ${goal.padEnd(18)} ${one.behind}`.trimEnd();
}

function short(figure: number): string {
  if (!Number.isFinite(figure)) return '–';
  return Math.abs(figure) >= 100 ? figure.toFixed(0) : Math.abs(figure) >= 10 ? figure.toFixed(1) : figure.toFixed(2);
}
