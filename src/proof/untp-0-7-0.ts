import {
  boolean,
  day,
  did,
  either,
  exactly,
  instant,
  list,
  number,
  object,
  oneOf,
  type Shape,
  text,
  types,
  uri,
  wholeNumber,
} from './shape.ts';

/**
 * UNTP Digital Conformity Credential 0.7.0 (UN/CEFACT, 2026-05-04) as a closed shape of the house's own: the members that its
 * schema and its one context define for a conformity credential, and no others. Narrower than the schema where its text is:
 * the issuer is a DID.
 */
const type = (name: string) => types(name);
const codedClass = object({ code: text, name: text }, { definition: text, schemeId: uri, schemeName: text });
const idScheme = object({ id: uri, name: text }, { type: type('IdentifierScheme') });
const country = object({ countryCode: text }, { countryName: text });
const address = object(
  {},
  { streetAddress: text, postalCode: text, addressLocality: text, addressRegion: text, addressCountry: country },
);
const partyMembers = {
  type: type('Party'),
  registeredId: text,
  description: text,
  idScheme,
  registrationCountry: country,
  partyAddress: address,
  organisationWebsite: uri,
  industryCategory: list(codedClass),
};
const otherParty = object({ id: uri, name: text }, partyMembers);
const party = object({ id: uri, name: text }, { ...partyMembers, partyAlsoKnownAs: list(otherParty) });
const image = object({ name: text, imageData: text, mediaType: text }, { description: text });
const link = object({ linkURL: uri, linkName: text }, { digestMultibase: text, mediaType: text, linkType: text });
const score = object({ code: text }, { rank: wholeNumber, definition: text });
const named = (name: string, more: Readonly<Record<string, Shape>> = {}) =>
  object({ id: uri, name: text }, { type: type(name), description: text, ...more });
const topic = object({ id: uri, name: text }, { type: type('ConformityTopic'), definition: text });

const performance = object(
  {},
  {
    metric: named('PerformanceMetric'),
    measure: object({ value: number, unit: text }, { upperTolerance: number, lowerTolerance: number }),
    score,
  },
);

const assessment = object(
  {
    id: uri,
    name: text,
    assessmentCriteria: list(
      named('Criterion', { version: text, documentation: uri, conformityTopic: either(topic, list(topic)) }),
    ),
    assessmentDate: day,
    assessedPerformance: list(performance),
    conformityTopic: list(topic),
  },
  {
    type: type('ConformityAssessment'),
    description: text,
    assessedProduct: list(
      object(
        {
          product: named('Product', {
            modelNumber: text,
            batchNumber: text,
            itemNumber: text,
            idScheme,
            productCategory: list(codedClass),
          }),
        },
        { idVerifiedByCAB: boolean },
      ),
    ),
    assessedFacility: list(
      object(
        { facility: named('Facility', { registeredId: text, idScheme, processCategory: list(codedClass), address }) },
        { idVerifiedByCAB: boolean },
      ),
    ),
    assessedOrganisation: party,
    referenceStandard: list(named('Standard', { issueDate: day })),
    referenceRegulation: list(named('Regulation', { effectiveDate: day })),
    specifiedCondition: list(text),
    evidence: list(link),
    conformance: boolean,
  },
);

const attestation = object(
  {
    id: uri,
    name: text,
    assessorLevel: oneOf('self', 'commercial', 'buyer', 'membership', 'unspecified', '3rdParty', 'hybrid'),
    assessmentLevel: oneOf(
      'authority-benchmark',
      'authority-mandate',
      'authority-globalmra',
      'authority-peer',
      'authority-extended-mra',
      'scheme-self',
      'scheme-cab',
      'no-endorsement',
    ),
    attestationType: oneOf(
      'certification',
      'declaration',
      'inspection',
      'testing',
      'verification',
      'validation',
      'calibration',
    ),
    issuedToParty: party,
    referenceScheme: named('ConformityScheme'),
  },
  {
    type: type('ConformityAttestation'),
    description: text,
    authorisation: list(
      object({ name: text, issuingAuthority: party }, { trustmark: image, endorsementEvidence: link }),
    ),
    referenceProfile: named('ConformityProfile', { version: text, validFrom: day }),
    profileScore: score,
    conformityCertificate: link,
    auditableEvidence: link,
    trustmark: image,
    conformityAssessment: list(assessment),
  },
);

/**
 * UNTP wants an integer index, W3C Bitstring Status List 1.0 section 2.1 a text of decimal digits: no value satisfies both.
 * The house writes the integer (the schema of its profile) and reads both.
 */
const statusEntry = object(
  {
    type: exactly('BitstringStatusListEntry'),
    statusPurpose: oneOf('refresh', 'revocation', 'suspension', 'message'),
    statusListIndex: either(wholeNumber, { is: 'matching', pattern: /^(0|[1-9]\d{0,14})$/, meaning: 'decimal digits' }),
    statusListCredential: uri,
  },
  { id: uri },
);

export const untpContexts070 = [
  'https://www.w3.org/ns/credentials/v2',
  'https://vocabulary.uncefact.org/untp/0.7.0/context/',
] as const;

export const untpConformityCredential070: Shape = object(
  {
    '@context': { is: 'list', of: uri, least: 2 },
    type: types('DigitalConformityCredential', 'VerifiableCredential'),
    id: uri,
    issuer: object({ id: did, name: text }, { type: type('CredentialIssuer'), issuerAlsoKnownAs: list(party) }),
    validFrom: instant,
    name: text,
    credentialSubject: attestation,
  },
  {
    validUntil: instant,
    credentialStatus: statusEntry,
    renderMethod: list(
      object(
        { type: type('RenderTemplate2024') },
        { name: text, mediaQuery: text, template: text, url: uri, mediaType: text, digestMultibase: text },
      ),
    ),
    issuingSoftware: object({ id: uri, name: text, version: text, vendor: object({ id: uri, name: text }) }),
  },
);
