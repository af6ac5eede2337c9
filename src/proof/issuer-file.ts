import { parseDidUrl } from './did.ts';
import { instantMilliseconds, instantText } from './instant.ts';
import type { Issuer, IssuerKey, ResolveIssuer } from './issuer.ts';
import { fromEd25519Multikey, toEd25519Multikey } from './multibase.ts';
import {
  did,
  either,
  exactly,
  instant,
  list,
  object,
  oneOf,
  type Shape,
  type ShapeProblem,
  shapeProblems,
  text,
} from './shape.ts';

/**
 * A pinned issuer file: what a verifier without a network trusts. Somebody who is trusted wrote down which keys each issuer
 * had and when; the file's own day (`asOf`) bounds what it can know.
 */
export interface IssuerFile {
  readonly format: 'touchstone-issuers/1';
  readonly asOf: string;
  /** Who made it, from what. */
  readonly source: string;
  readonly issuers: readonly Issuer[];
}

export type IssuerFileReading =
  | { readonly ok: true; readonly file: IssuerFile }
  | { readonly ok: false; readonly problems: readonly ShapeProblem[] };

const nullable = (shape: Shape) => either(exactly(null), shape);

/** STORED: the file's form; a change of it is a new `format`. */
const fileShape = object({
  format: exactly('touchstone-issuers/1'),
  asOf: instant,
  source: text,
  issuers: list(
    object({
      did,
      name: nullable(object({ zh: text, en: text })),
      keys: list(
        object({
          id: text,
          publicKeyMultibase: text,
          from: nullable(instant),
          until: nullable(instant),
          revoked: nullable(object({ from: instant, reason: oneOf('compromised', 'ceased') })),
        }),
      ),
    }),
  ),
});

interface WrittenKey extends Omit<IssuerKey, 'algorithm' | 'publicKey'> {
  readonly publicKeyMultibase: string;
}
interface WrittenFile extends Omit<IssuerFile, 'issuers'> {
  readonly issuers: readonly (Omit<Issuer, 'keys'> & { readonly keys: readonly WrittenKey[] })[];
}

/** Reads an issuer file, or tells all that is wrong with it at once. */
export function parseIssuerFile(content: string): IssuerFileReading {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return { ok: false, problems: [{ path: '$', expected: 'JSON', found: `\`${content.slice(0, 40)}\`` }] };
  }
  const misshapen = shapeProblems(fileShape, value);
  if (misshapen.length > 0) return { ok: false, problems: misshapen };
  const written = value as WrittenFile;
  const problems = written.issuers.flatMap((issuer, i) => issuerProblems(issuer, `$.issuers[${i}]`));
  const seen = new Set<string>();
  written.issuers.forEach(({ did: one }, i) => {
    if (seen.has(one))
      problems.push({ path: `$.issuers[${i}].did`, expected: 'each issuer once', found: `\`${one}\` again` });
    seen.add(one);
  });
  if (problems.length > 0) return { ok: false, problems };
  const issuers = written.issuers.map((issuer) => ({ ...issuer, keys: issuer.keys.map(readKey) }));
  return { ok: true, file: { ...written, asOf: inUtc(written.asOf), issuers } };
}

/** The text of an issuer file; two spaces and a line end, so that a person can read and compare it. */
export function writeIssuerFile(file: IssuerFile): string {
  const { issuers, ...head } = file;
  return `${JSON.stringify({ ...head, issuers: issuers.map(writtenIssuer) }, null, 2)}\n`;
}

/** The same text in pieces, for a register whose issuers never lie in memory all at once. */
export async function* issuerFileText(
  head: Omit<IssuerFile, 'issuers'>,
  issuers: AsyncIterable<Issuer>,
): AsyncGenerator<string> {
  const begin = JSON.stringify({ ...head, issuers: [] }, null, 2);
  yield begin.slice(0, begin.lastIndexOf(']'));
  let isFirst = true;
  for await (const issuer of issuers) {
    const text = JSON.stringify(writtenIssuer(issuer), null, 2).replaceAll('\n', '\n    ');
    yield `${isFirst ? '' : ','}\n    ${text}`;
    isFirst = false;
  }
  yield `${isFirst ? '' : '\n  '}]\n}\n`;
}

function writtenIssuer(issuer: Issuer): WrittenFile['issuers'][number] {
  return {
    ...issuer,
    keys: issuer.keys.map(({ id, publicKey, from, until, revoked }) => ({
      id,
      publicKeyMultibase: toEd25519Multikey(publicKey),
      from,
      until,
      revoked,
    })),
  };
}

/** Asks the file; who is not in it is unknown, and the answer says as of when. */
export function resolveFromFile(file: IssuerFile): ResolveIssuer {
  const issuers = new Map(file.issuers.map((issuer) => [issuer.did, issuer]));
  return (asked) => {
    const issuer = issuers.get(asked);
    if (issuer === undefined) return { answer: 'unknown', where: `${file.source} (${file.asOf})` };
    return { answer: 'known', issuer };
  };
}

function issuerProblems(issuer: WrittenFile['issuers'][number], path: string): ShapeProblem[] {
  const problems: ShapeProblem[] = [];
  issuer.keys.forEach((key, i) => {
    const at = `${path}.keys[${i}]`;
    const url = parseDidUrl(key.id);
    if (url?.did !== issuer.did || url.fragment === null)
      problems.push({ path: `${at}.id`, expected: `\`${issuer.did}#…\``, found: `\`${key.id}\`` });
    if (issuer.keys.findIndex((other) => other.id === key.id) < i)
      problems.push({ path: `${at}.id`, expected: 'each key once', found: `\`${key.id}\` again` });
    if (fromEd25519Multikey(key.publicKeyMultibase)?.length !== 32)
      problems.push({
        path: `${at}.publicKeyMultibase`,
        expected: 'an Ed25519 Multikey (`z6Mk…`)',
        found: `\`${key.publicKeyMultibase}\``,
      });
    if (key.from !== null && key.until !== null && Date.parse(key.from) >= Date.parse(key.until))
      problems.push({ path: `${at}.until`, expected: `an instant after ${key.from}`, found: key.until });
  });
  return problems;
}

function readKey({ id, publicKeyMultibase, from, until, revoked }: WrittenKey): IssuerKey {
  return {
    id,
    algorithm: 'Ed25519',
    publicKey: fromEd25519Multikey(publicKeyMultibase) ?? new Uint8Array(0),
    from: from === null ? null : inUtc(from),
    until: until === null ? null : inUtc(until),
    revoked: revoked === null ? null : { ...revoked, from: inUtc(revoked.from) },
  };
}

const inUtc = (instantWithOffset: string) => instantText(instantMilliseconds(instantWithOffset) ?? 0);
