import { html } from 'hono/html';
import { outcomeWordTexts } from '#certification/scheme/outcome-words.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import type { Notice } from '#operation/ports/notices.ts';
import type { Coverage } from '#operation/verify/coverage.ts';
import { dataTable } from './data-table.ts';
import type { Language, Markup } from './layout.ts';
import { noticeKind } from './notice-page.ts';
import { coverageList } from './verdict-page.ts';
import { type Cite, citedDocument, t } from './words.ts';

const lang = (language: Language) => (language === 'en' ? '?lang=en' : '');

const boxes = {
  notices: { zh: '通知公告', en: 'Notices' },
  activities: { zh: '会员活动', en: 'Members’ activities' },
  news: { zh: '最新动态', en: 'News' },
} as const;
export type Box = keyof typeof boxes;
export const isBox = (text: string | undefined): text is Box => text !== undefined && Object.hasOwn(boxes, text);

export function noticesBody(notices: readonly Notice[], next: string | null, box: Box, language: Language): Markup {
  return html`<h1>${boxes[box][language]}</h1>
<p>${(Object.keys(boxes) as Box[]).map((b) => html`<a href="/notices?box=${b}${language === 'en' ? '&lang=en' : ''}"${b === box ? html` aria-current="page"` : ''}>${boxes[b][language]}</a> `)}</p>
${
  notices.length === 0
    ? html`<p class="soft">${t(language, '暂无。', 'Nothing yet.')}</p>`
    : dataTable(
        [
          { label: t(language, '日期', 'Day') },
          { label: t(language, '种类', 'Kind') },
          { label: t(language, '标题', 'Title') },
        ],
        notices.map((n) => [
          html`<span class="nowrap">${n.issuedAt.slice(0, 10)}</span>`,
          noticeKind(n.kind, language),
          html`<a href="/notices/${n.id}${lang(language)}">${n.title[language] || n.title.zh}</a>`,
        ]),
      )
}
${next === null ? '' : html`<p><a href="/notices?box=${box}&after=${encodeURIComponent(next)}${language === 'en' ? '&lang=en' : ''}">${t(language, '更早的', 'Earlier ones')}</a></p>`}`;
}

export function schemesBody(schemes: readonly Scheme[], language: Language): Markup {
  return html`<h1>${t(language, '制度', 'Schemes')}</h1><p class="lead">${t(language, '每项制度是一份带日期、有版本的声明；同一引擎运行全部制度，代码中没有任何制度的名字。', 'Each scheme is a dated, versioned declaration; one engine runs them all, and no scheme’s name stands in the code.')} <a href="/desk/write${lang(language)}">${t(language, '编写一项制度', 'Write a scheme')}</a></p>
<p><a href="/overlaps${lang(language)}">${t(language, '重复的评价与收费', 'Evaluations and fees that overlap')}</a></p>
${dataTable(
  [
    { label: t(language, '名称', 'Name') },
    { label: t(language, '版本', 'Edition') },
    { label: t(language, '实施', 'In force') },
    { label: t(language, '结果', 'Outcome') },
    { label: t(language, '自愿/强制', 'Voluntary') },
  ],
  schemes.map((s) => [
    html`<a href="/schemes/${s.id}${lang(language)}">${s.texts['title']?.[language] ?? s.id}</a><br><span class="soft small code">${s.id}</span>`,
    s.edition,
    html`<span class="nowrap">${s.inForce.from}${s.inForce.to === undefined ? '' : ` – ${s.inForce.to}`}</span>`,
    s.texts[`outcome-word.${s.outcomeWord}`]?.[language] ?? outcomeWordTexts[s.outcomeWord][language],
    s.voluntary ? t(language, '自愿', 'voluntary') : t(language, '强制', 'compulsory'),
  ]),
)}`;
}

export function schemeBody(
  scheme: Scheme,
  drawings: readonly { readonly flow: string; readonly svg: string }[],
  language: Language,
  cite: Cite,
  raw: (svg: string) => Markup,
): Markup {
  const text = (key: string) => scheme.texts[key]?.[language] ?? key.slice(key.indexOf('.') + 1);
  return html`<h1>${text('title')}</h1><p class="soft">${scheme.id}@${scheme.edition} · ${scheme.inForce.from} –</p>
<dl class="facts"><dt>${t(language, '制度所有者', 'Owner')}</dt><dd>${text(`party.${scheme.owner}`)}</dd>${[
    ['主办', 'Hosts', scheme.hosts],
    ['指导', 'Guides', scheme.guides],
    ['承办', 'Organisers', scheme.organisers],
  ].map(([zh, en, names]) =>
    (names as readonly string[]).length === 0
      ? ''
      : html`<dt>${t(language, zh as string, en as string)}</dt><dd>${(names as readonly string[]).map((name) => text(`party.${name}`)).join(t(language, '、', ', '))}</dd>`,
  )}
<dt>${t(language, '依据', 'Basis')}</dt><dd>${scheme.basis.map((b) => html`${citedDocument(b.document, language, cite)} ${b.article ?? ''}${b.certainty === 'to-be-confirmed' ? html` <span class="mark">${t(language, '待确认', 'to be confirmed')}</span>` : ''}<br>`)}</dd></dl>
${drawings.map((d) => html`<h2>${text(`flow.${d.flow}`)}</h2><div class="scroll">${raw(d.svg)}</div>`)}`;
}

export function sourcesBody(coverage: Coverage, language: Language): Markup {
  return html`<h1>${t(language, '名录与来源', 'The register and its sources')}</h1><p class="lead">${t(language, '外部名录按声明的映射读入，变化由各次快照推出：两次快照之间的变化只能说“在此期间”。互认计算尚未启用。', 'Foreign registers are read by declared mappings; changes are read off their snapshots, and a change between two of them is said to lie between. Recognition is not computed yet.')}</p>${coverageList(coverage, language)}`;
}
