import { html } from 'hono/html';
import { type Refusal, refusalText } from '#certification/act/refusal.ts';
import { type VerdictWord, verdictWords } from '#certification/register/verdict.ts';
import type { Language, Markup } from './layout.ts';
import { symbols } from './symbols.ts';

/** The words of the page in the reader's language. */
export function t(language: Language, zh: string, en: string): string {
  return language === 'zh' ? zh : en;
}

/** An address of ours that keeps the reader's language. */
export function to(address: string, language: Language): string {
  return language === 'en' ? `${address}${address.includes('?') ? '&' : '?'}lang=en` : address;
}

/** A message with what stands between backticks set as it was typed. */
export function prose(text: string): Markup {
  return html`${text.split('`').map((piece, index) => (index % 2 === 0 ? piece : html`<code>${piece}</code>`))}`;
}

/** Why something was refused, and what to do. */
export function refusalWords(refusals: readonly Refusal[], language: Language): string {
  return refusals.map((refusal) => Object.values(refusalText(refusal, language)).join(' ')).join(' ');
}

/** Tone and shape of a status word: never colour alone. */
const looks: Readonly<Record<VerdictWord, { readonly tone: string; readonly symbol: Markup }>> = {
  valid: { tone: 'good', symbol: symbols.valid },
  suspended: { tone: 'warn', symbol: symbols.suspended },
  withdrawn: { tone: 'bad', symbol: symbols.withdrawn },
  cancelled: { tone: 'over', symbol: symbols.cancelled },
  expired: { tone: 'over', symbol: symbols.expired },
  'not-yet': { tone: 'unknown', symbol: symbols.unknown },
  uncertain: { tone: 'unknown', symbol: symbols.unknown },
  unknown: { tone: 'unknown', symbol: symbols.unknown },
};

export function statusChip(word: VerdictWord, language: Language): Markup {
  const { tone, symbol } = looks[word];
  return html`<span class="chip ${tone}">${symbol}${verdictWords[word][language]}</span>`;
}

export function statusBanner(word: VerdictWord, language: Language, line: string): Markup {
  const { tone, symbol } = looks[word];
  return html`<div class="status ${tone}">${symbol}<div><strong>${verdictWords[word][language]}</strong><span>${line}</span></div></div>`;
}

/** A stored status as a verdict's word, for lists that show no verdict. */
export function wordOfStatus(status: string): VerdictWord {
  return Object.hasOwn(looks, status) ? (status as VerdictWord) : status === 'decided' ? 'not-yet' : 'uncertain';
}

/** The name in the reader's language, else in the other, else as its source has it. */
export function nameIn(names: Readonly<Partial<Record<'zh' | 'en' | 'und', string>>>, language: Language): string {
  return names[language] ?? names.und ?? names[language === 'zh' ? 'en' : 'zh'] ?? '—';
}

/** An instant as people of the house's zone write it, with the offset said once. */
export function instantWords(instant: string, zone: string, language: Language): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(instant),
  );
  return `${parts} ${zone === 'Asia/Shanghai' ? (language === 'zh' ? '北京时间' : 'Beijing time') : zone}`;
}

/** A citation with the documents' English names in it, as far as these are known. */
export type Cite = (citation: string) => string;

/** A cited document: on an English page by its English name, and beside it the official title, by which it is found. */
export function citedDocument(citation: string, language: Language, cite: Cite): Markup | string {
  if (language === 'zh' || !/\p{Script=Han}/u.test(citation)) return citation;
  const english = cite(citation);
  const official = html`<span class="soft small" lang="zh-CN">${citation}</span>`;
  return english === citation ? official : html`${english} ${official}`;
}
