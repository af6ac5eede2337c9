import { type Certainty, outcomeWords, schemeKinds, schemeObjects } from '../scheme.ts';
import { no, none, t, type Word } from './word.ts';

export const certainties: readonly Certainty[] = ['verified', 'secondary', 'to-be-confirmed'];

/** Words at the top of a scheme and the values that every part of it uses. */
export const headWords: readonly Word[] = [
  {
    name: 'use',
    place: 'document',
    keyed: true,
    text: t(
      '使用共用部件：部件@版本。可写在顶层、表单、步骤等任一处；本制度自己写的同名内容优先。',
      'Takes in a shared part, `part@edition`, at the top or in any section; what the scheme itself writes under the same name comes first.',
    ),
    params: [{ name: 'parts', kind: { is: 'ids' }, required: true, text: t('部件@版本', 'part@edition') }],
    short: 'parts',
    example: 'use: [example-part@1]',
  },
  {
    name: 'scheme',
    place: 'document',
    keyed: true,
    text: t(
      '制度的身份：编号、版本、类别、对象、实施日期。一个版本一经使用不再修改。',
      'What the scheme is: id, edition, kind, object, days in force. An edition never changes once it is used.',
    ),
    params: [
      {
        name: 'id',
        kind: { is: 'id' },
        required: true,
        text: t('制度编号，与文件夹同名', 'id of the scheme, the name of its folder'),
      },
      { name: 'edition', kind: { is: 'text', most: 20 }, required: true, text: t('版本', 'edition') },
      {
        name: 'kind',
        kind: { is: 'one-of', values: schemeKinds },
        required: true,
        text: t('活动类别', 'family of the activity'),
      },
      {
        name: 'object',
        kind: { is: 'one-of', values: schemeObjects },
        required: true,
        text: t('评价的对象', 'what it looks at'),
      },
      {
        name: 'in-force',
        kind: { is: 'days' },
        required: true,
        text: t('实施日，或起止日 {from, to}', 'first day in force, or {from, to}'),
      },
      {
        name: 'supersedes',
        kind: { is: 'text', most: 20 },
        default: none,
        text: t('所替代的版本', 'edition that it replaces'),
      },
    ],
    example: 'scheme: { id: example, edition: "2026", kind: certification, object: service, in-force: 2026-01-01 }',
  },
  {
    name: 'run-by',
    place: 'document',
    keyed: true,
    text: t(
      '谁的制度：所有者，以及主办、指导、承办单位；时区。名称写在 texts.yaml 的 party 下。',
      'Whose scheme it is: owner, hosts 主办, guides 指导, organisers 承办; the zone. Their names stand under `party` in texts.yaml.',
    ),
    params: [
      { name: 'owner', kind: { is: 'id' }, required: true, text: t('制度所有者', 'owner of the scheme') },
      { name: 'hosts', kind: { is: 'ids' }, default: none, text: t('主办单位', 'hosts') },
      { name: 'guides', kind: { is: 'ids' }, default: none, text: t('指导单位', 'guides') },
      { name: 'organisers', kind: { is: 'ids' }, default: none, text: t('承办单位', 'organisers') },
      {
        name: 'zone',
        kind: { is: 'text', most: 40 },
        default: t('Asia/Shanghai', 'Asia/Shanghai'),
        text: t('时区：日期按此计算', 'zone in which its days are counted'),
      },
    ],
    example: 'run-by: { owner: association, hosts: [association], guides: [regulator] }',
  },
  {
    name: 'mandate',
    place: 'document',
    keyed: true,
    text: t(
      '凭什么：法律依据、自愿或强制、结果的名称、收费。',
      'On what it stands: legal basis, voluntary or compulsory, what a success is called, the fee.',
    ),
    params: [
      {
        name: 'voluntary',
        kind: { is: 'flag' },
        required: true,
        text: t('自愿为 true，强制为 false；必须写明', 'true when voluntary, false when compulsory; always said'),
      },
      {
        name: 'outcome',
        kind: { is: 'one-of', values: outcomeWords },
        required: true,
        text: t(
          '结果名称：证书、奖、成果、经验、命名……',
          'what a success is called: certificate, award 奖, result 成果, experience 经验, naming 命名 …',
        ),
      },
      { name: 'fee', kind: { is: 'flag' }, default: no, text: t('是否收费', 'whether a fee is charged') },
      { name: 'fee-basis', kind: { is: 'basis' }, default: none, text: t('收费依据', 'basis of the fee') },
      {
        name: 'clauses',
        kind: { is: 'some-of', values: Array.from({ length: 27 }, (_, i) => String(i + 1)) },
        default: none,
        text: t('对应《意见》的条款（1 至 27）', 'clauses of the Opinions that it serves (1 to 27)'),
      },
    ],
    sections: [
      {
        name: 'basis',
        holds: 'mandate',
        form: 'map',
        required: true,
        text: t('依据文件', 'documents that it stands on'),
      },
    ],
    example:
      'mandate: { voluntary: true, outcome: certificate, basis: { rule: { title: Example rule, article: "1", certainty: verified } } }',
  },
  {
    name: 'basis',
    place: 'mandate',
    keyed: false,
    text: t(
      '一份依据文件。别处以“名称 条款”引用，如 `rule 5.4.1`；凭记忆写的一律标为待确认。',
      'A document that the scheme stands on. Elsewhere it is cited by name and article, `rule 5.4.1`; what comes from memory is marked to be confirmed.',
    ),
    params: [
      {
        name: 'title',
        kind: { is: 'text', most: 200 },
        required: true,
        text: t('文件名称与编号', 'title and number of the document'),
      },
      { name: 'article', kind: { is: 'text', most: 60 }, default: none, text: t('条款', 'article') },
      {
        name: 'certainty',
        kind: { is: 'one-of', values: certainties },
        default: t('to-be-confirmed', 'to-be-confirmed'),
        text: t('确定程度', 'how sure we are of it'),
      },
      {
        name: 'allows',
        kind: { is: 'some-of', values: outcomeWords },
        default: none,
        text: t(
          '此文件准许的结果名称（奖、表彰须有）',
          'outcome words that it allows (an award or commendation needs one)',
        ),
      },
    ],
    short: 'title',
    example: 'rule: { title: 国科发奖〔2017〕196号, certainty: verified, allows: [award] }',
  },
  {
    name: 'period',
    place: 'value',
    keyed: false,
    text: t(
      '一段期限。起算当日是否计入必须写明，不作推定。',
      'A length of time. Whether its first day counts is always said, never assumed.',
    ),
    params: [
      { name: 'days', kind: { is: 'whole', least: 1, most: 10000 }, default: none, text: t('日历日', 'calendar days') },
      {
        name: 'working-days',
        kind: { is: 'whole', least: 1, most: 1000 },
        default: none,
        text: t('工作日（含调休上班日）', 'working days, official make-up days included'),
      },
      { name: 'months', kind: { is: 'whole', least: 1, most: 600 }, default: none, text: t('月', 'months') },
      { name: 'years', kind: { is: 'whole', least: 1, most: 50 }, default: none, text: t('年', 'years') },
      {
        name: 'first-day-counts',
        kind: { is: 'flag' },
        required: true,
        text: t('起算当日是否计入', 'whether the first day counts'),
      },
    ],
    example: '{ working-days: 5, first-day-counts: false }',
  },
  {
    name: 'role',
    place: 'role',
    keyed: false,
    text: t(
      '可以办理步骤的角色。在某一步被指派的角色，只有被指派者可以办理；其余由单位职务担任。',
      'Somebody who may act. A role that a step names persons for is held by those alone; any other is held by employment.',
    ),
    params: [
      {
        name: 'of',
        kind: { is: 'one-of', values: ['applicant', 'body', 'named-party', 'owner', 'recommender', 'public'] },
        required: true,
        text: t('来自哪一方', 'from whose party the person comes'),
      },
      {
        name: 'least',
        kind: { is: 'whole', least: 0, most: 1000 },
        default: t('1', '1'),
        text: t('至少指派几名', 'how many are named at least'),
      },
      {
        name: 'most',
        kind: { is: 'whole', least: 1, most: 1000 },
        default: t('等于 least，至少 1', 'as `least`, at least 1'),
        text: t('至多指派几名', 'how many are named at most'),
      },
      {
        name: 'blind-to',
        kind: { is: 'names', of: 'step' },
        default: none,
        text: t(
          '不得阅看这些步骤的内容（如不得给决定人看的建议）',
          'steps whose content it may not read (advice walled off from the decision)',
        ),
      },
      {
        name: 'until',
        kind: { is: 'name', of: 'step' },
        default: none,
        text: t('直到此步骤完成', 'until this step is done'),
      },
      {
        name: 'identity-again',
        kind: { is: 'flag' },
        default: no,
        text: t('办理时再次验证身份', 'is asked for her identity again when she acts'),
      },
    ],
    short: 'of',
    example: 'auditor: { of: body, most: 20 }',
  },
  {
    name: 'reasons',
    place: 'reasons',
    keyed: false,
    text: t('原因代码表。`other`（其他）须另附文字。', 'A list of coded reasons. The code `other` asks for words.'),
    params: [
      { name: 'codes', kind: { is: 'new-names' }, required: true, text: t('代码', 'codes') },
      { name: 'basis', kind: { is: 'basis' }, default: none, text: t('依据', 'basis') },
    ],
    short: 'codes',
    example: 'refusal: [not-competent, incomplete, other]',
  },
];
