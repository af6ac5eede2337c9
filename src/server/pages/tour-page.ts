import { html } from 'hono/html';
import { type Refusal, refusalText } from '#certification/act/refusal.ts';
import type { Tour } from '#operation/demo/tour.ts';
import { inEnglish } from '../problem/scheme-words.ts';
import type { Language, Markup } from './layout.ts';
import { symbols } from './symbols.ts';
import { type Cite, citedDocument, t } from './words.ts';

/** Four stops, each on real things of this register. */
export function tourBody(tour: Tour, language: Language, cite: Cite): Markup {
  const lang = language === 'en' ? '?lang=en' : '';
  return html`<h1>${t(language, '走一圈', 'A tour')}</h1><p class="lead">${t(language, '四站，每一站都用本系统里真实的登记和真实的规则判断，不改动任何东西。', 'Four stops, each on real entries and the real rules of this system; nothing is changed by looking.')}</p>
<h2>1. ${t(language, '打开一张证书', 'Open a certificate')}</h2>${tour.certificate === null ? nothing(language) : html`<p>${t(language, '编号', 'Number')} <a class="code" href="/entries/${tour.certificate.entry}${lang}">${tour.certificate.number}</a>${t(language, '：状态、范围、发证机构当时与现在的资质、历史。', ': its status, its scope, the issuer’s entitlement then and now, its history.')}</p>`}
<h2>2. ${t(language, '改动一个字符', 'Alter one character')}</h2>${
    tour.certificate === null
      ? nothing(language)
      : html`<p>${t(language, '下面是同一张证书的签名凭证。第二份中间有一个字符被改过。', 'Here is the signed credential of the same certificate. In the second one character in the middle was altered.')}</p>
<div class="grid">${[
          { text: tour.certificate.credential, label: t(language, '验证原件', 'Verify the original') },
          { text: tour.certificate.altered, label: t(language, '验证被改动的', 'Verify the altered one') },
        ].map(
          (c) =>
            html`<form class="tile" action="/verify${lang}" method="post" enctype="multipart/form-data"><textarea name="text" rows="5" class="code small" aria-label="${c.label}" readonly>${c.text}</textarea><p><button>${c.label}</button></p></form>`,
        )}</div>`
  }
<h2>3. ${t(language, '换一个角色', 'Act as another role')}</h2>${tour.refusal === null ? nothing(language) : refusalStop(tour.refusal, language, cite)}
<h2>4. ${t(language, '拨动时钟', 'Move the clock')}</h2>${
    tour.clock === null
      ? nothing(language)
      : html`<p>${t(language, `证书 ${tour.clock.number} 的监督应于 ${tour.clock.due} 前完成。若到 ${tour.clock.day} 仍无记录：`, `The surveillance of ${tour.clock.number} is due on ${tour.clock.due}. With no record of it on ${tour.clock.day}:`)}</p>
<div class="status warn">${symbols.suspended}<div><strong>${tour.clock.consequence === 'must-suspend' ? t(language, '必须暂停', 'Must be suspended') : tour.clock.consequence}</strong><span>${citedDocument(tour.clock.basis, language, cite)}</span></div></div>
<p class="small"><a href="/entries/${tour.clock.entry}?on=${tour.clock.day}${language === 'en' ? '&lang=en' : ''}">${t(language, '查看该证书', 'See the certificate')}</a> · ${t(language, '在办理界面可由管理员真正拨动演示时钟。', 'At the desk an administrator can really move the demonstration’s clock.')}</p>`
  }`;
}

function nothing(language: Language): Markup {
  return html`<p class="soft">${t(language, '名录中还没有可用的例子。', 'The register holds no example yet.')}</p>`;
}

function refusalStop(stop: NonNullable<Tour['refusal']>, language: Language, cite: Cite): Markup {
  const text = (key: string) => stop.texts[key]?.[language] ?? key;
  return html`<p>${t(language, `案件“${stop.case}”正等待“${text(`step.${stop.step}`)}”。若由${stop.person[language]}（${stop.roles.map((r) => text(`role.${r}`)).join('、')}）来办：`, `The case “${stop.case}” waits for “${text(`step.${stop.step}`)}”. Were ${stop.person[language]} (${stop.roles.map((r) => text(`role.${r}`)).join(', ')}) to do it:`)}</p>
<div class="problem">${once(stop.refusals).map((r) => {
    const params = language === 'en' ? inEnglish(r.params, stop.texts) : r.params;
    const { text: words, help } = refusalText({ ...r, params }, language);
    return html`<p><strong>${words}</strong> ${help}${r.basis === undefined ? '' : html`<br><span class="small">${t(language, '依据：', 'Basis: ')}${citedDocument(r.basis, language, cite)}</span>`}</p>`;
  })}</div>`;
}

/** Several guards may refuse for the same reason in the same words: it is said once. */
function once(refusals: readonly Refusal[]): readonly Refusal[] {
  return [...new Map(refusals.map((refusal) => [JSON.stringify(refusal), refusal])).values()];
}
