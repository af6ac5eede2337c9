import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  consistencyProof,
  growingRoot,
  inclusionProof,
  leafHash,
  nodeHash,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts';

const vectors = '../shared/reference/vectors/merkle-proofs/testdata';
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const bytes = (text: string) => Buffer.from(text, 'base64');

/** The eight leaves that the implementations of Certificate Transparency share as test data. */
const published = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => leafHash(Buffer.from(hex, 'hex'), hash));
const leavesOf = (count: number) => Array.from({ length: count }, (_, i) => leafHash(Buffer.from(`leaf ${i}`), hash));

function casesIn<Case>(folder: string): readonly (Case & { name: string })[] {
  return readdirSync(join(vectors, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, ...(JSON.parse(readFileSync(join(vectors, folder, name), 'utf8')) as Case) }));
}

interface InclusionCase {
  leafIdx: number;
  treeSize: number;
  root: string;
  leafHash: string;
  proof: string[] | null;
  wantErr: boolean;
}
interface ConsistencyCase {
  size1: number;
  size2: number;
  root1: string;
  root2: string;
  proof: string[] | null;
  wantErr: boolean;
}

describe('the tree', () => {
  it('has the published roots (RFC 6962; the empty tree, and the eight leaves)', () => {
    expect(base64(treeRoot([], hash))).toBe('47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=');
    expect(base64(treeRoot(published.slice(0, 1), hash))).toBe('bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=');
    expect(base64(treeRoot(published, hash))).toBe('XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=');
  });

  it('has the same root when it grows leaf by leaf, at every size', () => {
    const growing = growingRoot(hash);
    expect(base64(growing.root())).toBe(base64(treeRoot([], hash)));
    const leaves = leavesOf(130);
    leaves.forEach((leaf, index) => {
      growing.add(leaf);
      expect(base64(growing.root())).toBe(base64(treeRoot(leaves.slice(0, index + 1), hash)));
    });
  });

  it('tells leaves from nodes', () => {
    const [a, b] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    expect(base64(leafHash(Buffer.concat([a, b]), hash))).not.toBe(base64(nodeHash(a, b, hash)));
  });
});

describe('inclusion', () => {
  it.skipIf(!existsSync(vectors))('agrees with every published case (skipped without ../shared)', () => {
    const cases = casesIn<InclusionCase>('inclusion');
    expect(cases.length).toBeGreaterThan(90);
    for (const { name, leafIdx, treeSize, root, leafHash: leaf, proof, wantErr } of cases) {
      const claim = {
        index: leafIdx,
        size: treeSize,
        root: bytes(root),
        leaf: bytes(leaf),
        proof: (proof ?? []).map(bytes),
      };
      expect(verifyInclusion(claim, hash), name).toBe(!wantErr);
      // What verifies is also what is made: all these trees are beginnings of the eight leaves.
      if (!wantErr && treeSize <= 8 && base64(treeRoot(published.slice(0, treeSize), hash)) === root)
        expect(inclusionProof(published.slice(0, treeSize), leafIdx, hash).map(base64), name).toEqual(proof ?? []);
    }
  });

  it('holds for every leaf of every tree up to 40, and for no other leaf, index or size', () => {
    for (let size = 1; size <= 40; size++) {
      const leaves = leavesOf(size);
      const root = treeRoot(leaves, hash);
      leaves.forEach((leaf, index) => {
        const proof = inclusionProof(leaves, index, hash);
        const claim = { index, size, root, leaf, proof };
        expect(verifyInclusion(claim, hash)).toBe(true);
        expect(verifyInclusion({ ...claim, index: (index + 1) % size }, hash)).toBe(size === 1);
        expect(verifyInclusion({ ...claim, proof: [...proof, root] }, hash)).toBe(false);
        if (proof.length > 0) expect(verifyInclusion({ ...claim, proof: proof.slice(1) }, hash)).toBe(false);
      });
    }
  });

  it('fails for any turned bit of leaf, root or proof', () => {
    const leaves = leavesOf(13);
    fc.assert(
      fc.property(fc.nat(12), fc.nat(), fc.nat(31), fc.nat(7), (index, which, byte, bit) => {
        const proof = inclusionProof(leaves, index, hash);
        const parts = [leaves[index] ?? hash(Buffer.of()), treeRoot(leaves, hash), ...proof];
        const turned = parts.map((part, i) =>
          i === which % parts.length ? part.map((old, at) => (at === byte ? old ^ (1 << bit) : old)) : part,
        );
        const [leaf, root, ...altered] = turned as [Uint8Array, Uint8Array, ...Uint8Array[]];
        expect(verifyInclusion({ index, size: 13, root, leaf, proof: altered }, hash)).toBe(false);
      }),
    );
  });

  it('takes no index or size that is none, and no tree beyond what a number holds', () => {
    const [leaf = hash(Buffer.of())] = leavesOf(1);
    for (const [index, size] of [
      [-1, 1],
      [0.5, 2],
      [0, 0],
      [1, 1],
      [Number.NaN, 2],
      [0, 2 ** 64],
      [2 ** 53, 2 ** 54],
    ] as const)
      expect(verifyInclusion({ index, size, root: leaf, leaf, proof: [] }, hash), `${index} of ${size}`).toBe(false);
    for (const index of [-1, 3, 0.5]) expect(() => inclusionProof(leavesOf(3), index, hash)).toThrow(RangeError);
  });

  it('walks sizes beyond 2^31 as they are: a path of 40 hashes down the left side', () => {
    const siblings = leavesOf(41);
    const [leaf = hash(Buffer.of()), ...proof] = siblings;
    const root = proof.reduce((node, sibling) => nodeHash(node, sibling, hash), leaf);
    expect(verifyInclusion({ index: 0, size: 2 ** 40, root, leaf, proof }, hash)).toBe(true);
    expect(verifyInclusion({ index: 2 ** 32, size: 2 ** 40, root, leaf, proof }, hash)).toBe(false);
  });
});

