import { html } from 'hono/html';
import type { CheckedCredential } from '#operation/verify/check-credential.ts';
import { isGenuineButOver } from '#proof/credential.ts';
import { stepText } from '#proof/credential-reasons.ts';
import type { Language, Markup } from './layout.ts';
import { symbols } from './symbols.ts';
import { type View, verdictArticle } from './verdict-page.ts';
import { t } from './words.ts';

const stepWords: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  format: { zh: '格式', en: 'Format' },
  algorithm: { zh: '算法', en: 'Algorithm' },
  issuer: { zh: '签发者密钥', en: 'Issuer’s key' },
  signature: { zh: '签名', en: 'Signature' },
  shape: { zh: '内容结构', en: 'Shape' },
  dates: { zh: '有效期', en: 'Dates' },
  status: { zh: '状态', en: 'Status' },
};

export function verifyForm(language: Language, problem: string | null, text = ''): Markup {
  return html`<h1>${t(language, '验证证书文件', 'Verify a certificate file')}</h1>
<p class="lead">${t(language, '上传签名凭证或系统签发的证书 PDF，或粘贴凭证文本。改动任何一个字符都会被发现。', 'Hand in a signed credential or the certificate PDF that the system made, or paste the credential. Any altered character is found.')}</p>
${problem === null ? '' : html`<div class="problem" role="alert">${problem}</div>`}
<form action="/verify${language === 'en' ? '?lang=en' : ''}" method="post" enctype="multipart/form-data">
<label for="file">${t(language, '文件（.pdf、.jwt、.json、.txt，不超过 5 MB）', 'File (.pdf, .jwt, .json, .txt, at most 5 MB)')}</label><input type="file" id="file" name="file" accept=".pdf,.jwt,.json,.txt,application/vc+jwt">
<label for="text">${t(language, '或粘贴凭证文本', 'Or paste the credential')}</label><textarea id="text" name="text" rows="6" class="code">${text}</textarea>
<p><button>${t(language, '验证', 'Verify')}</button></p></form>
<div class="note small">${t(language, '以自有密钥作的电子签名，本身不当然是法律上的“可靠电子签名”或电子印章（待确认）。', 'A signature by a key of one’s own is not by itself a reliable electronic signature or seal in law (to be confirmed).')}</div>`;
}

export function verifyResult(checked: CheckedCredential, view: View): Markup {
  const { language } = view;
  const { report, summary, found } = checked;
  // A credential without a status list says nothing of today; the register that issued it does, and stands below.
  const genuine =
    report.outcome === 'ok' ||
    (report.outcome === 'incomplete' &&
      found !== null &&
      report.steps.every((s) => s.outcome === 'ok' || s.step === 'status'));
  const isOver = isGenuineButOver(report);
  const tone = genuine ? 'good' : report.outcome === 'failed' ? 'bad' : 'warn';
  const symbol = genuine ? symbols.valid : report.outcome === 'failed' ? symbols.withdrawn : symbols.unknown;
  const word = genuine
    ? t(language, '文件真实', 'Genuine')
    : isOver
      ? t(language, '文件真实，但现在不得依据', 'Genuine, but not to be relied on now')
      : report.outcome === 'failed'
        ? t(language, '拒绝', 'Refused')
        : t(language, '未能全部核验', 'Not everything could be checked');
  const line =
    report.outcome === 'failed'
      ? isOver
        ? report.steps
            .filter((s) => s.outcome === 'failed')
            .map((s) => stepText(s)[language])
            .join(' ')
        : t(language, '不要依赖此文件。', 'Do not rely on this file.')
      : genuine && found !== null
        ? t(
            language,
            `${summary?.number ?? ''} 今日状态见下方名录登记`,
            `${summary?.number ?? ''}: its status today stands in the register below`,
          )
        : (summary?.number ?? '');
  return html`<h1>${t(language, '验证结果', 'Result')}</h1>
<div class="status ${tone}">${symbol}<div><strong>${word}</strong><span>${line}</span></div></div>
<ol class="steps">${report.steps.map((s) => html`<li><span class="tone-${s.outcome === 'ok' ? 'good' : s.outcome === 'failed' ? 'bad' : 'soft'}">${s.outcome === 'ok' ? symbols.yes : s.outcome === 'failed' ? symbols.no : symbols.skip}</span><span><strong>${stepWords[s.step]?.[language] ?? s.step}</strong><br>${stepText(s)[language]}</span></li>`)}</ol>
${summary === null || (report.outcome === 'failed' && !isOver) ? '' : html`<h2>${t(language, '文件所载', 'What the file says')}</h2><dl class="facts"><dt>${t(language, '持有人', 'Holder')}</dt><dd>${summary.holder}</dd><dt>${t(language, '发证机构', 'Issuer')}</dt><dd>${summary.issuer}</dd><dt>${t(language, '范围', 'Scope')}</dt><dd>${summary.scope}</dd><dt>${t(language, '有效期', 'Validity')}</dt><dd>${summary.validFrom.slice(0, 10)} – ${summary.validUntil?.slice(0, 10) ?? '—'}</dd></dl>`}
${found === null ? '' : html`<h2>${t(language, '名录中的登记', 'Its entry in the register')}</h2>${verdictArticle(found, view)}`}
<p><a href="/verify${language === 'en' ? '?lang=en' : ''}">${t(language, '验证另一个文件', 'Verify another file')}</a></p>`;
}
