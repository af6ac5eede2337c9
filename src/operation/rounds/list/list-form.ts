import type { ListColumn, ListSpec } from '#certification/round/list-columns.ts';
import { optionText } from '#certification/scheme/cell-value.ts';
import type { Field } from '#certification/scheme/form.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import type { Sheet } from './list-sheet.ts';

type Language = 'zh' | 'en';

/** The empty form of the list: the scheme's own columns with their choices, and a sheet that says what each expects. */
export function listForm(scheme: Scheme, list: ListSpec, language: Language): readonly Sheet[] {
  const words = language === 'zh' ? chinese : english;
  return [
    {
      name: words.list,
      columns: list.columns.map((column) => ({
        heading: column.text[language],
        width: widthOf(column),
        isRequired: column.isRequired,
        ...(column.field === null ? {} : { options: optionsOf(scheme, column.field, language) }),
      })),
      rows: [],
    },
    {
      name: words.notes,
      columns: [
        { heading: words.column, width: 28 },
        { heading: words.needed, width: 12 },
        { heading: words.expected, width: 70 },
      ],
      rows: [
        ...list.columns.map((column) => [
          column.text[language],
          column.isRequired ? words.yes : column.field?.required ? words.onCondition : words.no,
          expectedIn(scheme, column, language),
        ]),
        ...list.beside.map((field) => [textOf(scheme, `field.${field.id}`, language), words.beside, words.besideSays]),
      ],
    },
  ];
}

const chinese = {
  list: '汇总表',
  notes: '填写说明',
  column: '列',
  needed: '必填',
  expected: '应填',
  yes: '必填',
  no: '可空',
  onCondition: '按条件',
  beside: '另附',
  besideSays: '表格装不下：报送后在各项目页面补充（已填各项会带入）。',
} as const;
const english: Readonly<Record<keyof typeof chinese, string>> = {
  list: 'List',
  notes: 'Notes',
  column: 'Column',
  needed: 'Needed',
  expected: 'Expected',
  yes: 'yes',
  no: 'may be empty',
  onCondition: 'on a condition',
  beside: 'added later',
  besideSays: 'No cell holds it: add it on the page of each submission, which begins with what the row says.',
};

function expectedIn(scheme: Scheme, column: ListColumn, language: Language): string {
  const zh = language === 'zh';
  if (column.id === 'applicant') return zh ? '单位全称，与营业执照一致' : 'Full name of the organisation';
  if (column.id === 'code')
    return zh
      ? '18 位；未登记过的单位必填，据此登记'
      : '18 characters; needed for an organisation that is not registered yet';
  if (column.field === null) return zh ? '同一单位不得重复' : 'Once for each applicant';
  return expectedOf(scheme, column.field, language);
}

function expectedOf(scheme: Scheme, field: Field, language: Language): string {
  const zh = language === 'zh';
  switch (field.kind) {
    case 'text':
      return zh ? `文字，至多 ${field.most} 字` : `text of at most ${field.most} characters`;
    case 'number': {
      const range = [field.least ?? '', field.most ?? ''].join('–');
      const unit = field.unit === undefined ? '' : ` ${textOf(scheme, `unit.${field.unit}`, language)}`;
      const limits = range === '–' ? '' : ` ${range}`;
      return `${zh ? '数字' : 'number'}${limits}${unit}`;
    }
    case 'money':
      return zh ? `金额（${field.currency}），如 1200.00` : `amount in ${field.currency}, such as 1200.00`;
    case 'date':
      return zh ? '日期，如 2026-03-02' : 'a day, such as 2026-03-02';
    case 'flag':
      return zh ? '是 / 否' : 'yes / no';
    case 'choice': {
      const options = optionsOf(scheme, field, language).join(zh ? '、' : ', ');
      return field.many ? `${options}${zh ? '（可多项，以顿号分隔）' : ' (several, parted by commas)'}` : options;
    }
    case 'code':
      return zh ? `代码${field.many ? '（可多项）' : ''}` : `code${field.many ? 's' : ''}`;
    default:
      return '';
  }
}

function optionsOf(scheme: Scheme, field: Field, language: Language): readonly string[] {
  if (field.kind === 'flag') return language === 'zh' ? ['是', '否'] : ['yes', 'no'];
  return field.kind === 'choice'
    ? field.options.map((option) => optionText(scheme.texts, field.id, option)?.[language] ?? option)
    : [];
}

function textOf(scheme: Scheme, key: string, language: Language, otherwise = key.split('.').at(-1) ?? ''): string {
  return scheme.texts[key]?.[language] ?? otherwise;
}

function widthOf({ id, field }: ListColumn): number {
  if (id === 'applicant' || id === 'title') return 34;
  if (id === 'code') return 24;
  return field?.kind === 'text' ? 30 : 18;
}
