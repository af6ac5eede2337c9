import type { EventEnvelope, StreamName } from '#certification/event/event.ts';
import { type ChainHead, emptyChain, verifyChain } from '#proof/chain.ts';
import { equalBytes } from '#proof/hash.ts';
import { toHex } from '#proof/hex.ts';
import { sha256 } from '../postgres/event-store.ts';
import { type AuditFinding, shown } from './finding.ts';

/** A stream as its tables hold it, nothing parsed. */
export interface RawStream {
  readonly stream: StreamName;
  readonly head: { readonly version: number; readonly hash: Uint8Array };
  readonly events: readonly RawEvent[];
  readonly facts: readonly RawFact[];
}

export interface RawEvent {
  readonly version: number;
  readonly id: string;
  readonly kind: string;
  readonly type: string;
  readonly format: number;
  readonly recordedAt: string;
  readonly bytes: Uint8Array;
  readonly hash: Uint8Array;
}

export interface RawFact {
  readonly version: number;
  readonly ordinal: number;
  readonly kind: string;
  readonly streamKind: string;
  readonly recordedAt: string;
  readonly bytes: Uint8Array;
  readonly hash: Uint8Array;
}

/** Everything that a stream says against itself: its chain, its head, the columns beside the bytes, its facts. */
export function auditStream(raw: RawStream): readonly AuditFinding[] {
  const { stream, head, events } = raw;
  const name = `${stream.kind} ${stream.id}`;
  const end: ChainHead = { stream, version: head.version, hash: head.hash };
  const result = verifyChain(events, emptyChain(stream), sha256, end);
  if (!result.ok) {
    const { kind, version, expected, found } = result.broken;
    // When only the head differs, all events agree among themselves.
    const place = verifyChain(events, emptyChain(stream), sha256).ok && kind !== 'missing' ? 'stream_head' : 'event';
    return [{ place, key: `${name}: version ${version} (${kind})`, expected, found }];
  }
  return [...events.flatMap((event) => auditColumns(name, stream, event)), ...auditFacts(name, raw)];
}

function auditColumns(name: string, stream: StreamName, event: RawEvent): AuditFinding[] {
  const envelope = readEnvelope(event.bytes);
  const pairs: readonly (readonly [column: string, inBytes: unknown, beside: unknown])[] = [
    ['stream_kind', stream.kind, event.kind],
    ['id', envelope.id, event.id],
    ['type', envelope.type, event.type],
    ['format', envelope.format, event.format],
    ['recorded_at', envelope.recordedAt, event.recordedAt],
  ];
  return pairs
    .filter(([, inBytes, beside]) => inBytes !== beside)
    .map(([column, inBytes, beside]) => ({
      place: 'event',
      key: `${name}: version ${event.version}, column ${column}`,
      expected: shown(inBytes),
      found: shown(beside),
    }));
}

export function readEnvelope(bytes: Uint8Array): EventEnvelope {
  return JSON.parse(new TextDecoder().decode(bytes)) as EventEnvelope;
}

/** A fact's bytes are those that were hashed, and it belongs to an event of its stream, in unbroken order. */
function auditFacts(name: string, { stream, head, events, facts }: RawStream): AuditFinding[] {
  const findings: AuditFinding[] = [];
  const counts = new Map<number, number>();
  for (const fact of facts) {
    const key = `${name}: version ${fact.version}, fact ${fact.ordinal}`;
    const report = (expected: string, found: string) => findings.push({ place: 'outbox', key, expected, found });
    const digest = sha256(fact.bytes);
    if (!equalBytes(digest, fact.hash)) report(`bytes with the digest ${toHex(fact.hash)}`, toHex(digest));
    const event = events[fact.version - 1];
    if (fact.version < 1 || !event) report(`an event of versions 1 to ${head.version}`, `version ${fact.version}`);
    else {
      const { recordedAt } = readEnvelope(event.bytes);
      if (fact.recordedAt !== recordedAt) report(`recorded at ${recordedAt}`, fact.recordedAt);
    }
    if (fact.streamKind !== stream.kind) report(`a stream of the kind ${stream.kind}`, fact.streamKind);
    const ordinal = counts.get(fact.version) ?? 0;
    if (fact.ordinal !== ordinal) report(`fact ${ordinal}`, `fact ${fact.ordinal}`);
    counts.set(fact.version, fact.ordinal + 1);
  }
  return findings;
}
