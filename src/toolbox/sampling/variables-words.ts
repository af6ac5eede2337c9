import type { Warning } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import { convention, explanation, text, warning } from '../outcome/answer.ts';
import { z19Edition } from './z19-plans.ts';

/** What both variables methods say of their plan: where it comes from, what it rests on, when it holds. */
export function planConventions(options: OptionReader) {
  const source = options.choice('plan');
  return [
    convention('plan', source, '方案的来历', 'where the plan comes from'),
    convention(
      'sigma',
      options.choice('sigma'),
      's 法用非中心 t 精确计算',
      'the s method is computed exactly with the noncentral t',
    ),
    ...(source === 'z1.9' ? [convention('edition', z19Edition.id, z19Edition.source, z19Edition.source)] : []),
  ];
}

export function planWarnings(options: OptionReader): Warning[] {
  return options.choice('plan') === 'z1.9'
    ? [
        warning(
          'to-be-confirmed',
          text(
            'Z1.9 的数值取自 R 包 AQLSchemes，待核对；GB/T 6378.1 现行版的 n、k 与之不同',
            'the figures of Z1.9 come from the R package AQLSchemes and are to be confirmed; the current GB/T 6378.1 has other n and k',
          ),
          text(
            '合同指明 GB/T 6378.1 时，查该标准并用 plan=given 给出 n、k',
            'Where a contract names GB/T 6378.1, look n and k up there and give them with plan=given',
          ),
        ),
      ]
    : [];
}

export const planExplanations = [
  explanation(
    'k',
    'accept when Q = (U − x̄)/s >= k',
    '质量统计量不小于 k 即接收',
    'the lot is accepted when the quality statistic is at least k',
    'GB/T 6378.1 (ISO 3951-1); Z1.9',
  ),
  explanation(
    'm',
    'M = estimated fraction beyond the limit at Q = k',
    '与 k 等价的最大估计不合格品率，双侧规范合并判定时用',
    'the estimated fraction equal to k; used when both limits are judged together',
    'Lieberman & Resnikoff, JASA 50 (1955)',
  ),
  explanation(
    'curve.pa',
    'Pa = P(t’(n−1; z_p √n) >= k √n)',
    '正态数据、单侧规范下的接收概率',
    'probability of acceptance for normal data and one limit',
    'Schilling & Neubauer, 3rd ed., ch. 10',
  ),
];

export const planConditions = [
  {
    condition: text('特性服从正态分布', 'the characteristic is normally distributed'),
    otherwise: text(
      '先做正态性检验；不正态则变换，或用计数方案 sampling-plan',
      'test for normality first; else transform, or use an attributes plan',
    ),
  },
  {
    condition: text('过程稳定', 'the process is stable'),
    otherwise: text('先用控制图查明异常', 'find the causes with a control chart first'),
  },
];
