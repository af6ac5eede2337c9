import {
  did,
  either,
  exactly,
  instant,
  list,
  matching,
  object,
  oneOf,
  type Shape,
  text,
  types,
  uri,
  wholeNumber,
} from './shape.ts';
import { untpConformityCredential070, untpContexts070 } from './untp-0-7-0.ts';

/** A kind and version of credential that the house reads. A new version is a new row; old ones stay, for old credentials do. */
export interface CredentialShape {
  readonly name: string;
  /**
   * The exact list and order of `@context`: a context that is added or exchanged after the fact changes what the terms mean.
   */
  readonly contexts: readonly string[];
  /** The type beside `VerifiableCredential`. */
  readonly type: string;
  readonly shape: Shape;
}

const purpose = oneOf('refresh', 'revocation', 'suspension', 'message');

/** W3C Bitstring Status List 1.0 section 2.2: one list, for one purpose or several. */
const bitstringStatusList: Shape = object(
  {
    '@context': list(uri, 1),
    type: types('VerifiableCredential', 'BitstringStatusListCredential'),
    id: uri,
    issuer: either(did, object({ id: did }, { name: text })),
    validFrom: instant,
    credentialSubject: object(
      {
        id: uri,
        type: exactly('BitstringStatusList'),
        statusPurpose: either(purpose, list(purpose, 1)),
        encodedList: matching(/^u[A-Za-z0-9_-]+$/, 'a bitstring, compressed, in multibase base64url (`u…`)'),
      },
      { ttl: wholeNumber },
    ),
  },
  { validUntil: instant, name: text },
);

export const credentialShapes: readonly CredentialShape[] = [
  {
    name: 'UNTP Digital Conformity Credential 0.7.0',
    contexts: untpContexts070,
    type: 'DigitalConformityCredential',
    shape: untpConformityCredential070,
  },
  {
    name: 'W3C Bitstring Status List 1.0',
    contexts: ['https://www.w3.org/ns/credentials/v2'],
    type: 'BitstringStatusListCredential',
    shape: bitstringStatusList,
  },
];

/** The row whose contexts and type a payload declares; undefined when the house reads no such credential. */
export function findCredentialShape(payload: Readonly<Record<string, unknown>>): CredentialShape | undefined {
  const { '@context': contexts, type } = payload;
  return credentialShapes.find(
    (row) =>
      JSON.stringify(contexts) === JSON.stringify(row.contexts) && Array.isArray(type) && type.includes(row.type),
  );
}
