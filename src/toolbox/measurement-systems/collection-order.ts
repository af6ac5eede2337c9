/** One measurement to take: who, which part, which trial, and the blind label that stands on the part's tag. */
export interface CollectionStep {
  readonly order: number;
  readonly trial: number;
  readonly operator: string;
  readonly part: string;
  readonly label: string;
}

/**
 * The order in which a gauge study is collected, blind and at random: within each trial every operator measures all parts in
 * an order of his own, and parts carry new labels in each trial, so that nobody remembers a reading (AIAG MSA 4th edition,
 * chapter III A). `random` gives numbers from 0 up to 1, as the caller's generator makes them; the same numbers give the
 * same order.
 */
export function collectionOrder(
  parts: readonly string[],
  operators: readonly string[],
  trials: number,
  random: () => number,
): CollectionStep[] {
  const steps: CollectionStep[] = [];
  for (let trial = 1; trial <= trials; trial++) {
    const labels = shuffled(
      parts.map((_, i) => i),
      random,
    );
    for (const operator of shuffled(operators, random)) {
      for (const place of shuffled(
        parts.map((_, i) => i),
        random,
      )) {
        steps.push({
          order: steps.length + 1,
          trial,
          operator,
          part: parts[place] ?? '',
          label: blindLabel(labels[place] ?? 0, trial),
        });
      }
    }
  }
  return steps;
}

/** A letter for the trial and a number: says nothing of the part. */
function blindLabel(number: number, trial: number): string {
  return `${String.fromCharCode(64 + ((trial - 1) % 26) + 1)}${String(number + 1).padStart(2, '0')}`;
}

/** Fisher and Yates' shuffle in Durstenfeld's form. */
function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const result = [...list];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const [a, b] = [result[i], result[j]];
    if (a !== undefined && b !== undefined) {
      result[i] = b;
      result[j] = a;
    }
  }
  return result;
}
