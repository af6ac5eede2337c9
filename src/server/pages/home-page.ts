import { html } from 'hono/html';
import type { Notice } from '#operation/ports/notices.ts';
import type { Coverage } from '#operation/verify/coverage.ts';
import { houseCharter } from './charter.ts';
import { charterLine } from './charter-page.ts';
import type { Language, Markup } from './layout.ts';
import { t, to } from './words.ts';

export interface HomeFigures {
  readonly schemes: number;
  readonly parties: { readonly count: number; readonly isCapped: boolean };
  readonly waitingFacts: number;
  readonly coverage: Coverage;
  readonly notices: readonly Notice[];
  readonly activities: readonly Notice[];
  readonly news: readonly Notice[];
  readonly isDemonstration: boolean;
}

export function searchForm(language: Language, asked = ''): Markup {
  return html`<form class="find" action="/search" method="get" role="search">${language === 'en' ? html`<input type="hidden" name="lang" value="en">` : ''}
<input type="search" name="q" value="${asked}" aria-label="${t(language, '编号、名称、产品或代码', 'Number, name, product or code')}" placeholder="${t(language, '证书编号、单位名称、产品、代码', 'certificate number, name, product, code')}" autocomplete="off" required><button>${t(language, '核验', 'Check')}</button></form>
<p class="hint">${t(language, '不区分全角半角、空格、大小写、简繁体；认得曾用名。', 'Width, spaces, case and traditional characters make no difference; former names are known.')} <a href="${to('/verify', language)}">${t(language, '上传证书文件核验', 'Check a file')}</a> · <a href="${to('/bulk', language)}">${t(language, '一次核验多个编号', 'Check many numbers')}</a></p>`;
}

export function homeBody(figures: HomeFigures, language: Language): Markup {
  const entries =
    figures.coverage.own.reduce((n, o) => n + o.count, 0) + figures.coverage.sources.reduce((n, s) => n + s.count, 0);
  const tasks = houseCharter().groups.filter((group) => group.kind === 'task');
  return html`<h1>${t(language, '一张证书，能不能信，为什么', 'Can this certificate be relied on, and why')}</h1>
<p class="lead">${t(language, '试金石运行质量认证体系：制度用数据声明，多方共同实施、各自签署，任何人都能核验。', 'Touchstone runs a quality certification system: schemes are declared as data, many bodies carry them out and sign their own acts, and anybody can check.')}</p>
${searchForm(language)}
<div class="grid below-search">
${tile('统一管理', 'One way to run everything', String(figures.schemes), t(language, '项制度在同一引擎上运行', 'schemes on one engine'), '/schemes', language)}
${tile('共同实施', 'Many bodies, each signing', `${figures.parties.isCapped ? '>' : ''}${figures.parties.count}`, t(language, '个单位持有或颁发登记', 'organisations hold or issued entries'), '/bodies', language)}
${tile('权威公信', 'Provable to a stranger', String(figures.waitingFacts), t(language, '条公开事实已定稿，待入公开日志（日志尚未启用）', 'public facts fixed in their bytes, waiting for the public log, which is not there yet'), '/verify', language)}
${tile('通用互认', 'Recognised, with reasons', String(figures.coverage.sources.length), t(language, `个外部名录已接入，共 ${entries} 项登记；互认计算尚未启用`, `foreign registers read, ${entries} entries in all; recognition is not computed yet`), '/sources', language)}
</div>
<h2>${t(language, '走一圈', 'A tour')}</h2>
<p>${t(language, '打开一张证书，改动一个字符看它被拒绝，换一个角色被条文拒绝，拨动演示时钟看到“必须暂停”。', 'Open a certificate, alter one character and see it refused, act as another role and be refused with the article, move the clock and see “must suspend”.')} <a href="${to('/tour', language)}">${t(language, '开始', 'Begin')}</a></p>
<h2>${t(language, '协会园地', 'The association')}</h2>
<div class="grid">
${box('通知公告', 'Notices', figures.notices, '/notices?box=notices', language)}
${box('会员活动', 'Members’ activities', figures.activities, '/notices?box=activities', language)}
${box('最新动态', 'News', figures.news, '/notices?box=news', language)}
</div>
<h2>${t(language, '《意见》六项任务', 'The six tasks of the Opinions')}</h2>
<div class="grid">${tasks.map((task, index) => html`<div class="tile"><h3>${index + 1}. ${task.name[language]}</h3><ul>${task.items.map((item) => charterLine(item, language))}</ul></div>`)}</div>
<p class="small"><a href="${to('/opinions', language)}">${t(language, '逐条对照', 'Clause by clause')}</a></p>`;
}

function tile(zh: string, en: string, figure: string, words: string, address: string, language: Language): Markup {
  return html`<div class="tile"><h3>${zh}${language === 'en' ? html` <small class="soft">${en}</small>` : ''}</h3><div class="figure">${figure}</div><div class="small">${words}</div><a class="small" href="${to(address, language)}">${t(language, '查看', 'See')}</a></div>`;
}

function box(zh: string, en: string, notices: readonly Notice[], address: string, language: Language): Markup {
  return html`<div class="tile"><h3>${t(language, zh, en)}</h3>${notices.length === 0 ? html`<p class="soft">${t(language, '暂无', 'Nothing yet')}</p>` : html`<ul>${notices.map((n) => html`<li><a href="${to(`/notices/${n.id}`, language)}">${n.title[language] || n.title.zh}</a> <span class="soft small">${n.issuedAt.slice(0, 10)}</span></li>`)}</ul>`}<a class="small" href="${to(address, language)}">${t(language, '更多', 'More')}</a></div>`;
}
