import { entryKinds } from '../result.ts';
import { no, none, t, type Word, yes } from './word.ts';

/** A field of a form, and the twelve kinds of value that one may hold. */
export const formWords: readonly Word[] = [
  {
    name: 'field',
    place: 'field',
    keyed: false,
    text: t(
      '表单的一个字段：字段名 → 一种取值类型和下列参数。只写类型名即用全部缺省。同名字段在全案中是同一个值。',
      'A field of a form: its name, one kind of value and these parameters. The bare name of a kind takes every default. A field of the same name is the same value throughout the case.',
    ),
    params: [
      { name: 'required', kind: { is: 'flag' }, default: yes, text: t('必填', 'must be filled in') },
      {
        name: 'show-if',
        kind: { is: 'condition' },
        default: none,
        text: t('满足条件才出现', 'is shown only when this holds'),
      },
      {
        name: 'required-if',
        kind: { is: 'condition' },
        default: none,
        text: t(
          '满足条件才必填（此时 required 缺省为 false）',
          'is required when this holds (`required` is then false unless said)',
        ),
      },
      {
        name: 'personal',
        kind: { is: 'flag' },
        default: no,
        text: t('个人信息：存入保险库，可依法删除', 'a personal value: kept in the vault, can be erased'),
      },
      {
        name: 'public',
        kind: { is: 'flag' },
        default: no,
        text: t('在登记页面公开', "shown on the entry's public page"),
      },
      {
        name: 'basis',
        kind: { is: 'basis' },
        default: none,
        text: t('为何要填：文件与条款', 'why it is asked: document and article'),
      },
    ],
    inner: ['field kind'],
    example: 'effective-persons: { number: person, basis: rule 5.1 }',
  },
  {
    name: 'text',
    place: 'field kind',
    keyed: true,
    text: t('文字', 'Words'),
    params: [
      {
        name: 'most',
        kind: { is: 'whole', least: 1, most: 100000 },
        default: t('200', '200'),
        text: t('最多字符数', 'characters at most'),
      },
      {
        name: 'lines',
        kind: { is: 'whole', least: 1, most: 50 },
        default: t('1', '1'),
        text: t('输入框行数', 'lines of the box'),
      },
      { name: 'bilingual', kind: { is: 'flag' }, default: no, text: t('中英文各一份', 'in both languages') },
    ],
    short: 'most',
    example: 'scope-text: { text: { most: 500, lines: 3, bilingual: true } }',
  },
  {
    name: 'number',
    place: 'field kind',
    keyed: true,
    text: t(
      '数，可带单位和小数位。小数不以浮点存储。sum-of 声明它等于若干字段或某一列之和。',
      'A number with unit and decimals, never stored as a float. `sum-of` says that it is the sum of fields, or of a column written `rows.column`.',
    ),
    params: [
      {
        name: 'unit',
        kind: { is: 'id' },
        default: none,
        text: t('单位（名称写在 texts.yaml 的 unit 下）', 'unit (its name stands under `unit` in texts.yaml)'),
      },
      {
        name: 'decimals',
        kind: { is: 'whole', least: 0, most: 6 },
        default: t('0', '0'),
        text: t('小数位数', 'decimals'),
      },
      { name: 'least', kind: { is: 'whole', least: -1_000_000_000 }, default: none, text: t('最小', 'least') },
      { name: 'most', kind: { is: 'whole', least: -1_000_000_000 }, default: none, text: t('最大', 'most') },
      {
        name: 'sum-of',
        kind: { is: 'names', of: 'field' },
        default: none,
        text: t('合计：等于这些字段（或“行.列”）之和', 'balance: equals the sum of these fields (or of `rows.column`)'),
      },
    ],
    short: 'unit',
    example: 'granted: { number: { unit: item, least: 0 } }',
  },
  {
    name: 'money',
    place: 'field kind',
    keyed: true,
    text: t('金额', 'An amount of money'),
    params: [
      { name: 'currency', kind: { is: 'text', most: 3 }, default: t('CNY', 'CNY'), text: t('币种', 'currency') },
    ],
    short: 'currency',
    example: 'fee: { money: CNY }',
  },
  {
    name: 'date',
    place: 'field kind',
    keyed: true,
    text: t('日期', 'A day'),
    params: [
      {
        name: 'not-after',
        kind: { is: 'limit' },
        default: none,
        text: t('不晚于 today 或某日期字段', 'not after `today` or another date field'),
      },
      {
        name: 'not-before',
        kind: { is: 'limit' },
        default: none,
        text: t('不早于 today 或某日期字段', 'not before `today` or another date field'),
      },
    ],
    example: 'audited-on: { date: { not-after: today } }',
  },
  {
    name: 'code',
    place: 'field kind',
    keyed: true,
    text: t('代码表中的代码；范围靠它由机器比对', 'A code of a dated list; scopes match by it'),
    params: [
      { name: 'list', kind: { is: 'name', of: 'code-list' }, required: true, text: t('代码表', 'the list') },
      { name: 'many', kind: { is: 'flag' }, default: no, text: t('可选多个', 'several') },
    ],
    short: 'list',
    example: 'region: { code: region }',
  },
  {
    name: 'choice',
    place: 'field kind',
    keyed: true,
    text: t('从所列选项中选择', 'One of the options, or several'),
    params: [
      { name: 'options', kind: { is: 'new-names' }, required: true, text: t('选项', 'options') },
      { name: 'many', kind: { is: 'flag' }, default: no, text: t('可选多个', 'several') },
    ],
    short: 'options',
    example: 'size: { choice: [L, M, S] }',
  },
  {
    name: 'flag',
    place: 'field kind',
    keyed: true,
    text: t('是或否', 'Yes or no'),
    params: [],
    example: 'promise: flag',
  },
  {
    name: 'party',
    place: 'field kind',
    keyed: true,
    text: t('一个单位', 'A party of the register'),
    params: [],
    example: 'factory: party',
  },
  {
    name: 'entry',
    place: 'field kind',
    keyed: true,
    text: t('名录中的一项登记', 'An entry of the register'),
    params: [
      {
        name: 'kind',
        kind: { is: 'one-of', values: entryKinds },
        required: true,
        text: t('登记类别', 'kind of entry'),
      },
      {
        name: 'scheme',
        kind: { is: 'id' },
        default: t('任一制度', 'any scheme'),
        text: t('限于此制度', 'only of this scheme'),
      },
      { name: 'valid', kind: { is: 'flag' }, default: yes, text: t('当日须有效', 'valid on the day') },
    ],
    short: 'kind',
    example: 'former-certificate: { entry: { kind: certificate, valid: false } }',
  },
  {
    name: 'file',
    place: 'field kind',
    keyed: true,
    text: t('上传的文件', 'Uploaded files'),
    params: [
      {
        name: 'types',
        kind: { is: 'new-names' },
        default: t('[pdf]', '[pdf]'),
        text: t('允许的扩展名', 'endings allowed'),
      },
      {
        name: 'megabytes',
        kind: { is: 'whole', least: 1, most: 2048 },
        default: t('20', '20'),
        text: t('每个最大 MB', 'megabytes at most, each'),
      },
      { name: 'many', kind: { is: 'flag' }, default: no, text: t('可多个', 'several') },
    ],
    short: 'types',
    example: 'report: { file: { types: [pdf, docx], megabytes: 50 } }',
  },
  {
    name: 'rows',
    place: 'field kind',
    keyed: true,
    text: t('若干行，各有相同的列', 'Rows with the same columns'),
    params: [
      {
        name: 'columns',
        kind: { is: 'columns' },
        required: true,
        text: t('列：与字段相同的写法', 'columns, written as fields are'),
      },
      {
        name: 'least',
        kind: { is: 'whole', least: 0, most: 100000 },
        default: t('1（非必填时 0）', '1, or 0 when not required'),
        text: t('至少行数', 'rows at least'),
      },
      {
        name: 'most',
        kind: { is: 'whole', least: 1, most: 100000 },
        default: t('200', '200'),
        text: t('至多行数', 'rows at most'),
      },
    ],
    example: 'units: { rows: { columns: { model: text, brand: text }, most: 50 } }',
  },
  {
    name: 'sites',
    place: 'field kind',
    keyed: true,
    text: t(
      '场所：名称、地址、行政区划、人数、活动；各制度相同',
      'Sites: name, address, region, persons, activities; the same in every scheme',
    ),
    params: [
      {
        name: 'least',
        kind: { is: 'whole', least: 0, most: 10000 },
        default: t('1（非必填时 0）', '1, or 0 when not required'),
        text: t('至少', 'at least'),
      },
      {
        name: 'most',
        kind: { is: 'whole', least: 1, most: 10000 },
        default: t('500', '500'),
        text: t('至多', 'at most'),
      },
    ],
    example: 'sites: { sites: { most: 100 } }',
  },
];
