import type { Problem } from '../method/method.ts';
import type { NotNumber, NumberNote } from './number-text.ts';

/** Something odd that the reader of data saw: what stood there and how it was taken. Read `kept` before the figures. */
export interface DataNote extends Problem {
  /** `read`: taken as a number all the same; `kept`: kept as text, no number; `layout`: about rows, columns, headings. */
  readonly taken: 'read' | 'kept' | 'layout';
  /** How many more cells of the column are alike; the note names the first. */
  readonly more: number;
}

export type LayoutNote =
  | 'title-row'
  | 'blank-row'
  | 'ragged-row'
  | 'no-heading'
  | 'repeated-heading'
  | 'unnamed-column'
  | 'empty-column'
  | 'stray-quote'
  | 'mixed-units'
  | 'raw-shortened'
  | 'nothing';

type Words = (
  raw: string,
  number: string,
  extra: string,
) => readonly [zh: string, en: string, helpZh: string, helpEn: string];

const numberNotes: Record<NumberNote, Words> = {
  'full-width': (raw, n) => [
    `\`${raw}\` 是全角字符，按 ${n} 读入`,
    `\`${raw}\` is written in full-width characters and was read as ${n}`,
    '核对数值',
    'Check the figure',
  ],
  'decimal-comma': (raw, n) => [
    `\`${raw}\` 用逗号作小数点，按 ${n} 读入`,
    `\`${raw}\` has a decimal comma and was read as ${n}`,
    '若逗号是千分位，请改用小数点写法',
    'If the comma separates thousands, write the number with a decimal point',
  ],
  thousands: (raw, n) => [
    `\`${raw}\` 带千分位，按 ${n} 读入`,
    `\`${raw}\` has thousands separators and was read as ${n}`,
    '核对数值',
    'Check the figure',
  ],
  'ambiguous-comma': (raw, n) => [
    `\`${raw}\` 的逗号按千分位读作 ${n}`,
    `the comma of \`${raw}\` was taken as a thousands separator: ${n}`,
    '若逗号是小数点，请指定小数符号为逗号',
    'If it is a decimal comma, name the comma as the decimal sign',
  ],
  unit: (raw, n, unit) => [
    `\`${raw}\` 带单位 ${unit}，按 ${n} 读入`,
    `\`${raw}\` carries the unit ${unit} and was read as ${n}`,
    '把单位写到列名里',
    'Put the unit into the heading',
  ],
  percent: (raw, n) => [
    `\`${raw}\` 按 ${n}（百分数的分子）读入，未除以 100`,
    `\`${raw}\` was read as ${n}, not divided by 100`,
    '若需要比例，请写成小数',
    'Write a fraction if a proportion is meant',
  ],
  parentheses: (raw, n) => [
    `\`${raw}\` 按会计写法读作 ${n}`,
    `\`${raw}\` was read as ${n}, as accountants write a negative number`,
    '若不是负数，请去掉括号',
    'Remove the parentheses if it is not negative',
  ],
  spaces: (raw, n) => [
    `\`${raw}\` 中间有空格，按 ${n} 读入`,
    `\`${raw}\` has blanks inside and was read as ${n}`,
    '核对数值',
    'Check the figure',
  ],
};

const notNumbers: Record<Exclude<NotNumber, 'empty'>, Words> = {
  text: (raw) => [
    `此处应为数值，实为 \`${raw}\``,
    `expected a number, found \`${raw}\``,
    '改成数值，或留空表示未测',
    'Write a number, or leave the cell empty where nothing was measured',
  ],
  'not-finite': (raw) => [
    `\`${raw}\` 不是有限数值`,
    `\`${raw}\` is not a finite number`,
    '改成测得的数值，或留空',
    'Write what was measured, or leave the cell empty',
  ],
  'spreadsheet-error': (raw) => [
    `\`${raw}\` 是表格软件的错误值`,
    `\`${raw}\` is an error of the spreadsheet`,
    '先在原表里改正公式',
    'Mend the formula in the spreadsheet first',
  ],
  placeholder: (raw) => [
    `\`${raw}\` 表示无数据，按空单元格处理`,
    `\`${raw}\` stands for no value and counts as an empty cell`,
    '若其实有数值，请填入',
    'Fill in the value if there is one',
  ],
  censored: (raw) => [
    `\`${raw}\` 只给出界限，不是测量值`,
    `\`${raw}\` gives a bound, not a measured value`,
    '写出测得的数值；删失数据请用可靠性方法',
    'Write the measured value; use a reliability method for censored data',
  ],
  'look-alike': (raw) => [
    `\`${raw}\` 里有像数字的字母（O、l、I）`,
    `\`${raw}\` has a letter that looks like a digit (O, l or I)`,
    '把字母改成数字 0 或 1',
    'Replace the letter by 0 or 1',
  ],
};

