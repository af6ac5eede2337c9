import { html } from 'hono/html';
import { type Charter, type CharterItem, clauseOf, type Running, stateOf } from './charter.ts';
import type { Language, Markup } from './layout.ts';
import { symbols } from './symbols.ts';
import { t, to } from './words.ts';

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** Clause numbers 1 to 27 in Chinese numerals, as the Opinions count. */
function numeral(n: number): string {
  const tens = Math.floor(n / 10);
  return `${tens === 0 ? '' : `${tens === 1 ? '' : digits[tens]}十`}${digits[n % 10]}`;
}

function asked(item: CharterItem, language: Language): string {
  const clause = clauseOf(item);
  const number = clause === null ? '' : t(language, `（${numeral(clause)}）`, `(${clause}) `);
  return `${number}${item.asks[language]}`;
}

/** Where a reader is taken: to a scheme or a page; commands and tests have no address here. */
function addressOf(running: Running): string | null {
  if ('scheme' in running) return `/schemes/${running.scheme}`;
  return 'page' in running ? running.page : null;
}

/** One line of the front page: what is asked, linked to the first thing that runs it. */
export function charterLine(item: CharterItem, language: Language): Markup {
  const address = item.runs.map(addressOf).find((found) => found !== null) ?? null;
  if (address === null)
    return html`<li class="soft">${asked(item, language)} <span class="small">${t(language, '尚未有', 'not there yet')}</span></li>`;
  const partly =
    stateOf(item) === 'partly' ? html` <span class="soft small">${t(language, '部分', 'in part')}</span>` : '';
  return html`<li><a href="${to(address, language)}">${asked(item, language)}</a>${partly}</li>`;
}

const states = {
  there: { zh: '已有', en: 'there', symbol: symbols.yes, tone: 'good' },
  partly: { zh: '部分已有', en: 'in part', symbol: symbols.skip, tone: 'soft' },
  gap: { zh: '尚未有', en: 'not there yet', symbol: symbols.unknown, tone: 'soft' },
} as const;

/** The whole source, part by part, with what runs it, what is missing, and the count of both. */
export function charterBody(
  charter: Charter,
  schemeNames: ReadonlyMap<string, Readonly<Record<Language, string>> | undefined>,
  language: Language,
): Markup {
  const items = charter.groups.flatMap((group) => group.items);
  const count = (state: keyof typeof states) => items.filter((item) => stateOf(item) === state).length;
  const running = (one: Running) => {
    if ('scheme' in one)
      return html`<a href="${to(`/schemes/${one.scheme}`, language)}">${schemeNames.get(one.scheme)?.[language] ?? one.scheme}</a>`;
    if ('page' in one) return html`<a href="${to(one.page, language)}">${one.page}</a>`;
    return 'command' in one
      ? html`<code>touchstone ${one.command}</code>`
      : html`<span class="soft">${t(language, '测试', 'test')} <code>${one.test.split('/').at(-1) ?? ''}</code></span>`;
  };
  const line = (item: CharterItem) => {
    const state = states[stateOf(item)];
    return html`<li>${asked(item, language)} <span class="sign small tone-${state.tone}">${state.symbol} ${state[language]}</span>${item.mark ? html` <span class="soft small">${t(language, '细目待确认', 'details to be confirmed')}</span>` : ''}
${item.runs.length > 0 ? html`<div class="small">${item.runs.map((one, index) => html`${index > 0 ? ' · ' : ''}${running(one)}`)}</div>` : ''}${item.missing ? html`<div class="small soft">${t(language, '尚缺：', 'Missing: ')}${item.missing[language]}</div>` : ''}</li>`;
  };
  return html`<h1>${t(language, '《意见》要求与运行对照', 'What the Opinions ask, and what runs it')}</h1>
<p class="lead">${t(language, '国务院 2018 年第 3 号意见共二十七条；下面连同质量协会的通知、活动、动态，逐项列出由什么运行。没有的，写明尚未有。', 'The State Council’s Opinions No. 3 [2018] have 27 clauses. With the notices, activities and news of an association for quality, each part names what runs it here; where nothing does, it says so.')}</p>
<p>${t(language, `共 ${items.length} 项：${count('there')} 项已有，${count('partly')} 项部分已有，${count('gap')} 项尚未有。`, `${items.length} items: ${count('there')} are there, ${count('partly')} in part, ${count('gap')} not yet.`)}</p>
${charter.groups.map((group) => html`<h2>${group.name[language]}</h2><ul>${group.items.map(line)}</ul>`)}
<p class="soft small">${t(language, '以自己的话转述；标“待确认”的，标题来自原文，细目凭记忆，待与公报核对。', 'In our own words. “To be confirmed”: the heading is from the source, details are from memory and wait for the gazette.')}</p>`;
}
