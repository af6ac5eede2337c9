import { html } from 'hono/html';
import { kindWord } from '#certification/register/kind-words.ts';
import type { Entry } from '#operation/ports/entries.ts';
import type { Page } from '#operation/ports/page.ts';
import type { Party } from '#operation/ports/parties.ts';
import { presentName } from '#operation/project/party.ts';
import type { PublicOrganisation } from '#operation/verify/public-organisation.ts';
import { dataTable } from './data-table.ts';
import type { Language, Markup } from './layout.ts';
import { instantWords, nameIn, statusChip, t, to, wordOfStatus } from './words.ts';

/** What systems of codes are called; a code of another system serves a program and is not shown. */
const systems: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  uscc: { zh: '统一社会信用代码', en: 'Unified social credit code' },
  lei: { zh: '全球法人识别编码', en: 'LEI' },
  'approval-number': { zh: '批准号', en: 'Approval number' },
  'number-code': { zh: '编号中的机构代号', en: 'Code of the body in numbers' },
};

function codesOf(
  party: Party,
): readonly { readonly label: { readonly zh: string; readonly en: string }; readonly value: string }[] {
  return party.codes.flatMap(({ system, value }) => {
    const label = Object.hasOwn(systems, system) ? systems[system] : undefined;
    return label === undefined ? [] : [{ label, value }];
  });
}

/** A link to an organisation's own page; the bare name where the register does not know it as a party. */
export function organisationLink(party: string | null, name: string, language: Language): Markup | string {
  return party === null ? name : html`<a href="${to(`/parties/${party}`, language)}">${name}</a>`;
}

export function organisationsBody(parties: Page<Party>, language: Language): Markup {
  return html`<h1>${t(language, '单位', 'Organisations')}</h1>
<p class="soft">${t(language, '在名录中持有登记（含批准、资质），或颁发过登记的单位。', 'Those that hold or held an entry of this register (approvals too), or issued one.')}${t(language, '按名称、曾用名或统一社会信用代码查找，请用', ' To find one by a present or former name or by its code, use the ')}<a href="${to('/search', language)}">${t(language, '查询', 'search')}</a>${t(language, '。', '.')}</p>${dataTable(
    [
      { label: t(language, '名称', 'Name') },
      { label: t(language, '统一社会信用代码', 'Unified social credit code'), look: 'code' },
    ],
    parties.rows.map((party) => [
      organisationLink(party.id, presentName(party)[language], language),
      party.codes.find((code) => code.system === 'uscc')?.value ?? '—',
    ]),
  )}${parties.rows.length === 0 ? html`<p>${t(language, '尚无单位持有或颁发登记。', 'No organisation holds or issued an entry yet.')}</p>` : ''}${more(parties.next, '/bodies', language)}`;
}

export function organisationBody(found: PublicOrganisation, zone: string, language: Language): Markup {
  const { party, held, heldCount, issuedCount, issued, keys } = found;
  const name = presentName(party);
  const former = party.names.filter((n) => n.to !== null);
  const address = party.details['address'];
  return html`<h1>${name[language]}</h1>${name.zh === name.en ? '' : html`<p class="soft">${name[language === 'zh' ? 'en' : 'zh']}</p>`}
<dl class="facts">${codesOf(party).map(({ label, value }) => html`<dt>${label[language]}</dt><dd class="code">${value}</dd>`)}
${typeof address === 'string' ? html`<dt>${t(language, '地址', 'Address')}</dt><dd>${address}</dd>` : ''}
${former.length === 0 ? '' : html`<dt>${t(language, '曾用名', 'Former names')}</dt><dd>${former.map((n) => html`${n.name} <span class="soft small">${t(language, '至', 'to')} ${n.to ?? ''}</span><br>`)}</dd>`}</dl>
<h2>${t(language, '持有', 'Holds')} <small class="soft">${heldCount.count}</small></h2>
${held.length === 0 ? html`<p>${t(language, '名录中没有它持有的登记。', 'It holds nothing in this register.')}</p>` : entryTable(held, 'issuer', found, language)}
${heldCount.count > held.length ? html`<p class="soft small">${t(language, `只列最近 ${held.length} 项。`, `The newest ${held.length}.`)}</p>` : ''}
<h2>${t(language, '颁发', 'Issued')} <small class="soft">${issuedCount.isCapped ? t(language, '超过 ', 'more than ') : ''}${issuedCount.count}</small></h2>
${issuedCount.count === 0 ? html`<p>${t(language, '它没有颁发过登记。', 'It has issued nothing.')}</p>` : html`${statusCounts(found, language)}${entryTable(issued.rows, 'holder', found, language)}${more(issued.next, `/parties/${party.id}`, language)}`}
${keys.length === 0 ? '' : keyPart(found, zone, language)}`;
}

