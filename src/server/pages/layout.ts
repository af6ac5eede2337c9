import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { symbols } from './symbols.ts';

export type Language = 'zh' | 'en';
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The one style sheet of the public pages; its address carries its digest, so that it may be kept for ever. */
export const styleSheet = readFileSync(join(import.meta.dirname, 'style.css'), 'utf8')
  .replace(/\/\*.*?\*\//gs, '')
  .replace(/\s*\n\s*/g, '');
export const styleAddress = `/style.${createHash('sha256').update(styleSheet).digest('hex').slice(0, 12)}.css`;

export interface PageFrame {
  readonly title: string;
  readonly language: Language;
  /** Path and query of this page, to offer it in the other language and in large letters. */
  readonly path: string;
  readonly section?: 'home' | 'bulk' | 'verify' | 'notices' | 'toolbox' | 'calc' | 'opinions' | 'api';
  /** The world is a demonstration: said on every page. `today` is its clock. */
  readonly demonstration?: { readonly today: string } | null;
  readonly large?: boolean;
}

const words = {
  zh: {
    name: '试金石',
    line: '质量认证体系运行平台',
    skip: '跳到正文',
    bulk: '批量核验',
    verify: '验证文件',
    notices: '通知公告',
    calc: '规则计算',
    toolbox: '质量工具箱',
    opinions: '意见要求',
    api: '接口',
    desk: '办理登录',
    other: 'English',
    large: '大字版',
    normal: '标准字号',
    demo: (day: string) => `演示环境：所有单位、人员和证书均为虚构。演示时钟：${day}。`,
    foot: '登记数据附来源与时间；“未找到”说明覆盖范围。',
    source: '依据国务院《关于加强质量认证体系建设促进全面质量管理的意见》（国发〔2018〕3号）设计',
  },
  en: {
    name: 'Touchstone',
    line: 'the running of a quality certification system',
    skip: 'Skip to the text',
    bulk: 'Bulk check',
    verify: 'Verify a file',
    notices: 'Notices',
    calc: 'Calculators',
    toolbox: 'Toolbox',
    opinions: 'The Opinions',
    api: 'API',
    desk: 'Sign in',
    other: '中文',
    large: 'Large letters',
    normal: 'Normal letters',
    demo: (day: string) =>
      `Demonstration: every organisation, person and certificate here is invented. Its clock: ${day}.`,
    foot: 'Every answer names source and time; “not found” says what is covered.',
    source:
      'Designed after the State Council’s Opinions No. 3 [2018] on strengthening the quality certification system',
  },
} as const;

/** The path with one query member set or taken away; other members stay. */
export function withQuery(path: string, name: string, value: string | null): string {
  const at = new URL(path, 'http://local');
  if (value === null) at.searchParams.delete(name);
  else at.searchParams.set(name, value);
  return `${at.pathname}${at.search}`;
}

/** Puts the body into the frame that every public page has: skip link, head, demonstration's word, main, foot. No script. */
export function page(frame: PageFrame, body: Markup): Markup {
  const { language, path } = frame;
  const w = words[language];
  const lang = (address: string) =>
    language === 'en' ? `${address}${address.includes('?') ? '&' : '?'}lang=en` : address;
  const link = (section: NonNullable<PageFrame['section']>, address: string, text: string) =>
    html`<a href="${lang(address)}"${frame.section === section ? raw(' aria-current="page"') : ''}>${text}</a>`;
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"${frame.large ? raw(' class="large"') : ''}>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${frame.title} · ${w.name}</title><link rel="stylesheet" href="${styleAddress}"><link rel="icon" href="/favicon.svg" type="image/svg+xml"></head>
<body><a class="skip" href="#main">${w.skip}</a>
${frame.demonstration ? html`<div class="demo" role="note">${w.demo(frame.demonstration.today)}</div>` : ''}
<header class="top"><div class="bar"><a class="brand" href="${lang('/')}">${symbols.mark}<span>${w.name} <small>${w.line}</small></span></a>
<nav aria-label="${language === 'zh' ? '主导航' : 'Main'}">${link('bulk', '/bulk', w.bulk)}${link('verify', '/verify', w.verify)}${link('notices', '/notices', w.notices)}${link('calc', '/calc', w.calc)}<a href="/toolbox">${w.toolbox}</a><a href="/desk">${w.desk}</a><a href="${withQuery(path, 'lang', language === 'zh' ? 'en' : 'zh')}" hreflang="${language === 'zh' ? 'en' : 'zh-CN'}" lang="${language === 'zh' ? 'en' : 'zh-CN'}">${w.other}</a></nav></div></header>
<main id="main">${body}</main>
<footer class="end"><div class="bar"><span>${w.foot}<br>${w.source}</span><nav aria-label="${language === 'zh' ? '页脚' : 'Foot'}"><a href="${lang('/opinions')}">${w.opinions}</a><a href="/api">${w.api}</a><a href="${withQuery(path, 'large', frame.large ? null : '1')}">${frame.large ? w.normal : w.large}</a></nav></div></footer>
</body></html>`;
}
