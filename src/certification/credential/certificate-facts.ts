/** A text in Chinese and English; `en` is empty where there is no English (a name that was never translated). */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/**
 * The facts of a certificate as its credential and its printed form tell them: one input for both, so that they can't differ.
 * What a certificate has to show is said by 认证证书和认证标志管理办法 articles 7 to 9.
 */
export interface CertificateFacts {
  /** Made for a demonstration: credential and paper say so. */
  readonly demonstration: boolean;
  readonly entry: { readonly id: string; readonly number: string };
  /** What it is called, as 质量管理体系认证证书. */
  readonly title: Bilingual;
  readonly attestation: AttestationType;
  readonly issuer: {
    readonly did: string;
    readonly name: Bilingual;
    /** The approval under which the body issues (认证机构批准号), and who gave it; null where none is asked for. */
    readonly approval: {
      readonly number: string;
      readonly authority: { readonly url: string; readonly name: Bilingual };
    } | null;
  };
  readonly holder: {
    readonly name: Bilingual;
    /** Unified social credit code; null for a holder abroad. */
    readonly uscc: string | null;
    readonly address: Bilingual | null;
  };
  readonly scope: { readonly text: Bilingual; readonly codes: readonly ScopeCode[] };
  readonly products: readonly { readonly name: Bilingual; readonly model: string | null }[];
  readonly sites: readonly { readonly name: Bilingual; readonly address: Bilingual | null }[];
  readonly standards: readonly CertificateStandard[];
  readonly scheme: {
    readonly id: string;
    readonly edition: string;
    readonly name: Bilingual;
    readonly assessmentLevel: AssessmentLevel;
  };
  /** The grade or level awarded; null where the scheme has none. */
  readonly grade: { readonly code: string; readonly name: Bilingual } | null;
  readonly decidedOn: string;
  readonly from: string;
  /** Last day of validity, itself still valid; null without end. */
  readonly to: string | null;
  /** The scheme's zone, in which its days begin and end: `Asia/Shanghai`. */
  readonly zone: string;
  /** Its place in the issuer's status list; null while there is no list. */
  readonly status: { readonly listUrl: string; readonly index: number } | null;
  /** Public addresses: the credential's own, the page with the verdict, and the register's root without a slash at its end. */
  readonly pages: { readonly credential: string; readonly verdict: string; readonly register: string };
}

/** A code of a declared list: of an industry list, a catalogue, a technical area. */
export interface ScopeCode {
  readonly code: string;
  readonly name: Bilingual;
  readonly list: { readonly id: string; readonly name: Bilingual };
}

export interface CertificateStandard {
  /** As printed: `GB/T 19001-2016`. */
  readonly number: string;
  readonly title: Bilingual | null;
  /** Where the standard is found; null: the register's own page of it stands for it. */
  readonly url: string | null;
}

/** UNTP 0.7.0 `attestationType`. */
export type AttestationType =
  | 'certification'
  | 'declaration'
  | 'inspection'
  | 'testing'
  | 'verification'
  | 'validation'
  | 'calibration';

/** UNTP 0.7.0 `assessmentLevel`: who stands behind the assessment. */
export type AssessmentLevel =
  | 'authority-benchmark'
  | 'authority-mandate'
  | 'authority-globalmra'
  | 'authority-peer'
  | 'authority-extended-mra'
  | 'scheme-self'
  | 'scheme-cab'
  | 'no-endorsement';

/** Both languages in one text, for members that the shape allows only one text. */
export function inBothLanguages(text: Bilingual): string {
  return text.en === '' || text.en === text.zh ? text.zh : `${text.zh} / ${text.en}`;
}

/** The words that mark what is invented. */
export const demonstrationMark: Bilingual = { zh: '演示数据', en: 'Demonstration' };
