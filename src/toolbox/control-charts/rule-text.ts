import type { Text } from '../method/text.ts';
import type { RuleTest } from './rules.ts';

/** What a test looks for, in a sentence that an operator reads beside the point. */
export function ruleText(test: RuleTest): Text {
  switch (test.kind) {
    case 'limit':
      return { zh: '1 点超出控制限', en: '1 point beyond a control limit' };
    case 'beyond':
      return {
        zh: `1 点距中心线超过 ${test.sigma}σ`,
        en: `1 point more than ${test.sigma} sigma from the centre line`,
      };
    case 'run':
      return {
        zh: `连续 ${test.points} 点落在中心线同一侧`,
        en: `${test.points} points in a row on one side of the centre line`,
      };
    case 'trend':
      return {
        zh: `连续 ${test.points} 点递增或递减`,
        en: `${test.points} points in a row steadily rising or falling`,
      };
    case 'alternation':
      return { zh: `连续 ${test.points} 点上下交替`, en: `${test.points} points in a row alternating up and down` };
    case 'cluster':
      return {
        zh: `连续 ${test.of} 点中有 ${test.count} 点落在中心线同一侧的 ${test.sigma}σ 以外`,
        en: `${test.count} of ${test.of} points more than ${test.sigma} sigma from the centre line on one side`,
      };
    case 'hugging':
      return {
        zh: `连续 ${test.points} 点落在中心线两侧 ${test.sigma}σ 以内`,
        en: `${test.points} points in a row within ${test.sigma} sigma of the centre line`,
      };
    case 'mixture':
      return test.bothSides
        ? {
            zh: `连续 ${test.points} 点落在 ${test.sigma}σ 以外，两侧都有`,
            en: `${test.points} points in a row more than ${test.sigma} sigma from the centre line, on both sides`,
          }
        : {
            zh: `连续 ${test.points} 点落在中心线两侧 ${test.sigma}σ 以外`,
            en: `${test.points} points in a row more than ${test.sigma} sigma from the centre line, either side`,
          };
  }
}

/** What such a pattern usually comes from; where to look first. */
export function ruleCause(test: RuleTest): Text {
  switch (test.kind) {
    case 'limit':
    case 'beyond':
      return { zh: '突发变化：装夹、材料、读数错误', en: 'a sudden change: fixture, material, misreading' };
    case 'run':
      return {
        zh: '均值移动：换批、换刀、调机、换人',
        en: 'a shift of the mean: new batch, tool, setting or operator',
      };
    case 'trend':
      return { zh: '渐变：刀具磨损、温度漂移、疲劳', en: 'a drift: tool wear, temperature, fatigue' };
    case 'alternation':
      return { zh: '两个来源轮流或过度调整', en: 'two sources in turn, or over-adjustment' };
    case 'cluster':
      return { zh: '均值偏移的早期征兆', en: 'an early sign of a shifted mean' };
    case 'hugging':
      return { zh: '分层不当、限值过宽或数据被修饰', en: 'stratified subgroups, limits too wide, or smoothed data' };
    case 'mixture':
      return { zh: '两个总体混合，分组不合理', en: 'two populations mixed; wrong subgroups' };
  }
}
