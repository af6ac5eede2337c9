import { html } from 'hono/html';
import type { OverlapReport } from '#operation/schemes/programmes.ts';
import { dataTable } from './data-table.ts';
import type { Language, Markup } from './layout.ts';
import { type Cite, citedDocument, t } from './words.ts';

const kinds = {
  scheme: { zh: '制度', en: 'scheme' },
  approval: { zh: '审批', en: 'approval' },
  evaluation: { zh: '行业评比', en: 'industry evaluation' },
} as const;

/** Who evaluates the same thing twice, with the reasons; then every programme with basis, fee and end. */
export function overlapsBody(report: OverlapReport, language: Language, cite: Cite): Markup {
  const title = (id: string) => report.programmes.find((p) => p.id === id)?.title[language] ?? id;
  const mark = html` <span class="mark">${t(language, '待确认', 'to be confirmed')}</span>`;
  const list = (items: readonly (Markup | string)[]) => html`${items.map((i) => html`${i}<br>`)}`;
  return html`<h1>${t(language, '重复的评价与收费', 'Evaluations and fees that overlap')}</h1>
<p class="lead">${t(language, '由各制度自己的声明算出：同一类对象、同一项要求。法律本身不算要求。旁边列出审批与行业评比的依据、收费与到期日；不知道的写明不知道。', 'Computed from what each scheme declares: the same kind of object, the same requirement; a law under which all stand is none. Beside them the basis, fee and end of approvals and industry evaluations; what is not known is said to be.')}</p>
${
  report.overlaps.length === 0
    ? html`<p>${t(language, '没有发现重复。', 'No overlap was found.')}</p>`
    : dataTable(
        [
          { label: t(language, '两项', 'The two') },
          { label: t(language, '共同比例', 'Share'), look: 'number' },
          { label: t(language, '理由', 'Reasons') },
        ],
        report.overlaps.map((o) => [
          list([title(o.a), title(o.b)]),
          `${o.sharePercent} %`,
          list(o.reasons.map((r) => (language === 'en' ? cite(r.en) : r.zh))),
        ]),
      )
}
<h2>${t(language, '全部事项', 'Every programme')}</h2>
${dataTable(
  [
    { label: t(language, '事项', 'Programme') },
    { label: t(language, '所有者', 'Owner') },
    { label: t(language, '依据', 'Basis') },
    { label: t(language, '收费', 'Fee') },
    { label: t(language, '到期日', 'End'), look: 'number' },
    { label: t(language, '提示', 'Remarks') },
  ],
  report.programmes.map((p) => [
    html`${p.title[language]}<br><span class="soft small">${kinds[p.kind][language]}</span>`,
    p.owner.name[language],
    list(
      p.basis.map(
        (b) => html`${citedDocument(b.document, language, cite)}${b.certainty === 'to-be-confirmed' ? mark : ''}`,
      ),
    ),
    html`${p.fee.charged ? (p.fee.basis === null ? t(language, '收费', 'charged') : citedDocument(p.fee.basis, language, cite)) : t(language, '不收费', 'none')}${p.fee.certainty === 'to-be-confirmed' ? mark : ''}`,
    html`<span class="nowrap">${p.sunset ?? t(language, '未载明', 'none stated')}</span>`,
    list(p.remarks.map((r) => (language === 'en' ? cite(r.says.en) : r.says.zh))),
  ]),
)}`;
}
