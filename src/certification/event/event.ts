/**
 * The envelope of every event. STORED: its RFC 8785 bytes are kept and hashed for ever; a change of the shape is a new
 * `envelope` number with an upcaster, never an edit. Personal values never stand in a body: a `Sealed` reference does.
 */
export interface EventEnvelope<Type extends string = string, Body = unknown> {
  readonly envelope: 1;
  readonly stream: StreamName;
  /** 1 for the first event of its stream, without gaps. */
  readonly version: number;
  readonly id: string;
  readonly type: Type;
  /** Format of the body of this type; upcasters raise it on reading only. */
  readonly format: number;
  readonly recordedAt: string;
  readonly actor: Actor;
  readonly body: Body;
  /** Hex SHA-256 of the bytes of the event before it in its stream; null for the first. */
  readonly previous: string | null;
}

export const streamKinds = ['party', 'scheme', 'case', 'round', 'entry', 'source'] as const;
export type StreamKind = (typeof streamKinds)[number];

export interface StreamName {
  readonly kind: StreamKind;
  readonly id: string;
}

/** Who acted. Account, person and party are three things; a clock or an import acts as `system`. */
export type Actor =
  | {
      readonly kind: 'person';
      readonly account: string;
      readonly person: string;
      readonly party: string;
      readonly role: string;
    }
  | { readonly kind: 'public'; readonly contact: Sealed | null }
  | { readonly kind: 'system'; readonly name: string };

/** A personal value that lies in the vault: its reference, and a salted digest that proves it was not changed. */
export interface Sealed {
  readonly vault: string;
  readonly digest: string;
}

/** A new event before it is put into its envelope. */
export interface NewEvent<Type extends string = string, Body = unknown> {
  readonly type: Type;
  readonly format: number;
  readonly body: Body;
}
