import { html } from 'hono/html';
import type { Documented } from '#certification/rules/answer-document.ts';
import { calculators } from '#certification/rules/calculators.ts';
import type { Calculator, RuleContext } from '#certification/rules/context.ts';
import type { InputField } from '#certification/rules/input.ts';
import { listedCodes } from '#certification/rules/rulebook.ts';
import { certaintyMark, inputsTable, linesTable, rulesList } from './calc-answer.ts';
import { type Language, type Markup, withQuery } from './layout.ts';
import { t } from './words.ts';

const blankRows = 3;

export function calcListBody(language: Language): Markup {
  return html`<h1>${t(language, '规则计算', 'Calculators')}</h1>
<p class="lead">${t(language, '每一行都写明规则、条款、版本、输入，以及何时会变；手边放着原文就能逐行核对。', 'Each line names its rule, article, edition and inputs, and what would change it: follow it with the printed document beside you.')}</p>
<div class="grid">${calculators.map((c) => html`<div class="tile"><h3><a href="/calc/${c.name}${language === 'en' ? '?lang=en' : ''}">${c.text[language]}</a></h3><p class="small">${c.about[language]}</p></div>`)}</div>`;
}

/** The form of one calculator, filled with what was asked (else its example), and its answer below when one was asked for. */
export function calcBody(
  calculator: Calculator,
  asked: unknown,
  answer: { readonly made: Documented; readonly here: string } | null,
  context: RuleContext,
  language: Language,
): Markup {
  const shown = asked ?? calculator.example;
  return html`<h1>${calculator.text[language]}</h1><p class="lead">${calculator.about[language]}</p>
${answer === null ? '' : answerBody(calculator, answer.made, context, answer.here, language)}
<form action="/calc/${calculator.name}" method="get">${language === 'en' ? html`<input type="hidden" name="lang" value="en">` : ''}<input type="hidden" name="ask" value="1">
${calculator.input.map((f) => fieldInput(f, memberOf(shown, f.name), f.name, language, context))}
<p><button>${t(language, '计算', 'Calculate')}</button> <a href="/calc${language === 'en' ? '?lang=en' : ''}">${t(language, '全部计算', 'All calculators')}</a></p></form>`;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  return typeof value === 'object'
    ? Object.entries(value)
        .map(([k, v]) => `${k}=${textOf(v)}`)
        .join(', ')
    : String(value);
}

function fieldInput(field: InputField, value: unknown, path: string, language: Language, context: RuleContext): Markup {
  const label = html`<label for="${path}">${field.text[language]}${field.required ? ' *' : ''}</label>`;
  const hint = field.help ? html`<p class="hint">${field.help[language]}</p>` : '';
  switch (field.kind) {
    case 'group':
      return html`<fieldset class="doc"><legend>${field.text[language]}</legend>${field.fields.map((f) => fieldInput(f, memberOf(value, f.name), `${path}.${f.name}`, language, context))}</fieldset>`;
    case 'rows': {
      const rows = Array.isArray(value) ? (value as unknown[]) : [];
      const count = Math.max(rows.length + 1, blankRows);
      return html`<fieldset class="doc"><legend>${field.text[language]}</legend>${hint}${Array.from({ length: count }, (_, i) => html`<details${i < Math.max(rows.length, 1) ? html` open` : ''}><summary>${i + 1}</summary>${field.fields.map((f) => fieldInput(f, memberOf(rows[i], f.name), `${path}.${i}.${f.name}`, language, context))}</details>`)}</fieldset>`;
    }
    case 'choice':
      return html`${label}<select id="${path}" name="${path}"><option value=""></option>${field.choices.map((c) => html`<option value="${c.value}"${textOf(value) === c.value ? html` selected` : ''}>${c.text[language]}</option>`)}</select>${hint}`;
    case 'text':
      if (field.listed === undefined) break;
      return html`${label}<select id="${path}" name="${path}"><option value=""></option>${listedCodes(context.book, field.listed).map((c) => html`<option value="${c.code}"${textOf(value) === c.code ? html` selected` : ''}>${c[language]}</option>`)}</select>${hint}`;
    case 'flag':
      return html`${label}<select id="${path}" name="${path}"><option value=""></option><option value="true"${value === true || value === 'true' ? html` selected` : ''}>${t(language, '是', 'yes')}</option><option value="false"${value === false || value === 'false' ? html` selected` : ''}>${t(language, '否', 'no')}</option></select>${hint}`;
    case 'day':
      return html`${label}<input type="date" id="${path}" name="${path}" value="${textOf(value)}">${hint}`;
    default:
      break;
  }
  return html`${label}<input type="text" id="${path}" name="${path}" value="${textOf(value)}"${field.kind === 'whole' || field.kind === 'decimal' ? html` inputmode="decimal"` : ''}>${hint}${field.kind === 'texts' || field.kind === 'map' ? html`<p class="hint">${field.kind === 'texts' ? t(language, '多个以逗号分隔', 'several, separated by commas') : t(language, '名=值，以逗号分隔', 'name=value, separated by commas')}</p>` : ''}`;
}

function answerBody(
  calculator: Calculator,
  made: Documented,
  context: RuleContext,
  here: string,
  language: Language,
): Markup {
  if (!made.ok)
    return html`<div class="problem" role="alert">${made.refusals.map((r) => html`<p><strong>${r.text[language]}</strong><br>${r.help[language]}</p>`)}</div>`;
  const { document } = made;
  const as = (kind: string) => withQuery(here, 'as', kind);
  return html`<section aria-label="${t(language, '结果', 'Answer')}"><h2>${t(language, '结果', 'Answer')}${certaintyMark(document.answer.certainty, language)}</h2>
<div class="on-paper">${inputsTable(calculator, document, context, language)}</div>${linesTable(document, context, language)}${rulesList(document, context, language)}
<p class="small"><a class="button quiet" href="${as('print')}">${t(language, '打印页', 'Page to print')}</a> <a class="button quiet" href="${as('document')}" download>${t(language, '结果文件（可附到案件）', 'Document (to attach to a case)')}</a></p>
<p class="soft small">${t(language, '本页地址含全部输入，可以保存或转发。结果摘要：', 'The address of this page holds all inputs, to be kept or sent on. Digest of the answer: ')}<code>${document.digest.slice(0, 16)}…</code></p></section>`;
}
