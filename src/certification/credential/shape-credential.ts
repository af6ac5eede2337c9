import { statusPurpose } from '#proof/status-list.ts';
import { untpContexts070 } from '#proof/untp-0-7-0.ts';
import { toDay } from '../time/day.ts';
import { endOfDay, startOfDay } from '../time/instant.ts';
import {
  type Bilingual,
  type CertificateFacts,
  type CertificateStandard,
  demonstrationMark,
  inBothLanguages,
} from './certificate-facts.ts';

export type CredentialPayload = Readonly<Record<string, unknown>>;

/**
 * The versions of the UNTP Digital Conformity Credential that the house can write. A new version is a new row beside the old
 * one; what was issued under an old one stays readable (`#proof/credential-shapes.ts`).
 */
export const conformityCredentialVersions = { '0.7.0': shapeUntp070 } as const satisfies Record<
  string,
  (facts: CertificateFacts) => CredentialPayload
>;
export type ConformityCredentialVersion = keyof typeof conformityCredentialVersions;

/**
 * Shapes the facts of a certificate into the payload of a credential, still to be signed.
 * @throws RangeError when a day or the zone is none.
 */
export function shapeCredential(
  facts: CertificateFacts,
  version: ConformityCredentialVersion = '0.7.0',
): CredentialPayload {
  return conformityCredentialVersions[version](facts);
}

function shapeUntp070(facts: CertificateFacts): CredentialPayload {
  const { zone, status, pages } = facts;
  return {
    '@context': [...untpContexts070],
    type: ['DigitalConformityCredential', 'VerifiableCredential'],
    id: pages.credential,
    issuer: shapeIssuer(facts),
    // The first day counts from its beginning and the last to its end, in the scheme's zone (design, decision 11).
    validFrom: startOfDay(toDay(facts.from), zone),
    ...(facts.to === null ? {} : { validUntil: endOfDay(toDay(facts.to), zone) }),
    name: nameOf(facts),
    ...(status === null
      ? {}
      : {
          credentialStatus: {
            id: `${status.listUrl}#${status.index}`,
            type: 'BitstringStatusListEntry',
            statusPurpose,
            statusListIndex: status.index,
            statusListCredential: status.listUrl,
          },
        }),
    credentialSubject: shapeAttestation(facts),
  };
}

function shapeIssuer({ issuer }: CertificateFacts): object {
  const { approval, did, name } = issuer;
  const registration =
    approval === null
      ? {}
      : {
          registeredId: approval.number,
          idScheme: {
            type: ['IdentifierScheme'],
            id: approval.authority.url,
            name: '认证机构批准号 / Approval number of certification bodies',
          },
        };
  const known =
    approval === null && name.en === ''
      ? []
      : [{ type: ['Party'], id: did, name: name.en || name.zh, ...registration }];
  return {
    type: ['CredentialIssuer'],
    id: did,
    name: name.zh,
    ...(known.length === 0 ? {} : { issuerAlsoKnownAs: known }),
  };
}

function shapeAttestation(facts: CertificateFacts): object {
  const { scheme, grade, pages, issuer } = facts;
  const schemeUrl = `${pages.register}/schemes/${encodeURIComponent(scheme.id)}`;
  return {
    type: ['ConformityAttestation'],
    id: pages.verdict,
    name: nameOf(facts),
    description: described(facts),
    // A declaration is first-party: the maker itself says so, and there is no certificate.
    assessorLevel: facts.attestation === 'declaration' ? 'self' : '3rdParty',
    assessmentLevel: scheme.assessmentLevel,
    attestationType: facts.attestation,
    issuedToParty: shapeHolder(facts),
    ...(issuer.approval === null ? {} : { authorisation: [shapeApproval(issuer.approval)] }),
    referenceScheme: { type: ['ConformityScheme'], id: schemeUrl, name: inBothLanguages(scheme.name) },
    referenceProfile: {
      type: ['ConformityProfile'],
      id: `${schemeUrl}/editions/${encodeURIComponent(scheme.edition)}`,
      name: `${inBothLanguages(scheme.name)} (${scheme.edition})`,
      version: scheme.edition,
    },
    ...(grade === null ? {} : { profileScore: { code: grade.code, definition: inBothLanguages(grade.name) } }),
    // UNTP has no member for a certificate's number: it is the name of the link to the certificate itself.
    conformityCertificate: { linkURL: pages.verdict, linkName: facts.entry.number, mediaType: 'text/html' },
    conformityAssessment: [shapeAssessment(facts)],
  };
}

