import { html } from 'hono/html';
import { type VerdictWord, verdictWords } from '#certification/register/verdict.ts';
import type { Language, Markup } from './layout.ts';
import { symbols } from './symbols.ts';

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

export const kindWords: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  certificate: { zh: '证书', en: 'certificate' },
  declaration: { zh: '自我声明', en: 'self-declaration' },
  licence: { zh: '许可', en: 'licence' },
  approval: { zh: '认证机构批准', en: 'approval of a certification body' },
  qualification: { zh: '检验检测机构资质认定', en: 'laboratory qualification' },
  accreditation: { zh: '认可', en: 'accreditation' },
  'person-registration': { zh: '人员注册', en: 'registration of a person' },
  'rule-registration': { zh: '认证规则备案', en: 'registered certification rule' },
  honour: { zh: '奖励与成果', en: 'award or result' },
  standard: { zh: '团体标准', en: 'group standard' },
  membership: { zh: '会员', en: 'membership' },
  ban: { zh: '禁止从业', en: 'ban' },
  'inspection-result': { zh: '检查结果', en: 'inspection result' },
  training: { zh: '培训证书', en: 'training certificate' },
  grade: { zh: '考核等级', en: 'assessment grade' },
  reply: { zh: '答复', en: 'reply' },
};

export function kindWord(kind: string, language: Language): string {
  return Object.hasOwn(kindWords, kind) ? (kindWords[kind]?.[language] ?? kind) : kind;
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
