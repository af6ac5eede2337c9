import type { Id } from '../ports/values.ts';

/** The DID of a party (did:web): its document lies under the register's own address. A port is written as `%3A`. */
export function didOfParty(address: string, party: Id): string {
  return `did:web:${new URL(address).host.replace(':', '%3A')}:parties:${party}`;
}

export function keyUrl(address: string, party: Id, keyId: string): string {
  return `${didOfParty(address, party)}#${keyId}`;
}

/** Public addresses of an entry: its credential, the page with its verdict, the register's root. */
export function pagesOf(
  address: string,
  entry: Id,
): { readonly credential: string; readonly verdict: string; readonly register: string } {
  return { credential: `${address}/credentials/${entry}`, verdict: `${address}/entries/${entry}`, register: address };
}

/** Where a status list of an issuer is served. */
export function statusListUrl(address: string, issuer: Id, list: number): string {
  return `${address}/status/${issuer}/${list}`;
}
