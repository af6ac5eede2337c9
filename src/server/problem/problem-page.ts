import { html } from 'hono/html';
import { type Language, type Markup, page } from '../pages/layout.ts';
import type { Problem } from './problem.ts';
import { problemTexts } from './problems.ts';

/** A problem for somebody who reads pages: what happened, what to do, and the id to tell the operator. */
export function problemPage(
  problem: Problem,
  at: { readonly language: Language; readonly path: string; readonly requestId: string },
): Markup {
  const { language, path, requestId } = at;
  const row = problemTexts[problem.code];
  const detail = problem.details.detail?.[language];
  const body = html`<h1>${row[language]}</h1>
<div class="problem">${detail === undefined ? '' : html`<p>${detail}</p>`}<p>${row.help[language]}</p></div>
<p class="soft small">${language === 'zh' ? '请求编号' : 'Request'} ${requestId}</p>
<p><a href="${language === 'zh' ? '/' : '/?lang=en'}">${language === 'zh' ? '首页' : 'Home'}</a></p>`;
  return page({ title: row[language], language, path }, body);
}
