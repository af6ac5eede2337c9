import { html } from 'hono/html';
import { kindWord } from '#certification/register/kind-words.ts';
import { presentName } from '#operation/project/party.ts';
import type { Coverage } from '#operation/verify/coverage.ts';
import type { SearchAnswer } from '#operation/verify/search-register.ts';
import { dataTable } from './data-table.ts';
import { searchForm } from './home-page.ts';
import type { Language, Markup } from './layout.ts';
import { organisationLink } from './organisation-page.ts';
import { coverageList } from './verdict-page.ts';
import { nameIn, statusChip, t, wordOfStatus } from './words.ts';

export function searchBody(answer: SearchAnswer, coverage: Coverage, language: Language): Markup {
  const { entries, entryCount, parties, offered, asked } = answer;
  const lang = language === 'en' ? '?lang=en' : '';
  const count = `${entryCount.isCapped ? t(language, '超过 ', 'more than ') : ''}${entryCount.count}`;
  return html`<h1>${t(language, '查询', 'Search')}</h1>${searchForm(language, asked)}
${entries.length + parties.length === 0 ? html`<p class="lead">${t(language, `没有找到“${asked}”。`, `Nothing found for “${asked}”.`)}</p>` : ''}
${offered.length === 0 ? '' : html`<div class="note">${t(language, '您要找的是不是：', 'Did you mean: ')}${offered.map((o, i) => html`${i > 0 ? ' · ' : ''}<a href="/search?q=${encodeURIComponent(o)}${language === 'en' ? '&lang=en' : ''}">${o}</a>`)}</div>`}
${
  entries.length === 0
    ? ''
    : html`<h2>${t(language, '登记事项', 'Entries')} <small class="soft">${count}</small></h2>${dataTable(
        [
          { label: t(language, '状态', 'Status') },
          { label: t(language, '编号', 'Number'), look: 'number-code' },
          { label: t(language, '持有人', 'Holder') },
          { label: t(language, '种类', 'Kind') },
          { label: t(language, '有效期至', 'Until') },
        ],
        entries.map((e) => [
          statusChip(wordOfStatus(e.status), language),
          html`<a href="/entries/${e.id}${lang}">${e.number}</a>`,
          nameIn(e.holderNames, language),
          kindWord(e.kind, language),
          html`<span class="nowrap">${e.to ?? '—'}</span>`,
        ]),
      )}
${entryCount.isCapped || entryCount.count > entries.length ? html`<p class="soft small">${t(language, '只列前 20 项，请输入得更具体。', 'The first 20; ask more precisely for fewer.')}</p>` : ''}`
}
${
  parties.length === 0
    ? ''
    : html`<h2>${t(language, '单位', 'Organisations')}</h2><ul>${parties.map(({ party }) => {
        const old = party.names.filter((n) => n.to !== null);
        const name = organisationLink(party.id, presentName(party)[language], language);
        return html`<li>${name}${old.length === 0 ? '' : html` <span class="soft small">${t(language, '曾用名', 'formerly')} ${old.map((n) => n.name).join('、')}</span>`}</li>`;
      })}</ul>`
}
${entries.length + parties.length === 0 ? coverageList(coverage, language) : ''}`;
}
