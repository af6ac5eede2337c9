import type { Problem, Warning } from '../method/method.ts';
import type { Text } from '../method/text.ts';
import { text, warning } from '../outcome/answer.ts';

interface Told {
  readonly row: { readonly characteristic: string };
  readonly warnings: readonly Warning[];
  readonly problems: readonly Problem[];
}

/** What several characteristics share, without the figures of one of them. */
const shared: Readonly<Record<string, Text>> = {
  'data-few': text('数据少于 50 个，置信区间很宽', 'fewer than 50 values, so that the confidence intervals are wide'),
  'gauge-coarse': text(
    '不同的数值太少，量具可能分不清产品',
    'few different figures: the gauge may not tell parts apart',
  ),
  'process-unstable': text('过程不稳定，指数不代表今后', 'the process is unstable: indices say nothing of tomorrow'),
  'spread-unstable': text('散布不稳定，指数不代表今后', 'the spread is unstable: indices say nothing of tomorrow'),
  'mean-outside': text('均值在规格限之外', 'the mean lies outside the limits'),
  'not-normal': text(
    '数据不像正态，指数与 ppm 不可靠',
    'the data do not look normal: indices and ppm are not reliable',
  ),
  'drift-between': text('子组之间有漂移', 'the process drifts between subgroups'),
};

/** One warning for each thing to know, with the characteristics that it is about; those without figures first. */
export function together(studies: readonly Told[]): Warning[] {
  const groups = new Map<string, { readonly names: string[]; readonly first: Warning }>();
  for (const { row, warnings, problems } of studies)
    for (const one of [...problems.map((p) => ({ ...p, code: `left-${p.code}` })), ...warnings]) {
      const known = groups.get(one.code);
      if (known) known.names.push(row.characteristic);
      else groups.set(one.code, { names: [row.characteristic], first: one });
    }
  const isLeft = (code: string): number => (code.startsWith('left-') ? 0 : 1);
  return [...groups]
    .sort(([a], [b]) => isLeft(a) - isLeft(b))
    .map(([code, { names, first }]) => {
      const said = (names.length > 1 && shared[code]) || first.text;
      const shown = names.slice(0, 8).map((name) => `\`${name}\``);
      const more = names.length > 8 ? text(`等 ${names.length} 个`, ` and ${names.length - 8} more`) : text('', '');
      const left = code.startsWith('left-') ? text('没有算：', 'no figures: ') : text('', '');
      return warning(
        code,
        text(
          `${shown.join('、')}${more.zh}：${left.zh}${said.zh}`,
          `${shown.join(', ')}${more.en}: ${left.en}${said.en}`,
        ),
        first.help,
      );
    });
}
