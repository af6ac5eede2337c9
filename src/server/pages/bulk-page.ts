import { html } from 'hono/html';
import { type BulkReason, bulkReasons, bulkWhys } from '#certification/register/bulk.ts';
import { verdictText } from '#certification/register/verdict.ts';
import type { BulkAnswer, BulkRow } from '#operation/verify/bulk-check.ts';
import type { CodeNamer } from '#operation/verify/code-names.ts';
import { dataTable } from './data-table.ts';
import type { Language, Markup } from './layout.ts';
import { coverageList, type View, withCodeNames } from './verdict-page.ts';
import { instantWords, nameIn, t } from './words.ts';

const tones: Readonly<Record<BulkReason, string>> = {
  valid: 'good',
  suspended: 'warn',
  'name-differs': 'warn',
  'out-of-scope': 'warn',
  withdrawn: 'bad',
  'issuer-not-entitled': 'bad',
  cancelled: 'over',
  expired: 'over',
  unknown: 'unknown',
  uncertain: 'unknown',
  'not-yet': 'unknown',
  'wrong-form': 'bad',
};

export function bulkForm(language: Language, problem: string | null, text = ''): Markup {
  return html`<h1>${t(language, '批量核验', 'Bulk check')}</h1>
<p class="lead">${t(language, '粘贴一列编号（可附名称和所需范围代码），或上传 CSV / Excel 文件，得到逐行结论、理由和可留存的凭据。', 'Paste a column of numbers (with names and the codes you need, if you like) or hand in a CSV or Excel file: each line gets a verdict with its reason, and a dated file to keep.')}</p>
${problem === null ? '' : html`<div class="problem" role="alert">${problem}</div>`}
<form action="/bulk${language === 'en' ? '?lang=en' : ''}" method="post" enctype="multipart/form-data">
<label for="lines">${t(language, '每行：编号，名称，范围代码', 'Each line: number, name, codes')}</label>
<textarea id="lines" name="lines" rows="10" placeholder="${t(language, '03426Q10001R0S,示例制造有限公司,17', '03426Q10001R0S,Example Manufacturing Co. Ltd.,17')}">${text}</textarea>
<p class="hint">${t(language, '从 Excel 或 WPS 复制的列可直接粘贴。最多 1000 行。', 'Columns copied from Excel or WPS can be pasted. At most 1000 lines.')}</p>
<label for="file">${t(language, '或选择文件（.csv、.txt、.xlsx）', 'Or a file (.csv, .txt, .xlsx)')}</label><input type="file" id="file" name="file" accept=".csv,.txt,.xlsx">
<label for="on">${t(language, '哪一天的状态（空为今天）', 'Status on (empty: today)')}</label><input type="date" id="on" name="on">
<p><button>${t(language, '核验', 'Check')}</button></p></form>`;
}

export function bulkResult(
  answer: BulkAnswer,
  receipt: string,
  { zone, language, codes }: Pick<View, 'zone' | 'language' | 'codes'>,
): Markup {
  const reasons = (Object.keys(bulkReasons) as BulkReason[]).filter((r) => answer.counts[r] > 0).reverse();
  return html`<h1>${t(language, '批量核验结果', 'Result of the bulk check')}</h1>
<p>${reasons.map((r) => html`<span class="chip ${tones[r]}">${bulkReasons[r][language]} ${answer.counts[r]}</span> `)}</p>
<p class="soft">${t(language, `共 ${answer.rows.length} 行 · ${answer.day} 的状态 · 核验于`, `${answer.rows.length} lines · status on ${answer.day} · checked`)} ${instantWords(answer.askedAt, zone, language)}</p>
<p><a class="button" href="/bulk/${receipt}.xlsx" download>${t(language, '下载 Excel', 'Excel')}</a> <a class="button quiet" href="/bulk/${receipt}.csv" download>CSV</a> <a class="button quiet" href="/bulk/${receipt}.json" download>${t(language, '带摘要的凭据（JSON）', 'Receipt with digest (JSON)')}</a></p>
${dataTable(
  [
    { label: '#', look: 'number' },
    { label: t(language, '结论', 'Verdict') },
    { label: t(language, '编号', 'Number'), look: 'number-code' },
    { label: t(language, '登记名称', 'Registered name') },
    { label: t(language, '理由', 'Reason') },
  ],
  answer.rows.map((row) => bulkLine(row, language, codes)),
)}
${coverageList(answer.coverage, language)}
<p class="soft small">${t(language, '以后再查可能不同；两次结果都可留存。', 'A later check may differ; both may be kept.')} <a href="/bulk${language === 'en' ? '?lang=en' : ''}">${t(language, '再核验一批', 'Check another list')}</a></p>`;
}

function bulkLine(row: BulkRow, language: Language, codes: CodeNamer): readonly (Markup | string | number)[] {
  const entry = row.found?.dossier.entry;
  const number = entry
    ? html`<a href="/entries/${entry.id}${language === 'en' ? '?lang=en' : ''}">${row.asked.number}</a>`
    : row.asked.number;
  return [
    row.line,
    html`<span class="chip ${tones[row.reason]}">${bulkReasons[row.reason][language]}</span>`,
    number,
    entry ? nameIn(entry.holderNames, language) : '—',
    html`${bulkWhy(row, language, codes)}${row.repeats === null ? '' : html` <span class="mark">${t(language, `与第 ${row.repeats} 行相同`, `same as line ${row.repeats}`)}</span>`}`,
  ];
}

/** The reasons in words: all that speaks against it, else what is wrong with the number, or which one is near. */
export function bulkWhy(row: BulkRow, language: Language, codes?: CodeNamer): string {
  if (row.fault !== null) return row.fault[language];
  if (row.found !== null) {
    const { entry } = row.found.dossier;
    return bulkWhys(row.reason, row.found.verdict)
      .map((step) => (codes === undefined ? step : withCodeNames(step, (asked) => codes(entry, asked), language)))
      .map((step) => verdictText(step, language))
      .join(t(language, '；', '; '));
  }
  const none = t(language, '名录中没有这个编号', 'the register holds no such number');
  if (row.near.length === 0) return none;
  const near = row.near.join(t(language, '、', ', '));
  return t(language, `${none}；相近的有 ${near}，请与纸面核对`, `${none}; near it are ${near}: compare with the paper`);
}
