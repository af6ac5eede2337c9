import type { Text } from '../method/text.ts';

/** The three questions that lead to a method, each with its answers in the order in which they are shown. */
export interface Choice<T extends string> {
  readonly value: T;
  readonly text: Text;
}

export const wants = [
  { value: 'watch', text: { zh: '过程有没有变', en: 'whether a process has changed' } },
  { value: 'capability', text: { zh: '过程能不能满足规范', en: 'whether a process can meet its specification' } },
  { value: 'gauge', text: { zh: '测量结果可不可信', en: 'whether measurements can be trusted' } },
  { value: 'lot', text: { zh: '这批货收不收', en: 'whether to accept a lot' } },
  { value: 'laboratories', text: { zh: '各实验室测得准不准', en: 'how well laboratories measure' } },
  { value: 'first', text: { zh: '先解决哪个问题', en: 'which problem comes first' } },
  { value: 'cause', text: { zh: '原因在哪里', en: 'where the cause lies' } },
  { value: 'difference', text: { zh: '有没有差别', en: 'whether there is a difference' } },
  { value: 'relation', text: { zh: '什么影响什么、影响多大', en: 'what depends on what, and how strongly' } },
  { value: 'setting', text: { zh: '怎样设定参数最好', en: 'which settings are best' } },
  { value: 'life', text: { zh: '能用多久', en: 'how long it lasts' } },
  { value: 'shape', text: { zh: '数据长什么样', en: 'what the data look like' } },
  { value: 'risk', text: { zh: '会出什么错、怎样防', en: 'what can go wrong and how to prevent it' } },
  { value: 'plan', text: { zh: '怎样安排措施和进度', en: 'how to arrange measures and time' } },
  { value: 'solve', text: { zh: '投诉或不合格怎样彻底解决', en: 'how to solve a complaint for good' } },
  { value: 'customer', text: { zh: '顾客要什么、满意不满意', en: 'what customers want and whether they are content' } },
  { value: 'cost', text: { zh: '质量花了多少钱', en: 'what quality costs' } },
] as const satisfies readonly Choice<string>[];
export type Want = (typeof wants)[number]['value'];

export const dataKinds = [
  { value: 'measured', text: { zh: '测量值（长度、重量、时间……）', en: 'measured values (length, weight, time …)' } },
  { value: 'several-measured', text: { zh: '每件几个测量值', en: 'several measured values of each item' } },
  { value: 'items', text: { zh: '不合格品的件数', en: 'numbers of nonconforming items' } },
  { value: 'defects', text: { zh: '缺陷、事件的个数', en: 'numbers of defects or events' } },
  { value: 'rare', text: { zh: '很少发生的事之间的间隔', en: 'intervals between rare events' } },
  { value: 'categories', text: { zh: '类别、评定（好/坏、等级）', en: 'categories or ratings' } },
  { value: 'lifetimes', text: { zh: '寿命（含未坏的）', en: 'lifetimes, some not yet ended' } },
  { value: 'answers', text: { zh: '问卷答案', en: 'answers to a questionnaire' } },
  { value: 'money', text: { zh: '金额', en: 'amounts of money' } },
  { value: 'words', text: { zh: '话和意见，没有数', en: 'words and opinions, no numbers' } },
  { value: 'none', text: { zh: '还没有数据', en: 'no data yet' } },
] as const satisfies readonly Choice<string>[];
export type DataKind = (typeof dataKinds)[number]['value'];

export const takings = [
  { value: 'subgroups', text: { zh: '每次连取几件成一组', en: 'a few in a row, at intervals' } },
  { value: 'single', text: { zh: '每次一个，按时间先后', en: 'one at a time, in order' } },
  { value: 'short-run', text: { zh: '多品种小批量', en: 'short runs of many products' } },
  { value: 'changing-size', text: { zh: '每次检查的数量不同或很大', en: 'samples of changing or very large size' } },
  { value: 'equal-size', text: { zh: '每次检查同样多', en: 'samples of equal size' } },
  { value: 'crossed', text: { zh: '几个人测同一批零件', en: 'several people measured the same parts' } },
  { value: 'nested', text: { zh: '测一次就毁，或各测各的', en: 'measuring destroys, or each has his own parts' } },
  {
    value: 'many-factors',
    text: { zh: '还有设备、日期等因素，或缺数', en: 'with machines or days besides, or with gaps' },
  },
  { value: 'one-master', text: { zh: '反复测一个标准件', en: 'one master again and again' } },
  { value: 'masters', text: { zh: '测几个不同大小的标准件', en: 'several masters of different size' } },
  { value: 'days', text: { zh: '隔天重复测', en: 'repeated on different days' } },
  { value: 'series', text: { zh: '同一供方一批接一批', en: 'lot after lot from one supplier' } },
  { value: 'one-lot', text: { zh: '孤立的一批', en: 'one isolated lot' } },
  { value: 'screened', text: { zh: '退批要全检挑选', en: 'rejected lots are screened' } },
  {
    value: 'one-group',
    text: { zh: '一组数据（没有先后，可与标准值比）', en: 'one group, in no order (against a standard value)' },
  },
  { value: 'two-groups', text: { zh: '两组，互不相干', en: 'two separate groups' } },
  { value: 'pairs', text: { zh: '成对（同一件前后、两法）', en: 'in pairs (before and after, two methods)' } },
  { value: 'groups', text: { zh: '三组（三家）以上', en: 'three groups or more' } },
  { value: 'factors', text: { zh: '几个因素同时在变', en: 'several factors at once' } },
  { value: 'experiment', text: { zh: '能做试验，改变因素', en: 'an experiment can be made' } },
  { value: 'done-experiment', text: { zh: '试验已做完', en: 'the experiment is done' } },
  { value: 'records', text: { zh: '日常记录', en: 'everyday records' } },
  { value: 'team', text: { zh: '小组讨论', en: 'a team at the table' } },
  { value: 'survey', text: { zh: '问卷调查', en: 'a survey' } },
] as const satisfies readonly Choice<string>[];
export type Taking = (typeof takings)[number]['value'];
