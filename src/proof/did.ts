/** A DID URL taken apart (DID Core 1.0 section 3.2): `did:web:example.org#key-1`. */
export interface DidUrl {
  readonly did: string;
  /** Without the `#`; null when the URL names no part of the document. */
  readonly fragment: string | null;
}

const didPattern = /^did:[a-z0-9]+:(?:[A-Za-z0-9._:-]|%[0-9A-Fa-f]{2})*[A-Za-z0-9._-]$/;

export function isDid(text: string): boolean {
  return didPattern.test(text);
}

/** A DID with at most a fragment; undefined for anything else (paths and queries name no key of ours). */
export function parseDidUrl(text: string): DidUrl | undefined {
  const [did = '', fragment, ...rest] = text.split('#');
  if (rest.length > 0 || !isDid(did)) return undefined;
  if (fragment !== undefined && !/^[A-Za-z0-9._~-]+$/.test(fragment)) return undefined;
  return { did, fragment: fragment ?? null };
}

/**
 * Where the document of a did:web lies (did:web method specification, read): HTTPS, `/.well-known/did.json` for a bare host,
 * else the path. Undefined for another method or an identifier that is no host and path.
 */
export function didWebDocumentUrl(did: string): string | undefined {
  if (!did.startsWith('did:web:') || !isDid(did)) return undefined;
  const parts = did.slice('did:web:'.length).split(':');
  const host = (parts[0] ?? '').replace(/%3A/gi, ':');
  const path = parts.slice(1);
  if (
    !/^[A-Za-z0-9.-]+(:\d{1,5})?$/.test(host) ||
    path.some((part) => part === '' || /^\.+$/.test(part) || /%2f/i.test(part))
  )
    return undefined;
  return `https://${host}/${path.length === 0 ? '.well-known' : path.join('/')}/did.json`;
}
