import type {
  AttestationType,
  Bilingual,
  CertificateFacts,
  ScopeCode,
} from '#certification/credential/certificate-facts.ts';
import type { EntryDecided } from '#certification/entry/events.ts';
import { codesIn } from '#certification/scheme/evaluate.ts';
import { gradeText } from '#certification/scheme/grade-text.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import type { Party } from '../ports/parties.ts';
import type { Id } from '../ports/values.ts';
import { presentName } from '../project/party.ts';
import { namedCodes } from '../verify/code-names.ts';
import type { World } from '../world.ts';
import { didOfParty, pagesOf } from './party-did.ts';

/** Approval of the issuer as it stands on the certificate. */
export type IssuerApproval = CertificateFacts['issuer']['approval'];

const attestations: Readonly<Partial<Record<string, AttestationType>>> = {
  declaration: 'declaration',
  'inspection-result': 'inspection',
  qualification: 'testing',
};

/**
 * What a certificate says, from the event that decided it and the registered edition: the one input of its signed credential
 * and of its printed form.
 */
export function certificateOf(
  world: Pick<World, 'house' | 'rules'>,
  scheme: Scheme,
  entry: { readonly id: Id; readonly decided: EntryDecided },
  parties: { readonly issuer: Party; readonly holder: Party; readonly approval: IssuerApproval },
): CertificateFacts {
  const { id, decided } = entry;
  const { address, isDemonstration } = world.house;
  const { issuer, holder } = parties;
  return {
    demonstration: isDemonstration,
    entry: { id, number: decided.number },
    title: textOf(scheme, `result.${decided.result}`),
    attestation: attestations[decided.kind] ?? 'certification',
    issuer: { did: didOfParty(address, issuer.id), name: presentName(issuer), approval: parties.approval },
    holder: {
      name: presentName(holder),
      uscc: holder.codes.find((c) => c.system === 'uscc')?.value ?? null,
      address: addressOf(holder),
    },
    scope: { text: decided.scope.text, codes: scopeCodes(world, scheme, decided) },
    products: productsOf(decided),
    sites: decided.scope.sites.map((site) => ({
      name: bilingual(site['name']),
      address: site['address'] === undefined ? null : bilingual(site['address']),
    })),
    standards: decided.scope.standards.map((number) => ({ number, title: null, url: null })),
    scheme: {
      id: scheme.id,
      edition: scheme.edition,
      name: textOf(scheme, 'title'),
      assessmentLevel:
        decided.kind === 'declaration' ? 'scheme-self' : scheme.voluntary ? 'scheme-cab' : 'authority-mandate',
    },
    grade:
      decided.grade === null
        ? null
        : {
            code: decided.grade,
            name: gradeText(scheme, decided.result, decided.grade) ?? { zh: decided.grade, en: decided.grade },
          },
    decidedOn: decided.decidedOn,
    from: decided.from,
    to: decided.to,
    zone: scheme.zone,
    status: null,
    pages: pagesOf(address, id),
  };
}

function textOf(scheme: Scheme, key: string, otherwise = key): Bilingual {
  return (Object.hasOwn(scheme.texts, key) ? scheme.texts[key] : undefined) ?? { zh: otherwise, en: otherwise };
}

function addressOf(party: Party): Bilingual | null {
  const address = party.details['address'];
  return typeof address === 'string' && address !== '' ? { zh: address, en: '' } : null;
}

/** Each code with its name and list: from the house's lists, or the scheme's own text of a choice. */
function scopeCodes(
  world: Pick<World, 'rules' | 'house'>,
  scheme: Scheme,
  decided: EntryDecided,
): readonly ScopeCode[] {
  return namedCodes(world.rules, scheme, { result: decided.result }, decided.scope.codes).map(
    ({ code, name, list, field }) => ({
      code,
      name: name === null ? { zh: code, en: code } : { zh: name.zh, en: name.en },
      // A credential names a list of codes by a URI: that of the register which keeps it.
      list: { id: `${world.house.address}/code-lists/${list}`, name: textOf(scheme, `field.${field ?? ''}`, list) },
    }),
  );
}

/** Products and models, where the public fields of the form have a table with such columns. */
function productsOf(decided: EntryDecided): CertificateFacts['products'] {
  const rows = [decided.shown['products'], decided.shown['models']].find((v) => Array.isArray(v));
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((row: unknown) => {
    if (typeof row !== 'object' || row === null) return [];
    const { name, model } = row as { readonly name?: unknown; readonly model?: unknown };
    return name === undefined && model === undefined
      ? []
      : [{ name: bilingual(name ?? model), model: typeof model === 'string' ? model : null }];
  });
}

function bilingual(value: unknown): Bilingual {
  if (typeof value === 'object' && value !== null && 'zh' in value)
    return { zh: String(value.zh), en: 'en' in value ? String(value.en) : '' };
  return { zh: codesIn(typeof value === 'string' ? value : undefined)[0] ?? '', en: '' };
}
