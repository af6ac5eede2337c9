import type { Transaction } from './transaction.ts';
import type { Digest, Instant } from './values.ts';

export const editionKinds = ['scheme', 'rules', 'mapping', 'texts'] as const;
export type EditionKind = (typeof editionKinds)[number];

export interface EditionName {
  readonly kind: EditionKind;
  readonly id: string;
  readonly edition: string;
}

export interface EditionHead extends EditionName {
  readonly digest: Digest;
  readonly registeredAt: Instant;
}

export type Registration =
  | { readonly registered: Digest }
  | { readonly same: Digest }
  /** Another text stands under this name. INVARIANT: an edition never changes; give the new text a new edition. */
  | { readonly differs: { readonly stored: Digest; readonly given: Digest } };

/** Editions of schemes, rule packs and mappings, flattened, by digest. Files are only their source. */
export interface Editions {
  register(
    transaction: Transaction,
    edition: EditionName & { readonly bytes: Uint8Array; readonly at: Instant },
  ): Promise<Registration>;
  get(name: EditionName, within?: Transaction): Promise<(EditionHead & { readonly bytes: Uint8Array }) | null>;
  /** Without their bytes, by id and then in the order of registration. */
  list(kind: EditionKind, id?: string): Promise<readonly EditionHead[]>;
}
