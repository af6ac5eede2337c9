import { z } from '@hono/zod-openapi';
import type { PartyFact } from '#operation/parties/party-acts.ts';
import { addKey, recordOfParty, registerOrganisation, registerPerson } from '#operation/parties/party-acts.ts';
import { fromBase64url } from '#proof/base64url.ts';
import { doneOr } from '../problem/of-outcome.ts';
import { Problem } from '../problem/problem.ts';
import { type RouteRequest, route } from '../route/route.ts';
import { partyShape, showParty } from './search.ts';
import { day, id, instant, jsonOf, pageOf, pageQuery, pageRequest } from './shapes.ts';

const answerShape = z.object({ party: id, version: z.int() }).openapi('PartyAnswer');

const list = route({
  method: 'get',
  path: '/api/v1/parties',
  id: 'parties',
  family: 'parties',
  says: { zh: '已登记的单位', en: 'Registered organisations' },
  policy: 'open',
  limit: 'look-up',
  query: z.strictObject(pageQuery),
  answer: { json: pageOf(partyShape) },
  problems: ['bad-cursor', 'too-many'],
  run: async ({ world, query }) => {
    const page = await world.storage.parties.list('organisation', pageRequest(query));
    return { rows: page.rows.map(showParty), next: page.next };
  },
});

const partyView = z
  .object({
    party: partyShape,
    details: jsonOf<Readonly<Record<string, unknown>>>(
      '{ readonly [name: string]: unknown }',
      '公开信息 / Public facts of it',
    ),
    since: instant,
    version: z.int(),
    did: z.string().nullable(),
  })
  .openapi('PartyView');

const read = route({
  method: 'get',
  path: '/api/v1/parties/{id}',
  id: 'party',
  family: 'parties',
  says: { zh: '一个单位', en: 'One organisation' },
  policy: 'open',
  limit: 'look-up',
  params: z.object({ id }),
  answer: { json: partyView },
  problems: ['not-found', 'too-many'],
  run: async ({ world, params, door }) => {
    const party = await world.storage.parties.byId(params.id);
    // Persons are parties too, and nobody's business here.
    if (party?.kind !== 'organisation') throw new Problem('not-found');
    const keys = await world.storage.keys.ofParty(party.id);
    const did = keys.length === 0 ? null : `${door.address}/parties/${party.id}/did.json`;
    return { party: showParty(party), details: party.details, since: party.since, version: party.version, did };
  },
});

const persons = route({
  method: 'get',
  path: '/api/v1/admin/persons',
  id: 'persons',
  family: 'admin',
  says: { zh: '已登记的人员', en: 'Registered persons' },
  policy: 'admin.parties',
  query: z.strictObject(pageQuery),
  answer: { json: pageOf(partyShape) },
  problems: ['bad-cursor'],
  run: async ({ world, query }) => {
    const page = await world.storage.parties.list('person', pageRequest(query));
    return { rows: page.rows.map(showParty), next: page.next };
  },
});

const datedName = z.strictObject({
  language: z.enum(['zh', 'en', 'und']),
  name: z.string().min(1).max(300),
  from: day.nullable().default(null),
});
const scalar = z.union([z.string().max(2000), z.int(), z.boolean(), z.null()]);
const detailName = z.string().regex(/^[a-z][a-zA-Z0-9-]{0,40}$/, 'a name of letters, digits and -');

const register = route({
  method: 'post',
  path: '/api/v1/parties',
  id: 'registerOrganisation',
  family: 'parties',
  says: { zh: '登记单位', en: 'Register an organisation' },
  policy: 'admin.parties',
  takesKey: true,
  status: 201,
  body: {
    json: z.strictObject({
      names: z.array(datedName).min(1).max(20),
      codes: z
        .array(z.strictObject({ system: z.string().min(1).max(40), value: z.string().min(1).max(100) }))
        .max(20)
        .default([]),
      details: z.record(detailName, scalar).default({}),
    }),
  },
  answer: { json: answerShape },
  problems: ['refused', 'key-reused'],
  run: async (request) =>
    partyAnswer(doneOr(await registerOrganisation(request.world, await actRequest(request), request.body))),
});

