import { entryKinds } from '../result.ts';
import { type Kind, no, none, type Param, t, type Word } from './word.ts';

const basis: Param = { name: 'basis', kind: { is: 'basis' }, default: none, text: t('依据', 'basis') };
const required = (name: string, kind: Kind, zh: string, en: string): Param => ({
  name,
  kind,
  required: true,
  text: t(zh, en),
});
const optional = (name: string, kind: Kind, byDefault: Param['default'] & object, zh: string, en: string): Param => ({
  name,
  kind,
  default: byDefault,
  text: t(zh, en),
});

const roles: Kind = { is: 'names', of: 'role' };

/** What must hold for an act; all refusals of an act come at once. `holds` is a guard too. */
export const guardWords: readonly Word[] = [
  {
    name: 'not-same-as',
    place: 'guard',
    keyed: true,
    text: t(
      '办理人（或被指派者）不是本案这些角色的人：谁评价谁不决定。',
      'The actor (or each person being named) is none of those who were named for, or acted in, these roles: who evaluates does not decide.',
    ),
    params: [
      required('roles', roles, '角色', 'roles'),
      optional(
        'units',
        { is: 'flag' },
        no,
        '也不是这些人所在单位的人',
        'nor anybody whom the units of those persons employ',
      ),
      basis,
    ],
    short: 'roles',
    example: 'not-same-as: auditor',
  },
  {
    name: 'no-conflict',
    place: 'guard',
    keyed: true,
    text: t('与申请方无利益冲突。', 'No conflict with the applicant is declared or known.'),
    params: [basis],
    short: 'basis',
    example: 'no-conflict',
  },
  {
    name: 'competent',
    place: 'guard',
    keyed: true,
    text: t(
      '被指派者（合起来）具备字段中各代码的专业能力。',
      'The persons named, together, are competent for every code of the field.',
    ),
    params: [
      required('field', { is: 'name', of: 'field' }, '代码字段', 'field of codes'),
      optional('roles', roles, t('全部', 'all'), '限于这些角色', 'only of these roles'),
      basis,
    ],
    short: 'field',
    example: 'competent: sectors',
  },
  {
    name: 'not-banned',
    place: 'guard',
    keyed: true,
    text: t('未在禁止从业期内（末日仍在禁止之列）。', 'No ban lies on them on the day (its last day still bars).'),
    params: [required('who', { is: 'one-of', values: ['applicant', 'actor', 'named'] }, '谁', 'who'), basis],
    short: 'who',
    example: 'not-banned: actor',
  },
  {
    name: 'present',
    place: 'guard',
    keyed: true,
    text: t('本案这些字段已有值。', 'These fields of the case have a value.'),
    params: [required('fields', { is: 'names', of: 'field' }, '字段', 'fields'), basis],
    short: 'fields',
    example: 'present: [effective-persons]',
  },
  {
    name: 'order',
    place: 'guard',
    keyed: true,
    text: t('这些日期不倒置。', 'The days in these fields do not run backwards.'),
    params: [
      required('fields', { is: 'names', of: 'field' }, '按先后排列的日期字段', 'date fields, earliest first'),
      basis,
    ],
    short: 'fields',
    example: 'order: [audited-on, decided-on]',
  },
  {
    name: 'time',
    place: 'guard',
    keyed: true,
    text: t('距某步完成不少于、不多于一段时间。', 'At least, or at most, so long since a step was done.'),
    params: [
      required('from', { is: 'name', of: 'step' }, '自此步完成起', 'since this step was done'),
      optional('least', { is: 'period' }, none, '至少', 'at least'),
      optional('most', { is: 'period' }, none, '至多', 'at most'),
      basis,
    ],
    example: 'time: { from: apply, most: { months: 6, first-day-counts: false } }',
  },
  {
    name: 'no-open-finding',
    place: 'guard',
    keyed: true,
    text: t('没有未关闭的（这些等级的）不符合。', 'No finding (of these grades) is open.'),
    params: [optional('grades', { is: 'names', of: 'grade' }, t('全部', 'all'), '等级', 'grades'), basis],
    short: 'grades',
    example: 'no-open-finding: [major]',
  },
  {
    name: 'vote',
    place: 'guard',
    keyed: true,
    text: t(
      '表决：到会人数与赞成比例。分母由制度声明：到会（present）、回函（replies）或全体（all）。',
      'A vote: how many of the role must vote, and what share in favour carries; who counts in the denominator is declared.',
    ),
    params: [
      required('step', { is: 'name', of: 'step' }, '逐人表决的步骤', 'step that each voter does'),
      optional('role', { is: 'name', of: 'role' }, none, '表决人', 'voters (with `quorum`)'),
      optional('quorum', { is: 'share' }, none, '到会比例', 'share that must vote'),
      optional('share', { is: 'share' }, none, '赞成比例', 'share in favour'),
      optional(
        'of',
        { is: 'one-of', values: ['present', 'replies', 'all'] },
        t('present', 'present'),
        '分母',
        'denominator',
      ),
      basis,
    ],
    example: 'vote: { step: ballot, role: panel, quorum: 2/3, share: 3/4, of: present }',
  },
  {
    name: 'score',
    place: 'guard',
    keyed: true,
    text: t('某步各评分的平均不低于此数。', 'The mean of the scores given in a step reaches the figure.'),
    params: [
      required('step', { is: 'name', of: 'step' }, '评分步骤', 'step in which scores are given'),
      required('field', { is: 'name', of: 'field' }, '评分字段', 'field of the score'),
      required('least', { is: 'whole' }, '至少', 'least mean'),
      basis,
    ],
    example: 'score: { step: ballot, field: points, least: 60 }',
  },
  {
    name: 'rank-within-quota',
    place: 'guard',
    keyed: true,
    text: t('名次在批次的名额之内。', 'The case ranks within the quota of its round.'),
    params: [required('quota', { is: 'name', of: 'quota' }, '名额', 'quota'), basis],
    short: 'quota',
    example: 'rank-within-quota: first',
  },
  {
    name: 'no-history',
    place: 'guard',
    keyed: true,
    text: t(
      '申请方在此期限内没有这类登记的这些结局（如自身原因被撤销未满一年）。',
      "The applicant's history holds no such entry in these states within the period (withdrawn for its own fault less than a year ago).",
    ),
    params: [
      required('kind', { is: 'one-of', values: entryKinds }, '登记类别', 'kind of entry'),
      required(
        'status',
        { is: 'states', values: ['suspended', 'withdrawn', 'cancelled', 'expired', 'valid'] },
        '状态；可限于某些原因，如 `withdrawn: withdrawal.false-commitment`（代码表.代码）',
        'states; one may be for certain reasons only, `withdrawn: withdrawal.false-commitment` (list and code)',
      ),
      required('within', { is: 'period' }, '期限', 'within what time'),
      optional('scheme', { is: 'id' }, t('任一制度', 'any scheme'), '限于此制度', 'only of this scheme'),
      basis,
    ],
    example: 'no-history: { kind: certificate, status: [withdrawn], within: { years: 1, first-day-counts: false } }',
  },
  {
    name: 'accumulated',
    place: 'guard',
    keyed: true,
    text: t(
      '某列累计不低于此数（学时、审核经历人日）。',
      'A column adds up to at least so much (training hours, audit days).',
    ),
    params: [
      required('field', { is: 'name', of: 'rows' }, '行字段', 'field of rows'),
      required('column', { is: 'name', of: 'column' }, '列', 'column'),
      required('least', { is: 'whole', least: 1 }, '至少', 'at least'),
      basis,
    ],
    example: 'accumulated: { field: trainings, column: hours, least: 40 }',
  },
  {
    name: 'requires',
    place: 'guard',
    keyed: true,
    text: t(
      '任一条件，附制度自己的说明（写在 texts.yaml 的 message 下）。',
      'Any condition of the language, with a text of the scheme’s own (under `message` in texts.yaml).',
    ),
    params: [
      required('condition', { is: 'condition' }, '条件', 'condition'),
      required('message', { is: 'id' }, '说明的名称', 'name of its text'),
      optional(
        'rows',
        { is: 'name', of: 'rows' },
        none,
        '对此行字段的每一行成立；条件里可写各列',
        'it holds in every row of this field; the condition may speak of its columns',
      ),
      basis,
    ],
    example: 'requires: { condition: { field: promise, is: true }, message: promise-needed }',
  },
];
