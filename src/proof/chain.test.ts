import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalBytes, parseCanonical } from './canonical.ts';
import { type ChainHead, type ChainResult, type ChainRow, emptyChain, linkEvent, verifyChain } from './chain.ts';

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const stream = { kind: 'case', id: '0199a0b2-0000-7000-8000-000000000001' };

function chainOf(count: number, of = stream): { rows: ChainRow[]; head: ChainHead } {
  let head = emptyChain(of);
  const rows: ChainRow[] = [];
  for (let i = 0; i < count; i++) {
    const linked = linkEvent(head, { type: 'Noted', body: { text: `第${i}条`, i } }, hash);
    rows.push(linked.row);
    head = linked.head;
  }
  return { rows, head };
}

const breakOf = (result: ChainResult) => (result.ok ? 'whole' : `${result.broken.kind} at ${result.broken.version}`);
const check = (rows: readonly ChainRow[], end?: ChainHead) => breakOf(verifyChain(rows, emptyChain(stream), hash, end));

/** A row whose bytes and digest were both rewritten, as somebody with the database's password can. */
function rewritten(row: ChainRow, changes: object): ChainRow {
  const bytes = canonicalBytes({ ...(parseCanonical(row.bytes) as object), ...changes });
  return { ...row, bytes, hash: hash(bytes) };
}

describe('verifyChain', () => {
  const { rows, head } = chainOf(5);
  const with3 = (row: ChainRow) => rows.map((old, i) => (i === 2 ? row : old));
  const third = rows[2] as ChainRow;

  it('accepts a whole stream and gives its head', () => {
    expect(verifyChain(rows, emptyChain(stream), hash, head)).toEqual({ ok: true, head });
    expect(verifyChain([], emptyChain(stream), hash)).toEqual({ ok: true, head: emptyChain(stream) });
  });

  it('goes on from a known head', () => {
    const half = verifyChain(rows.slice(0, 3), emptyChain(stream), hash);
    if (!half.ok) throw new Error('expected a whole half');
    expect(breakOf(verifyChain(rows.slice(3), half.head, hash, head))).toBe('whole');
  });

  it.each<[string, readonly ChainRow[], string]>([
    [
      'bytes altered',
      with3({ ...third, bytes: third.bytes.map((byte, i) => (i === 20 ? byte ^ 1 : byte)) }),
      'altered at 3',
    ],
    ['the digest altered', with3({ ...third, hash: hash(Uint8Array.of(1)) }), 'altered at 3'],
    ['the body and digest rewritten together', with3(rewritten(third, { body: { i: 99 } })), 'altered at 3'],
    ['the version beside the bytes altered', with3({ ...third, version: 4 }), 'altered at 4'],
    ['an event left out', rows.filter((row) => row !== third), 'missing at 3'],
    ['the first left out', rows.slice(1), 'missing at 1'],
    ['two events exchanged', [1, 3, 2, 4, 5].map((n) => rows[n - 1] as ChainRow), 'reordered at 2'],
    ['an event twice', [1, 2, 2, 3, 4, 5].map((n) => rows[n - 1] as ChainRow), 'reordered at 2'],
    [
      'an event of another stream',
      with3(chainOf(3, { kind: 'entry', id: stream.id }).rows[2] as ChainRow),
      'foreign-stream at 3',
    ],
    [
      'bytes that are no event',
      with3({ ...third, bytes: Uint8Array.of(0x30), hash: hash(Uint8Array.of(0x30)) }),
      'unreadable at 3',
    ],
    ['bytes that are not canonical', with3(respelled(third)), 'unreadable at 3'],
  ])('names the first break: %s', (_, broken, expected) => {
    expect(check(broken, head)).toBe(expected);
  });

  it('sees a cut-off tail and a rewritten last event only against the head that another place keeps', () => {
    expect(check(rows.slice(0, 4))).toBe('whole');
    expect(check(rows.slice(0, 4), head)).toBe('missing at 5');
    const last = [...rows.slice(0, 4), rewritten(rows[4] as ChainRow, { type: 'Other' })];
    expect(check(last)).toBe('whole');
    expect(check(last, head)).toBe('altered at 5');
    expect(check(rows, chainOf(3).head)).toBe('head-behind at 4');
  });

  it('says what was expected and what was found', () => {
    const result = verifyChain(rows.slice(1), emptyChain(stream), hash);
    expect(result).toEqual({
      ok: false,
      broken: { kind: 'missing', version: 1, expected: 'version 1', found: 'version 2' },
    });
  });

  it('is broken by any altered byte of any row, columns included', () => {
    fc.assert(
      fc.property(fc.nat(4), fc.nat(), fc.integer({ min: 1, max: 255 }), fc.boolean(), (index, place, flip, inHash) => {
        const row = rows[index] as ChainRow;
        const flipIn = (bytes: Uint8Array) => bytes.map((byte, i) => (i === place % bytes.length ? byte ^ flip : byte));
        const altered = inHash ? { ...row, hash: flipIn(row.hash) } : { ...row, bytes: flipIn(row.bytes) };
        expect(
          check(
            rows.map((old, i) => (i === index ? altered : old)),
            head,
          ),
        ).toBe(`altered at ${index + 1}`);
      }),
    );
  });

  it('is broken by any rewriting that keeps each row true to its own digest', () => {
    fc.assert(
      fc.property(fc.nat(4), fc.string(), (index, type) => {
        const forged = rewritten(rows[index] as ChainRow, {
          type: `x${type.normalize('NFC').replace(/\p{Surrogate}/gu, '')}`,
        });
        expect(
          check(
            rows.map((old, i) => (i === index ? forged : old)),
            head,
          ),
        ).toBe(`altered at ${index + 1}`);
      }),
    );
  });
});

function respelled(row: ChainRow): ChainRow {
  const bytes = new TextEncoder().encode(JSON.stringify(parseCanonical(row.bytes), null, 1));
  return { ...row, bytes, hash: hash(bytes) };
}

describe('linkEvent', () => {
  it('writes the bytes for ever: this form never changes', () => {
    const { rows } = chainOf(2, { kind: 'entry', id: 'e1' });
    const texts = rows.map((row) => new TextDecoder().decode(row.bytes));
    expect(texts[0]).toBe(
      '{"body":{"i":0,"text":"第0条"},"previous":null,"stream":{"id":"e1","kind":"entry"},"type":"Noted","version":1}',
    );
    // The digest of those bytes by sha256sum.
    expect(JSON.parse(texts[1] ?? '')).toMatchObject({
      previous: '92d07cc74508e7e39b9025c96028c5f2567bb7da676ffb8bfff1aa3651b747a5',
      version: 2,
    });
  });

  it('overrides members of the event that would lie about its place', () => {
    const { row } = linkEvent(
      emptyChain(stream),
      { version: 7, previous: 'x', stream: { kind: 'party', id: 'p' } },
      hash,
    );
    expect(parseCanonical(row.bytes)).toEqual({ stream, version: 1, previous: null });
  });
});
