import { html } from 'hono/html';
import type { CastAnswer, PublicVoteView } from '#operation/rounds/public-vote.ts';
import { dataTable } from './data-table.ts';
import type { Language, Markup } from './layout.ts';
import { prose, refusalWords, t, to } from './words.ts';

/** Begin and end of a stretch of a vote, as people read a clock there. */
function stretch(since: number, until: number, zone: string): string {
  const at = (seconds: number) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(seconds * 1000);
  return `${at(since)} – ${at(until).slice(11)}`;
}

/** What somebody chose and typed whose votes were not taken, and why: the form comes back with it. */
export interface NotTaken {
  readonly why: string;
  readonly items: readonly string[];
  readonly code: string;
}

/** The page on which the public votes: what is voted on, until when, and after the close what came out and what was set aside. */
export function votePage(
  vote: PublicVoteView,
  round: string,
  zone: string,
  language: Language,
  notTaken: NotTaken | null = null,
): Markup {
  const title = vote.title[language] || vote.title.zh;
  return html`<p class="soft">${title}</p><h1>${vote.name[language]}</h1>
${vote.from !== null && vote.to !== null ? html`<p class="note">${t(language, '期限', 'Runs')} ${vote.from} – ${vote.to}${t(language, '（含首尾两日）', ' (both days included)')}</p>` : ''}
${notTaken === null ? '' : html`<div class="problem" role="alert">${prose(notTaken.why)}</div>`}
${vote.state === 'running' ? votingForm(vote, round, language, notTaken) : notRunning(vote, language)}
${vote.results === null ? '' : results(vote, zone, language)}`;
}

function notRunning(vote: PublicVoteView, language: Language): Markup | '' {
  if (vote.state === 'waiting') return html`<p>${t(language, '投票尚未开始。', 'The vote has not begun.')}</p>`;
  if (vote.state === 'ended')
    return html`<p>${t(language, '投票已截止，正在核对，结果随后在此公布。', 'The vote has ended; it is being checked, and the result will stand here.')}</p>`;
  return '';
}

function votingForm(vote: PublicVoteView, round: string, language: Language, begun: NotTaken | null): Markup {
  if (vote.items.length === 0) return html`<p>${t(language, '没有可投票的项目。', 'There is nothing to vote on.')}</p>`;
  const rule = t(
    language,
    '一人一项一票，可为多个项目各投一票。计票结果在结束后公布。身份与网络只以摘要留存，结束即删除。',
    'One vote for each item; you may vote for several. Counts are published after the end. Identity and network are kept as digests alone and deleted then.',
  );
  return html`<p>${rule}</p><form action="${to(`/rounds/${round}/vote`, language)}" method="post"><fieldset class="ballot"><legend>${t(language, '投给', 'I vote for')}</legend>${vote.items.map((item) => html`<p><label><input type="checkbox" name="item" value="${item.id}"${begun?.items.includes(item.id) ? html` checked` : ''}> ${item.title}${item.unit === null ? '' : html` <span class="soft">${item.unit.name[language] || item.unit.name.zh}</span>`}</label></p>`)}</fieldset><label for="code">${t(language, '投票码（16 位；已登录者可空）', 'Voting code (16 characters; not needed when signed in)')}</label><input type="text" class="voting-code" id="code" name="code" maxlength="30" value="${begun?.code ?? ''}" autocomplete="off" autocapitalize="characters" spellcheck="false"><p><button>${t(language, '投票', 'Vote')}</button></p></form>`;
}

function results(vote: PublicVoteView, zone: string, language: Language): Markup {
  const rows = [...(vote.results ?? [])].sort((a, b) => b.counted - a.counted || (a.title < b.title ? -1 : 1));
  const title = (id: string) => rows.find((row) => row.item === id)?.title ?? '';
  const counts = dataTable(
    [
      { label: t(language, '项目', 'Item') },
      { label: t(language, '有效票', 'Counted'), look: 'number' },
      { label: t(language, '剔除票', 'Set aside'), look: 'number' },
    ],
    rows.map((row) => [row.title, row.counted, row.setAside]),
  );
  if (vote.setAside.length === 0) return html`<h2>${t(language, '结果', 'Result')}</h2>${counts}`;
  const why = dataTable(
    [
      { label: t(language, '项目', 'Item') },
      { label: t(language, '时段', 'When') },
      { label: t(language, '票数', 'Votes'), look: 'number' },
      { label: t(language, '理由', 'Why') },
    ],
    vote.setAside.map((a) => [title(a.case), stretch(a.since, a.until, zone), a.count, a.why]),
  );
  return html`<h2>${t(language, '结果', 'Result')}</h2>${counts}<h2>${t(language, '剔除的票', 'Votes that were set aside')}</h2>${why}`;
}

/** What became of each vote. */
export function voteTaken(answer: CastAnswer, round: string, language: Language): Markup {
  const rows = answer.rows.map(({ title, refusal }) => {
    if (refusal === null) return [title, t(language, '已收到', 'taken')];
    return [title, prose(refusalWords([refusal], language))];
  });
  const columns = [{ label: t(language, '项目', 'Item') }, { label: t(language, '结果', 'What became of it') }];
  const heading = answer.rows.some((row) => row.refusal === null)
    ? t(language, '谢谢您投票', 'Thank you for your vote')
    : t(language, '没有收到新的票', 'No vote was taken');
  return html`<h1>${heading}</h1>${dataTable(columns, rows)}${back(round, language)}`;
}

const back = (round: string, language: Language): Markup =>
  html`<p><a href="${to(`/rounds/${round}/vote`, language)}">${t(language, '回到投票页', 'Back to the vote')}</a></p>`;
