import type { MethodGroup } from '../method/method.ts';
import type { Text } from '../method/text.ts';

export const groupNames: Readonly<Record<MethodGroup, Text>> = {
  'control-chart': { zh: '控制图', en: 'Control charts' },
  capability: { zh: '过程能力', en: 'Process capability' },
  'measurement-system': { zh: '测量系统分析', en: 'Measurement systems' },
  'acceptance-sampling': { zh: '抽样检验', en: 'Acceptance sampling' },
  proficiency: { zh: '能力验证', en: 'Proficiency testing' },
  'seven-tools': { zh: '老七种工具', en: 'Seven quality tools' },
  'new-seven-tools': { zh: '新七种工具', en: 'Seven new tools' },
  improvement: { zh: '改进', en: 'Improvement' },
  risk: { zh: '风险', en: 'Risk' },
  test: { zh: '检验与比较', en: 'Tests and comparisons' },
  regression: { zh: '回归', en: 'Regression' },
  design: { zh: '试验设计', en: 'Designs of experiments' },
  tolerance: { zh: '容忍区间', en: 'Tolerance intervals' },
  reliability: { zh: '可靠性', en: 'Reliability' },
  customer: { zh: '顾客', en: 'Customers' },
};