describe('consistency', () => {
  it.skipIf(!existsSync(vectors))('agrees with every published case (skipped without ../shared)', () => {
    const cases = casesIn<ConsistencyCase>('consistency');
    expect(cases.length).toBeGreaterThan(80);
    for (const { name, size1, size2, root1, root2, proof, wantErr } of cases) {
      const claim = {
        oldSize: size1,
        newSize: size2,
        oldRoot: bytes(root1),
        newRoot: bytes(root2),
        proof: (proof ?? []).map(bytes),
      };
      expect(verifyConsistency(claim, hash), name).toBe(!wantErr);
      if (!wantErr && size1 > 0 && size2 <= 8 && base64(treeRoot(published.slice(0, size2), hash)) === root2)
        expect(consistencyProof(published.slice(0, size2), size1, hash).map(base64), name).toEqual(proof ?? []);
    }
  });

  it('holds between all trees up to 33, and not with the roots of others', () => {
    const leaves = leavesOf(33);
    const roots = Array.from({ length: 34 }, (_, size) => treeRoot(leaves.slice(0, size), hash));
    const rootOf = (size: number) => roots[size] ?? hash(Buffer.of());
    for (let newSize = 1; newSize <= 33; newSize++)
      for (let oldSize = 1; oldSize <= newSize; oldSize++) {
        const proof = consistencyProof(leaves.slice(0, newSize), oldSize, hash);
        const claim = { oldSize, newSize, oldRoot: rootOf(oldSize), newRoot: rootOf(newSize), proof };
        expect(verifyConsistency(claim, hash), `${oldSize} to ${newSize}`).toBe(true);
        expect(verifyConsistency({ ...claim, oldRoot: rootOf(oldSize - 1) }, hash)).toBe(false);
        expect(verifyConsistency({ ...claim, newRoot: rootOf(newSize - 1) }, hash)).toBe(false);
      }
  });

  it('sees a rewritten old leaf: no proof leads from the old root to the new tree', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.nat(),
        fc.integer({ min: 0, max: 20 }),
        (oldSize, which, more) => {
          const old = leavesOf(oldSize);
          const rewritten = leavesOf(oldSize + more).map((leaf, i) => (i === which % oldSize ? hash(leaf) : leaf));
          const claim = {
            oldSize,
            newSize: rewritten.length,
            oldRoot: treeRoot(old, hash),
            newRoot: treeRoot(rewritten, hash),
            proof: consistencyProof(rewritten, oldSize, hash),
          };
          expect(verifyConsistency(claim, hash)).toBe(false);
        },
      ),
    );
  });

  it('makes no proof from nothing or from a larger tree', () => {
    for (const oldSize of [0, 4, -1, 1.5])
      expect(() => consistencyProof(leavesOf(3), oldSize, hash)).toThrow(RangeError);
  });
});
