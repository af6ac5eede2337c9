import type { OptionSpec } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import { problem, text } from '../outcome/answer.ts';

/** Specification limits in the user's unit; one of them may be missing. */
export interface Specification {
  readonly lsl: number | undefined;
  readonly usl: number | undefined;
  readonly target: number | undefined;
}

export const specificationOptions: readonly OptionSpec[] = [
  {
    name: 'lsl',
    text: text('规格下限 LSL（单侧时可空）', 'lower specification limit (may be left out)'),
    kind: 'number',
  },
  {
    name: 'usl',
    text: text('规格上限 USL（单侧时可空）', 'upper specification limit (may be left out)'),
    kind: 'number',
  },
  { name: 'target', text: text('目标值', 'target'), kind: 'number' },
];

/** Refuses limits that are missing, reversed or equal, and a target outside them. */
export function readSpecification(options: OptionReader): Specification {
  const lsl = options.optionalNumber('lsl');
  const usl = options.optionalNumber('usl');
  const target = options.optionalNumber('target');
  if (lsl === undefined && usl === undefined) {
    options.problems.push(
      problem(
        'specification-missing',
        text('至少应有一个规格限，没有给出', 'expected at least one specification limit, found none'),
        text('填写 LSL 或 USL', 'Give LSL or USL'),
      ),
    );
  }
  if (lsl !== undefined && usl !== undefined && lsl >= usl) {
    options.problems.push(
      problem(
        'specification-reversed',
        text(
          `规格下限应小于上限，实为 LSL = \`${lsl}\`，USL = \`${usl}\``,
          `expected LSL below USL, found LSL = \`${lsl}\`, USL = \`${usl}\``,
        ),
        text('对调或改正', 'Swap or mend them'),
      ),
    );
  } else if (
    target !== undefined &&
    (target < (lsl ?? Number.NEGATIVE_INFINITY) || target > (usl ?? Number.POSITIVE_INFINITY))
  ) {
    options.problems.push(
      problem(
        'target-outside',
        text(`目标值 \`${target}\` 在规格限之外`, `the target \`${target}\` lies outside the specification limits`),
        text('核对目标值与规格限', 'Check target and limits'),
      ),
    );
  }
  return { lsl, usl, target };
}
