import { z } from '@hono/zod-openapi';
import { scopes } from '#certification/policy/viewer.ts';
import { makeToken, revokeToken } from '#operation/accounts/api-tokens.ts';
import { doneOr } from '../problem/of-outcome.ts';
import { Problem } from '../problem/problem.ts';
import { route } from '../route/route.ts';
import { id, instant } from './shapes.ts';

const scopeShape = z.enum(scopes);

const list = route({
  method: 'get',
  path: '/api/v1/tokens',
  id: 'tokens',
  family: 'session',
  says: { zh: '本人的接口令牌', en: 'One’s own API tokens' },
  policy: 'token.make',
  answer: {
    json: z.object({
      rows: z.array(
        z
          .object({
            id,
            name: z.string(),
            scopes: z.array(z.string()),
            employment: id.nullable(),
            createdAt: instant,
            expiresAt: instant.nullable(),
            usedAt: instant.nullable(),
            revokedAt: instant.nullable(),
          })
          .openapi('ApiToken', { description: '接口令牌（不含令牌本身） / An API token, without its secret' }),
      ),
    }),
  },
  run: async ({ world, acting }) => {
    const { viewer } = await acting();
    const rows = await world.storage.tokens.ofAccount(viewer.account);
    return { rows: rows.map(({ token: _token, account: _account, ...row }) => row) };
  },
});

const make = route({
  method: 'post',
  path: '/api/v1/tokens',
  id: 'makeToken',
  family: 'session',
  says: { zh: '建立接口令牌', en: 'Make an API token' },
  more: {
    zh: '以当前任职身份；令牌只在此显示一次。',
    en: 'In the employment in which one acts now. The token is shown this once.',
  },
  policy: 'token.make',
  status: 201,
  body: {
    json: z.strictObject({
      name: z.string().min(1).max(100),
      scopes: z.array(scopeShape).min(1).max(scopes.length),
      days: z.int().min(1).max(3650).nullable().default(365),
    }),
  },
  answer: {
    json: z
      .object({ id, token: z.string(), scopes: z.array(scopeShape), expiresAt: instant.nullable() })
      .openapi('MadeToken'),
  },
  run: async ({ world, who, body }) => {
    const found = await who();
    if (found === null) throw new Problem('not-signed-in');
    return doneOr(await makeToken(world, found.acting, found.employment?.id ?? null, body));
  },
});

const revoke = route({
  method: 'delete',
  path: '/api/v1/tokens/{id}',
  id: 'revokeToken',
  family: 'session',
  says: { zh: '撤销接口令牌', en: 'Revoke an API token' },
  policy: 'token.make',
  params: z.object({ id }),
  answer: { none: true },
  problems: ['not-found'],
  run: async ({ world, acting, params }) => {
    if (!(await revokeToken(world, await acting(), params.id))) throw new Problem('not-found');
    return {};
  },
});

export const tokenRoutes = [list, make, revoke];
