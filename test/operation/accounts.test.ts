import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changePassword, createAccount, disableAccount, employ } from '#operation/accounts/administer.ts';
import { makeToken, revokeToken } from '#operation/accounts/api-tokens.ts';
import {
  chooseEmployment,
  proveIdentity,
  resumeSession,
  resumeToken,
  signIn,
  signOut,
} from '#operation/accounts/sign-in.ts';
import { systemActing } from '#operation/acts/request.ts';
import { registerOrganisation, registerPerson } from '#operation/parties/party-acts.ts';
import { smallScheme } from './small-scheme.ts';
import { createTestWorld, done, organisation, refusalCodes, somebody, type TestWorld } from './test-world.ts';

let t: TestWorld;
let person: string;
let body: string;
const password = '足够长的 password';

beforeAll(async () => {
  t = await createTestWorld('2026-03-02T02:00:00.000Z', [smallScheme]);
  body = await organisation(t.world, '示例认证有限公司', '034');
  person = done<{ party: string }>(
    await registerPerson(t.world, { acting: systemActing }, { zh: '丹', en: 'Dan' }),
  ).party;
  done(
    await createAccount(t.world, systemActing, {
      person,
      login: 'Dan',
      password,
      language: 'zh',
      isAdministrator: false,
    }),
  );
  done(await employ(t.world, systemActing, { person, party: body, roles: ['decider'], from: '2026-01-01', to: null }));
});
afterAll(() => t.close());

const enter = (given: string, from = '192.0.2.1') => signIn(t.world, { login: 'ＤＡＮ', password: given, from });

async function enterAs(given = password) {
  const answer = await enter(given);
  if (answer.is !== 'signed-in') throw new Error(`Expected to be signed in, found ${answer.is}`);
  return answer;
}

describe('signing in', () => {
  test('by password, whatever the width and case of the login; the token itself is nowhere stored', async () => {
    const { token, who } = await enterAs();
    expect(who.acting.viewer).toMatchObject({
      kind: 'person',
      person,
      party: body,
      roles: ['decider'],
      bodySchemes: ['small'],
    });
    expect(who.acting.identified).toBe(true);
    const { rows } = {
      rows: await t.storage.database.rows<{ text: string }>({
        text: 'select row_to_json(session)::text as text from session',
      }),
    };
    expect(JSON.stringify(rows)).not.toContain(token);
    expect((await resumeSession(t.world, token))?.account.login).toBe('dan');
    await signOut(t.world, token);
    expect(await resumeSession(t.world, token)).toBeNull();
  });

  test('a wrong password and an unknown account are answered alike', async () => {
    expect(await enter('wrong')).toEqual({ is: 'wrong' });
    expect(await signIn(t.world, { login: 'nobody', password, from: '192.0.2.9' })).toEqual({ is: 'wrong' });
  });

  test('guessing is slowed down by name', async () => {
    t.clock.set('2026-03-02T03:00:00.000Z');
    const answers = [];
    for (let i = 0; i < 12; i++) answers.push((await enter('wrong')).is);
    expect(answers.slice(0, 10)).toEqual(Array(10).fill('wrong'));
    expect(answers.slice(10)).toEqual(['too-many', 'too-many']);
    // Even the right one has to wait now; in the next window it is welcome.
    expect((await enter(password)).is).toBe('too-many');
    t.clock.set('2026-03-02T03:20:00.000Z');
    expect((await enter(password)).is).toBe('signed-in');
  });

  test('a proof of identity is short, and renews the token', async () => {
    const { token } = await enterAs();
    t.clock.set('2026-03-02T03:26:00.000Z');
    expect((await resumeSession(t.world, token))?.acting.identified).toBe(false);
    expect((await proveIdentity(t.world, token, 'wrong')).is).toBe('wrong');
    const proven = await proveIdentity(t.world, token, password);
    expect(proven).toMatchObject({ is: 'signed-in', who: { acting: { identified: true } } });
    expect(await resumeSession(t.world, token)).toBeNull();
  });

  test('a session ends when it is not used, and in any case after a week', async () => {
    const { token } = await enterAs();
    t.clock.set('2026-03-02T15:27:00.000Z');
    expect(await resumeSession(t.world, token)).toBeNull();
    const second = await enterAs();
    for (let hour = 6; hour < 7 * 24; hour += 6) {
      t.clock.set(new Date(Date.parse('2026-03-02T15:27:00.000Z') + hour * 3_600_000).toISOString());
      expect(await resumeSession(t.world, second.token), `${hour} h`).not.toBeNull();
    }
    t.clock.set('2026-03-09T15:28:00.000Z');
    expect(await resumeSession(t.world, second.token)).toBeNull();
  });

  test('a new password ends every other session', async () => {
    const [first, second] = [await enterAs(), await enterAs()];
    expect(await changePassword(t.world, first.who.account, 'short', first.token)).toMatchObject([
      { code: 'value-range' },
    ]);
    expect(await changePassword(t.world, first.who.account, `${password} 2`, first.token)).toEqual([]);
    expect(await resumeSession(t.world, second.token)).toBeNull();
    expect(await resumeSession(t.world, first.token)).not.toBeNull();
    expect(await changePassword(t.world, first.who.account, password, first.token)).toEqual([]);
  });

  test('a person of two parties chooses in which she acts, among hers alone', async () => {
    const other = await organisation(t.world, '第二单位');
    const { employment } = done<{ employment: string }>(
      await employ(t.world, systemActing, {
        person,
        party: other,
        roles: ['applicant'],
        from: '2026-01-01',
        to: '2026-12-31',
      }),
    );
    const { token, who } = await enterAs();
    expect(who.employment).toBeNull();
    expect(who.acting.viewer.roles).toEqual([]);
    expect(await chooseEmployment(t.world, token, t.world.newId())).toBe(false);
    expect(await chooseEmployment(t.world, token, employment)).toBe(true);
    expect((await resumeSession(t.world, token))?.acting.viewer).toMatchObject({
      party: other,
      roles: ['applicant'],
      applicantSchemes: ['small'],
    });
  });
});

