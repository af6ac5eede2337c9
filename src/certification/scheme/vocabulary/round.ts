import { no, none, t, type Word, yes } from './word.ts';

export const stageWorks = [
  'act',
  'call',
  'collect',
  'gate',
  'assign',
  'rank',
  'display',
  'vote',
  'draw',
  'decide-list',
  'notice',
] as const;
export const recusals = ['organisation', 'project', 'kinship'] as const;

/** One run of a call (批次): its stages, reviewers, scores and public display. */
export const roundWords: readonly Word[] = [
  {
    name: 'round',
    place: 'document',
    keyed: true,
    text: t(
      '批次：一次征集的全过程，带着其中的案件逐关前进。',
      'One run of a call; it holds its cases and takes them from gate to gate.',
    ),
    params: [
      {
        name: 'case-flow',
        kind: { is: 'name', of: 'flow' },
        required: true,
        text: t('其中案件的流程', 'flow of its cases'),
      },
      {
        name: 'quotas',
        kind: { is: 'quotas' },
        default: none,
        text: t('各等次名额', 'how many may succeed, by grade'),
      },
      {
        name: 'recommenders',
        kind: { is: 'whole', least: 1, most: 10000 },
        default: none,
        text: t('经推荐单位申报，每家至多', 'recommending units forward, each at most so many'),
      },
      {
        name: 'track',
        kind: { is: 'name', of: 'field' },
        default: none,
        text: t('区分类别（赛道）的选择字段', 'choice field that parts the tracks'),
      },
      {
        name: 'track-quotas',
        kind: { is: 'quotas' },
        default: none,
        text: t('每家在各类别至多推荐几项', 'how many each unit may forward, by track'),
      },
    ],
    sections: [{ name: 'stages', holds: 'stage', form: 'map', required: true, text: t('阶段', 'stages') }],
    inner: ['inside round'],
    example:
      'round: { case-flow: initial, stages: { call: { work: call, by: officer }, decide: { work: decide-list, by: officer } } }',
  },
  {
    name: 'stage',
    place: 'stage',
    keyed: false,
    text: t('批次的一个阶段。', 'A stage of the round.'),
    params: [
      {
        name: 'work',
        kind: { is: 'one-of', values: stageWorks },
        default: t('act', 'act'),
        text: t(
          '做什么：征集、收件、过关、分派、排序、公示、表决、抽取、按名单决定、通知',
          'what it does: call, collect, gate, assign, rank, display, vote, draw, decide over the list, notice',
        ),
      },
      { name: 'by', kind: { is: 'names', of: 'role' }, required: true, text: t('由谁办理', 'roles that may do it') },
      {
        name: 'form',
        kind: { is: 'name', of: 'form' },
        default: none,
        text: t('填写的表单', 'form that is filled in'),
      },
      {
        name: 'after',
        kind: { is: 'after' },
        default: t('上一阶段', 'the stage before'),
        text: t('何时开启', 'when it opens'),
      },
      {
        name: 'case-step',
        kind: { is: 'name', of: 'case-step' },
        default: none,
        text: t('所等待或代办的案件步骤', 'step of its cases that it waits for, or does in each of them'),
      },
      {
        name: 'names',
        kind: { is: 'names', of: 'role' },
        default: none,
        text: t('在此阶段指派的角色', 'roles for which persons are named here'),
      },
    ],
    sections: [
      { name: 'outcomes', holds: 'outcome', form: 'map', text: t('结论', 'outcomes') },
      { name: 'guards', holds: 'guard', form: 'list', text: t('必须成立的条件', 'what must hold') },
    ],
    inner: ['inside step'],
    example: 'call: { work: call, by: officer }',
  },
  {
    name: 'assignment',
    place: 'inside round',
    keyed: true,
    text: t(
      '评审分派：每件几人、回避、盲审；均衡且可复现。',
      'How reviewers get their cases: how many each, recusals, blindness; balanced and reproducible.',
    ),
    params: [
      { name: 'role', kind: { is: 'name', of: 'role' }, required: true, text: t('评审角色', 'role of the reviewers') },
      {
        name: 'step',
        kind: { is: 'name', of: 'case-step' },
        required: true,
        text: t('各人办理的案件步骤', 'case step that each of them does'),
      },
      {
        name: 'per-case',
        kind: { is: 'whole', least: 1, most: 50 },
        required: true,
        text: t('每件人数', 'reviewers for each case'),
      },
      {
        name: 'recuse',
        kind: { is: 'some-of', values: recusals },
        default: t('[organisation, project, kinship]', '[organisation, project, kinship]'),
        text: t('回避事由', 'reasons for which a reviewer may not get a case'),
      },
      { name: 'blind', kind: { is: 'flag' }, default: no, text: t('盲审', 'the applicant is hidden from them') },
    ],
    example: 'assignment: { role: panel, step: ballot, per-case: 5 }',
  },
  {
    name: 'scoring',
    place: 'inside round',
    keyed: true,
    text: t('评分合成：取平均，修约位数写明。', 'How scores make one: the mean, with declared decimals, half up.'),
    params: [
      {
        name: 'step',
        kind: { is: 'name', of: 'case-step' },
        required: true,
        text: t('评分步骤', 'step in which scores are given'),
      },
      { name: 'field', kind: { is: 'name', of: 'field' }, required: true, text: t('评分字段', 'field of the score') },
      {
        name: 'trim-from',
        kind: { is: 'whole', least: 3, most: 50 },
        default: t('不去除', 'none left out'),
        text: t('满此数则去掉最高最低', 'from so many scores on, highest and lowest are left out'),
      },
      {
        name: 'decimals',
        kind: { is: 'whole', least: 0, most: 4 },
        required: true,
        text: t('平均分小数位', 'decimals of the mean'),
      },
      {
        name: 'outlier-from',
        kind: { is: 'whole', least: 1, most: 1000 },
        default: t('修正 z 值 3.5（不少于四个评分）', 'modified z of 3.5, from four scores on'),
        text: t('与其余评分之均值相差满此分即为离群', 'so many points from the mean of the others make an outlier'),
      },
      {
        name: 'ties',
        kind: { is: 'names', of: 'field' },
        default: t('并列', 'they share the rank'),
        text: t('同分时依次比较的字段', 'fields whose means part equal scores, in this order'),
      },
    ],
    example: 'scoring: { step: ballot, field: points, trim-from: 5, decimals: 2, outlier-from: 15 }',
  },
  {
    name: 'display',
    place: 'inside round',
    keyed: true,
    text: t(
      '公示：期限，异议须实名并附证据。',
      'The public display 公示: its period; an objection needs real identity and evidence.',
    ),
    params: [
      { name: 'period', kind: { is: 'period' }, required: true, text: t('公示期', 'how long') },
      { name: 'identity', kind: { is: 'flag' }, default: yes, text: t('须实名', 'real identity needed') },
      { name: 'evidence', kind: { is: 'flag' }, default: yes, text: t('须附证据', 'evidence needed') },
    ],
    short: 'period',
    example: 'display: { period: { working-days: 5, first-day-counts: true } }',
  },
];
