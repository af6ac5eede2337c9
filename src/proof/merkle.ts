import { equalBytes, type Hash, hashBytes, joinBytes } from './hash.ts';

/**
 * The Merkle tree of the public log: RFC 6962 section 2.1 (the same as RFC 9162), SHA-256. Leaves and nodes are hashed under
 * different first bytes, so that a node can't be passed off as a leaf. Pure functions over leaf hashes held in memory: what a
 * verifier needs, and what a log of tiles is checked against.
 */
export function leafHash(data: Uint8Array, hash: Hash): Uint8Array {
  return hash(joinBytes(Uint8Array.of(0), data));
}

export function nodeHash(left: Uint8Array, right: Uint8Array, hash: Hash): Uint8Array {
  return hash(joinBytes(Uint8Array.of(1), left, right));
}

/** Root over leaf hashes; of no leaves it is the hash of nothing. RFC 6962 2.1. */
export function treeRoot(leaves: readonly Uint8Array[], hash: Hash): Uint8Array {
  const [only] = leaves;
  if (only === undefined) return hash(new Uint8Array(0));
  if (leaves.length === 1) return only;
  const split = splitOf(leaves.length);
  return nodeHash(treeRoot(leaves.slice(0, split), hash), treeRoot(leaves.slice(split), hash), hash);
}

/** The root of a tree that grows leaf by leaf, without its leaves: one hash for each full subtree, some forty at most. */
export function growingRoot(hash: Hash): {
  readonly add: (leaf: Uint8Array) => void;
  readonly root: () => Uint8Array;
} {
  /** Full subtrees from left to right, each with how many leaves it has: their sizes are the ones of the binary count. */
  const full: { readonly node: Uint8Array; readonly leaves: number }[] = [];
  const add = (leaf: Uint8Array) => {
    let [node, leaves] = [leaf, 1];
    for (let last = full.at(-1); last?.leaves === leaves; last = full.at(-1)) {
      node = nodeHash(last.node, node, hash);
      leaves *= 2;
      full.pop();
    }
    full.push({ node, leaves });
  };
  const root = () => {
    const last = full.at(-1);
    if (last === undefined) return treeRoot([], hash);
    return full.slice(0, -1).reduceRight((right, left) => nodeHash(left.node, right, hash), last.node);
  };
  return { add, root };
}

/**
 * The hashes that, with the leaf's own, give the root; the leaf's sibling first. RFC 6962 2.1.1.
 * @throws RangeError when there is no such leaf.
 */
export function inclusionProof(leaves: readonly Uint8Array[], index: number, hash: Hash): readonly Uint8Array[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= leaves.length)
    throw new RangeError(`Expected a leaf from 0 to ${leaves.length - 1}, found ${index}.`);
  if (leaves.length === 1) return [];
  const split = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split
    ? [...inclusionProof(left, index, hash), treeRoot(right, hash)]
    : [...inclusionProof(right, index - split, hash), treeRoot(left, hash)];
}

/**
 * The hashes that show the tree of the first `oldSize` leaves to be a beginning of this one. RFC 6962 2.1.2.
 * @throws RangeError when the old size is 0 (everything begins with nothing) or larger than the tree.
 */
export function consistencyProof(leaves: readonly Uint8Array[], oldSize: number, hash: Hash): readonly Uint8Array[] {
  if (!Number.isSafeInteger(oldSize) || oldSize < 1 || oldSize > leaves.length)
    throw new RangeError(`Expected an old size from 1 to ${leaves.length}, found ${oldSize}.`);
  return subProof(leaves, oldSize, true, hash);
}

/** `isWhole`: the old tree's root is this very subtree, and the verifier has it. */
function subProof(leaves: readonly Uint8Array[], oldSize: number, isWhole: boolean, hash: Hash): readonly Uint8Array[] {
  if (oldSize === leaves.length) return isWhole ? [] : [treeRoot(leaves, hash)];
  const split = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return oldSize <= split
    ? [...subProof(left, oldSize, isWhole, hash), treeRoot(right, hash)]
    : [...subProof(right, oldSize - split, false, hash), treeRoot(left, hash)];
}

export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly root: Uint8Array;
  readonly leaf: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Whether the leaf stands at the index of the tree with this size and root. RFC 9162 2.1.3.2. */
export function verifyInclusion({ index, size, root, leaf, proof }: InclusionClaim, hash: Hash): boolean {
  if (!isSize(index) || !isSize(size) || index >= size || !areHashes(root, leaf, ...proof)) return false;
  let [fn, sn, node] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      node = nodeHash(sibling, node, hash);
      // A right-most node without a sibling is carried up unhashed until it has one.
      for (; !isOdd(fn) && fn !== 0; [fn, sn] = [half(fn), half(sn)]);
    } else node = nodeHash(node, sibling, hash);
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && equalBytes(node, root);
}

export interface ConsistencyClaim {
  readonly oldSize: number;
  readonly newSize: number;
  readonly oldRoot: Uint8Array;
  readonly newRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Whether the old tree is a beginning of the new one. RFC 9162 2.1.4.2. An empty old tree proves nothing and is refused. */
export function verifyConsistency(claim: ConsistencyClaim, hash: Hash): boolean {
  const { oldSize, newSize, oldRoot, newRoot } = claim;
  if (!isSize(oldSize) || !isSize(newSize) || oldSize < 1 || oldSize > newSize) return false;
  if (oldSize === newSize) return claim.proof.length === 0 && equalBytes(oldRoot, newRoot);
  if (claim.proof.length === 0 || !areHashes(oldRoot, newRoot, ...claim.proof)) return false;
  // A full old tree is a node of the new one: its root is where the proof begins.
  const proof = isPowerOfTwo(oldSize) ? [oldRoot, ...claim.proof] : claim.proof;
  const [first, ...rest] = proof as readonly [Uint8Array, ...Uint8Array[]];
  let [fn, sn] = [oldSize - 1, newSize - 1];
  for (; isOdd(fn); [fn, sn] = [half(fn), half(sn)]);
  let [oldNode, newNode] = [first, first];
  for (const sibling of rest) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      oldNode = nodeHash(sibling, oldNode, hash);
      newNode = nodeHash(sibling, newNode, hash);
      for (; !isOdd(fn) && fn !== 0; [fn, sn] = [half(fn), half(sn)]);
    } else newNode = nodeHash(newNode, sibling, hash);
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && equalBytes(oldNode, oldRoot) && equalBytes(newNode, newRoot);
}

/** The largest power of two that is smaller than the number of leaves. */
function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

// By division, not by shifting: a shift would cut sizes beyond 2^31.
const half = (n: number) => Math.floor(n / 2);
const isOdd = (n: number) => n % 2 === 1;
const areHashes = (...nodes: readonly Uint8Array[]) => nodes.every((node) => node.length === hashBytes);
const isSize = (n: number) => Number.isSafeInteger(n) && n >= 0;

function isPowerOfTwo(n: number): boolean {
  let rest = n;
  while (rest > 1 && !isOdd(rest)) rest = half(rest);
  return rest === 1;
}
