import { html } from 'hono/html';
import { changeWords } from '#certification/register/change.ts';
import { kindWord } from '#certification/register/kind-words.ts';
import { type stepNames, type VerdictStep, verdictText } from '#certification/register/verdict.ts';
import { transitionText } from '#certification/scheme/edition/transition.ts';
import type { CodeNamer, NamedCode } from '#operation/verify/code-names.ts';
import type { Coverage } from '#operation/verify/coverage.ts';
import type { Found, LookUpAnswer } from '#operation/verify/look-up.ts';
import type { Language, Markup } from './layout.ts';
import { organisationLink } from './organisation-page.ts';
import { symbols } from './symbols.ts';
import { instantWords, nameIn, statusBanner, statusChip, t } from './words.ts';

const stepTitles: Readonly<Record<(typeof stepNames)[number], { readonly zh: string; readonly en: string }>> = {
  authentic: { zh: '真实性', en: 'Authentic' },
  status: { zh: '当日状态', en: 'Status on the day' },
  name: { zh: '名称', en: 'Name' },
  scope: { zh: '范围', en: 'Scope' },
  'issuer-then': { zh: '发证时机构资质', en: 'Issuer entitled when it issued' },
  'issuer-now': { zh: '现在机构资质', en: 'Issuer entitled now' },
  freshness: { zh: '数据时间', en: 'Freshness' },
};

/** How an answer is shown: in whose language and zone, for which day, with the texts of the entry's own scheme. */
export interface View {
  readonly language: Language;
  readonly zone: string;
  readonly day: string;
  readonly askedAt: string;
  /** Of its issuer and holder, those that have a page of their own. */
  readonly organisations: ReadonlySet<string>;
  readonly text: (key: string) => string | undefined;
  /** What a code of a field of the scheme's forms is called, in the reader's language; a region by its Chinese name. */
  readonly fieldCode: (field: string, code: string) => string | undefined;
  /** What codes of scopes are called. */
  readonly codes: CodeNamer;
}

/** The verdict on one entry: status first, then what it covers, the steps, the history. */
export function verdictArticle(found: Found, view: View): Markup {
  const { day, zone, language, askedAt } = view;
  const { entry, changes, source, successor } = found.dossier;
  const { verdict } = found;
  const { text } = view;
  const line = t(language, `${day} 的状态 · 编号 ${entry.number}`, `on ${day} · number ${entry.number}`);
  return html`<article aria-label="${entry.number}">
${statusBanner(verdict.word, language, line)}
${found.transition === null ? '' : html`<div class="note" role="note"><p>${transitionText(found.transition, day, language)}</p></div>`}
${demands(found, view)}
<h2>${t(language, '登记内容', 'What is registered')}</h2>
<dl class="facts">
${fact(t(language, '编号', 'Number'), html`<span class="code">${entry.number}</span>`)}
${fact(t(language, '种类', 'Kind'), `${kindWord(entry.kind, language)}${entry.scheme === null ? '' : ` · ${text('title') ?? entry.scheme}${entry.edition === null ? '' : ` (${entry.scheme}@${entry.edition})`}`}`)}
${fact(t(language, '持有人', 'Holder'), linked(entry.holder, entry.holderNames, view))}
${fact(t(language, '发证机构', 'Issuer'), linked(entry.issuer, entry.issuerNames, view))}
${fact(t(language, '有效期', 'Validity'), html`${entry.from ?? '—'} ${t(language, '至', 'to')} ${entry.to ?? t(language, '无截止', 'no end')}`)}
${gradeFact(entry, view)}
${entry.scopeCodes.length === 0 ? '' : fact(t(language, '范围代码', 'Scope codes'), html`${view.codes(entry, entry.scopeCodes).map((c) => html`<div>${namedCode(c, language)}</div>`)}`)}
${details(entry.details, language)}
${shownFacts(entry, view)}
${successor === null ? '' : fact(t(language, '接替者', 'Succeeded by'), html`<a href="/entries/${successor.id}${language === 'en' ? '?lang=en' : ''}">${successor.number}</a>`)}
${source === null ? fact(t(language, '来源', 'Source'), t(language, '本系统名录（由签署行为形成）', 'this register, by signed acts')) : fact(t(language, '来源', 'Source'), `${nameIn(source.name, language)} · ${t(language, '最近快照', 'last snapshot')} ${source.lastSnapshot ?? '—'}`)}
</dl>
<h2>${t(language, '逐步核验', 'Step by step')}</h2>
<ol class="steps">${verdict.steps.map((s) =>
    stepLine(
      withCodeNames(s, (codes) => view.codes(entry, codes), language),
      language,
    ),
  )}</ol>
<h2>${t(language, '历史', 'History')}</h2>
<ol class="line">${[...changes].reverse().map((c) => html`<li><strong>${interval(c.earliest, c.latest, language)}</strong> ${changeWord(c.what, language)}${c.knownUntil === null ? '' : html` <span class="mark">${t(language, `${c.knownUntil} 已更正`, `corrected ${c.knownUntil}`)}</span>`}${c.reason === null ? '' : html` · ${reasonWords(c.reason, text)}`}</li>`)}</ol>
<p class="soft small">${t(language, '查询时间', 'Asked at')}: ${instantWords(askedAt, zone, language)}. ${t(language, '同一编号在不同日期可能有不同答案。', 'The same number may have another answer on another day.')}</p>
${downloads(found, language)}
</article>`;
}

