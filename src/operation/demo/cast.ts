import { hashPassword } from '../accounts/password.ts';
import { viewerOf } from '../accounts/viewer-of.ts';
import type { Outcome } from '../acts/outcome.ts';
import { type Acting, systemActing } from '../acts/request.ts';
import {
  addKey,
  type PartyAnswer,
  recordOfParty,
  registerOrganisation,
  registerPerson,
} from '../parties/party-acts.ts';
import type { Account, Employment } from '../ports/accounts.ts';
import type { Id } from '../ports/values.ts';
import type { World } from '../world.ts';
import type { Story, StoryPerson } from './story.ts';

/** An account that one may sign in with, as the start prints it. */
export interface DemoAccount {
  readonly login: string;
  readonly password: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly party: { readonly zh: string; readonly en: string };
  readonly shows: { readonly zh: string; readonly en: string };
}

export interface Member {
  readonly person: Id;
  readonly party: Id;
  readonly partyName: string;
  readonly roles: readonly string[];
  readonly acting: () => Promise<Acting>;
}

/** Parties and people of the story, registered. */
export interface Cast {
  readonly parties: ReadonlyMap<string, Id>;
  readonly people: ReadonlyMap<string, Member>;
}

const system = { acting: systemActing };
/** System under which a party of the story is found again, when a build that was broken off goes on. */
const storyCode = 'demonstration';

/** The act that has to be done; anything else is a fault of the story or the engine, and says where. */
export function done<T>(outcome: Outcome<T>, what: string): T {
  if (outcome.is === 'done') return outcome.value;
  throw new Error(`The demonstration could not be built: ${what}: ${JSON.stringify(outcome)}`);
}

/** Registers everybody. A second call finds them again: a build that was broken off goes on where it stopped. */
export async function registerCast(world: World, story: Story, progress: (what: string) => void): Promise<Cast> {
  const parties = new Map<string, Id>();
  for (const [name, party] of Object.entries(story.parties)) {
    progress(party.zh);
    parties.set(name, await registerParty(world, name, party));
  }
  const hash = await hashPassword(story.password);
  const people = new Map<string, Member>();
  for (const [name, person] of Object.entries(story.people)) {
    progress(person.zh);
    people.set(name, await registerMember(world, name, person, parties, person.login === undefined ? null : hash));
  }
  return { parties, people };
}

async function registerParty(world: World, name: string, party: Story['parties'][string]): Promise<Id> {
  const [found] = await world.storage.parties.byCode(storyCode, name);
  if (found) return found.id;
  const code = party['number-code'];
  const codes = [
    { system: storyCode, value: name },
    { system: 'uscc', value: party.uscc },
    ...(code === '' ? [] : [{ system: 'number-code', value: code }]),
  ];
  const names = (['zh', 'en'] as const).map((language) => ({ language, name: party[language], from: null }));
  const details = { address: party.address, demonstration: true };
  const { party: id } = done<PartyAnswer>(
    await registerOrganisation(world, system, { names, codes, details }),
    party.zh,
  );
  if (party.key) done(await addKey(world, system, id, { custody: 'hosted' }), `key of ${party.zh}`);
  return id;
}

async function registerMember(
  world: World,
  name: string,
  given: StoryPerson,
  parties: ReadonlyMap<string, Id>,
  passwordHash: string | null,
): Promise<Member> {
  const party = parties.get(given.of);
  if (party === undefined)
    throw new Error(
      `The demonstration's person \`${name}\` is of the party \`${given.of}\`, which is not among its parties.`,
    );
  const login = given.login ?? `demo-${name}`;
  const known = await world.storage.accounts.byLogin(login);
  const account = known ?? (await registerAccount(world, given, login, passwordHash, parties));
  const employment =
    (await world.storage.accounts.employments(account.person)).find((e) => e.party === party) ??
    (await employMember(world, account, given, party));
  return {
    person: account.person,
    party,
    partyName: given.of,
    roles: given.roles,
    acting: async () => ({ viewer: await viewerOf(world, account, employment, null), identified: true }),
  };
}

async function registerAccount(
  world: World,
  given: StoryPerson,
  login: string,
  passwordHash: string | null,
  parties: ReadonlyMap<string, Id>,
): Promise<Account> {
  const { party: person } = done<PartyAnswer>(
    await registerPerson(world, system, { zh: given.zh, en: given.en }),
    given.zh,
  );
  if (given.competent.length > 0) {
    const body = { codes: given.competent, on: world.clock.now().slice(0, 10), basis: '演示 demonstration' };
    done(await recordOfParty(world, system, person, { type: 'CompetenceAssessed', body }), given.zh);
  }
  for (const [other, kind] of Object.entries(given.ties))
    done(
      await recordOfParty(world, system, person, {
        type: 'TieDeclared',
        body: { party: parties.get(other) ?? '', kind, until: null },
      }),
      given.zh,
    );
  const account: Account = {
    id: world.newId(),
    person,
    login,
    passwordHash,
    language: 'zh',
    isAdministrator: given.administrator,
    createdAt: world.clock.now(),
    disabledAt: null,
  };
  await world.storage.inTransaction((transaction) => world.storage.accounts.put(transaction, account));
  return account;
}

async function employMember(world: World, account: Account, given: StoryPerson, party: Id): Promise<Employment> {
  const employment = {
    id: world.newId(),
    person: account.person,
    party,
    roles: given.roles,
    from: '2020-01-01',
    to: null,
  };
  await world.storage.inTransaction((transaction) => world.storage.accounts.putEmployment(transaction, employment));
  return employment;
}

/** The accounts that one may sign in with, in the order of the story. */
export function demoAccounts(story: Story): readonly DemoAccount[] {
  return Object.values(story.people).flatMap((p) => {
    const party = story.parties[p.of];
    if (p.login === undefined) return [];
    return [
      {
        login: p.login,
        password: story.password,
        name: { zh: p.zh, en: p.en },
        party: { zh: party?.zh ?? '', en: party?.en ?? '' },
        shows: p.shows ?? { zh: '', en: '' },
      },
    ];
  });
}
