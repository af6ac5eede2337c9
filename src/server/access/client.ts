/** Where a request comes from, for limits alone: never logged, never stored. */
export interface Client {
  readonly address: string;
  /** This very machine, without a proxy between. */
  readonly isLocal: boolean;
}

const loopback = /^(?:127\.|::1$|::ffff:127\.)/;

/**
 * A proxy on this machine appends the address that it serves to `X-Forwarded-For`: its last entry is believed, and only from a
 * loopback address. From anywhere else the header is the sender's own word, and counts for nothing.
 */
export function clientOf(socketAddress: string | undefined, forwardedFor: string | undefined): Client {
  const socket = socketAddress ?? '';
  if (!loopback.test(socket)) return { address: socket, isLocal: false };
  const last = forwardedFor?.split(',').at(-1)?.trim().slice(0, 64) ?? '';
  return last === '' ? { address: socket, isLocal: true } : { address: last, isLocal: loopback.test(last) };
}
