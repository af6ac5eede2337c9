import { entryKinds } from '../result.ts';
import { none, t, type Word } from './word.ts';

/** The condition tree: a list means all of them; depth three at most; no arithmetic. */
export const conditionWords: readonly Word[] = [
  {
    name: 'any',
    place: 'condition',
    keyed: true,
    text: t(
      '其中之一成立。并列写成列表即“全部成立”。',
      'One of them holds. A plain list of conditions means that all hold.',
    ),
    params: [{ name: 'of', kind: { is: 'condition' }, required: true, text: t('条件列表', 'a list of conditions') }],
    short: 'of',
    example: 'any: [{ field: size, is: L }, { field: size, is: M }]',
  },
  {
    name: 'not',
    place: 'condition',
    keyed: true,
    text: t('不成立', 'It does not hold'),
    params: [{ name: 'of', kind: { is: 'condition' }, required: true, text: t('条件', 'a condition') }],
    short: 'of',
    example: 'not: { field: size, is: S }',
  },
  {
    name: 'field',
    place: 'condition',
    keyed: true,
    text: t(
      '字段与常数、字段或若干值相比；什么都不写即“已填”。可与空值比较而不出错。',
      'A field compared with a constant, another field or several values; alone, it means “is filled in”. An absent field is never an error.',
    ),
    params: [
      { name: 'given', kind: { is: 'flag' }, default: none, text: t('已填或未填', 'is filled in, or not') },
      {
        name: 'is',
        kind: { is: 'operands' },
        default: none,
        text: t('等于，或为所列之一', 'equals, or is one of several'),
      },
      { name: 'is-not', kind: { is: 'operand' }, default: none, text: t('不等于', 'differs from') },
      { name: 'at-least', kind: { is: 'operand' }, default: none, text: t('不小于', 'is at least') },
      { name: 'at-most', kind: { is: 'operand' }, default: none, text: t('不大于', 'is at most') },
    ],
    example: 'field: effective-persons\nat-least: 10',
  },
  {
    name: 'step',
    place: 'condition',
    keyed: true,
    text: t(
      '某步已完成（或被跳过）；写明 is 则须为此结论。',
      'A step is done (or skipped); with `is`, done with this outcome.',
    ),
    params: [{ name: 'is', kind: { is: 'ids' }, default: t('任何结论', 'any outcome'), text: t('结论', 'outcomes') }],
    example: 'step: apply\nis: done',
  },
  {
    name: 'holds',
    place: 'condition',
    keyed: true,
    text: t(
      '某方当日持有某类登记。作守卫时，是被指派者须持有注册、机构须有资质。',
      'Somebody holds an entry of the register on the day. As a guard: the persons named hold a registration, the body or a named party is entitled.',
    ),
    params: [
      {
        name: 'kind',
        kind: { is: 'one-of', values: entryKinds },
        required: true,
        text: t('登记类别', 'kind of entry'),
      },
      {
        name: 'who',
        kind: { is: 'who', words: ['applicant', 'body', 'actor', 'named'] },
        default: t('applicant（守卫：named）', 'applicant (in a guard: named)'),
        text: t('谁；也可写角色', 'who holds it; roles too'),
      },
      {
        name: 'scheme',
        kind: { is: 'id' },
        default: t('任一制度', 'any scheme'),
        text: t('限于此制度', 'only of this scheme'),
      },
      {
        name: 'covers',
        kind: { is: 'operands' },
        default: none,
        text: t(
          '范围须覆盖的代码，或 {field: 字段} 中的代码',
          'codes that its scope must contain, or `{field: name}` for the codes of a field',
        ),
      },
      {
        name: 'status',
        kind: { is: 'states', values: ['valid', 'suspended', 'withdrawn', 'cancelled', 'expired'] },
        default: t('[valid]', '[valid]'),
        text: t(
          '状态；可限于某些原因，如 `withdrawn: withdrawal.false-commitment`（代码表.代码）',
          'states; one may be for certain reasons only, `withdrawn: withdrawal.false-commitment` (list and code)',
        ),
      },
      { name: 'basis', kind: { is: 'basis' }, default: none, text: t('（守卫）依据', '(of a guard) basis') },
    ],
    short: 'kind',
    example: 'holds: { kind: certificate, who: applicant }',
  },
];
