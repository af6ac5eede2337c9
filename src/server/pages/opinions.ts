/**
 * The six tasks and four safeguards of the Opinions (国发〔2018〕3号) in our own words, each part with what runs it here. What
 * nothing runs yet says so: `null`.
 */
export interface Part {
  readonly clause: number;
  readonly zh: string;
  readonly en: string;
  /** Address of what serves it; null where nothing does yet. */
  readonly runs: string | null;
}

export interface Task {
  readonly zh: string;
  readonly en: string;
  readonly parts: readonly Part[];
}

export const tasks: readonly Task[] = [
  {
    zh: '推广质量管理先进标准和方法',
    en: 'Promote advanced standards and methods',
    parts: [
      { clause: 4, zh: '新型质量工具：质量“工具箱”', en: 'New quality tools: the toolbox', runs: '/toolbox' },
      { clause: 5, zh: '向各类企业推广，小企业自查路径', en: 'Spread them; a path for small firms', runs: '/toolbox' },
      { clause: 6, zh: '政府部门的质量管理', en: 'Quality management in government', runs: null },
    ],
  },
  {
    zh: '开展质量管理体系升级行动',
    en: 'Upgrade quality management systems',
    parts: [
      {
        clause: 7,
        zh: '升级版质量管理体系认证',
        en: 'Upgraded certification of management systems',
        runs: '/schemes/cn-qms',
      },
      {
        clause: 8,
        zh: '扩大覆盖面与结果采信：批量核验',
        en: 'Wider coverage and acceptance: the bulk check',
        runs: '/bulk',
      },
    ],
  },
  {
    zh: '深化质量认证制度改革',
    en: 'Reform certification',
    parts: [
      { clause: 9, zh: '强制性产品认证', en: 'Compulsory product certification', runs: '/schemes/cn-ccc' },
      { clause: 10, zh: '自愿性认证制度创新', en: 'Voluntary certification', runs: '/schemes' },
      { clause: 11, zh: '清理涉企认证与评价事项', en: 'Clean up permits and evaluations', runs: null },
      { clause: 12, zh: '简化审批：资质认定与告知承诺', en: 'Simpler approval of laboratories', runs: '/schemes/cma' },
    ],
  },
  {
    zh: '加强认证活动事中事后监管',
    en: 'Supervision during and after',
    parts: [
      { clause: 13, zh: '双随机、一公开', en: 'Random checks that anybody can replay', runs: '/schemes/random-check' },
      { clause: 14, zh: '全过程可追溯', en: 'Every certificate traceable', runs: '/verdict' },
      { clause: 15, zh: '执法监管', en: 'Enforcement', runs: null },
      { clause: 16, zh: '谁出证谁负责、谁签字谁担责', en: 'Who issues answers, who signs answers', runs: '/verify' },
    ],
  },
  {
    zh: '培育发展检验检测认证服务业',
    en: 'Develop the service industry',
    parts: [
      { clause: 17, zh: '营造行业环境', en: 'A fair environment', runs: null },
      { clause: 18, zh: '机构改革', en: 'Reform of bodies', runs: null },
      { clause: 19, zh: '综合服务', en: 'Combined service', runs: null },
    ],
  },
  {
    zh: '深化质量认证国际合作互认',
    en: 'International cooperation and recognition',
    parts: [
      { clause: 20, zh: '国际合作机制', en: 'Mechanisms of cooperation', runs: null },
      { clause: 21, zh: '提高开放水平', en: 'Openness', runs: '/sources' },
      { clause: 22, zh: '助力走出去', en: 'Going abroad', runs: null },
      { clause: 23, zh: '提升影响力', en: 'Influence', runs: null },
    ],
  },
];

export const safeguards: readonly Part[] = [
  { clause: 24, zh: '组织领导', en: 'Organisation and leadership', runs: null },
  {
    clause: 25,
    zh: '综合保障：统计与信息共享（接口、开放数据）',
    en: 'Statistics and sharing of information',
    runs: '/api',
  },
  { clause: 26, zh: '宣传引导', en: 'Publicity', runs: '/opinions' },
  { clause: 27, zh: '督促落实', en: 'Check of delivery', runs: null },
];
