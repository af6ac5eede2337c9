import { html } from 'hono/html';
import type { Notice } from '#operation/ports/notices.ts';
import { dataTable } from './data-table.ts';
import type { Language, Markup } from './layout.ts';
import { t, to } from './words.ts';

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

export function noticeKind(kind: string, language: Language): string {
  return Object.hasOwn(noticeKinds, kind) ? (noticeKinds[kind]?.[language] ?? kind) : kind;
}

type Row = Readonly<Record<string, unknown>>;

/** What a notice is shown with beside itself. */
export interface NoticeView {
  readonly language: Language;
  readonly vote: VoteLink | null;
  /** What the scheme calls a field of the form behind the notice. */
  readonly label: (field: string) => string;
}

/** A vote of the public in the round of a notice. */
export interface VoteLink {
  readonly round: string;
  readonly state: 'waiting' | 'running' | 'ended' | 'closed';
  readonly to: string | null;
}

/** One notice. A display (公示) shows its list, its days, how to object, and the digest that freezes it. */
export function noticeBody(notice: Notice, today: string, { language, vote, label }: NoticeView): Markup {
  const { body } = notice;
  const list = rowsIn(body['list']);
  const open = notice.kind === 'display' && notice.to !== null && today <= notice.to;
  return html`<p class="soft">${noticeKind(notice.kind, language)} · ${notice.issuedAt.slice(0, 10)}</p><h1>${notice.title[language] || notice.title.zh}</h1>
${periodOf(notice, open, language)}
${correctionOf(notice, language)}
${valuesOf(body['values'], label, language)}
${textOf(body['text'], language).map((p) => html`<p>${p}</p>`)}
${vote === null || vote.state === 'waiting' ? '' : toVote(vote, language)}
${listOf(list, language)}
${answersOf(rowsIn(body['objections']), language)}
${open ? toObject(notice, list, language) : ''}
${typeof body['digest'] === 'string' ? html`<p class="soft small">${t(language, '名单发布时冻结，摘要', 'The list was frozen when it was issued; digest')} <span class="code">${body['digest']}</span></p>` : ''}
<p class="soft small">${t(language, '页面、打印件与此处为同一内容。', 'Page and print hold the same text.')}</p>`;
}

