import type { VotesAside } from '#certification/round/decision.ts';
import type { VoteCell, VoteTraffic } from '#certification/round/public-vote.ts';
import type { Transaction } from './transaction.ts';
import type { Id, Instant } from './values.ts';

export interface VoteBox {
  readonly round: Id;
  readonly step: string;
}

/**
 * The boxes of votes of the public. INVARIANT: identities and networks lie in them as keyed digests alone, and none of them
 * once the vote was closed.
 */
export interface PublicVotes {
  /**
   * The salt of a box, which is made with this one when it is not there yet; null when the box was closed. The box can't be
   * closed while the transaction lasts.
   */
  open(transaction: Transaction, box: VoteBox, salt: Uint8Array): Promise<Uint8Array | null>;
  /** What came before. Votes of one network wait for each other from here to the end of their transactions. */
  traffic(
    transaction: Transaction,
    box: VoteBox,
    vote: { readonly voter: Uint8Array; readonly item: Id; readonly source: Uint8Array; readonly at: Instant },
  ): Promise<VoteTraffic>;
  /** False when this identity has voted for the item already: of two at once one is kept. */
  cast(
    transaction: Transaction,
    box: VoteBox,
    vote: { readonly voter: Uint8Array; readonly item: Id; readonly source: Uint8Array; readonly at: Instant },
  ): Promise<boolean>;
  /** The votes of every box of a round, by step, item, network and ten minutes. */
  cells(round: Id, within?: Transaction): Promise<ReadonlyMap<string, readonly VoteCell[]>>;
  setAside(transaction: Transaction, round: Id, aside: VotesAside): Promise<number>;
  /** Waits for the votes that are being cast, and takes no further one. Undone with the transaction. */
  seal(transaction: Transaction, box: VoteBox): Promise<void>;
  /** Deletes identities, networks and salt. */
  empty(transaction: Transaction, box: VoteBox): Promise<void>;
}
