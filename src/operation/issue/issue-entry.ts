import { shapeCredential } from '#certification/credential/shape-credential.ts';
import type { EntryDecided, EntryEvent, StatusPlace } from '#certification/entry/events.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { signCredential } from '../keys/sign-credential.ts';
import { openKey } from '../keys/signing-key.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Id, Instant } from '../ports/values.ts';
import type { World } from '../world.ts';
import { certificateOf, type IssuerApproval } from './certificate-of.ts';
import { currentKey } from './issuing-keys.ts';
import { statusListUrl } from './party-did.ts';
import { reservePlace } from './status-place.ts';

/** What an entry's issue needs: the decision, its edition, and the day on which it is issued. */
export interface Issuing {
  readonly scheme: Scheme;
  readonly entry: Id;
  readonly decided: EntryDecided;
  readonly now: Instant;
  readonly today: string;
}

/**
 * Issues an entry at once, where it can be: without a credential when its result has none, else signed with the issuer's
 * hosted key, the credential's bytes put into the files under their digest. Null when the issuer's key lies elsewhere or does
 * not exist: the number stays reserved, and the entry is issued by an act of its own once the signature has arrived.
 *
 * A crash between the file and the commit leaves a file that nothing refers to, and never an entry without its file.
 */
export async function issueNow(world: World, issuing: Issuing, transaction: Transaction): Promise<EntryEvent | null> {
  const { scheme, decided, today } = issuing;
  const result = scheme.results.find((r) => r.id === decided.result);
  if (result?.credential !== true) return issued(today, null, null, null);
  const key = await currentKey(world, decided.issuer, issuing.now, transaction);
  if (key === null || key.key.custody.kind !== 'hosted') return null;
  const place = await reservePlace(world, { issuer: decided.issuer, entry: issuing.entry }, transaction);
  const payload = await payloadOf(world, issuing, place, transaction);
  const jws = await signCredential(payload, key.key, openKey(key.key, world.secrets), issuing.now);
  return issued(today, await keepCredential(world, jws), key.keyId, place);
}

export function issued(
  on: string,
  credential: string | null,
  keyId: string | null,
  status: StatusPlace | null,
): EntryEvent {
  return { type: 'EntryIssued', format: 2, body: { issuedOn: on, credential, keyId, status } };
}

/** The credential's content, still to be signed. */
export async function payloadOf(
  world: World,
  issuing: Issuing,
  place: StatusPlace | null,
  transaction?: Transaction,
): Promise<Readonly<Record<string, unknown>>> {
  const { scheme, decided } = issuing;
  const facts = await certificateFactsOf(world, scheme, { id: issuing.entry, decided }, transaction);
  if (place === null) return shapeCredential(facts);
  const listUrl = statusListUrl(world.house.address, decided.issuer, place.list);
  return shapeCredential({ ...facts, status: { listUrl, index: place.index } });
}

export async function certificateFactsOf(
  world: World,
  scheme: Scheme,
  entry: { readonly id: Id; readonly decided: EntryDecided },
  transaction?: Transaction,
) {
  const { issuer, holder } = entry.decided;
  const parties = await world.storage.parties.byIds([issuer, holder], transaction);
  const [issuerRow, holderRow] = [parties.get(issuer), parties.get(holder)];
  if (issuerRow === undefined || holderRow === undefined)
    throw new Error(
      `The issuer ${issuer} or the holder ${holder} of the entry ${entry.id} is not registered as a party.`,
    );
  const approval = await approvalOf(world, issuer, transaction);
  return certificateOf(world, scheme, entry, { issuer: issuerRow, holder: holderRow, approval });
}

/** The approval under which the body issues, as registered here; null where none is. */
async function approvalOf(world: World, issuer: Id, transaction?: Transaction): Promise<IssuerApproval> {
  const held = await world.storage.entries.heldBy(issuer, ['approval'], transaction);
  const approval = held.find((e) => e.status === 'valid');
  if (approval === undefined) return null;
  const { zh, en, und } = approval.issuerNames;
  return {
    number: approval.number,
    authority: {
      url: `${world.house.address}/parties/${approval.issuer ?? ''}`,
      name: { zh: zh ?? und ?? '', en: en ?? und ?? '' },
    },
  };
}

export async function keepCredential(world: World, jws: string): Promise<string> {
  const bytes = new TextEncoder().encode(jws);
  const put = await world.storage.blobs.put(once(bytes), { most: bytes.length });
  if ('tooLarge' in put) throw new Error('The file store refused a credential of its own size.');
  return put.digest;
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
