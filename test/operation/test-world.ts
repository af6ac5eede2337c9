import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { viewerOf } from '#operation/accounts/viewer-of.ts';
import { type Acting, systemActing } from '#operation/acts/request.ts';
import { fixedClock } from '#operation/clock.ts';
import { idMaker } from '#operation/ids.ts';
import { sha256 } from '#operation/keys/node-crypto.ts';
import { makeSecret } from '#operation/keys/secret-file.ts';
import { addKey, registerOrganisation, registerPerson } from '#operation/parties/party-acts.ts';
import { loadHouseRules } from '#operation/rules/house-rules.ts';
import { registerScheme } from '#operation/schemes/register-scheme.ts';
import { schemeShelf } from '#operation/schemes/shelf.ts';
import type { World } from '#operation/world.ts';
import { openStorage, type PostgresStorage } from '#storage/open-storage.ts';
import { createTestDatabase } from '../database.ts';

/** A world on a private database, with a clock that stands where the test puts it. */
export interface TestWorld {
  readonly world: World;
  readonly storage: PostgresStorage;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly files: string;
  readonly url: string;
  close(): Promise<void>;
}

const root = join(import.meta.dirname, '..', '..');

export async function createTestWorld(
  now = '2026-03-10T02:00:00.000Z',
  schemes: readonly Scheme[] = [],
): Promise<TestWorld> {
  const database = await createTestDatabase();
  const files = mkdtempSync(join(tmpdir(), 'touchstone-files-'));
  const storage = openStorage({ url: database.url, files, connections: 8 });
  const clock = fixedClock(now);
  const secret = makeSecret(randomBytes(32));
  const world: World = {
    storage,
    clock,
    wallClock: clock,
    newId: idMaker(clock.now, randomBytes),
    randomBytes,
    hash: sha256,
    secrets: { current: secret, all: [secret] },
    schemes: schemeShelf(storage.editions, storage.events),
    rules: await loadHouseRules(join(root, 'rules')),
    house: {
      address: 'https://register.example.org',
      language: 'zh',
      isDemonstration: true,
      mostUpload: 300 * 1_048_576,
      zone: 'Asia/Shanghai',
    },
  };
  for (const scheme of schemes) done(await registerScheme(world, { acting: systemActing }, scheme));
  return {
    world,
    storage,
    clock,
    files,
    url: database.url,
    close: async () => {
      await storage.close();
      await database.drop();
      rmSync(files, { recursive: true, force: true });
    },
  };
}

/** The value of an act that was done; anything else fails the test with what came instead. */
export function done<T>(outcome: { readonly is: string }): T {
  if (outcome.is !== 'done') throw new Error(`Expected an act to be done, found ${JSON.stringify(outcome)}`);
  return (outcome as unknown as { readonly value: T }).value;
}

/** Codes of the refusals of an act that was refused. */
export function refusalCodes(outcome: { readonly is: string }): readonly string[] {
  if (outcome.is !== 'refused') throw new Error(`Expected an act to be refused, found ${JSON.stringify(outcome)}`);
  return (outcome as unknown as { readonly refusals: readonly { readonly code: string }[] }).refusals.map(
    (r) => r.code,
  );
}

export async function organisation(world: World, zh: string, code = '', withKey = false): Promise<string> {
  const codes = code === '' ? [] : [{ system: 'number-code', value: code }];
  const body = {
    names: [
      { language: 'zh' as const, name: zh, from: null },
      { language: 'en' as const, name: `${zh} Ltd`, from: null },
    ],
    codes,
    details: {},
  };
  const { party } = done<{ party: string }>(await registerOrganisation(world, { acting: systemActing }, body));
  if (withKey) done(await addKey(world, { acting: systemActing }, party, { custody: 'hosted' }));
  return party;
}

/** A registered person with an account and an employment, as she acts. */
export interface Somebody {
  readonly person: string;
  readonly account: string;
  readonly party: string;
  acting(identified?: boolean): Promise<Acting>;
}

let logins = 0;

export async function somebody(
  world: World,
  zh: string,
  party: string,
  roles: readonly string[],
  isAdministrator = false,
): Promise<Somebody> {
  const { party: person } = done<{ party: string }>(
    await registerPerson(world, { acting: systemActing }, { zh, en: '' }),
  );
  const account = {
    id: world.newId(),
    person,
    login: `somebody-${++logins}`,
    passwordHash: null,
    language: 'zh' as const,
    isAdministrator,
    createdAt: world.clock.now(),
    disabledAt: null,
  };
  const employment = { id: world.newId(), person, party, roles, from: '2020-01-01', to: null };
  await world.storage.inTransaction(async (transaction) => {
    await world.storage.accounts.put(transaction, account);
    if (party !== '') await world.storage.accounts.putEmployment(transaction, employment);
  });
  return {
    person,
    account: account.id,
    party,
    acting: async (identified = true) => ({
      viewer: await viewerOf(world, account, party === '' ? null : employment, null),
      identified,
    }),
  };
}
