/** What kinds of entries are called. */
export const kindWords: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  certificate: { zh: '证书', en: 'certificate' },
  declaration: { zh: '自我声明', en: 'self-declaration' },
  licence: { zh: '许可', en: 'licence' },
  approval: { zh: '认证机构批准', en: 'approval of a certification body' },
  qualification: { zh: '检验检测机构资质认定', en: 'laboratory qualification' },
  accreditation: { zh: '认可', en: 'accreditation' },
  'person-registration': { zh: '人员注册', en: 'registration of a person' },
  'rule-registration': { zh: '认证规则备案', en: 'registered certification rule' },
  honour: { zh: '奖励与成果', en: 'award or result' },
  standard: { zh: '团体标准', en: 'group standard' },
  membership: { zh: '会员', en: 'membership' },
  ban: { zh: '禁止从业', en: 'ban' },
  sanction: { zh: '行政处罚', en: 'sanction' },
  'inspection-result': { zh: '检查结果', en: 'inspection result' },
  training: { zh: '培训证书', en: 'training certificate' },
  participation: { zh: '参加记录', en: 'participation' },
  grade: { zh: '考核等级', en: 'assessment grade' },
  reply: { zh: '答复', en: 'reply' },
};

export function kindWord(kind: string, language: 'zh' | 'en'): string {
  return Object.hasOwn(kindWords, kind) ? (kindWords[kind]?.[language] ?? kind) : kind;
}