/** What the form behind the notice makes public, such as the number of the document that calls. */
function valuesOf(values: unknown, label: NoticeView['label'], language: Language): Markup | '' {
  if (typeof values !== 'object' || values === null) return '';
  const shown = Object.entries(values).flatMap(([field, value]): (readonly [string, string])[] => {
    if (typeof value === 'string' || typeof value === 'number') return [[label(field), String(value)]];
    const said = textOf(value, language).join(' ');
    return said === '' ? [] : [[label(field), said]];
  });
  return shown.length === 0
    ? ''
    : html`<dl class="facts">${shown.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

function toVote({ round, state, to: last }: VoteLink, language: Language): Markup {
  const words =
    state === 'running'
      ? t(language, `参加公众投票（至 ${last ?? ''}）`, `Vote (until ${last ?? ''})`)
      : t(language, '公众投票', 'The vote of the public');
  return html`<p><a class="button${state === 'running' ? '' : ' quiet'}" href="${to(`/rounds/${round}/vote`, language)}">${words}</a></p>`;
}

function periodOf({ from, to: last, kind }: Notice, open: boolean, language: Language): Markup | '' {
  if (from === null && last === null) return '';
  const running = open
    ? t(language, '（含首尾两日，公示期内）', ' (both days included; running)')
    : kind === 'display'
      ? t(language, '（已届满）', ' (ended)')
      : '';
  return html`<p class="note">${t(language, '期限', 'Runs')} ${from ?? ''} – ${last ?? ''}${running}</p>`;
}

function correctionOf({ corrects, body }: Notice, language: Language): Markup | '' {
  if (corrects === null) return '';
  const why = body['why'];
  const reason = typeof why === 'string' && why !== '' ? `${t(language, '：', ': ')}${why}` : '';
  return html`<p class="note"><a href="${to(`/notices/${corrects}`, language)}">${t(language, '本公告更正前一公告', 'Corrects an earlier notice')}</a>${reason}</p>`;
}

function listOf(list: readonly Row[], language: Language): Markup | '' {
  if (list.length === 0) return '';
  const shown = (
    [
      ['name', t(language, '名称', 'Name'), (row: Row) => said(row['title'], language)],
      ['unit', t(language, '单位', 'Organisation'), (row: Row) => said(row['unit'], language)],
      ['grade', t(language, '等级', 'Grade'), (row: Row) => said(row['gradeName'] || row['grade'], language)],
    ] as const
  ).filter(([name, , read]) => name === 'name' || list.some((row) => read(row) !== ''));
  return html`${dataTable(
    [{ label: '#', look: 'number' }, ...shown.map(([, label]) => ({ label }))],
    list.map((row, index) => [index + 1, ...shown.map(([, , read]) => read(row))]),
  )}<p class="soft small">${t(language, '排名不分先后。', 'In no order of merit.')}</p>`;
}

const refusedWords: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  late: { zh: '不予受理：逾期', en: 'not accepted: it was late' },
  anonymous: { zh: '不予受理：匿名', en: 'not accepted: it was anonymous' },
  'not-on-the-list': { zh: '不予受理：不在公示名单内', en: 'not accepted: it is about nothing on the list' },
  'without-evidence': { zh: '不予受理：没有证据', en: 'not accepted: it had no evidence' },
};

/** The result answers each objection; who made it is not said. */
function answersOf(objections: readonly Row[], language: Language): Markup | '' {
  if (objections.length === 0) return '';
  const result = ({ refused, upheld }: Row): string => {
    if (typeof refused === 'string')
      return refusedWords[refused]?.[language] ?? t(language, '不予受理', 'not accepted');
    return upheld === true ? t(language, '成立', 'upheld') : t(language, '不成立', 'not upheld');
  };
  return html`<h2>${t(language, '异议及答复', 'Objections and their answers')}</h2>${dataTable(
    [
      { label: t(language, '异议对象', 'About') },
      { label: t(language, '结果', 'Result') },
      { label: t(language, '答复', 'Answer') },
    ],
    objections.map((row) => [said(row['about'], language), result(row), said(row['words'], language)]),
  )}`;
}

function toObject(notice: Notice, list: readonly Row[], language: Language): Markup {
  const rule = t(
    language,
    '任何单位和个人可在公示期内以真实身份书面提出异议，并附证据；匿名、逾期或无证据的不予受理，并说明理由。身份受保护。',
    'Anybody may object in writing while it runs, with the real identity and evidence. An anonymous or late objection, or one without evidence, is not accepted, and the reason is given. The identity is protected.',
  );
  return html`<h2>${t(language, '提出异议', 'To object')}</h2><p>${rule}</p>${notice.round === null ? '' : objectionForm(notice.id, list, language)}`;
}

function objectionForm(notice: string, list: readonly Row[], language: Language): Markup {
  return html`<form action="${to(`/notices/${notice}/objections`, language)}" method="post" enctype="multipart/form-data"><label for="about">${t(language, '异议对象', 'About')}</label><select id="about" name="about">${list.map((row) => html`<option value="${said(row['case'], language)}">${said(row['title'], language)}</option>`)}</select><label for="by">${t(language, '姓名或单位（受保护）', 'Your name or organisation (protected)')}</label><input type="text" id="by" name="by" required maxlength="200"><label for="contact">${t(language, '联系方式（受保护）', 'How to reach you (protected)')}</label><input type="text" id="contact" name="contact" required maxlength="200"><label for="words">${t(language, '异议内容', 'What you object to')}</label><textarea id="words" name="words" rows="4" required maxlength="4000"></textarea><label for="evidence">${t(language, '证据文件（合计不超过 20 MB）', 'Evidence (files, at most 20 MB in all)')}</label><input type="file" id="evidence" name="evidence" multiple required><p><button>${t(language, '提交异议', 'Object')}</button></p></form>`;
}

function rowsIn(value: unknown): readonly Row[] {
  return Array.isArray(value) ? value.filter((row): row is Row => typeof row === 'object' && row !== null) : [];
}

/** A value of a notice as text: a plain one, or one in both languages. */
function said(value: unknown, language: Language): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return '';
  const texts = value as Row;
  return String(texts[language] || texts['zh'] || '');
}

function textOf(text: unknown, language: Language): readonly string[] {
  return said(text, language)
    .split(/\n+/)
    .filter((p) => p.trim() !== '');
}
