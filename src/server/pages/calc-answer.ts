import { html } from 'hono/html';
import type { AnswerLine } from '#certification/rules/answer.ts';
import type { AnswerDocument } from '#certification/rules/answer-document.ts';
import type { Calculator, RuleContext } from '#certification/rules/context.ts';
import type { InputField } from '#certification/rules/input.ts';
import type { RuleCertainty, RulePack } from '#certification/rules/pack.ts';
import { listedCodes, type RuleRef } from '#certification/rules/rulebook.ts';
import { figureWords } from '#certification/rules/shown-value.ts';
import { dataTable, type TableColumn } from './data-table.ts';
import type { Language, Markup } from './layout.ts';
import { t } from './words.ts';

const marks = {
  verified: null,
  secondary: { zh: '二手来源', en: 'secondary source' },
  'to-be-confirmed': { zh: '待确认', en: 'to be confirmed' },
} as const;

/** The mark of a value that was not read in the rule itself; nothing for one that was. */
export function certaintyMark(certainty: RuleCertainty, language: Language): Markup | '' {
  const mark = marks[certainty];
  return mark === null ? '' : html` <span class="mark">${mark[language]}</span>`;
}

/** What was asked, by the labels of the form: a printed answer without its inputs can't be checked. */
export function inputsTable(
  calculator: Calculator,
  document: AnswerDocument,
  context: RuleContext,
  language: Language,
): Markup {
  const rows = inputRows(calculator.input, document.input, { language, context }, '');
  return html`<table class="inputs"><caption>${t(language, '输入', 'Inputs')}</caption><tbody>${rows.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</tbody></table>`;
}

/** A list longer than this is told by its length: its rows stand in the document. */
const mostRows = 40;

/** Who reads, and with which rules at hand. */
interface Reader {
  readonly language: Language;
  readonly context: RuleContext;
}

function inputRows(fields: readonly InputField[], value: unknown, reader: Reader, before: string): [string, string][] {
  const { language } = reader;
  return fields.flatMap((field): [string, string][] => {
    const given = memberOf(value, field.name);
    if (given === undefined) return [];
    const name = `${before}${field.text[language]}`;
    if (field.kind === 'group') return inputRows(field.fields, given, reader, `${name} · `);
    if (field.kind !== 'rows') return [[name, shown(field, given, reader)]];
    const rows = Array.isArray(given) ? (given as readonly unknown[]) : [];
    if (rows.length > mostRows)
      return [[name, language === 'zh' ? `${rows.length} 行，见结果文件` : `${rows.length} rows, in the document`]];
    return rows.map((row, i): [string, string] => [
      `${name} ${i + 1}`,
      inputRows(field.fields, row, reader, '')
        .map(([column, text]) => (language === 'zh' ? `${column}：${text}` : `${column}: ${text}`))
        .join(language === 'zh' ? '；' : '; '),
    ]);
  });
}

function shown(field: InputField, value: unknown, { language, context }: Reader): string {
  if (field.kind === 'choice')
    return field.choices.find((choice) => choice.value === value)?.text[language] ?? String(value);
  if (field.kind === 'text' && field.listed !== undefined)
    return listedCodes(context.book, field.listed).find((c) => c.code === value)?.[language] ?? String(value);
  if (field.kind === 'flag') return value === true ? t(language, '是', 'yes') : t(language, '否', 'no');
  if (Array.isArray(value)) return value.map(String).join(', ');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, item]) => `${name}=${String(item)}`)
      .join(', ');
  return String(value);
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** Every line with its figure and its rule: document, edition and article as they are printed. */
export function linesTable(document: AnswerDocument, context: RuleContext, language: Language): Markup {
  const columns: readonly TableColumn[] = [
    { label: t(language, '项目', 'Line') },
    { label: t(language, '值', 'Value'), look: 'number' },
    { label: t(language, '依据', 'Rule'), look: 'small' },
  ];
  return dataTable(
    columns,
    document.answer.lines.map((line) => lineCells(line, document.rules, context, language)),
  );
}

function lineCells(
  line: AnswerLine,
  rules: readonly string[],
  { book }: RuleContext,
  language: Language,
): readonly Markup[] {
  const rule = line.rule
    ? article(line.rule, rules, language)
    : Object.keys(line.inputs).length > 0
      ? t(language, '由输入算得', 'from the inputs')
      : t(language, '由上各行算得', 'from the lines above');
  const near = line.near === null ? '' : html`<br><span class="small"><strong>⚠ ${line.near[language]}</strong></span>`;
  return [
    html`${line.text[language]}${near}<br><span class="soft small">${t(language, '何时改变：', 'Would change: ')}${line.changes[language]}</span>`,
    html`<strong>${figureWords(book, line.value, language)}</strong>`,
    html`${rule}${certaintyMark(line.certainty, language)}${line.others.map((other) => html`<br><span class="soft">${t(language, '另：', 'also: ')}${otherAnswer(article(other.rule, rules, language), figureWords(book, other.value, language))}</span>`)}`,
  ];
}

function otherAnswer(place: string, value: string): string {
  return value === '' ? place : `${place}: ${value}`;
}

/** `[1] 5.3`: the number under which the document stands in the list below, and its article. */
function article(rule: RuleRef, rules: readonly string[], language: Language): string {
  const number = rules.indexOf(`${rule.pack}@${rule.edition}`) + 1;
  const bare = /^[\d.]+$/.test(rule.article);
  return `[${number}] ${bare && language === 'zh' ? `第 ${rule.article} 条` : rule.article}`;
}

/** The documents on which the answer rests, with edition, days in force and where they were read. */
export function rulesList(document: AnswerDocument, context: RuleContext, language: Language): Markup | '' {
  if (document.rules.length === 0) return '';
  const packs = document.rules.map((name) =>
    context.book.packs.find((pack) => `${pack.pack}@${pack.edition}` === name),
  );
  return html`<section class="rules"><h2>${t(language, '所依据的规则', 'Rules')}</h2><ol>${packs.map((pack, i) => html`<li>${pack === undefined ? otherDocument(document, document.rules[i] ?? '', language) : packLine(pack, language)}</li>`)}</ol></section>`;
}

/** A document that is no rule pack (a code's standard, the catalogue): what the line that cites it tells. */
function otherDocument(document: AnswerDocument, name: string, language: Language): Markup {
  const rule = document.answer.lines.find((line) => `${line.rule?.pack}@${line.rule?.edition}` === name)?.rule;
  return html`<strong>${rule?.title[language] ?? name}</strong> <code>${name}</code>${rule ? html` <span class="soft">· ${t(language, '来源：', 'source: ')}${rule.source}</span>` : ''}`;
}

function packLine(pack: RulePack, language: Language): Markup {
  const { from, to } = pack;
  const force =
    from === null
      ? ''
      : t(
          language,
          `${from} 起施行${to === null ? '' : `，至 ${to}`}`,
          `in force from ${from}${to === null ? '' : ` to ${to}`}`,
        );
  return html`<strong>${pack.title[language]}</strong> <code>${pack.pack}@${pack.edition}</code>${force === '' ? '' : html` · ${force}`} <span class="soft">· ${t(language, '来源：', 'source: ')}${pack.source[language]}</span>`;
}
