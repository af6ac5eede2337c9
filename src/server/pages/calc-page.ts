import { html } from 'hono/html';
import type { Answer } from '#certification/rules/answer.ts';
import { calculators } from '#certification/rules/calculators.ts';
import type { Calculator } from '#certification/rules/context.ts';
import type { InputField } from '#certification/rules/input.ts';
import type { Language, Markup } from './layout.ts';
import { t } from './words.ts';

const blankRows = 3;

export function calcListBody(language: Language): Markup {
  return html`<h1>${t(language, '规则计算', 'Calculators')}</h1>
<p class="lead">${t(language, '每一行都写明规则、条款、版本、输入，以及何时会变；手边放着原文就能逐行核对。', 'Each line names its rule, article, edition and inputs, and what would change it: follow it with the printed document beside you.')}</p>
<div class="grid">${calculators.map((c) => html`<div class="tile"><h3><a href="/calc/${c.name}${language === 'en' ? '?lang=en' : ''}">${c.text[language]}</a></h3><p class="small">${c.about[language]}</p></div>`)}</div>`;
}

/** The form of one calculator, filled with what was asked (else its example), and its answer below when one was asked for. */
export function calcBody(calculator: Calculator, asked: unknown, answer: Answer | null, language: Language): Markup {
  const shown = asked ?? calculator.example;
  return html`<h1>${calculator.text[language]}</h1><p class="lead">${calculator.about[language]}</p>
${answer === null ? '' : answerBody(answer, language)}
<form action="/calc/${calculator.name}" method="get">${language === 'en' ? html`<input type="hidden" name="lang" value="en">` : ''}<input type="hidden" name="ask" value="1">
${calculator.input.map((f) => fieldInput(f, memberOf(shown, f.name), f.name, language))}
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

function fieldInput(field: InputField, value: unknown, path: string, language: Language): Markup {
  const label = html`<label for="${path}">${field.text[language]}${field.required ? ' *' : ''}</label>`;
  const hint = field.help ? html`<p class="hint">${field.help[language]}</p>` : '';
  switch (field.kind) {
    case 'group':
      return html`<fieldset class="doc"><legend>${field.text[language]}</legend>${field.fields.map((f) => fieldInput(f, memberOf(value, f.name), `${path}.${f.name}`, language))}</fieldset>`;
    case 'rows': {
      const rows = Array.isArray(value) ? (value as unknown[]) : [];
      const count = Math.max(rows.length + 1, blankRows);
      return html`<fieldset class="doc"><legend>${field.text[language]}</legend>${hint}${Array.from({ length: count }, (_, i) => html`<details${i < Math.max(rows.length, 1) ? html` open` : ''}><summary>${i + 1}</summary>${field.fields.map((f) => fieldInput(f, memberOf(rows[i], f.name), `${path}.${i}.${f.name}`, language))}</details>`)}</fieldset>`;
    }
    case 'choice':
      return html`${label}<select id="${path}" name="${path}"><option value=""></option>${field.choices.map((c) => html`<option value="${c.value}"${textOf(value) === c.value ? html` selected` : ''}>${c.text[language]}</option>`)}</select>${hint}`;
    case 'flag':
      return html`${label}<select id="${path}" name="${path}"><option value=""></option><option value="true"${value === true || value === 'true' ? html` selected` : ''}>${t(language, '是', 'yes')}</option><option value="false"${value === false || value === 'false' ? html` selected` : ''}>${t(language, '否', 'no')}</option></select>${hint}`;
    case 'day':
      return html`${label}<input type="date" id="${path}" name="${path}" value="${textOf(value)}">${hint}`;
    default:
      return html`${label}<input type="text" id="${path}" name="${path}" value="${textOf(value)}"${field.kind === 'whole' || field.kind === 'decimal' ? html` inputmode="decimal"` : ''}>${hint}${field.kind === 'texts' || field.kind === 'map' ? html`<p class="hint">${field.kind === 'texts' ? t(language, '多个以逗号分隔', 'several, separated by commas') : t(language, '名=值，以逗号分隔', 'name=value, separated by commas')}</p>` : ''}`;
  }
}

/** Raw input out of a query: dotted names for groups and rows; what is empty is left out, so that defaults hold. */
export function readCalcQuery(
  fields: readonly InputField[],
  query: Readonly<Record<string, string>>,
  prefix = '',
): Record<string, unknown> {
  const raw: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const field of fields) {
    const value = fromQuery(field, query, `${prefix}${field.name}`);
    if (value !== undefined) raw[field.name] = value;
  }
  return raw;
}

function fromQuery(field: InputField, query: Readonly<Record<string, string>>, path: string): unknown {
  if (field.kind === 'group') {
    const group = readCalcQuery(field.fields, query, `${path}.`);
    return Object.keys(group).length === 0 ? undefined : group;
  }
  if (field.kind === 'rows') {
    const rows: unknown[] = [];
    for (let i = 0; i < 200; i += 1) {
      if (!Object.keys(query).some((key) => key.startsWith(`${path}.${i}.`))) break;
      const row = readCalcQuery(field.fields, query, `${path}.${i}.`);
      if (Object.keys(row).length > 0) rows.push(row);
    }
    return rows.length === 0 ? undefined : rows;
  }
  const text = (Object.hasOwn(query, path) ? (query[path] ?? '') : '').trim();
  if (text === '') return undefined;
  if (field.kind === 'flag') return text === 'true';
  const parts = text
    .split(/[,，、]/)
    .map((p) => p.trim())
    .filter((p) => p !== '');
  if (field.kind === 'texts') return parts;
  if (field.kind === 'map')
    return Object.fromEntries(parts.map((p) => p.split(/=(.*)/s).slice(0, 2) as [string, string]));
  return text;
}

const marks = {
  verified: null,
  secondary: { zh: '二手来源', en: 'secondary source' },
  'to-be-confirmed': { zh: '待确认', en: 'to be confirmed' },
} as const;

function answerBody(answer: Answer, language: Language): Markup {
  if (!answer.ok)
    return html`<div class="problem" role="alert">${answer.refusals.map((r) => html`<p><strong>${r.text[language]}</strong><br>${r.help[language]}</p>`)}</div>`;
  const mark = marks[answer.certainty];
  return html`<section aria-label="${t(language, '结果', 'Answer')}"><h2>${t(language, '结果', 'Answer')}${mark === null ? '' : html` <span class="mark">${mark[language]}</span>`}</h2>
<div class="scroll"><table><thead><tr><th>${t(language, '项目', 'Line')}</th><th class="number">${t(language, '值', 'Value')}</th><th>${t(language, '依据', 'Rule')}</th></tr></thead><tbody>${answer.lines.map(
    (line) => {
      const lineMark = marks[line.certainty];
      return html`<tr><td>${line.text[language]}${line.near === null ? '' : html`<br><span class="small"><strong>⚠ ${line.near[language]}</strong></span>`}${line.changes === null ? '' : html`<br><span class="soft small">${t(language, '何时改变：', 'Would change: ')}${line.changes[language]}</span>`}</td><td class="number"><strong>${line.value}</strong></td><td class="small">${line.rule === null ? t(language, '由上各行算得', 'from the lines above') : html`${line.rule.pack}@${line.rule.edition} ${line.rule.article}`}${lineMark === null ? '' : html` <span class="mark">${lineMark[language]}</span>`}${line.others.map((o) => html`<br><span class="soft">${t(language, '另：', 'also: ')}${o.rule.pack}@${o.rule.edition} ${o.rule.article}: ${o.value}</span>`)}</td></tr>`;
    },
  )}</tbody></table></div><p class="soft small">${t(language, '可打印为一页；本页地址含全部输入，可以保存或转发。', 'Prints on a page; its address holds all inputs, to be kept or sent on.')}</p></section>`;
}
