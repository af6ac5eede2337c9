import { type Refusal, refuse } from '#certification/act/refusal.ts';
import { may } from '#certification/policy/policy.ts';
import { isId } from '../acts/needs.ts';
import { denied, type Outcome, refusedWith } from '../acts/outcome.ts';
import type { Acting } from '../acts/request.ts';
import type { Account, Employment } from '../ports/accounts.ts';
import type { Id } from '../ports/values.ts';
import type { World } from '../world.ts';
import { hashPassword, leastPasswordLength, mostPasswordLength } from './password.ts';
import { digestOf } from './sign-in.ts';

export interface NewAccount {
  readonly person: Id;
  readonly login: string;
  readonly password: string;
  readonly language: 'zh' | 'en';
  readonly isAdministrator: boolean;
}

/** Makes an account for a registered person. */
export async function createAccount(
  world: World,
  acting: Acting,
  given: NewAccount,
): Promise<Outcome<{ readonly account: Id }>> {
  if (!may('admin.accounts', acting.viewer)) return denied('not-allowed');
  const login = given.login.trim().normalize('NFKC').toLowerCase();
  const refusals = [
    ...checkLogin(login),
    ...checkPassword(given.password),
    ...(await checkPerson(world, given.person)),
  ];
  if (refusals.length > 0) return refusedWith(refusals);
  const account: Account = {
    id: world.newId(),
    person: given.person,
    login,
    passwordHash: await hashPassword(given.password),
    language: given.language,
    isAdministrator: given.isAdministrator,
    createdAt: world.clock.now(),
    disabledAt: null,
  };
  const put = await world.storage.inTransaction((transaction) => world.storage.accounts.put(transaction, account));
  if ('loginTaken' in put) return refusedWith([taken(login)]);
  return { is: 'done', value: { account: account.id }, repeated: false };
}

export type NewEmployment = Omit<Employment, 'id'>;

/** That a person works for a party, in these roles. The end of one is a new day on it: nothing is deleted. */
export async function employ(
  world: World,
  acting: Acting,
  given: NewEmployment,
): Promise<Outcome<{ readonly employment: Id }>> {
  if (!may('admin.accounts', acting.viewer)) return denied('not-allowed');
  const party = isId(given.party) ? await world.storage.parties.byId(given.party) : null;
  const refusals = [
    ...(await checkPerson(world, given.person)),
    ...(party?.kind === 'organisation' ? [] : [refuse('named-unknown', { found: given.party }, { field: 'party' })]),
  ];
  if (refusals.length > 0) return refusedWith(refusals);
  const employment: Employment = { ...given, id: world.newId() };
  await world.storage.inTransaction((transaction) => world.storage.accounts.putEmployment(transaction, employment));
  return { is: 'done', value: { employment: employment.id }, repeated: false };
}

/** A new password; every other session of the account ends. */
export async function changePassword(
  world: World,
  account: Account,
  password: string,
  session: string | null,
): Promise<readonly Refusal[]> {
  const refusals = checkPassword(password);
  if (refusals.length > 0) return refusals;
  const passwordHash = await hashPassword(password);
  await world.storage.inTransaction(async (transaction) => {
    await world.storage.accounts.put(transaction, { ...account, passwordHash });
    await world.storage.sessions.removeAll(account.id, session === null ? undefined : digestOf(session), transaction);
  });
  return [];
}

/** The account signs in no more; what it did stays. */
export async function disableAccount(world: World, acting: Acting, id: Id): Promise<Outcome<{ readonly account: Id }>> {
  if (!may('admin.accounts', acting.viewer)) return denied('not-allowed');
  const account = isId(id) ? await world.storage.accounts.byId(id) : null;
  if (account === null) return denied('not-found');
  await world.storage.inTransaction(async (transaction) => {
    await world.storage.accounts.put(transaction, { ...account, disabledAt: world.clock.now() });
    await world.storage.sessions.removeAll(id, undefined, transaction);
  });
  return { is: 'done', value: { account: id }, repeated: false };
}

function checkLogin(login: string): readonly Refusal[] {
  return /^[\p{L}\p{N}._@+-]{2,100}$/u.test(login)
    ? []
    : [
        refuse(
          'value-kind',
          {
            label: { zh: '登录名', en: 'login' },
            expected: { zh: '2–100 个字母、数字或 . _ @ + -', en: '2 to 100 letters, digits or . _ @ + -' },
            found: login,
          },
          { field: 'login' },
        ),
      ];
}

function checkPassword(password: string): readonly Refusal[] {
  const length = [...password].length;
  return length >= leastPasswordLength && password.length <= mostPasswordLength
    ? []
    : [
        refuse(
          'value-range',
          {
            label: { zh: '密码长度', en: 'length of the password' },
            least: String(leastPasswordLength),
            most: String(mostPasswordLength),
            found: String(length),
          },
          { field: 'password' },
        ),
      ];
}

async function checkPerson(world: World, person: Id): Promise<readonly Refusal[]> {
  const found = isId(person) ? await world.storage.parties.byId(person) : null;
  return found?.kind === 'person' ? [] : [refuse('named-unknown', { found: person }, { field: 'person' })];
}

function taken(login: string): Refusal {
  return refuse(
    'value-kind',
    {
      label: { zh: '登录名', en: 'login' },
      expected: { zh: '未被使用的登录名', en: 'a login that nobody has' },
      found: login,
    },
    { field: 'login' },
  );
}
