import { entryActNames } from '../scheme.ts';
import { none, t, type Word } from './word.ts';

export const endings = ['granted', 'refused', 'withdrawn', 'closed'] as const;

/** How a case runs: flows, steps, outcomes, ways out, and what may stand inside a step. */
export const flowWords: readonly Word[] = [
  {
    name: 'flow',
    place: 'flow',
    keyed: false,
    text: t(
      '一个流程：初次、监督、再认证、转换、变更……步骤按书写顺序相接。',
      'One run: initial, surveillance, recertification, transfer, change … Its steps follow each other in the order in which they are written.',
    ),
    params: [
      {
        name: 'opened-by',
        kind: { is: 'names', of: 'role' },
        required: true,
        text: t('由谁发起', 'roles that may open it'),
      },
      {
        name: 'on-entry',
        kind: { is: 'names', of: 'result' },
        default: none,
        text: t('针对这些结果的一项登记', 'runs on an entry of one of these results'),
      },
    ],
    sections: [
      { name: 'steps', holds: 'step', form: 'map', required: true, text: t('步骤', 'steps') },
      { name: 'exits', holds: 'exit', form: 'map', text: t('出口', 'ways out') },
    ],
    example:
      'initial: { opened-by: applicant, steps: { apply: applicant, decide: { by: officer, outcomes: { done: { end: granted } } } } }',
  },
  {
    name: 'step',
    place: 'step',
    keyed: false,
    text: t(
      '一个步骤。不写 after 即接上一步；不写 outcomes 即只有“完成”。',
      'A step. Without `after` it follows the one before it; without `outcomes` it has the one outcome `done`.',
    ),
    params: [
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
        default: t('上一步', 'the step before'),
        text: t(
          '何时开启：某步、若干步（全部）或条件',
          'when it opens: after a step, after several (all of them), or on a condition',
        ),
      },
      {
        name: 'only-if',
        kind: { is: 'condition' },
        default: none,
        text: t('不满足则跳过', 'skipped when this does not hold'),
      },
      {
        name: 'names',
        kind: { is: 'names', of: 'role' },
        default: none,
        text: t('在此步指派的角色', 'roles for which persons or parties are named here'),
      },
      {
        name: 'during',
        kind: { is: 'name', of: 'stage' },
        default: none,
        text: t('只在批次的此阶段办理', 'can be done only while this stage of the round is open'),
      },
    ],
    short: 'by',
    sections: [
      {
        name: 'outcomes',
        holds: 'outcome',
        form: 'map',
        text: t('结论；缺省为一个 done', 'outcomes; one `done` unless said'),
      },
      { name: 'guards', holds: 'guard', form: 'list', text: t('办理时必须成立的条件', 'what must hold for the act') },
    ],
    inner: ['inside step'],
    example: 'review: { by: officer, outcomes: { accepted: on, correct: { return: apply } } }',
  },
  {
    name: 'outcome',
    place: 'outcome',
    keyed: false,
    text: t(
      '一个结论：继续（on）、退回较早的步骤、或结束案件。',
      'An outcome: the case goes `on`, returns to an earlier step, or ends.',
    ),
    params: [
      {
        name: 'return',
        kind: { is: 'name', of: 'step' },
        default: none,
        text: t('退回此步骤，其后各步重办', 'opens this earlier step again; every step after it is done anew'),
      },
      { name: 'end', kind: { is: 'one-of', values: endings }, default: none, text: t('结束案件', 'ends the case') },
      {
        name: 'results',
        kind: { is: 'names', of: 'result' },
        default: none,
        text: t('由此产生的登记', 'entries that it opens'),
      },
      {
        name: 'reasons',
        kind: { is: 'name', of: 'reasons' },
        default: none,
        text: t('须给出此表中的原因', 'a coded reason of this list must be given'),
      },
      {
        name: 'act',
        kind: { is: 'one-of', values: entryActNames },
        default: none,
        text: t('对案件所针对登记的处理', "what it does to the case's own entry"),
      },
      {
        name: 'met-on',
        kind: { is: 'name', of: 'field' },
        default: t('作出该结论之日', 'the day of the outcome'),
        text: t(
          '义务于此日期字段之日履行，下次自该日起算',
          'the date field on whose day a duty is met; the next is counted from it',
        ),
      },
    ],
    sections: [
      {
        name: 'guards',
        holds: 'guard',
        form: 'list',
        text: t('只对这个结论必须成立的条件', 'what must hold for this outcome alone, whichever way it leads'),
      },
    ],
    example: 'granted: { end: granted, results: certificate }',
  },
  {
    name: 'exit',
    place: 'exit',
    keyed: false,
    text: t('出口：在某步完成之前随时可走。', 'A way out that is open at any time until a step is done.'),
    params: [
      { name: 'by', kind: { is: 'names', of: 'role' }, required: true, text: t('由谁', 'by whom') },
      {
        name: 'until',
        kind: { is: 'name', of: 'step' },
        default: t('直到案件结束', 'the end of the case'),
        text: t('此步完成后关闭', 'closed when this step is done'),
      },
      { name: 'reasons', kind: { is: 'name', of: 'reasons' }, default: none, text: t('原因表', 'list of reasons') },
      {
        name: 'ending',
        kind: { is: 'one-of', values: ['refused', 'withdrawn', 'closed'] },
        default: t('withdrawn', 'withdrawn'),
        text: t('如何结束', 'how the case ends'),
      },
    ],
    short: 'by',
    example: 'withdraw: { by: applicant, until: decide }',
  },
  {
    name: 'each',
    place: 'inside step',
    keyed: true,
    text: t(
      '步骤逐行、逐项或逐人办理；结果逐行产生。all：全部如此才成立；any：有一项如此即成立。',
      'A step done for each row, choice or named person; a result for each row. `all`: the first outcome stands when every line has it; `any`: when one has.',
    ),
    params: [
      { name: 'rows', kind: { is: 'name', of: 'rows' }, default: none, text: t('每一行', 'each row of this field') },
      {
        name: 'choices',
        kind: { is: 'name', of: 'field' },
        default: none,
        text: t('每个选中的选项或代码', 'each chosen option or code of this field'),
      },
      {
        name: 'role',
        kind: { is: 'name', of: 'role' },
        default: none,
        text: t('每个被指派者', 'each person named for this role'),
      },
      {
        name: 'join',
        kind: { is: 'one-of', values: ['all', 'any'] },
        default: t('all', 'all'),
        text: t('如何合并', 'how the lines join'),
      },
      {
        name: 'step',
        kind: { is: 'name', of: 'case-step' },
        default: none,
        text: t('（结果）只取此步骤', '(of a result) only the lines of this step'),
      },
      {
        name: 'outcome',
        kind: { is: 'id' },
        default: none,
        text: t('（结果）只取此结论', '(of a result) with this outcome'),
      },
    ],
    example: 'each: { rows: units, join: all }',
  },
  {
    name: 'findings',
    place: 'inside step',
    keyed: true,
    text: t(
      '不符合的开具、整改与验证。',
      'A loop of findings: raised here, answered by one role, verified by another.',
    ),
    params: [
      { name: 'grades', kind: { is: 'new-names' }, required: true, text: t('等级', 'grades') },
      {
        name: 'blocking',
        kind: { is: 'names', of: 'grade' },
        default: t('全部', 'all'),
        text: t('未关闭即阻止后续的等级', 'grades that block while open'),
      },
      {
        name: 'answer-within',
        kind: { is: 'periods' },
        default: none,
        text: t('各等级答复期限', 'within what time each grade is answered'),
      },
      { name: 'answered-by', kind: { is: 'name', of: 'role' }, required: true, text: t('由谁答复', 'who answers') },
      { name: 'verified-by', kind: { is: 'name', of: 'role' }, required: true, text: t('由谁验证', 'who verifies') },
    ],
    example: 'findings: { grades: [major, minor], blocking: [major], answered-by: applicant, verified-by: officer }',
  },
  {
    name: 'clock',
    place: 'inside step',
    keyed: true,
    text: t(
      '步骤的时限：从何时起、多长、何时停走、逾期如何。',
      'A clock on a step: from when, how long, what stops it, and what being late means.',
    ),
    params: [
      {
        name: 'id',
        kind: { is: 'id' },
        default: t('步骤名', 'the name of the step'),
        text: t('时限名', 'name of the clock'),
      },
      { name: 'period', kind: { is: 'period' }, required: true, text: t('期限', 'how long') },
      {
        name: 'from',
        kind: { is: 'name', of: 'step' },
        default: t('本步开启', 'the opening of its own step'),
        text: t('自此步完成起算', 'runs from the completion of this step'),
      },
      {
        name: 'stops-while',
        kind: { is: 'names', of: 'step' },
        default: none,
        text: t(
          '这些步骤开启期间停走，起算以后的都算，不论本步当时是否已开启',
          'stands still while one of these steps is open: every time since the clock began counts, whether its own step was open by then or not',
        ),
      },
      {
        name: 'late',
        kind: { is: 'one-of', values: ['flag', 'refused', 'withdrawn', 'closed'] },
        default: t('flag', 'flag'),
        text: t('逾期：标记，或案件如此结束', 'late: flagged, or the case ends so'),
      },
      { name: 'basis', kind: { is: 'basis' }, default: none, text: t('依据', 'basis') },
    ],
    example: 'clock: { period: { working-days: 5, first-day-counts: false }, late: flag, basis: rule 2 }',
  },
  {
    name: 'calculate',
    place: 'inside step',
    keyed: true,
    text: t(
      '由规则包中的计算器算出的数，随案留存并用于核对。',
      'Figures that a named calculator of the rule packs computes; shown, kept and checked.',
    ),
    params: [
      { name: 'calculator', kind: { is: 'name', of: 'calculator' }, required: true, text: t('计算器', 'calculator') },
      {
        name: 'inputs',
        kind: { is: 'inputs' },
        default: none,
        text: t('输入：常数或 {field: 字段}', 'inputs: constants or `{field: name}`'),
      },
      {
        name: 'at-least',
        kind: { is: 'figures' },
        default: none,
        text: t('字段 → 不得低于的数', 'field → figure that it may not be less than'),
      },
      {
        name: 'excused',
        kind: { is: 'name', of: 'rows' },
        default: none,
        text: t(
          '（抽取）被抽中而不检查的对象所在的行字段：列 id 为对象，其他列为原因',
          '(of a draw) rows of objects that were drawn and are not checked: the column `id`, and others for the reason',
        ),
      },
    ],
    short: 'calculator',
    example: 'calculate: { calculator: example-calculator, inputs: { persons: { field: effective-persons } } }',
  },
  {
    name: 'sub-case',
    place: 'inside step',
    keyed: true,
    text: t(
      '须先以所列方式结束的另一制度的案件。',
      'A case of another scheme that must end in one of these ways before the step can be done.',
    ),
    params: [
      { name: 'scheme', kind: { is: 'id' }, required: true, text: t('制度', 'scheme') },
      { name: 'flow', kind: { is: 'id' }, required: true, text: t('流程', 'flow') },
      {
        name: 'endings',
        kind: { is: 'some-of', values: endings },
        default: t('[granted]', '[granted]'),
        text: t('结束方式', 'endings'),
      },
    ],
    example: 'sub-case: { scheme: other-scheme, flow: initial }',
  },
];
