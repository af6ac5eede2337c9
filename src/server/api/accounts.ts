import { z } from '@hono/zod-openapi';
import { createAccount, disableAccount, employ } from '#operation/accounts/administer.ts';
import { namesOf } from '#operation/desk/names.ts';
import { doneOr } from '../problem/of-outcome.ts';
import { route } from '../route/route.ts';
import { namedShape } from './case-shape.ts';
import { day, id, instant } from './shapes.ts';

const accountShape = z
  .object({
    id,
    person: namedShape,
    login: z.string(),
    language: z.enum(['zh', 'en']),
    isAdministrator: z.boolean(),
    createdAt: instant,
    disabledAt: instant.nullable(),
  })
  .openapi('Account', { description: '账户 / A way to sign in' });

const list = route({
  method: 'get',
  path: '/api/v1/admin/accounts',
  id: 'accounts',
  family: 'admin',
  says: { zh: '全部账户', en: 'Every account' },
  policy: 'admin.accounts',
  answer: { json: z.object({ rows: z.array(accountShape) }) },
  run: async ({ world }) => {
    const accounts = await world.storage.accounts.list();
    const name = await namesOf(
      world,
      accounts.map((a) => a.person),
    );
    return {
      rows: accounts.map(({ passwordHash: _, person, ...account }) => ({ ...account, person: name(person) })),
    };
  },
});

const create = route({
  method: 'post',
  path: '/api/v1/admin/accounts',
  id: 'createAccount',
  family: 'admin',
  says: { zh: '建立账户', en: 'Make an account' },
  policy: 'admin.accounts',
  status: 201,
  body: {
    json: z.strictObject({
      person: id,
      login: z.string().min(1).max(200),
      password: z.string().min(1).max(1000),
      language: z.enum(['zh', 'en']).default('zh'),
      isAdministrator: z.boolean().default(false),
    }),
  },
  answer: { json: z.object({ account: id }) },
  problems: ['refused'],
  run: async ({ world, acting, body }) => doneOr(await createAccount(world, await acting(), body)),
});

const disable = route({
  method: 'delete',
  path: '/api/v1/admin/accounts/{id}',
  id: 'disableAccount',
  family: 'admin',
  says: { zh: '停用账户', en: 'Disable an account' },
  more: { zh: '其会话即刻结束；其办理记录不变。', en: 'Its sessions end at once; what it did stays.' },
  policy: 'admin.accounts',
  params: z.object({ id }),
  answer: { json: z.object({ account: id }) },
  problems: ['not-found'],
  run: async ({ world, acting, params }) => doneOr(await disableAccount(world, await acting(), params.id)),
});

const employmentShape = z
  .object({ id, person: id, party: namedShape, roles: z.array(z.string()), from: day, to: day.nullable() })
  .openapi('AdminEmployment');

const employments = route({
  method: 'get',
  path: '/api/v1/admin/persons/{id}/employments',
  id: 'employments',
  family: 'admin',
  says: { zh: '一个人员的任职', en: 'The employments of a person' },
  policy: 'admin.accounts',
  params: z.object({ id }),
  answer: { json: z.object({ rows: z.array(employmentShape) }) },
  run: async ({ world, params }) => {
    const rows = await world.storage.accounts.employments(params.id);
    const name = await namesOf(
      world,
      rows.map((e) => e.party),
    );
    return { rows: rows.map((e) => ({ ...e, party: name(e.party) })) };
  },
});

const employPerson = route({
  method: 'post',
  path: '/api/v1/admin/employments',
  id: 'employ',
  family: 'admin',
  says: { zh: '登记任职（单位与角色）', en: 'Record an employment: party and roles' },
  policy: 'admin.accounts',
  status: 201,
  body: {
    json: z.strictObject({
      person: id,
      party: id,
      roles: z.array(z.string().min(1).max(100)).min(1).max(50),
      from: day,
      to: day.nullable().default(null),
    }),
  },
  answer: { json: z.object({ employment: id }) },
  problems: ['refused'],
  run: async ({ world, acting, body }) => doneOr(await employ(world, await acting(), body)),
});

export const accountRoutes = [list, create, disable, employments, employPerson];
