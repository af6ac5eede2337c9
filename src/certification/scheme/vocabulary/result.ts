import { entryKinds } from '../result.ts';
import { entryActNames } from '../scheme.ts';
import { none, t, type Word } from './word.ts';

/** What is entered in the register, and what may later be done to it. */
export const resultWords: readonly Word[] = [
  {
    name: 'result',
    place: 'result',
    keyed: false,
    text: t(
      '一类登记事项：证书、资质、荣誉……由结论产生。',
      'A kind of entry that outcomes open: certificate, qualification, honour …',
    ),
    params: [
      {
        name: 'kind',
        kind: { is: 'one-of', values: entryKinds },
        required: true,
        text: t('登记类别', 'kind of entry'),
      },
      {
        name: 'holder',
        kind: { is: 'who', words: ['applicant'] },
        default: t('applicant', 'applicant'),
        text: t(
          '持有者：申请方，或某字段中的单位、人员',
          'who holds it: the applicant, or the party, person or words in `{field: name}`',
        ),
      },
      {
        name: 'issuer',
        kind: { is: 'one-of', values: ['body', 'owner', 'applicant'] },
        default: t('body', 'body'),
        text: t('由谁发出；applicant 为自我声明', 'who issues it; `applicant` is a self-declaration'),
      },
      {
        name: 'validity',
        kind: { is: 'length' },
        default: t('无终止', 'without end'),
        text: t(
          '有效期，止于周年日前一日；或 {field: 日期字段} 为最后一日',
          'how long it holds, to the anniversary less one day; or `{field: name}`, a date field with its last day',
        ),
      },
      {
        name: 'succeeds',
        kind: { is: 'name', of: 'field' },
        default: none,
        text: t('所接续的登记所在字段', 'field holding the entry that it succeeds'),
      },
      {
        name: 'credential',
        kind: { is: 'flag' },
        default: t('由机构发出的为 true', 'true unless the applicant issues it'),
        text: t('决定时签发可验证凭证', 'a signed credential is made at the decision'),
      },
    ],
    sections: [
      { name: 'acts', holds: 'act', form: 'map', text: t('发出后的处理', 'acts after its issue') },
      { name: 'duties', holds: 'duty', form: 'map', text: t('持有期间的义务', 'what is owed while it holds') },
    ],
    inner: ['inside result'],
    example:
      'licence: { kind: licence, validity: { years: 6 }, number: "L{year}{serial:5}", scope: { text: scope-text } }',
  },
  {
    name: 'number',
    place: 'inside result',
    keyed: true,
    text: t(
      '编号规则：{year} {yy} {body} {serial:位数} {reissue} {field:字段}。已用编号永不再用。',
      'How its number is made: {year} {yy} {body} {serial:digits} {reissue} {field:name}. A number once issued is never used again.',
    ),
    params: [
      { name: 'pattern', kind: { is: 'text', most: 100 }, required: true, text: t('规则', 'pattern') },
      {
        name: 'space',
        kind: { is: 'id' },
        default: t('制度编号', 'id of the scheme'),
        text: t('编号空间：流水号在其中按年连续', 'number space in which the serial counts by year'),
      },
    ],
    short: 'pattern',
    example: 'number: { pattern: "{body}{yy}Q{serial:5}R{reissue}{field:size}", space: management-system }',
  },
  {
    name: 'scope',
    place: 'inside result',
    keyed: true,
    text: t('范围：代码由机器比对，文字供人阅读。', 'What it covers: codes match by machine, words by eyes.'),
    params: [
      {
        name: 'codes',
        kind: { is: 'names', of: 'field' },
        default: none,
        text: t('代码或选项字段', 'fields of codes or choices'),
      },
      { name: 'text', kind: { is: 'name', of: 'field' }, default: none, text: t('文字字段', 'field of words') },
      { name: 'sites', kind: { is: 'name', of: 'field' }, default: none, text: t('场所字段', 'field of sites') },
      {
        name: 'standards',
        kind: { is: 'new-names' },
        default: none,
        text: t('依据的标准', 'standards that it is against'),
      },
      { name: 'grade', kind: { is: 'name', of: 'field' }, default: none, text: t('等级字段', 'field of the grade') },
    ],
    short: 'codes',
    example: 'scope: { codes: [sectors], text: scope-text, standards: ["GB/T 19001-2016"] }',
  },
  {
    name: 'act',
    place: 'act',
    keyed: false,
    text: t(
      '发出后可对登记作的处理：暂停、恢复、缩小、扩大、撤销、注销；各有原因代码。',
      'What may be done to the entry after its issue: suspend, restore, reduce, extend, withdraw, cancel; each for coded reasons.',
    ),
    params: [
      { name: 'by', kind: { is: 'names', of: 'role' }, required: true, text: t('由谁', 'by whom') },
      { name: 'reasons', kind: { is: 'name', of: 'reasons' }, required: true, text: t('原因表', 'list of reasons') },
      { name: 'most', kind: { is: 'period' }, default: none, text: t('（暂停）最长', '(of a suspension) at most') },
      {
        name: 'afterwards',
        kind: { is: 'one-of', values: ['must-withdraw'] },
        default: none,
        text: t('期满未解决则', 'what must follow when that time is over'),
      },
      { name: 'basis', kind: { is: 'basis' }, default: none, text: t('依据', 'basis') },
    ],
    example:
      'suspend: { by: officer, reasons: suspension, most: { months: 6, first-day-counts: true }, afterwards: must-withdraw }',
  },
  {
    name: 'duty',
    place: 'duty',
    keyed: false,
    text: t(
      '持有期间的义务：监督、年报、复审。由某流程以 confirm 结束来履行。',
      'What is owed while the entry holds: a surveillance, a report, a review. It is met by a case of a flow that ends in `confirm`.',
    ),
    params: [
      { name: 'flow', kind: { is: 'name', of: 'flow' }, required: true, text: t('以此流程履行', 'flow that meets it') },
      { name: 'first', kind: { is: 'period' }, required: true, text: t('首次：自发出起', 'the first, from the issue') },
      {
        name: 'next',
        kind: { is: 'period' },
        default: t('只一次', 'once only'),
        text: t('其后：自上次履行起', 'the next ones, from the last one met'),
      },
      {
        name: 'remind-days',
        kind: { is: 'whole', least: 0, most: 400 },
        default: t('60', '60'),
        text: t('提前提醒天数', 'days before it is reminded'),
      },
      {
        name: 'late',
        kind: { is: 'one-of', values: ['must-suspend', 'must-withdraw', 'flag'] },
        default: t('flag', 'flag'),
        text: t('逾期', 'what being late means'),
      },
      { name: 'basis', kind: { is: 'basis' }, default: none, text: t('依据', 'basis') },
    ],
    example: 'surveillance: { flow: initial, first: { months: 12, first-day-counts: false }, late: must-suspend }',
  },
];

/** Names that the section `acts` may hold. */
export const actsAfterIssue = entryActNames.filter((act) => act !== 'renew' && act !== 'confirm');
