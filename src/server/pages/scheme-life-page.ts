import { html } from 'hono/html';
import { changeText, type EditionChange } from '#certification/scheme/edition/change.ts';
import {
  type EditionLife,
  type EditionState,
  type SchemeLife,
  standingOn,
} from '#certification/scheme/edition/life.ts';
import type { Transition, TransitionEnd } from '#certification/scheme/edition/transition.ts';
import { dataTable } from './data-table.ts';
import type { Language, Markup } from './layout.ts';
import { type Cite, citedDocument, t } from './words.ts';

const stateWords: Readonly<Record<EditionState, { readonly zh: string; readonly en: string }>> = {
  registered: { zh: '已登记，尚未实施', en: 'registered, not in force yet' },
  'in-force': { zh: '实施中', en: 'in force' },
  superseded: { zh: '已被替代', en: 'superseded' },
  closed: { zh: '已关闭', en: 'closed' },
  recalled: { zh: '实施前收回', en: 'recalled before it came into force' },
};

const endWords: Readonly<Record<TransitionEnd, { readonly zh: string; readonly en: string }>> = {
  expire: { zh: '失效', en: 'they expire' },
  withdraw: { zh: '撤销', en: 'they are withdrawn' },
  'must-suspend': { zh: '应暂停', en: 'they must be suspended' },
  'must-withdraw': { zh: '应撤销', en: 'they must be withdrawn' },
  flag: { zh: '作出提示', en: 'they are flagged' },
};

/** What a later edition changed, beside the edition itself. */
export interface EditionChanges {
  readonly from: string;
  readonly to: string;
  readonly changes: readonly EditionChange[];
}

/** The editions of a scheme, newest first: where each stands today, what it changed, and how its holders move on. */
export function lifeBody(
  life: SchemeLife,
  on: string,
  changed: readonly EditionChanges[],
  language: Language,
  cite: Cite,
): Markup | string {
  if (life.editions.length === 0) return '';
  const newest = [...life.editions].reverse();
  const transitions = newest.flatMap((e) => (e.transition === null ? [] : [e.transition]));
  const columns = [
    { label: t(language, '版本', 'Edition'), look: 'code' as const },
    { label: t(language, '状态', 'State') },
    { label: t(language, '实施', 'In force') },
    { label: t(language, '受理至', 'Open until') },
    { label: t(language, '登记时间', 'Registered') },
  ];
  return html`<h2>${t(language, '版本与历史', 'Editions and their history')}</h2><p class="soft small">${t(language, `${on} 的状态；“受理至”为可按该版本提出新申请的最后一日。`, `As of ${on}; “open until” is the last day on which a new case may be opened under the edition.`)}</p>
${dataTable(
  columns,
  newest.map((e) => row(e, on, language)),
)}
${transitions.map((transition) => transitionBody(transition, language, cite))}
${changed.map((c) => changesBody(c, language, cite))}`;
}

function row(edition: EditionLife, on: string, language: Language): readonly (Markup | string)[] {
  const { state, newUntil } = standingOn(edition, on);
  const by = edition.supersededBy;
  const successor = by === null ? '' : t(language, `，由 ${by} 版替代`, `, by ${by}`);
  return [
    edition.edition,
    `${stateWords[state][language]}${state === 'superseded' ? successor : ''}`,
    `${edition.from} – ${edition.lastDay ?? ''}`,
    state === 'recalled'
      ? '—'
      : newUntil === null
        ? t(language, '不限', 'no end')
        : html`${newUntil}${edition.transition?.basis.certainty === 'to-be-confirmed' ? unconfirmed(language) : ''}`,
    edition.registeredAt.slice(0, 10),
  ];
}

function transitionBody(transition: Transition, language: Language, cite: Cite): Markup {
  const { basis, decideUntil } = transition;
  const mark = basis.certainty === 'to-be-confirmed' ? unconfirmed(language) : '';
  const fact = (zh: string, en: string, day: string) => html`<dt>${t(language, zh, en)}</dt><dd>${day}${mark}</dd>`;
  return html`<h3>${t(language, `过渡：${transition.fromName.zh} → ${transition.toName.zh}`, `Transition: ${transition.fromName.en} → ${transition.toName.en}`)}</h3>
<dl class="facts">${fact('按旧版本受理至', 'New cases under the old edition until', transition.newUntil)}
${decideUntil === null ? '' : fact('按旧版本作出结论至', 'Results under the old edition until', decideUntil)}
${fact('旧版本登记有效至', 'Entries under the old edition hold until', transition.holdUntil)}
<dt>${t(language, '届时未转换的登记', 'Entries that have not moved by then')}</dt><dd>${endWords[transition.afterwards][language]}${mark === '' ? '' : t(language, '（日期确认前不自动执行）', ' (nothing happens by itself before the day is confirmed)')}</dd>
<dt>${t(language, '依据', 'Basis')}</dt><dd>${citedDocument(basis.document, language, cite)}${mark}</dd></dl>`;
}

function unconfirmed(language: Language): Markup {
  return html` <span class="mark">${t(language, '待确认', 'to be confirmed')}</span>`;
}

function changesBody({ from, to, changes }: EditionChanges, language: Language, cite: Cite): Markup {
  const stricter = changes.filter((c) => c.weight === 'stricter').length;
  const title = t(
    language,
    `${to} 版与 ${from} 版相比：${changes.length} 处变化，${stricter} 处更严`,
    `${to} against ${from}: ${changes.length} changes, ${stricter} of them stricter`,
  );
  return html`<details><summary>${title}</summary><ul>${changes.map((c) => html`<li>${c.weight === 'stricter' ? html`<strong>▲</strong> ` : ''}${language === 'en' ? cite(changeText(c, 'en')) : changeText(c, 'zh')}</li>`)}</ul></details>`;
}
