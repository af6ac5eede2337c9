import type { CredentialPayload } from './shape-credential.ts';

/** What a credential says, for a person to read beside the verdict. Only as true as the check of the credential. */
export interface CertificateSummary {
  readonly title: string;
  readonly number: string | null;
  readonly issuer: string;
  readonly holder: string;
  readonly holderId: string | null;
  readonly scope: string;
  readonly codes: readonly string[];
  readonly standards: readonly string[];
  readonly scheme: string;
  readonly grade: string | null;
  readonly decidedOn: string | null;
  readonly validFrom: string;
  readonly validUntil: string | null;
}

type Json = Readonly<Record<string, unknown>>;

/** Reads the facts out of a payload whose shape was checked; a member that is not there is an empty text or null. */
export function readCredentialSummary(payload: CredentialPayload): CertificateSummary {
  const subject = objectAt(payload, 'credentialSubject');
  const [assessment = {}] = listAt(subject, 'conformityAssessment');
  const holder = objectAt(subject, 'issuedToParty');
  return {
    title: textAt(payload, 'name') ?? '',
    number: textAt(objectAt(subject, 'conformityCertificate'), 'linkName'),
    issuer: textAt(objectAt(payload, 'issuer'), 'name') ?? '',
    holder: textAt(holder, 'name') ?? '',
    holderId: textAt(holder, 'registeredId'),
    scope: textAt(assessment, 'description') ?? textAt(subject, 'description') ?? '',
    codes: listAt(objectAt(assessment, 'assessedOrganisation'), 'industryCategory').map(
      (one) => textAt(one, 'code') ?? '',
    ),
    standards: listAt(assessment, 'referenceStandard').map((one) => textAt(one, 'name') ?? ''),
    scheme:
      textAt(objectAt(subject, 'referenceProfile'), 'name') ??
      textAt(objectAt(subject, 'referenceScheme'), 'name') ??
      '',
    grade: textAt(objectAt(subject, 'profileScore'), 'code'),
    decidedOn: textAt(assessment, 'assessmentDate'),
    validFrom: textAt(payload, 'validFrom') ?? '',
    validUntil: textAt(payload, 'validUntil'),
  };
}

function textAt(value: Json, name: string): string | null {
  const member = Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof member === 'string' ? member : null;
}

function objectAt(value: Json, name: string): Json {
  const member = Object.hasOwn(value, name) ? value[name] : undefined;
  return isObject(member) ? member : {};
}

function listAt(value: Json, name: string): readonly Json[] {
  const member = Object.hasOwn(value, name) ? value[name] : undefined;
  return Array.isArray(member) ? member.filter(isObject) : [];
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
