import { html, raw } from 'hono/html';
import { type Action, policyTable } from '#certification/policy/policy.ts';
import { type Language, type Markup, page } from '../pages/layout.ts';
import { type ProblemCode, problemTexts } from '../problem/problems.ts';
import { type Family, families, type Route } from '../route/route.ts';
import { scopeOf } from './openapi.ts';
import { type Schema, typeText } from './type-text.ts';

/** Of the API's document, what the page shows. */
export interface ReferenceDocument {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationShown>>>>;
}
interface OperationShown {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}

export interface PageAt {
  readonly language: Language;
  readonly path: string;
}

const t = (language: Language, zh: string, en: string) => (language === 'zh' ? zh : en);
const words = (schema: Schema) => typeText(schema, { for: 'words' });

/** The page that reads the API, route by route, and lets the reader try each of them from this very page. */
export function referencePage(routes: readonly Route[], document: ReferenceDocument, at: PageAt): Markup {
  const { language } = at;
  const shown = (Object.keys(families) as Family[]).filter((family) => routes.some((r) => r.family === family));
  const body = html`<link rel="stylesheet" href="/api/reference.css">
<h1>${t(language, '接口', 'API')}</h1>
${introduction(language)}
<nav class="families" aria-label="${t(language, '接口分组', 'Families of routes')}">${shown.map((f) => html`<a href="#${f}">${families[f][language]}</a> `)}</nav>
${shown.map(
  (family) => html`<h2 id="${family}">${families[family][language]}</h2>
${routes.filter((r) => r.family === family).map((r) => routePart(r, document, language))}`,
)}
<h2 id="shapes">${t(language, '数据形状', 'Shapes')}</h2>
<dl class="shapes">${Object.entries(document.components.schemas)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, schema]) =>
        html`<dt id="shape-${name}"><code>${name}</code></dt><dd>${said(schema.description, language)}<code>${words(schema)}</code></dd>`,
    )}</dl>
<script src="/api/try.js" defer></script>`;
  return page({ title: t(language, '接口', 'API'), language, path: at.path, section: 'api' }, body);
}

function introduction(language: Language): Markup {
  const rows: readonly (readonly [string, string])[] = [
    [t(language, '完整文档', 'The whole document'), '<a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1)'],
    [
      t(language, '身份', 'Who asks'),
      t(
        language,
        '登录后的会话 cookie，或 <code>Authorization: Bearer ts_…</code> 接口令牌（按用途 read、act、import、export、admin 授权）。',
        'The session cookie after signing in, or <code>Authorization: Bearer ts_…</code>, a token with the scopes read, act, import, export, admin.',
      ),
    ],
    [
      t(language, '重复请求', 'Repeated requests'),
      t(
        language,
        '办理类请求可带 <code>Idempotency-Key</code>：同键同内容得到原结果，不再办理。',
        'An act may carry <code>Idempotency-Key</code>: the same act with the same key gets its first answer and does nothing.',
      ),
    ],
    [
      t(language, '为谁而开的页面', 'A page drawn for somebody'),
      t(
        language,
        '页面以 <code>Touchstone-Account</code> 说明为哪个账户而开；现由他人登录的，按未登录回答（401），不读也不写。',
        'A page says in <code>Touchstone-Account</code> for which account it was drawn; where somebody else is signed in by now, the answer is that nobody is (401): nothing is read or written.',
      ),
    ],
    [
      t(language, '两人同时办理', 'Two at once'),
      t(
        language,
        '<code>expected</code> 为您看到的版本；他人先办理时为 409，<code>change</code> 说明其间变化。',
        '<code>expected</code> is the version that you saw; when somebody else acted since, a 409 tells in <code>change</code> what happened.',
      ),
    ],
    [
      t(language, '列表', 'Lists'),
      t(
        language,
        '<code>limit</code> 与 <code>after</code>（上一页的 <code>next</code>）。',
        '<code>limit</code> and <code>after</code>, which is <code>next</code> of the page before.',
      ),
    ],
    [
      t(language, '问题', 'Problems'),
      t(
        language,
        'RFC 9457；全部种类见 <a href="/api/problems">/api/problems</a>。',
        'RFC 9457; every type stands at <a href="/api/problems?lang=en">/api/problems</a>.',
      ),
    ],
  ];
  return html`<dl class="facts">${rows.map(([name, text]) => html`<dt>${name}</dt><dd>${raw(text)}</dd>`)}</dl>`;
}