function shapeAssessment(facts: CertificateFacts): object {
  const { pages, standards, products, sites, scope } = facts;
  const standardOf = (type: string) => (standard: CertificateStandard) => ({
    type: [type],
    id: standard.url ?? `${pages.register}/standards/${encodeURIComponent(standard.number)}`,
    name: standard.title === null ? standard.number : `${standard.number} ${inBothLanguages(standard.title)}`,
  });
  return {
    type: ['ConformityAssessment'],
    id: `${pages.verdict}#assessment`,
    name: nameOf(facts),
    description: inBothLanguages(scope.text),
    assessmentCriteria: standards.map(standardOf('Criterion')),
    assessmentDate: toDay(facts.decidedOn),
    // Performance and topics of UNTP are about sustainability; a certificate of conformity states none of them.
    assessedPerformance: [],
    conformityTopic: [],
    ...(products.length === 0
      ? {}
      : {
          assessedProduct: products.map(({ name, model }, i) => ({
            product: {
              type: ['Product'],
              id: `${pages.verdict}#product-${i + 1}`,
              name: inBothLanguages(name),
              ...(model === null ? {} : { modelNumber: model }),
            },
          })),
        }),
    ...(sites.length === 0
      ? {}
      : {
          assessedFacility: sites.map(({ name, address }, i) => ({
            facility: {
              type: ['Facility'],
              id: `${pages.verdict}#site-${i + 1}`,
              name: inBothLanguages(name),
              ...(address === null ? {} : { address: { streetAddress: inBothLanguages(address) } }),
            },
          })),
        }),
    assessedOrganisation: { ...shapeHolder(facts), industryCategory: scope.codes.map(shapeCode) },
    referenceStandard: standards.map(standardOf('Standard')),
    conformance: true,
  };
}

function shapeHolder({ holder, pages }: CertificateFacts): object {
  const id = `${pages.verdict}#holder`;
  return {
    type: ['Party'],
    id,
    name: holder.name.zh,
    ...(holder.uscc === null
      ? {}
      : {
          registeredId: holder.uscc,
          idScheme: {
            type: ['IdentifierScheme'],
            id: `${pages.register}/codes/uscc`,
            name: '统一社会信用代码 / Unified social credit code (GB 32100)',
          },
        }),
    ...(holder.address === null ? {} : { partyAddress: { streetAddress: inBothLanguages(holder.address) } }),
    ...(holder.name.en === '' ? {} : { partyAlsoKnownAs: [{ type: ['Party'], id, name: holder.name.en }] }),
  };
}

function shapeCode({ code, name, list }: CertificateFacts['scope']['codes'][number]): object {
  return { code, name: inBothLanguages(name), schemeId: list.id, schemeName: inBothLanguages(list.name) };
}

function shapeApproval(approval: NonNullable<CertificateFacts['issuer']['approval']>): object {
  const { number, authority } = approval;
  return {
    name: `认证机构批准 ${number} / Approval of the certification body ${number}`,
    issuingAuthority: { type: ['Party'], id: authority.url, name: inBothLanguages(authority.name) },
  };
}

function nameOf({ title, entry, demonstration }: CertificateFacts): string {
  return `${demonstration ? `【${both(demonstrationMark)}】` : ''}${inBothLanguages(title)} ${entry.number}`;
}

function described({ scope, demonstration }: CertificateFacts): string {
  const words = inBothLanguages(scope.text);
  return demonstration ? `${words}（演示数据，不是真实的证书 / Demonstration data, not a real certificate）` : words;
}

const both = (text: Bilingual) => `${text.zh} ${text.en}`;