const layoutNotes: Record<LayoutNote, Words> = {
  'title-row': (raw) => [
    `本行只有 \`${raw}\`，当作标题，不算数据`,
    `this row holds only \`${raw}\` and was taken as a title, not as data`,
    '若是数据，请放到列名之下',
    'Move it below the headings if it is data',
  ],
  'blank-row': (_, n) => [
    `整行为空（第 ${n} 行），作为空单元格保留`,
    `row ${n} is blank and was kept as empty cells`,
    '删去空行，或确认此处漏测',
    'Delete the row, or confirm that nothing was measured',
  ],
  'ragged-row': (raw, n, more) => [
    `第 ${n} 行有 ${raw} 个单元格，应为 ${more} 个；缺的按空处理`,
    `row ${n} has ${raw} cells, expected ${more}; missing ones count as empty`,
    '检查分隔符和引号',
    'Check separators and quotes',
  ],
  'no-heading': () => [
    '第一行是数据，没有列名，以列字母命名',
    'the first row is data; columns are named by their letters',
    '可在第一行加上列名',
    'Headings may be added as the first row',
  ],
  'repeated-heading': (raw, _, name) => [
    `列名 \`${raw}\` 重复，改称 \`${name}\``,
    `the heading \`${raw}\` occurs twice; this column is called \`${name}\``,
    '给每列一个不同的名字',
    'Give each column a name of its own',
  ],
  'unnamed-column': (_, __, name) => [
    `此列没有列名，称为 \`${name}\``,
    `this column has no heading and is called \`${name}\``,
    '可补上列名',
    'A heading may be added',
  ],
  'empty-column': (_, __, name) => [
    `列 \`${name}\` 全空，未计入`,
    `the column \`${name}\` is empty and was left out`,
    '若应有数据，请检查分隔符',
    'Check the separators if it should hold data',
  ],
  'stray-quote': () => [
    '有一个引号没有配对，按普通字符读入',
    'a quotation mark has no partner and was read as an ordinary sign',
    '检查引号',
    'Check the quotation marks',
  ],
  'mixed-units': (raw, _, unit) => [
    `\`${raw}\` 的单位与本列其他的 ${unit} 不同，未换算，按文字保留`,
    `\`${raw}\` has another unit than the ${unit} of its column; it was not converted and is kept as text`,
    '统一单位后再读入',
    'Bring the column to one unit',
  ],
  'raw-shortened': () => [
    '数据量大：纯数字单元格只保留数值，不保留原有写法（如末尾的 0）',
    'large table: cells that are plain numbers keep their value, not how they were written (such as trailing zeros)',
    '无需处理',
    'Nothing needs doing',
  ],
  nothing: () => [
    '没有读到任何数据',
    'no data were found',
    '粘贴包含至少一个数值的内容',
    'Paste something that holds at least one number',
  ],
};

export interface NoteInput {
  readonly raw?: string;
  readonly number?: number | string;
  readonly extra?: string;
  readonly cell?: string;
  readonly more?: number;
}

export function numberNote(code: NumberNote, input: NoteInput): DataNote {
  return note(code, 'read', numberNotes[code], input);
}

export function notNumberNote(code: Exclude<NotNumber, 'empty'>, input: NoteInput): DataNote {
  return note(code, 'kept', notNumbers[code], input);
}

export function layoutNote(code: LayoutNote, input: NoteInput): DataNote {
  return note(code, code === 'mixed-units' ? 'kept' : 'layout', layoutNotes[code], input);
}

function note(code: string, taken: DataNote['taken'], words: Words, input: NoteInput): DataNote {
  const [zh, en, helpZh, helpEn] = words(input.raw ?? '', String(input.number ?? ''), input.extra ?? '');
  const more = input.more ?? 0;
  const at = input.cell ? `${input.cell}：` : '';
  const atEn = input.cell ? `${input.cell}: ` : '';
  return {
    code,
    taken,
    more,
    text: {
      zh: `${at}${zh}${more > 0 ? `（本列另有 ${more} 处同样情况）` : ''}`,
      en: `${atEn}${en}${more > 0 ? ` (and ${more} more like it in this column)` : ''}`,
    },
    help: { zh: helpZh, en: helpEn },
    ...(input.cell ? { cell: input.cell } : {}),
  };
}