function routePart(route: Route, document: ReferenceDocument, language: Language): Markup {
  const operation = document.paths[route.path]?.[route.method];
  const parameters = operation?.parameters ?? [];
  const body = operation?.requestBody?.content ?? {};
  return html`<details class="route" id="${route.id}" data-method="${route.method}" data-path="${route.path}">
<summary><b class="method ${route.method}">${route.method.toUpperCase()}</b> <code>${route.path}</code> <span>${route.says[language]}</span></summary>
${route.more ? html`<p>${route.more[language]}</p>` : ''}
<p class="soft small">${policyLine(route, language)}</p>
${parameters.length === 0 ? '' : html`<table><thead><tr><th>${t(language, '参数', 'Parameter')}</th><th>${t(language, '位置', 'In')}</th><th>${t(language, '说明', 'What')}</th></tr></thead><tbody>${parameters.map((p) => html`<tr><td><code>${p.name}</code>${p.required ? '' : t(language, '（可选）', ' (optional)')}</td><td>${p.in}</td><td>${said(p.schema.description, language)}<code>${words(p.schema)}</code></td></tr>`)}</tbody></table>`}
${Object.entries(body).map(([media, { schema }]) => html`<p>${t(language, '正文', 'Body')} <code>${media}</code><br><code class="type">${linked(words(schema), document)}</code></p>`)}
${Object.entries(operation?.responses ?? {})
  .filter(([status]) => status.startsWith('2'))
  .map(
    ([status, { content }]) =>
      html`<p>${t(language, '返回', 'Answers')} ${status}${Object.entries(content ?? {}).map(([media, { schema }]) => html` <code>${media}</code><br><code class="type">${linked(words(schema), document)}</code>`)}</p>`,
  )}
<p class="soft small">${t(language, '问题', 'Problems')}: ${(route.problems ?? []).map((code) => html`<a href="/api/problems${language === 'en' ? '?lang=en' : ''}#${code}"><code>${code}</code></a> `)}</p>
${tryForm(parameters, Object.keys(body)[0], language)}
</details>`;
}

/** A description that was written in both languages, in the reader's. */
function said(description: string | undefined, language: Language): Markup | string {
  if (description === undefined || description === '') return '';
  const [zh = '', en = zh] = description.split(' / ');
  return html`${language === 'zh' ? zh : en}<br>`;
}

/** Names of shapes become links to them. */
function linked(text: string, document: ReferenceDocument): Markup {
  const parts = text.split(/([A-Z]\w+)/);
  return html`${parts.map((part) => (Object.hasOwn(document.components.schemas, part) ? html`<a href="#shape-${part}">${part}</a>` : part))}`;
}

function policyLine(route: Route, language: Language): string {
  if (route.policy === 'open') return t(language, '无须登录。', 'Open to everybody.');
  if (route.policy === 'signed-in') return t(language, '须登录。', 'For whoever is signed in.');
  const { says } = policyTable[route.policy as Action];
  const scope = scopeOf(route) ?? '';
  return t(language, `权限：${says.zh}（令牌用途 ${scope}）。`, `Right: ${says.en} (scope of a token: ${scope}).`);
}

function tryForm(
  parameters: NonNullable<OperationShown['parameters']>,
  media: string | undefined,
  language: Language,
): Markup {
  const isText = media === undefined || media === 'application/json' || media.startsWith('text/');
  return html`<form class="try" hidden>
${parameters.map((p) => html`<label>${p.name} <input name="${p.name}" data-in="${p.in}"${p.required ? raw(' required') : ''}${p.schema.example === undefined ? '' : html` placeholder="${String(p.schema.example)}"`}></label>`)}
${media === undefined ? '' : isText ? html`<label>${t(language, '正文', 'Body')} <textarea name="body" rows="6" data-media="${media}" spellcheck="false">${media === 'application/json' ? '{}' : ''}</textarea></label>` : html`<label>${t(language, '文件', 'File')} <input type="file" name="body" data-media="${media}"></label>`}
<button>${t(language, '试一试', 'Try it')}</button> <output></output><pre tabindex="0"></pre></form>`;
}

/** Every problem that the API answers with, from the one table. */
export function problemsPage(at: PageAt): Markup {
  const { language } = at;
  const body = html`<link rel="stylesheet" href="/api/reference.css">
<h1>${t(language, '问题种类（RFC 9457）', 'Types of problems (RFC 9457)')}</h1>
<p>${t(language, '每个问题文档的 type 指向本页的一行；title、detail、help 按请求的语言，refusals 总是中英文。', 'The `type` of a problem document is a row of this page; `title`, `detail` and `help` are in the language of the request, `refusals` always in both.')}</p>
<table><thead><tr><th>code</th><th>${t(language, '状态', 'Status')}</th><th>${t(language, '含义', 'Meaning')}</th><th>${t(language, '怎么办', 'What to do')}</th></tr></thead><tbody>
${(Object.keys(problemTexts) as ProblemCode[]).map((code) => html`<tr id="${code}"><td><code>${code}</code></td><td>${problemTexts[code].status}</td><td>${problemTexts[code][language]}</td><td>${problemTexts[code].help[language]}</td></tr>`)}
</tbody></table>`;
  return page({ title: t(language, '问题种类', 'Types of problems'), language, path: at.path, section: 'api' }, body);
}
