import { isIP } from 'node:net';
import { loopback, type Proxies } from './proxies.ts';

/** Where a request comes from, for limits alone: never logged, never stored. */
export interface Client {
  /** An IPv4 address, or the /64 network of an IPv6 one: who is given such a network has all its addresses. */
  readonly address: string;
  /** This very machine, without a proxy between. */
  readonly isLocal: boolean;
}

/**
 * Each proxy appends the address that it serves to `X-Forwarded-For`, so the header is read from its end, as far as those who
 * wrote it are trusted; what stands before the first address that is no trusted proxy is the sender's own word, and counts
 * for nothing.
 */
export function clientOf(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trusted: Proxies = loopback,
): Client {
  let address = plainAddress(socketAddress ?? '');
  const said = (forwardedFor ?? '').split(',').map((part) => plainAddress(part.trim()));
  while (trusted.has(address)) {
    const next = said.pop() ?? '';
    // Nothing more, or nothing that is an address: the trusted proxy itself is then all that is known.
    if (isIP(next) === 0) break;
    address = next;
  }
  // Words that nobody may believe still show that somebody stands between.
  const isThis = loopback.has(address) && (forwardedFor === undefined || trusted.has(address));
  return { address: network(address), isLocal: isThis };
}

/** Without a port, brackets or zone, and IPv4 as IPv4 also where a socket speaks both. */
function plainAddress(text: string): string {
  const bare = text.slice(0, 64).toLowerCase();
  const inBrackets = /^\[([^\]]*)\](?::\d+)?$/.exec(bare)?.[1];
  const withPort = /^(\d+(?:\.\d+){3}):\d+$/.exec(bare)?.[1];
  return (inBrackets ?? withPort ?? bare).replace(/%.*$/, '').replace(/^::ffff:(?=\d+(\.\d+){3}$)/, '');
}

/** The first four groups of an IPv6 address, written in one way; an IPv4 address as it is. */
function network(address: string): string {
  if (!address.includes(':')) return address;
  const [before = '', after] = address.split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const gap = after === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  const groups = [...head, ...Array<string>(gap).fill('0'), ...tail].slice(0, 4);
  return `${groups.map((g) => g.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
