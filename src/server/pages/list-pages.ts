import { html } from 'hono/html';
import { outcomeWordTexts } from '#certification/scheme/outcome-words.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import type { Notice } from '#operation/ports/notices.ts';
import type { Party } from '#operation/ports/parties.ts';
import type { Coverage } from '#operation/verify/coverage.ts';
import { dataTable } from './data-table.ts';
import type { Language, Markup } from './layout.ts';
import { coverageList } from './verdict-page.ts';
import { t } from './words.ts';

const lang = (language: Language) => (language === 'en' ? '?lang=en' : '');

const noticeKinds: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  call: { zh: '申报通知', en: 'call' },
  nomination: { zh: '提名通知', en: 'nomination' },
  display: { zh: '公示', en: 'public display' },
  decision: { zh: '决定', en: 'decision' },
  naming: { zh: '命名', en: 'naming' },
  announcement: { zh: '公告', en: 'announcement' },
  event: { zh: '活动通知', en: 'event' },
  news: { zh: '动态', en: 'news' },
};
const kindOf = (kind: string, language: Language) =>
  Object.hasOwn(noticeKinds, kind) ? (noticeKinds[kind]?.[language] ?? kind) : kind;
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
          kindOf(n.kind, language),
          html`<a href="/notices/${n.id}${lang(language)}">${n.title[language] || n.title.zh}</a>`,
        ]),
      )
}
${next === null ? '' : html`<p><a href="/notices?box=${box}&after=${encodeURIComponent(next)}${language === 'en' ? '&lang=en' : ''}">${t(language, '更早的', 'Earlier ones')}</a></p>`}`;
}

/** One notice. A display (公示) shows its list, its days, how to object, and the digest that freezes it. */
export function noticeBody(notice: Notice, today: string, language: Language): Markup {
  const { body } = notice;
  const list = Array.isArray(body['list']) ? (body['list'] as unknown[]) : [];
  const open = notice.kind === 'display' && notice.to !== null && today <= notice.to;
  return html`<p class="soft">${kindOf(notice.kind, language)} · ${notice.issuedAt.slice(0, 10)}</p><h1>${notice.title[language] || notice.title.zh}</h1>
${notice.from === null && notice.to === null ? '' : html`<p class="note">${t(language, '期限', 'Runs')} ${notice.from ?? ''} – ${notice.to ?? ''}${open ? t(language, '（含首尾两日，公示期内）', ' (both days included; running)') : notice.kind === 'display' ? t(language, '（已届满）', ' (ended)') : ''}</p>`}
${notice.corrects === null ? '' : html`<p class="mark"><a href="/notices/${notice.corrects}${lang(language)}">${t(language, '本公告更正前一公告', 'Corrects an earlier notice')}</a></p>`}
${textOf(body, language).map((p) => html`<p>${p}</p>`)}
${list.length === 0 ? '' : html`${dataTable([{ label: '#', look: 'number' }, { label: t(language, '名称', 'Name') }, { label: t(language, '等级', 'Grade') }], list.map(listRow))}<p class="soft small">${t(language, '排名不分先后。', 'In no order of merit.')}</p>`}
${open ? html`<h2>${t(language, '提出异议', 'To object')}</h2><p>${t(language, '任何单位和个人可在公示期内以真实身份书面提出异议，并附证据；匿名、逾期或无证据的不予受理，并说明理由。身份受保护。', 'Anybody may object in writing while it runs, with the real identity and evidence. An anonymous or late objection, or one without evidence, is not accepted, and the reason is given. The identity is protected.')}</p>${notice.round === null ? '' : html`<form action="/notices/${notice.id}/objections${lang(language)}" method="post" enctype="multipart/form-data"><label for="about">${t(language, '异议对象', 'About')}</label><select id="about" name="about">${list.map((row) => html`<option value="${member(row, 'case')}">${member(row, 'title')}</option>`)}</select><label for="by">${t(language, '姓名或单位（受保护）', 'Your name or organisation (protected)')}</label><input type="text" id="by" name="by" required maxlength="200"><label for="contact">${t(language, '联系方式（受保护）', 'How to reach you (protected)')}</label><input type="text" id="contact" name="contact" required maxlength="200"><label for="words">${t(language, '异议内容', 'What you object to')}</label><textarea id="words" name="words" rows="4" required maxlength="4000"></textarea><label for="evidence">${t(language, '证据文件（合计不超过 20 MB）', 'Evidence (files, at most 20 MB in all)')}</label><input type="file" id="evidence" name="evidence" multiple required><p><button>${t(language, '提交异议', 'Object')}</button></p></form>`}` : ''}
${typeof body['digest'] === 'string' ? html`<p class="soft small">${t(language, '名单发布时冻结，摘要', 'The list was frozen when it was issued; digest')} <span class="code">${body['digest']}</span></p>` : ''}
<p class="soft small">${t(language, '页面、打印件与此处为同一内容。', 'Page and print hold the same text.')}</p>`;
}

function member(row: unknown, name: string): string {
  return typeof row === 'object' && row !== null && name in row
    ? String((row as Record<string, unknown>)[name] ?? '')
    : '';
}

function listRow(row: unknown, index: number): readonly (string | number)[] {
  return [index + 1, member(row, 'title'), member(row, 'gradeName') || member(row, 'grade')];
}

function textOf(body: Notice['body'], language: Language): readonly string[] {
  const text = body['text'];
  const plain =
    typeof text === 'string'
      ? text
      : typeof text === 'object' && text !== null && !Array.isArray(text)
        ? String((text as Record<string, unknown>)[language] ?? (text as Record<string, unknown>)['zh'] ?? '')
        : '';
  return plain.split(/\n+/).filter((p) => p.trim() !== '');
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
<dt>${t(language, '依据', 'Basis')}</dt><dd>${scheme.basis.map((b) => html`${b.document} ${b.article ?? ''}${b.certainty === 'to-be-confirmed' ? html` <span class="mark">${t(language, '待确认', 'to be confirmed')}</span>` : ''}<br>`)}</dd></dl>
${drawings.map((d) => html`<h2>${text(`flow.${d.flow}`)}</h2><div class="scroll">${raw(d.svg)}</div>`)}`;
}

export function bodiesBody(parties: readonly Party[], language: Language): Markup {
  return html`<h1>${t(language, '单位', 'Organisations')}</h1>${dataTable(
    [{ label: t(language, '名称', 'Name') }, { label: t(language, '代码', 'Codes'), look: 'code' }],
    parties.map((p) => [
      p.names.find((n) => n.to === null && n.language === language)?.name ??
        p.names.find((n) => n.to === null)?.name ??
        '—',
      p.codes.map((c) => c.value).join(', '),
    ]),
  )}`;
}

export function sourcesBody(coverage: Coverage, language: Language): Markup {
  return html`<h1>${t(language, '名录与来源', 'The register and its sources')}</h1><p class="lead">${t(language, '外部名录按声明的映射读入，变化由各次快照推出：两次快照之间的变化只能说“在此期间”。互认计算尚未启用。', 'Foreign registers are read by declared mappings; changes are read off their snapshots, and a change between two of them is said to lie between. Recognition is not computed yet.')}</p>${coverageList(coverage, language)}`;
}
