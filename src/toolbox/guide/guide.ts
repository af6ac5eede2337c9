import type { Method } from '../method/method.ts';
import type { Text } from '../method/text.ts';
import { type GuideRow, guideRows } from './guide-rows.ts';
import { type Choice, type DataKind, dataKinds, type Taking, takings, type Want, wants } from './questions.ts';

export interface Answers {
  readonly want?: Want;
  readonly data?: DataKind;
  readonly taken?: Taking;
}

export interface Advice {
  readonly method: string;
  readonly title: Text;
  readonly why: Text;
  readonly conditions: Method['conditions'];
  /** The best answer comes first; the others are for where its conditions do not hold. */
  readonly first: boolean;
}

function fits(row: GuideRow, { want, data, taken }: Answers): boolean {
  return (
    (want === undefined || row.want === want) &&
    (data === undefined || row.data.includes(data)) &&
    (taken === undefined || row.taken.includes(taken))
  );
}

/** The answers that still lead somewhere, given those that were chosen; a question already answered keeps all its answers. */
export function openChoices(answers: Answers): {
  readonly want: readonly Choice<Want>[];
  readonly data: readonly Choice<DataKind>[];
  readonly taken: readonly Choice<Taking>[];
} {
  const { want, data } = answers;
  const forData = guideRows.filter((row) => fits(row, want === undefined ? {} : { want }));
  const forTaken = forData.filter((row) => data === undefined || row.data.includes(data));
  return {
    want: wants,
    data: dataKinds.filter((choice) => forData.some((row) => row.data.includes(choice.value))),
    taken: takings.filter((choice) => forTaken.some((row) => row.taken.includes(choice.value))),
  };
}

/**
 * The methods that answer, best first, each with its reason, its conditions and what to do where they do not hold. The words
 * on conditions come from the methods themselves, so the guide never says what a method does not.
 */
export function advise(
  answers: Answers,
  methods: readonly Pick<Method, 'id' | 'title' | 'conditions'>[],
): readonly Advice[] {
  const seen = new Set<string>();
  return guideRows.flatMap((row): Advice[] => {
    const method =
      fits(row, answers) && !seen.has(row.method) ? methods.find((one) => one.id === row.method) : undefined;
    if (!method) return [];
    seen.add(row.method);
    return [
      { method: method.id, title: method.title, why: row.why, conditions: method.conditions, first: seen.size === 1 },
    ];
  });
}