/** What the clock says must follow, or a part that is suspended, in plain sight under the status. */
function demands(found: Found, { language, text }: View): Markup | string {
  const consequences = found.dossier.entry.details['consequences'];
  if (!Array.isArray(consequences) || consequences.length === 0) return '';
  const words: Record<string, { zh: string; en: string }> = {
    'must-suspend': { zh: '必须暂停', en: 'must be suspended' },
    'must-withdraw': { zh: '必须撤销', en: 'must be withdrawn' },
    flag: { zh: '已逾期', en: 'overdue' },
  };
  return html`<div class="problem" role="note">${(consequences as unknown[]).map((c) => {
    const { consequence, due, duty } = c as { consequence?: string; due?: string; duty?: string };
    const word = words[consequence ?? ''] ?? { zh: consequence ?? '', en: consequence ?? '' };
    return html`<p><strong>${word[language]}</strong> ${t(language, `“${dutyName(duty, text, language)}”应于 ${due ?? ''} 前完成，未见记录。`, `“${dutyName(duty, text, language)}” was due on ${due ?? ''} and is not recorded.`)}</p>`;
  })}</div>`;
}

/** A reason `list:code` in the words of its scheme; the register's own and an unknown one as they are. */
function reasonWords(reason: string, text: View['text']): string {
  const [list = '', code = ''] = reason.split(':');
  return text(`reason.${list}.${code}`) ?? text(`outcome.${code}`) ?? code;
}

function dutyName(duty: string | undefined, text: View['text'], language: Language): string {
  if (duty === 'transition') return t(language, '转换到新版本', 'moving to the new edition');
  return duty === undefined ? '' : (text(`duty.${duty}`) ?? text(`flow.${duty}`) ?? duty);
}

function linked(party: string | null, names: Parameters<typeof nameIn>[0], { organisations, language }: View) {
  const known = party !== null && organisations.has(party) ? party : null;
  return organisationLink(known, nameIn(names, language), language);
}

function fact(name: string, value: Markup | string): Markup {
  return html`<dt>${name}</dt><dd>${value}</dd>`;
}

/** The field whose public value the grade is; a grade of a source abroad has none. */
function gradeField({ grade, details }: Found['dossier']['entry']): string | undefined {
  const { shown } = details;
  if (grade === null || typeof shown !== 'object' || shown === null || Array.isArray(shown)) return undefined;
  return Object.entries(shown).find(([, value]) => value === grade)?.[0];
}

/** The grade in the words of its scheme, under the name of its field: 认证等级 rather than a code. */
function gradeFact(entry: Found['dossier']['entry'], { language, text }: View): Markup | string {
  const { grade } = entry;
  if (grade === null) return '';
  const field = gradeField(entry);
  const words = text(`grade.${grade}`) ?? (field === undefined ? undefined : text(`option.${field}.${grade}`)) ?? grade;
  return fact((field === undefined ? undefined : text(`field.${field}`)) ?? t(language, '等级', 'Grade'), words);
}

