import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { AnswerDocument } from '#certification/rules/answer-document.ts';
import type { Calculator, RuleContext } from '#certification/rules/context.ts';
import { certaintyMark, inputsTable, linesTable, rulesList } from './calc-answer.ts';
import type { Language, Markup } from './layout.ts';
import { t } from './words.ts';

/** The sheet of the printed page; its address carries its digest. */
export const printSheet = `@page{size:A4;margin:12mm 14mm}
*{box-sizing:border-box}
body{font:9pt/1.32 "Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",system-ui,sans-serif;color:#111;max-width:190mm;margin:0 auto;padding:6mm}
@media print{body{padding:0;max-width:none}.screen{display:none}}
h1{font-size:15pt;margin:0 0 1mm}h2{font-size:11pt;margin:4mm 0 1mm}
p{margin:0 0 2mm}
table{border-collapse:collapse;width:100%;margin-top:2mm}
caption{text-align:left;font-weight:700;font-size:11pt}
th,td{border-bottom:.3pt solid #999;padding:.6mm 1mm;text-align:left;vertical-align:top}
thead th{border-bottom:.8pt solid #111}
table.inputs th{width:34%;font-weight:400;color:#444}
td.number,th.number{text-align:right;white-space:nowrap}
tr,li{break-inside:avoid}
table.data td:last-child{width:25%}
ol{margin:0;padding-left:6mm}
.small,.small td,table.data .small,table.data td.small,.rules li{font-size:7.8pt;line-height:1.25}
.soft{color:#555}.mark{border:.6pt solid #8a5a00;color:#8a5a00;border-radius:1mm;padding:0 .8mm;font-size:8pt;white-space:nowrap}
.digest{margin-top:4mm;border-top:.8pt solid #111;padding-top:1.5mm;font-size:8pt;overflow-wrap:anywhere}
.sign{display:flex;gap:8mm;margin-top:5mm}.sign span{flex:1;border-bottom:.6pt solid #111;padding-bottom:6mm;font-size:8.5pt}`;

export const printSheetAddress = `/print.${createHash('sha256').update(printSheet).digest('hex').slice(0, 12)}.css`;

/**
 * An answer as a sheet of A4 that stands alone: inputs, lines with their rules, the documents, the digest, and a place to sign.
 * The server and the terminal make the same one; a file of the terminal carries its style in itself.
 */
export function calcPrint(
  calculator: Calculator,
  document: AnswerDocument,
  context: RuleContext,
  language: Language,
  address: string | null,
  style: 'inside' | 'linked' = 'linked',
): Markup {
  const title = calculator.text[language];
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · ${t(language, '试金石', 'Touchstone')}</title>${style === 'inside' ? html`<style>${raw(printSheet)}</style>` : html`<link rel="stylesheet" href="${printSheetAddress}">`}</head>
<body><h1>${title}${certaintyMark(document.answer.certainty, language)}</h1><p class="soft">${calculator.about[language]}</p>
${inputsTable(calculator, document, context, language)}
<h2>${t(language, '结果', 'Answer')}</h2>
${linesTable(document, context, language)}
${rulesList(document, context, language)}
<p class="digest">${t(language, '结果摘要（SHA-256）：', 'Digest of the answer (SHA-256): ')}<code>${document.digest}</code><br>${t(language, '用同样的输入和规则版本重算，应得同一摘要。“待确认”“二手来源”的数值未经原文核对，以正式文本为准。', 'The same inputs and editions give the same digest. Values marked “to be confirmed” or “secondary source” were not read in the document itself: the official text decides.')}${address === null ? '' : html`<br><code>${address}</code>`}</p>
<div class="sign"><span>${t(language, '计算人', 'Computed by')}</span><span>${t(language, '复核人', 'Checked by')}</span><span>${t(language, '日期', 'Day')}</span></div>
</body></html>`;
}
