import { html } from 'hono/html';
import { putFile } from '#operation/files/uploads.ts';
import type { ObjectionAnswer } from '#operation/rounds/objections.ts';
import type { World } from '#operation/world.ts';
import type { Language, Markup } from './layout.ts';
import { prose, t } from './words.ts';

/** Puts evidence away and says what it is by its content; who may read it follows from the round. */
export function keepEvidence(world: World, file: File): ReturnType<typeof putFile> {
  return putFile(world, {
    name: file.name,
    bytes: file.stream() as unknown as AsyncIterable<Uint8Array>,
    most: 20 * 1_048_576,
  });
}

const reasons: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  late: {
    zh: '公示期已结束，逾期不予受理；可另行投诉。',
    en: 'The display has ended; a late objection is not accepted. A complaint is still possible.',
  },
  anonymous: {
    zh: '须以真实身份提出并留联系方式，匿名不予受理。',
    en: 'It needs your real identity and contact; an anonymous one is not accepted.',
  },
  'without-evidence': { zh: '须附证据，无证据不予受理。', en: 'It needs evidence; without it, it is not accepted.' },
  'not-on-the-list': { zh: '所指项目不在公示名单上。', en: 'What it is about is not on the displayed list.' },
};

export function objectionTaken(answer: ObjectionAnswer, notice: string, language: Language): Markup {
  const back = html`<p><a href="/notices/${notice}${language === 'en' ? '?lang=en' : ''}">${t(language, '回到公告', 'Back to the notice')}</a></p>`;
  if (answer.refused === null)
    return html`<h1>${t(language, '异议已收到', 'The objection was received')}</h1><p>${t(language, '编号', 'Its number')}: <span class="code">${answer.objection}</span></p><p>${t(language, '在答复之前，决定暂停。您的身份受保护，仅承办人员可见。', 'Until it is answered the decision waits. Your identity is protected and seen by those who treat it alone.')}</p>${back}`;
  return html`<h1>${t(language, '异议未予受理', 'The objection was not accepted')}</h1><div class="problem">${reasons[answer.refused]?.[language] ?? answer.refused}</div><p class="soft">${t(language, '收到及理由已记录，编号', 'That it came and why it was not accepted is on record, number')} <span class="code">${answer.objection}</span></p>${back}`;
}

export function objectionRefused(why: string, notice: string, language: Language): Markup {
  return html`<h1>${t(language, '未能提交', 'It could not be handed in')}</h1><div class="problem" role="alert">${prose(why)}</div><p><a href="/notices/${notice}${language === 'en' ? '?lang=en' : ''}">${t(language, '回到公告', 'Back to the notice')}</a></p>`;
}