describe('tokens for programs', () => {
  test('act in the employment and scopes that they were made for, are no proof of identity, and can be revoked', async () => {
    const { token, who } = await enterAs();
    await chooseEmployment(t.world, token, who.employments[0]?.id ?? '');
    const me = await resumeSession(t.world, token);
    if (me === null) throw new Error('signed out');
    const made = done<{ token: string; id: string; scopes: string[] }>(
      await makeToken(t.world, me.acting, me.employment?.id ?? null, {
        name: '脚本',
        scopes: ['read', 'everything'],
        days: 30,
      }),
    );
    expect(made.scopes).toEqual(['read']);
    const program = await resumeToken(t.world, made.token);
    expect(program?.acting).toMatchObject({ identified: false, viewer: { scopes: ['read'], person } });
    expect(
      await makeToken(t.world, program?.acting ?? systemActing, null, { name: 'x', scopes: ['admin'], days: 1 }),
    ).toEqual({ is: 'denied', why: 'not-allowed' });
    expect(await revokeToken(t.world, me.acting, made.id)).toBe(true);
    expect(await resumeToken(t.world, made.token)).toBeNull();
  });
});

describe('parties and accounts', () => {
  test('only an administrator makes accounts; a login is somebody’s once', async () => {
    const administrator = await somebody(t.world, '管', body, [], true);
    const clerk = await somebody(t.world, '员', body, ['registrar']);
    const given = { person, login: 'dan', password, language: 'zh' as const, isAdministrator: false };
    expect(await createAccount(t.world, await clerk.acting(), given)).toEqual({ is: 'denied', why: 'not-allowed' });
    expect(
      refusalCodes(await createAccount(t.world, await administrator.acting(), { ...given, password: 'x' })),
    ).toEqual(['value-range']);
    expect(refusalCodes(await createAccount(t.world, await administrator.acting(), given))).toEqual(['value-kind']);
    const { account } = done<{ account: string }>(
      await createAccount(t.world, await administrator.acting(), { ...given, login: 'dan-2' }),
    );
    expect((await signIn(t.world, { login: 'dan-2', password, from: 'x' })).is).toBe('signed-in');
    done(await disableAccount(t.world, await administrator.acting(), account));
    expect((await signIn(t.world, { login: 'dan-2', password, from: 'x' })).is).toBe('wrong');
  });

  test('a code has to be right, and nobody else’s', async () => {
    const register = (value: string) =>
      registerOrganisation(
        t.world,
        { acting: systemActing },
        { names: [{ language: 'zh', name: '新单位', from: null }], codes: [{ system: 'uscc', value }], details: {} },
      );
    expect(refusalCodes(await register('91310000DEM0000149'))).toEqual(['value-code']);
    done(await register('91310000DEM000014U'));
    expect(refusalCodes(await register('91310000DEM000014U'))).toEqual(['value-code']);
  });

  test('a person’s name stands in no event, and her erasure leaves every chain whole', async () => {
    const { events } = await t.world.storage.events.load({ kind: 'party', id: person });
    expect(JSON.stringify(events)).not.toContain('丹');
    expect((await t.world.storage.parties.byId(person))?.names[0]?.name).toBe('丹');
    await t.world.storage.inTransaction((transaction) =>
      t.world.storage.vault.erase(transaction, person, { at: t.world.clock.now(), reason: '本人申请' }),
    );
    expect((await t.world.storage.parties.byId(person))?.names).toEqual([]);
    expect((await t.world.storage.events.load({ kind: 'party', id: person })).events).toEqual(events);
  });
});