/** What the scheme declares public of the form, under its own names; what stands above already is not said again. */
function shownFacts(entry: Found['dossier']['entry'], { language, text, fieldCode }: View): Markup[] {
  const { shown, scopeText, sites } = entry.details;
  if (typeof shown !== 'object' || shown === null || Array.isArray(shown)) return [];
  const above = new Set([
    ...Object.values(entry.holderNames),
    entry.scopeCodes.join('；'),
    entry.scopeCodes.join('; '),
  ]);
  for (const value of [scopeText, sites]) above.add(detailText(value, language));
  const graded = gradeField(entry);
  return Object.entries(shown).flatMap(([field, value]) => {
    if (field === graded) return [];
    const label = text(`field.${field}`);
    const option = (one: unknown) => {
      if (typeof one !== 'string') return one;
      const name = fieldCode(field, one);
      return text(`option.${field}.${one}`) ?? (name === undefined ? one : `${one} ${name}`);
    };
    const said =
      typeof value === 'boolean'
        ? t(language, value ? '是' : '否', value ? 'yes' : 'no')
        : detailText(Array.isArray(value) ? value.map(option) : option(value), language);
    const isAbove = above.has(said) || above.has(detailText(value, language));
    return label === undefined || said === '' || isAbove ? [] : [fact(label, said)];
  });
}

const detailWords: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  'scope-text': { zh: '范围', en: 'Scope' },
  scopeText: { zh: '范围', en: 'Scope' },
  standards: { zh: '依据标准', en: 'Standards' },
  sites: { zh: '场所', en: 'Sites' },
  subject: { zh: '对象', en: 'Subject' },
  score: { zh: '得分', en: 'Score' },
};

function details(all: Readonly<Record<string, unknown>>, language: Language): Markup[] {
  return Object.entries(all).flatMap(([name, value]) => {
    const text = detailText(value, language);
    const title = detailWords[name]?.[language] ?? (name.startsWith('shown.') ? name.slice(6) : undefined);
    return text === '' || title === undefined ? [] : [fact(title, text)];
  });
}

function detailText(value: unknown, language: Language): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value))
    return value
      .map((v) => detailText(v, language))
      .filter((v) => v !== '')
      .join(language === 'zh' ? '；' : '; ');
  if (typeof value !== 'object' || value === null) return '';
  const record = value as Record<string, unknown>;
  if (typeof record['zh'] === 'string' || typeof record['en'] === 'string')
    return String(record[language] ?? record['zh'] ?? record['en'] ?? '');
  return ['name', 'address', 'region']
    .map((k) => record[k])
    .filter((v) => typeof v === 'string' && v !== '')
    .join(' ');
}

/** `17 基础金属及金属制品`; the code alone where no list that the house holds names it. */
function namedCode({ code, name }: NamedCode, language: Language): Markup {
  const mark =
    name?.certainty === 'to-be-confirmed'
      ? html` <span class="mark">${t(language, '名称待确认', 'name to be confirmed')}</span>`
      : '';
  return html`<span class="code">${code}</span>${name === null ? '' : ` ${name[language]}`}${mark}`;
}

/** The answer about the scope with what its codes are called. */
export function withCodeNames(
  step: VerdictStep,
  named: (codes: readonly string[]) => readonly NamedCode[],
  language: Language,
): VerdictStep {
  if (step.step !== 'scope') return step;
  const words = (list: string) =>
    named(list.split(', '))
      .map(({ code, name }) => (name === null ? code : `${code} ${name[language]}`))
      .join(t(language, '、', ', '));
  const params = Object.entries(step.params).map(([key, list]) => [key, list === '' ? list : words(list)]);
  return { ...step, params: Object.fromEntries(params) };
}

function stepLine(step: VerdictStep, language: Language): Markup {
  const symbol = step.answer === 'yes' ? symbols.yes : step.answer === 'no' ? symbols.no : symbols.skip;
  const tone = step.answer === 'yes' ? 'good' : step.answer === 'no' ? 'bad' : 'soft';
  const answer = {
    yes: t(language, '是', 'yes'),
    no: t(language, '否', 'no'),
    unknown: t(language, '不能确定', 'unknown'),
    'not-asked': t(language, '未问', 'not asked'),
  }[step.answer];
  return html`<li><span class="tone-${tone}">${symbol}</span><span><strong>${stepTitles[step.step][language]}</strong> <span class="soft small">(${answer})</span><br>${verdictText(step, language)}</span></li>`;
}

function changeWord(what: string, language: Language): string {
  return Object.hasOwn(changeWords, what) ? changeWords[what as keyof typeof changeWords][language] : what;
}

function interval(earliest: string | null, latest: string, language: Language): string {
  if (earliest === latest) return latest;
  return earliest === null
    ? t(language, `${latest} 或之前`, `by ${latest}`)
    : t(language, `${earliest} 至 ${latest} 之间`, `between ${earliest} and ${latest}`);
}

