import type { Text } from '../codes/refusal.ts';

/** What the steps of procedures are called where a clock is read. */
const stepTexts: Readonly<Record<string, Text>> = {
  period: { zh: '期间', en: 'period' },
  acceptance: { zh: '受理决定', en: 'decision on acceptance' },
  review: { zh: '技术评审', en: 'technical review' },
  correction: { zh: '整改', en: 'correction' },
  decision: { zh: '决定', en: 'decision' },
  certificate: { zh: '颁发证书', en: 'certificate' },
  display: { zh: '公示', en: 'public display' },
  comment: { zh: '征求意见', en: 'comment' },
  material: { zh: '送审材料', en: 'material to the reviewers' },
  'review-again': { zh: '复审', en: 'review again' },
  audit: { zh: '审核', en: 'audit' },
  publication: { zh: '结果公示', en: 'publication of the result' },
  explanation: { zh: '说明', en: 'explanation' },
  'publish-withdrawal': { zh: '撤销', en: 'withdrawal' },
  verification: { zh: '纠正验证', en: 'verification of the correction' },
  'hearing-request': { zh: '听证申请', en: 'request for a hearing' },
  'hearing-notice': { zh: '听证通知', en: 'notice of the hearing' },
  'body-renewal': { zh: '认证机构批准延续', en: 'renewal of the approval of a body' },
  'lab-renewal': { zh: '资质认定延续', en: 'renewal of a laboratory qualification' },
  'ccc-renewal': { zh: '强制性产品认证证书延续', en: 'renewal of a CCC certificate' },
};

export function stepText(step: string): Text {
  return stepTexts[step] ?? { zh: step, en: step };
}
