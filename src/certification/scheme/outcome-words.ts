import type { OutcomeWord } from './scheme.ts';

/** What a scheme's outcome is called (design decision 16: 奖 and 表彰 only where the basis allows them). */
export const outcomeWordTexts: Readonly<Record<OutcomeWord, { readonly zh: string; readonly en: string }>> = {
  certificate: { zh: '证书', en: 'certificate' },
  licence: { zh: '许可', en: 'licence' },
  qualification: { zh: '资质', en: 'qualification' },
  accreditation: { zh: '认可', en: 'accreditation' },
  registration: { zh: '登记', en: 'registration' },
  declaration: { zh: '声明', en: 'declaration' },
  award: { zh: '奖', en: 'award' },
  commendation: { zh: '表彰', en: 'commendation' },
  result: { zh: '成果', en: 'result' },
  experience: { zh: '经验', en: 'experience' },
  naming: { zh: '命名', en: 'naming' },
  standard: { zh: '标准', en: 'standard' },
  'inspection-result': { zh: '检查结果', en: 'inspection result' },
  reply: { zh: '答复', en: 'reply' },
  sanction: { zh: '处理决定', en: 'sanction' },
  membership: { zh: '会员资格', en: 'membership' },
  participation: { zh: '参加', en: 'participation' },
  grade: { zh: '等级', en: 'grade' },
};
