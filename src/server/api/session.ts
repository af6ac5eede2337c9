import { z } from '@hono/zod-openapi';
import { changePassword } from '#operation/accounts/administer.ts';
import {
  chooseEmployment,
  proveIdentity,
  resumeSession,
  type SignedIn,
  type SignInAnswer,
  signIn,
  signOut,
} from '#operation/accounts/sign-in.ts';
import { presentName } from '#operation/project/party.ts';
import type { World } from '#operation/world.ts';
import { showRefusal } from '../problem/of-outcome.ts';
import { Problem } from '../problem/problem.ts';
import { type Door, route } from '../route/route.ts';
import { day, id, instant, text } from './shapes.ts';

const employmentShape = z.object({
  id,
  party: z.object({ id, name: text }),
  roles: z.array(z.string()),
  from: day,
  to: day.nullable(),
});

const sessionShape = z
  .object({
    account: z.object({ id, login: z.string(), language: z.enum(['zh', 'en']), isAdministrator: z.boolean() }),
    person: z.object({ id, name: text }),
    /** In which she acts; null until she chose one of several. */
    employment: employmentShape.nullable(),
    employments: z.array(employmentShape),
    identifiedUntil: instant.nullable(),
    scopes: z.array(z.string()).nullable(),
    now: instant,
    isDemonstration: z.boolean(),
  })
  .openapi('Session', { description: '当前登录者 / Who is signed in' });

/** A browser forgets the cookie with the session: seven days is the longest that one lives. */
const cookieDays = 7;

const begin = route({
  method: 'post',
  path: '/api/v1/session',
  id: 'signIn',
  family: 'session',
  says: { zh: '登录', en: 'Sign in' },
  more: {
    zh: '口令正确时设置会话 cookie。连续失败会被限制。',
    en: 'Sets the session cookie when the password is right. Repeated failures are slowed down.',
  },
  policy: 'open',
  limit: 'sign-in',
  body: { json: z.strictObject({ login: z.string().min(1).max(200), password: z.string().min(1).max(1000) }) },
  answer: { json: sessionShape },
  problems: ['sign-in-failed', 'too-many'],
  run: async ({ world, body, client, door }) => {
    const answer = await signIn(world, { ...body, from: client.address });
    return showSession(world, begun(answer, door));
  },
});

function begun(answer: SignInAnswer, door: Door): SignedIn {
  if (answer.is === 'too-many')
    throw new Problem('too-many', { headers: { 'retry-after': String(answer.retryAfterSeconds) } });
  if (answer.is === 'wrong') throw new Problem('sign-in-failed');
  door.setCookie(answer.token, new Date(Date.now() + cookieDays * 86_400_000));
  return answer.who;
}

const read = route({
  method: 'get',
  path: '/api/v1/session',
  id: 'session',
  family: 'session',
  says: { zh: '当前登录者', en: 'Who is signed in' },
  policy: 'signed-in',
  answer: { json: sessionShape },
  run: async ({ world, who }) => showSession(world, signedIn(await who())),
});

const end = route({
  method: 'delete',
  path: '/api/v1/session',
  id: 'signOut',
  family: 'session',
  says: { zh: '退出登录', en: 'Sign out' },
  policy: 'open',
  answer: { none: true },
  run: async ({ world, session, door }) => {
    if (session !== undefined) await signOut(world, session);
    door.dropCookie();
    return {};
  },
});

const identify = route({
  method: 'post',
  path: '/api/v1/session/identity',
  id: 'proveIdentity',
  family: 'session',
  says: { zh: '再次验证身份', en: 'Prove identity again' },
  more: {
    zh: '作出决定前再次输入口令；五分钟内有效，会话改用新令牌。',
    en: 'The password again before a decision; good for five minutes. The session goes on under a new token.',
  },
  policy: 'signed-in',
  limit: 'sign-in',
  body: { json: z.strictObject({ password: z.string().min(1).max(1000) }) },
  answer: { json: sessionShape },
  problems: ['sign-in-failed', 'too-many'],
  run: async ({ world, body, session, door }) =>
    showSession(world, begun(await proveIdentity(world, needed(session), body.password), door)),
});

const choose = route({
  method: 'put',
  path: '/api/v1/session/employment',
  id: 'chooseEmployment',
  family: 'session',
  says: { zh: '选择以哪个单位身份办理', en: 'Choose the employment in which to act' },
  policy: 'signed-in',
  body: { json: z.strictObject({ employment: id }) },
  answer: { json: sessionShape },
  run: async ({ world, body, session }) => {
    const token = needed(session);
    if (!(await chooseEmployment(world, token, body.employment))) throw new Problem('not-found');

    return showSession(world, signedIn(await resumeSession(world, token)));
  },
});

const language = route({
  method: 'put',
  path: '/api/v1/session/language',
  id: 'chooseLanguage',
  family: 'session',
  says: { zh: '选择界面语言', en: 'Choose the language' },
  policy: 'open',
  body: { json: z.strictObject({ language: z.enum(['zh', 'en']) }) },
  answer: { none: true },
  run: async ({ body, door }) => {
    door.setLanguage(body.language);
    return {};
  },
});

const password = route({
  method: 'put',
  path: '/api/v1/session/password',
  id: 'changePassword',
  family: 'session',
  says: { zh: '修改口令', en: 'Change the password' },
  more: { zh: '其他会话随之结束。', en: 'Every other session of the account ends.' },
  policy: 'signed-in',
  limit: 'sign-in',
  body: { json: z.strictObject({ old: z.string().min(1).max(1000), password: z.string().min(1).max(1000) }) },
  answer: { json: sessionShape },
  problems: ['sign-in-failed', 'too-many', 'refused'],
  run: async ({ world, body, session, door }) => {
    const proved = await proveIdentity(world, needed(session), body.old);
    const who = begun(proved, door);
    const token = proved.is === 'signed-in' ? proved.token : null;
    const refusals = await changePassword(world, who.account, body.password, token);
    if (refusals.length > 0) throw new Problem('refused', { refusals: refusals.map((r) => showRefusal(r)) });
    return showSession(world, who);
  },
});

/** A token is no session: who holds one has no cookie to renew. */
function needed(session: string | undefined): string {
  if (session === undefined) throw new Problem('not-signed-in');
  return session;
}

function signedIn(who: SignedIn | null): SignedIn {
  if (who === null) throw new Problem('not-signed-in');
  return who;
}

async function showSession(world: World, who: SignedIn): Promise<z.output<typeof sessionShape>> {
  const { account, employment, employments, acting, identifiedUntil } = who;
  const parties = await world.storage.parties.byIds([account.person, ...employments.map((e) => e.party)]);
  const nameOf = (party: string) => {
    const found = parties.get(party);
    return found === undefined ? { zh: '—', en: '—' } : presentName(found);
  };
  const show = (e: (typeof employments)[number]) => ({
    id: e.id,
    party: { id: e.party, name: nameOf(e.party) },
    roles: [...e.roles],
    from: e.from,
    to: e.to,
  });
  return {
    account: {
      id: account.id,
      login: account.login,
      language: account.language,
      isAdministrator: account.isAdministrator,
    },
    person: { id: account.person, name: nameOf(account.person) },
    employment: employment === null ? null : show(employment),
    employments: employments.map(show),
    identifiedUntil,
    scopes: acting.viewer.scopes === null ? null : [...acting.viewer.scopes],
    now: world.clock.now(),
    isDemonstration: world.house.isDemonstration,
  };
}

export const sessionRoutes = [begin, read, end, identify, choose, language, password];
