import { gzipSync } from 'node:zlib';
import { toHex } from '#proof/hex.ts';
import { encodeStatusBits, makeStateBits, shapeStatusList } from '#proof/status-list.ts';
import { signCredential } from '../keys/sign-credential.ts';
import { openKey } from '../keys/signing-key.ts';
import type { Id } from '../ports/values.ts';
import { presentName } from '../project/party.ts';
import type { World } from '../world.ts';
import { currentKey } from './issuing-keys.ts';
import { statusListUrl } from './party-did.ts';

/** How long a list counts, when it is signed anew though nothing changed, and how long a cache may keep it. */
const hour = 3_600_000;
const counts = 24 * hour;
const signAgainAfter = 12 * hour;
export const statusListSeconds = 300;

export interface SignedStatusList {
  readonly jws: string;
  /** Hex SHA-256 of its bytes. */
  readonly digest: string;
}

interface Kept extends SignedStatusList {
  /** What the list says, and the key that said it: signed anew when either is another. */
  readonly says: string;
  readonly madeAt: number;
}

/** Lists signed by this process; another process signs its own, and each is as good. */
const signed = new WeakMap<World['storage'], Map<string, Kept>>();
const mostKept = 2000;

/**
 * A status list as it stands now, signed by its issuer's own key: made when it is asked for, and again when the state of a
 * certificate in it has changed, so that no job can be late. `unknown`: nobody has a place in it; `no-key`: the issuer's key
 * does not lie here, so that nobody here can sign.
 */
export async function statusListOf(
  world: World,
  issuer: Id,
  list: number,
): Promise<SignedStatusList | 'unknown' | 'no-key'> {
  const states = await world.storage.statusPlaces.ofList(issuer, list);
  if (states === null) return 'unknown';
  const now = world.clock.now();
  const key = await currentKey(world, issuer, now);
  if (key === null || key.key.custody.kind !== 'hosted') return 'no-key';
  const kept = signed.get(world.storage) ?? new Map<string, Kept>();
  signed.set(world.storage, kept);
  const listUrl = statusListUrl(world.house.address, issuer, list);
  const says = toHex(world.hash(new TextEncoder().encode(`${key.keyId} ${JSON.stringify(states)}`)));
  const known = kept.get(listUrl);
  const at = Date.parse(now);
  if (known?.says === says && at >= known.madeAt && at - known.madeAt < signAgainAfter) return known;
  const party = await world.storage.parties.byId(issuer);
  const payload = shapeStatusList({
    listUrl,
    issuer: { did: key.key.did, name: party === null ? '' : presentName(party).zh },
    encodedList: encodeStatusBits(makeStateBits(states), (bytes) => gzipSync(bytes, { level: 9 })),
    validFrom: now,
    validUntil: new Date(at + counts).toISOString(),
    ttl: statusListSeconds * 1000,
  });
  const jws = await signCredential(payload, key.key, openKey(key.key, world.secrets), now);
  const fresh = { jws, digest: toHex(world.hash(new TextEncoder().encode(jws))), says, madeAt: at };
  if (kept.size >= mostKept) kept.clear();
  kept.set(listUrl, fresh);
  return fresh;
}
