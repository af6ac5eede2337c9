import { z } from '@hono/zod-openapi';
import { credentialForSigning, issueWithSignature } from '#operation/acts/entry-acts.ts';
import { viewEntry } from '#operation/desk/entry-view.ts';
import { fromBase64url } from '#proof/base64url.ts';
import { doneUnder } from '../problem/of-outcome.ts';
import { Problem } from '../problem/problem.ts';
import { route } from '../route/route.ts';
import { entryAnswerShape } from './entries.ts';
import { id, instant } from './shapes.ts';

const toSign = route({
  method: 'get',
  path: '/api/v1/entries/{id}/to-sign',
  id: 'credentialToSign',
  family: 'entries',
  says: { zh: '取得待签内容（外部密钥）', en: 'What is to be signed, for a key that lies elsewhere' },
  more: {
    zh: '对 toSign 的 ASCII 字节作 Ed25519 签名，连同 toSign 与 keyId 交回 /signature。',
    en: 'Sign the ASCII bytes of `toSign` with Ed25519, and hand the signature with `toSign` and `keyId` to `/signature`.',
  },
  policy: 'entry.act',
  params: z.object({ id }),
  answer: { json: z.object({ toSign: z.string(), keyId: z.string(), signedAt: instant }) },
  problems: ['not-found'],
  run: async ({ world, acting, params }) => {
    // Its issuer and holder alone: for all others there is nothing to sign.
    if ((await viewEntry(world, await acting(), params.id)) === null) throw new Problem('not-found');
    const signedAt = world.clock.now();
    const asked = await credentialForSigning(world, params.id, signedAt);
    if (asked === null) throw new Problem('not-found');
    return { ...asked, signedAt };
  },
});

const signature = route({
  method: 'post',
  path: '/api/v1/entries/{id}/signature',
  id: 'issueWithSignature',
  family: 'entries',
  says: { zh: '交回外部签名并签发', en: 'Hand in the signature, and issue' },
  more: {
    zh: '签名须以该机构登记的公钥验证通过，所签内容须与登记一致。',
    en: 'The signature has to verify under the registered key, and what was signed has to be this entry.',
  },
  policy: 'entry.act',
  takesKey: true,
  params: z.object({ id }),
  body: {
    json: z.strictObject({
      toSign: z.string().min(1).max(1_000_000),
      keyId: z.string().min(1).max(100),
      signature: z.string().regex(/^[\w-]{86}$/, '64 bytes as base64url'),
    }),
  },
  answer: { json: entryAnswerShape },
  problems: ['refused', 'not-found', 'not-allowed', 'key-reused'],
  run: async ({ world, acting, params, body, key }) => {
    const { signature: text, ...signed } = body;
    const request = {
      acting: await acting(),
      entry: params.id,
      ...signed,
      signature: fromBase64url(text) ?? new Uint8Array(0),
      ...(key === undefined ? {} : { key }),
    };
    return doneUnder(world, await issueWithSignature(world, request), () => world.storage.entries.byId(params.id));
  },
});

export const signingRoutes = [toSign, signature];