const registerOne = route({
  method: 'post',
  path: '/api/v1/admin/persons',
  id: 'registerPerson',
  family: 'admin',
  says: { zh: '登记人员', en: 'Register a person' },
  policy: 'admin.parties',
  takesKey: true,
  status: 201,
  body: { json: z.strictObject({ zh: z.string().max(200), en: z.string().max(200).default('') }) },
  answer: { json: answerShape },
  problems: ['refused', 'key-reused'],
  run: async (request) =>
    partyAnswer(doneOr(await registerPerson(request.world, await actRequest(request), request.body))),
});

const factShape = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('OrganisationRenamed'),
      body: z.strictObject({ names: z.array(datedName).min(1).max(20), from: day }),
    }),
    z.strictObject({
      type: z.literal('CompetenceAssessed'),
      body: z.strictObject({ codes: z.array(z.string().max(60)).max(2000), on: day, basis: z.string().max(500) }),
    }),
    z.strictObject({
      type: z.literal('TieDeclared'),
      body: z.strictObject({
        party: id,
        kind: z.enum(['organisation', 'project', 'kinship', 'other']),
        until: day.nullable(),
      }),
    }),
  ])
  .openapi('PartyFact');

const record = route({
  method: 'post',
  path: '/api/v1/parties/{id}/facts',
  id: 'recordOfParty',
  family: 'parties',
  says: { zh: '登记更名、能力评定、利益关系', en: 'Record a new name, a competence, a tie' },
  policy: 'admin.parties',
  takesKey: true,
  params: z.object({ id }),
  body: { json: factShape },
  answer: { json: answerShape },
  problems: ['refused', 'not-found', 'key-reused'],
  run: async (request) => {
    const fact: PartyFact = request.body;
    const outcome = await recordOfParty(request.world, await actRequest(request), request.params.id, fact);
    return partyAnswer(doneOr(outcome));
  },
});

const giveKey = route({
  method: 'post',
  path: '/api/v1/parties/{id}/keys',
  id: 'addKey',
  family: 'keys',
  says: { zh: '为单位设置签名密钥', en: 'Give an organisation a signing key' },
  more: {
    zh: 'hosted：私钥在此封存；external：只登记 Ed25519 公钥（base64url），签名由外部作出。',
    en: '`hosted`: sealed here. `external`: only the Ed25519 public key (base64url) is kept, and signatures come from outside.',
  },
  policy: 'admin.keys',
  takesKey: true,
  status: 201,
  params: z.object({ id }),
  body: {
    json: z.discriminatedUnion('custody', [
      z.strictObject({ custody: z.literal('hosted') }),
      z.strictObject({
        custody: z.literal('external'),
        publicKey: z.string().regex(/^[\w-]{43}$/, '32 bytes as base64url'),
      }),
    ]),
  },
  answer: { json: z.object({ party: id, version: z.int(), keyId: z.string() }) },
  problems: ['refused', 'not-found', 'key-reused'],
  run: async (request) => {
    const { body, params, world } = request;
    const given = body.custody === 'hosted' ? body : { custody: body.custody, publicKey: bytesOf(body.publicKey) };
    const answer = doneOr(await addKey(world, await actRequest(request), params.id, given));
    return { ...partyAnswer(answer), keyId: String(answer['keyId']) };
  },
});

function bytesOf(text: string): Uint8Array {
  const bytes = fromBase64url(text);
  if (bytes?.length === 32) return bytes;
  const detail = { zh: '`publicKey` 应为 32 字节的 base64url。', en: 'Expected 32 bytes as base64url in `publicKey`.' };
  throw new Problem('malformed-request', { detail });
}

async function actRequest({ acting, key }: RouteRequest<unknown, unknown, unknown>) {
  return { acting: await acting(), ...(key === undefined ? {} : { key }) };
}

function partyAnswer({ party, version }: { readonly party: string; readonly version: number }) {
  return { party, version };
}

export const partyRoutes = [list, read, persons, register, registerOne, record, giveKey];
