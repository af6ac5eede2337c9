import type { SignatureAlgorithm } from './jws.ts';

/** An issuer as a verifier knows it: who it is, and which of its keys held when. */
export interface Issuer {
  readonly did: string;
  readonly name: { readonly zh: string; readonly en: string } | null;
  readonly keys: readonly IssuerKey[];
}

export interface IssuerKey {
  /** The DID URL of the key: what `kid` names. */
  readonly id: string;
  readonly algorithm: SignatureAlgorithm;
  readonly publicKey: Uint8Array;
  /** First instant at which the key may sign; null when the source does not say. Instants are UTC to the millisecond. */
  readonly from: string | null;
  /** The first instant at which it may not any more; what it signed before stays good. */
  readonly until: string | null;
  readonly revoked: KeyRevocation | null;
}

/**
 * `compromised`: somebody else may hold the key, so that even an older signature is only as good as a proof of its age;
 * `ceased`: the issuer may not or will not sign with it any more, what it signed before stays good.
 */
export interface KeyRevocation {
  readonly from: string;
  readonly reason: 'compromised' | 'ceased';
}

/** Three different answers: the source knows it, the source does not have it, the source could not be asked. */
export type IssuerAnswer =
  | { readonly answer: 'known'; readonly issuer: Issuer }
  | { readonly answer: 'unknown'; readonly where: string }
  | { readonly answer: 'unreachable'; readonly reason: string };

export type ResolveIssuer = (did: string) => IssuerAnswer | Promise<IssuerAnswer>;
