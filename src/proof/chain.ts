import { CanonicalError, type CanonicalValue, canonicalBytes, parseCanonical } from './canonical.ts';
import { equalBytes, type Hash } from './hash.ts';
import { toHex } from './hex.ts';

/**
 * The hash chain of a stream. STORED: every event's bytes hold its stream, its version (1 for the first, without gaps) and
 * the hex SHA-256 of the bytes of the event before it (null for the first), so that no event can be altered, left out,
 * moved or brought in from another stream without breaking a link.
 */
export interface ChainStream {
  readonly kind: string;
  readonly id: string;
}

/** Where a stream stands: what the next event must link to. */
export interface ChainHead {
  readonly stream: ChainStream;
  /** Version of the last event; 0 before the first. */
  readonly version: number;
  /** Hash of the last event's bytes; null before the first. */
  readonly hash: Uint8Array | null;
}

/** An event as a table keeps it: beside the bytes, the columns that the bytes must agree with. */
export interface ChainRow {
  readonly version: number;
  readonly bytes: Uint8Array;
  readonly hash: Uint8Array;
}

export type ChainBreakKind = 'altered' | 'missing' | 'reordered' | 'foreign-stream' | 'unreadable' | 'head-behind';

export interface ChainBreak {
  readonly kind: ChainBreakKind;
  /** The version at which the chain breaks: for `missing` the first one that is not there, for `head-behind` the first one
   * that the other place does not know of. */
  readonly version: number;
  readonly expected: string;
  readonly found: string;
}

export type ChainResult =
  | { readonly ok: true; readonly head: ChainHead }
  | { readonly ok: false; readonly broken: ChainBreak };

export function emptyChain(stream: ChainStream): ChainHead {
  return { stream, version: 0, hash: null };
}

/**
 * The bytes and hash of the next event of a stream: the event's own members with `stream`, `version` and `previous` set.
 * @throws CanonicalError when the event has no canonical form.
 */
export function linkEvent(head: ChainHead, event: object, hash: Hash): { row: ChainRow; head: ChainHead } {
  const version = head.version + 1;
  const previous = head.hash === null ? null : toHex(head.hash);
  const bytes = canonicalBytes({ ...event, stream: head.stream, version, previous });
  const digest = hash(bytes);
  return { row: { version, bytes, hash: digest }, head: { stream: head.stream, version, hash: digest } };
}

/**
 * Walks a stream's rows in their order and names the first break. `end` is what another place says of the stream's head (the
 * `stream_head` row, a published leaf): without it, a cut-off tail or a last event rewritten together with its hash can't be seen.
 */
export function verifyChain(rows: Iterable<ChainRow>, from: ChainHead, hash: Hash, end?: ChainHead): ChainResult {
  let head = from;
  let gap: ChainBreak | undefined;
  for (const row of rows) {
    if (gap === undefined) {
      const next = followLink(head, row, hash);
      if (next.ok) head = next.head;
      else if (next.broken.kind === 'missing') gap = next.broken;
      else return next;
    } else if (row.version === gap.version) {
      // What seemed to be missing comes later: it was moved, not left out.
      return { ok: false, broken: { ...gap, kind: 'reordered' } };
    }
  }
  if (gap !== undefined) return { ok: false, broken: gap };
  return end === undefined ? { ok: true, head } : compareEnd(head, end);
}

/** One step of the walk, for rows that arrive one by one. */
export function followLink(head: ChainHead, row: ChainRow, hash: Hash): ChainResult {
  const version = head.version + 1;
  const digest = hash(row.bytes);
  // First the row itself: bytes that do not match their own digest prove nothing about their neighbours.
  if (!equalBytes(digest, row.hash))
    return broken('altered', row.version, `bytes with the digest ${toHex(row.hash)}`, toHex(digest));
  const link = readLink(row.bytes);
  if (typeof link === 'string')
    return broken('unreadable', row.version, 'canonical bytes with stream, version and previous', link);
  if (link.stream.kind !== head.stream.kind || link.stream.id !== head.stream.id)
    return broken('foreign-stream', row.version, nameOf(head.stream), nameOf(link.stream));
  if (link.version !== row.version)
    return broken(
      'altered',
      row.version,
      `version ${link.version}, as its bytes say`,
      `version ${row.version} beside them`,
    );
  if (link.version > version) return broken('missing', version, `version ${version}`, `version ${link.version}`);
  if (link.version < version) return broken('reordered', link.version, `version ${version}`, `version ${link.version}`);
  const previous = head.hash === null ? null : toHex(head.hash);
  // Versions follow each other and both rows match their own digests: one of the two was rewritten together with its digest.
  if (link.previous !== previous)
    return broken(
      'altered',
      Math.max(1, head.version),
      `the digest ${link.previous} that version ${version} was linked to`,
      `${previous}`,
    );
  return { ok: true, head: { stream: head.stream, version, hash: digest } };
}

function compareEnd(head: ChainHead, end: ChainHead): ChainResult {
  if (head.version < end.version)
    return broken(
      'missing',
      head.version + 1,
      `events up to version ${end.version}`,
      `the last is version ${head.version}`,
    );
  if (head.version > end.version)
    return broken(
      'head-behind',
      end.version + 1,
      `a head at version ${head.version}`,
      `a head at version ${end.version}`,
    );
  const [expected, found] = [end, head].map((side) => (side.hash === null ? 'none' : toHex(side.hash)));
  if (expected !== found) return broken('altered', head.version, `the digest ${expected}`, `${found}`);
  return { ok: true, head };
}

function readLink(bytes: Uint8Array): { stream: ChainStream; version: number; previous: string | null } | string {
  let value: CanonicalValue;
  try {
    value = parseCanonical(bytes);
  } catch (error) {
    if (error instanceof CanonicalError) return error.message;
    throw error;
  }
  if (!isObject(value)) return 'no object';
  const { stream, version, previous } = value;
  if (!isObject(stream) || typeof stream.kind !== 'string' || typeof stream.id !== 'string') return 'no stream';
  if (typeof version !== 'number') return 'no version';
  if (previous !== null && typeof previous !== 'string') return 'no previous';
  return { stream: { kind: stream.kind, id: stream.id }, version, previous };
}

function isObject(value: CanonicalValue | undefined): value is { readonly [name: string]: CanonicalValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const nameOf = (stream: ChainStream) => `stream ${stream.kind} ${stream.id}`;

function broken(kind: ChainBreakKind, version: number, expected: string, found: string): ChainResult {
  return { ok: false, broken: { kind, version, expected, found } };
}