function statusCounts({ issuedByStatus }: PublicOrganisation, language: Language): Markup | string {
  if (issuedByStatus === null) return '';
  const said = [...issuedByStatus].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  return html`<p>${said.map(([status, count]) => html`<span class="nowrap">${statusChip(wordOfStatus(status), language)} ${count}</span> `)}</p>`;
}

const order = ['valid', 'suspended', 'withdrawn', 'cancelled', 'expired'];

function entryTable(
  entries: readonly Entry[],
  other: 'holder' | 'issuer',
  { organisations }: PublicOrganisation,
  language: Language,
): Markup {
  const known = (party: string | null) => (party !== null && organisations.has(party) ? party : null);
  const labels = { holder: t(language, '持有人', 'Holder'), issuer: t(language, '发证机构', 'Issuer') };
  return dataTable(
    [
      { label: t(language, '状态', 'Status') },
      { label: t(language, '编号', 'Number'), look: 'number-code' },
      { label: t(language, '种类', 'Kind') },
      { label: labels[other] },
      { label: t(language, '有效期至', 'Until') },
    ],
    entries.map((entry) => [
      statusChip(wordOfStatus(entry.status), language),
      html`<a href="${to(`/entries/${entry.id}`, language)}">${entry.number}</a>`,
      kindWord(entry.kind, language),
      organisationLink(
        known(entry[other]),
        nameIn(other === 'holder' ? entry.holderNames : entry.issuerNames, language),
        language,
      ),
      html`<span class="nowrap">${entry.to ?? '—'}</span>`,
    ]),
  );
}

function keyPart({ keys, party }: PublicOrganisation, zone: string, language: Language): Markup {
  return html`<h2>${t(language, '签名密钥', 'Signing keys')}</h2>${dataTable(
    [
      { label: t(language, '密钥', 'Key'), look: 'code' },
      { label: t(language, '算法', 'Algorithm') },
      { label: t(language, '保管', 'Kept') },
      { label: t(language, '自', 'From') },
      { label: t(language, '至', 'Until') },
    ],
    keys.map((key) => [
      key.keyId,
      key.algorithm,
      key.custody === 'external'
        ? t(language, '机构自行保管', 'by the body itself')
        : t(language, '本系统代管', 'here'),
      instantWords(key.from, zone, language),
      key.to === null ? '—' : instantWords(key.to, zone, language),
    ]),
  )}${keys.some((key) => key.custody === 'external' && key.to === null) ? html`<div class="note" role="note"><p>${t(language, '该机构自行保管签名密钥，本系统不能代它签发状态列表：它的电子证书只能证明由谁签发、是否被改动；今日是否暂停或撤销，请按编号在名录查询。', 'This body keeps its signing key itself, so no status list can be signed for it here: its electronic certificates prove who issued them and that nothing was altered; whether one is suspended or withdrawn today, ask the register by its number.')}</p></div>` : ''}<p><a href="/parties/${party.id}/did.json">${t(language, 'DID 文档（公钥）', 'DID document (public keys)')}</a></p>`;
}

function more(next: string | null, address: string, language: Language): Markup | string {
  if (next === null) return '';
  return html`<p><a href="${to(`${address}?after=${encodeURIComponent(next)}`, language)}">${t(language, '下一页', 'Next page')}</a></p>`;
}