function downloads(found: Found, language: Language): Markup | string {
  const { entry } = found.dossier;
  if (entry.credential === null) return '';
  return html`<p><a class="button quiet" href="/entries/${entry.id}/certificate.pdf">${t(language, '证书 PDF', 'Certificate PDF')}</a> <a class="button quiet" href="/credentials/${entry.id}">${t(language, '签名凭证', 'Signed credential')}</a></p>`;
}

/** The answer to a look-up by number: one verdict, a choice among several, or "not found" with what is covered. */
export function lookUpBody(answer: LookUpAnswer, view: View): Markup {
  const { language } = view;
  const { question, form, found, coverage } = answer;
  const [only] = found;
  const asked = html`<h1>${t(language, '核验结论', 'Verdict')} <span class="code">${question.number}</span></h1>`;
  if (only && found.length === 1) return html`${asked}${verdictArticle(only, view)}${dayForm(answer, language)}`;
  if (found.length > 1) {
    return html`${asked}<p class="lead">${t(language, `有 ${found.length} 项登记使用这个编号。请按持有人和发证机构选择。`, `${found.length} entries carry this number. Choose by holder and issuer.`)}</p>
${found.map((f) => html`<div class="doc">${statusChip(f.verdict.word, language)} <a href="/entries/${f.dossier.entry.id}${language === 'en' ? '?lang=en' : ''}">${nameIn(f.dossier.entry.holderNames, language)}</a><div class="soft small">${kindWord(f.dossier.entry.kind, language)} · ${nameIn(f.dossier.entry.issuerNames, language)} · ${f.dossier.entry.from ?? ''}</div></div>`)}`;
  }
  const why =
    form.fault === null
      ? t(language, '名录中没有这个编号。', 'The register holds no such number.')
      : form.fault[language];
  return html`${asked}${statusBanner('unknown', language, why)}<p>${t(language, '“未查到”不等于伪造：也可能尚未报送，或不在覆盖范围内。', '“Not found” does not mean forged: it may not have been reported yet, or lie outside of what is covered.')}</p>${coverageList(coverage, language)}`;
}

/** Asks for the status on another day, as known on another. */
function dayForm(answer: LookUpAnswer, language: Language): Markup {
  const { question } = answer;
  return html`<details><summary>${t(language, '查另一天的状态，或按当时所知查', 'Ask for another day, or as known then')}</summary>
<form action="/verdict" method="get"><input type="hidden" name="number" value="${question.number}">${language === 'en' ? html`<input type="hidden" name="lang" value="en">` : ''}
<label for="on">${t(language, '哪一天的状态', 'Status on')}</label><input type="date" id="on" name="on" value="${question.day}">
<label for="known">${t(language, '按哪一天所知（可空）', 'As known on (may be empty)')}</label><input type="date" id="known" name="known" value="${question.known ?? ''}">
<label for="name">${t(language, '纸面名称（可空）', 'Name on the paper (may be empty)')}</label><input type="text" id="name" name="name" value="${question.name ?? ''}">
<label for="scope">${t(language, '需要的范围代码（可空，以空格分隔）', 'Codes that you need (may be empty, separated by spaces)')}</label><input type="text" id="scope" name="scope" value="${question.codes.join(' ')}">
<p><button>${t(language, '查询', 'Ask')}</button></p></form></details>`;
}

export function coverageList(coverage: Coverage, language: Language): Markup {
  return html`<h2>${t(language, '名录覆盖范围', 'What the register covers')}</h2><ul>
${coverage.own.map((o) => html`<li>${kindWord(o.kind, language)}: ${o.count} ${t(language, '项，由本系统的签署行为形成，实时', 'entries by signed acts in this system, live')}</li>`)}
${coverage.sources.map((s) => html`<li>${nameIn(s.names, language)}: ${s.count} ${t(language, '项', 'entries')}, ${t(language, '最近快照', 'last snapshot')} ${s.lastSnapshot ?? '—'}</li>`)}
${coverage.own.length + coverage.sources.length === 0 ? html`<li>${t(language, '目前没有任何登记。', 'It is empty.')}</li>` : ''}</ul><p class="soft small">${t(language, '其他种类和机构的证书不在此名录内。', 'Other kinds and other bodies are not in this register.')}</p>`;
}
