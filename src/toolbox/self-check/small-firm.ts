import { iso9001Actions } from './iso9001-actions.ts';
import { iso9001Questions } from './iso9001-questions.ts';
import type { Questionnaire } from './questionnaire.ts';

/** The self-check of a small firm by clause of ISO 9001. */
export const smallFirm: Questionnaire = {
  id: 'small-firm',
  title: { zh: '小企业质量自查（按 ISO 9001 条款）', en: 'Self-check of a small firm, by clause of ISO 9001' },
  edition: 'ISO 9001:2015 + Amd 1:2024 (GB/T 19001-2016)',
  source: {
    zh: '条款号取自 ISO 9001:2015；问题为自拟，不含标准原文',
    en: 'clause numbers of ISO 9001:2015; questions in our own words, no text of the standard',
  },
  confirmed: false,
  note: {
    zh: '条款号按 2015 版，待与现行版核对；问题是大白话，不代替标准原文',
    en: 'clause numbers of the 2015 edition, to be confirmed against the edition in force; plain questions are no substitute for the standard',
  },
  sections: [
    { id: '4', title: { zh: '组织环境', en: 'Context' } },
    { id: '5', title: { zh: '领导作用', en: 'Leadership' } },
    { id: '6', title: { zh: '策划', en: 'Planning' } },
    { id: '7', title: { zh: '支持', en: 'Support' } },
    { id: '8', title: { zh: '运行', en: 'Operation' } },
    { id: '9', title: { zh: '绩效评价', en: 'Evaluation' } },
    { id: '10', title: { zh: '改进', en: 'Improvement' } },
  ],
  questions: iso9001Questions,
  actions: iso9001Actions,
  minutesPerQuestion: 0.75,
};
