import { createHash } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import { signingKeyOf } from '#operation/issue/issuing-keys.ts';
import { didOfParty } from '#operation/issue/party-did.ts';
import { statusListOf, statusListSeconds } from '#operation/issue/status-list-of.ts';
import { makeDidDocument } from '#operation/keys/did-document.ts';
import { presentName } from '#operation/project/party.ts';
import type { World } from '#operation/world.ts';
import type { Issuer } from '#proof/issuer.ts';
import { issuerFileText, writeIssuerFile } from '#proof/issuer-file.ts';
import type { CertificatePrinter } from '../certificate/certificate-printer.ts';
import { Problem } from '../problem/problem.ts';
import { type Route, route } from '../route/route.ts';
import { attachment } from './attachment.ts';
import { streamOf } from './files.ts';
import { id } from './shapes.ts';

/** What the world checks by itself: credentials, certificates, keys. Public, the same for everybody, kept by caches. */
export function documentRoutes(printer: CertificatePrinter | null): readonly Route[] {
  return [
    credential('/credentials/{id}', 'credentialAtItsAddress'),
    credential('/api/v1/entries/{id}/credential', 'credential'),
    certificate('/entries/{id}/certificate.pdf', 'certificateAtItsAddress', printer),
    certificate('/api/v1/entries/{id}/certificate.pdf', 'certificate', printer),
    statusList,
    partyDid,
    houseDid,
    issuers,
  ];
}

function credential(path: Route['path'], name: string): Route {
  return route({
    method: 'get',
    path,
    id: name,
    family: 'entries',
    says: { zh: '签名凭证（VC-JOSE-COSE）', en: 'The signed credential (VC-JOSE-COSE)' },
    policy: 'entry.read',
    isForAll: true,
    limit: 'look-up',
    params: z.object({ id }),
    answer: { media: ['application/vc+jwt'] },
    problems: ['not-found', 'too-many'],
    run: async ({ world, params, header }) => {
      const entry = await world.storage.entries.byId(params.id);
      if (entry?.credential == null) throw new Problem('not-found');
      const etag = `"${entry.credential}"`;
      const headers = { etag, 'cache-control': 'public, max-age=300' };
      if (header('if-none-match') === etag) return new Response(null, { status: 304, headers });
      const bytes = await world.storage.blobs.get(entry.credential);
      if (bytes === null)
        throw new Problem('fault', {}, new Error(`The credential of the entry ${entry.id} is missing from the files.`));
      return new Response(streamOf(bytes), {
        headers: {
          ...headers,
          'content-type': 'application/vc+jwt',
          'content-disposition': attachment(`${fileStem(entry.number)}.jwt`),
        },
      });
    },
  });
}

const fileStem = (number: string) => number.replace(/[^\p{L}\p{N}.-]+/gu, '-').slice(0, 80);

function certificate(path: Route['path'], name: string, printer: CertificatePrinter | null): Route {
  return route({
    method: 'get',
    path,
    id: name,
    family: 'entries',
    says: {
      zh: '证书 PDF（中英文，内含凭证）',
      en: 'The certificate as PDF, in both languages, its credential inside',
    },
    policy: 'entry.read',
    isForAll: true,
    limit: 'look-up',
    params: z.object({ id }),
    answer: { media: ['application/pdf'] },
    problems: ['not-found', 'too-many', 'unavailable'],
    run: async ({ world, params, header }) => {
      if (printer === null) throw new Problem('unavailable');
      const printed = await printer.print(world, params.id);
      if (printed === null) throw new Problem('not-found');
      const etag = `"${createHash('sha256').update(printed.bytes).digest('hex')}"`;
      const headers = { etag, 'cache-control': 'public, max-age=300' };
      if (header('if-none-match') === etag) return new Response(null, { status: 304, headers });
      return new Response(printed.bytes, {
        headers: {
          ...headers,
          'content-type': 'application/pdf',
          'content-length': String(printed.bytes.byteLength),
          'content-disposition': attachment(`${fileStem(printed.number)}.pdf`).replace('attachment', 'inline'),
        },
      });
    },
  });
}

async function issuerOf(world: World, party: string): Promise<Issuer | null> {
  return (await issuersOf(world, [party]))[0] ?? null;
}

/** The issuers among these parties: those that have or had a key. */
async function issuersOf(world: World, parties: readonly string[]): Promise<readonly Issuer[]> {
  const { address } = world.house;
  const [rows, known] = await Promise.all([
    world.storage.keys.ofParties(parties),
    world.storage.parties.byIds(parties),
  ]);
  const keys = Map.groupBy(rows, (row) => row.party);
  return parties.flatMap((id) => {
    const [party, own] = [known.get(id), keys.get(id)];
    if (party === undefined || own === undefined) return [];
    return {
      did: didOfParty(address, id),
      name: presentName(party),
      keys: own.map((key) => signingKeyOf(address, key)),
    };
  });
}

const statusList = route({
  method: 'get',
  path: '/status/{id}/{list}',
  id: 'statusList',
  family: 'verdicts',
  says: { zh: '发证机构的状态列表', en: 'A status list of an issuer' },
  more: {
    zh: 'W3C Bitstring Status List 1.0，由发证机构的密钥签名。证书指明的一位为“不得依据”；其后三位说明原因：暂停 8、撤销 9、注销 A、被取代 B；1 为范围缩小。',
    en: 'W3C Bitstring Status List 1.0, signed by the issuer’s key. The bit that a credential names means “may not be relied on”; the three bits behind it say why: suspended 8, withdrawn 9, cancelled A, succeeded B; 1 is a smaller scope.',
  },
  policy: 'open',
  isForAll: true,
  limit: 'look-up',
  params: z.object({ id, list: z.string().regex(/^[1-9]\d{0,8}$/) }),
  answer: { media: ['application/vc+jwt'] },
  problems: ['not-found', 'too-many', 'unavailable'],
  run: async ({ world, params, header }) => {
    const list = await statusListOf(world, params.id, Number(params.list));
    if (list === 'unknown') throw new Problem('not-found');
    if (list === 'no-key') throw new Problem('unavailable');
    const etag = `"${list.digest}"`;
    const headers = { etag, 'cache-control': `public, max-age=${statusListSeconds}` };
    if (header('if-none-match') === etag) return new Response(null, { status: 304, headers });
    return new Response(list.jws, { headers: { ...headers, 'content-type': 'application/vc+jwt' } });
  },
});

const partyDid = route({
  method: 'get',
  path: '/parties/{id}/did.json',
  id: 'didOfParty',
  family: 'keys',
  says: { zh: '单位的 DID 文档（did:web）', en: 'The DID document of an organisation (did:web)' },
  policy: 'open',
  isForAll: true,
  params: z.object({ id }),
  answer: { media: ['application/did+json'] },
  problems: ['not-found'],
  run: async ({ world, params }) => {
    const issuer = await issuerOf(world, params.id);
    if (issuer === null) throw new Problem('not-found');
    return document('application/did+json', JSON.stringify(makeDidDocument(issuer.did, issuer.keys)));
  },
});

const houseDid = route({
  method: 'get',
  path: '/.well-known/did.json',
  id: 'didOfHouse',
  family: 'keys',
  says: { zh: '本系统的 DID 文档', en: 'The DID document of the register itself' },
  more: {
    zh: '本系统不代任何单位签名，故无密钥；指明发证方文件与接口。',
    en: 'The register signs for nobody, so it has no key; the document names the issuer file and the API.',
  },
  policy: 'open',
  isForAll: true,
  answer: { media: ['application/did+json'] },
  run: async ({ door }) => {
    const did = `did:web:${new URL(door.address).host.replace(':', '%3A')}`;
    const service = [
      { id: `${did}#issuers`, type: 'TouchstoneIssuerFile', serviceEndpoint: `${door.address}/issuers.json` },
      { id: `${did}#api`, type: 'OpenAPI', serviceEndpoint: `${door.address}/api/openapi.json` },
    ];
    return document(
      'application/did+json',
      JSON.stringify({ '@context': ['https://www.w3.org/ns/did/v1'], id: did, service }),
    );
  },
});

const issuers = route({
  method: 'get',
  path: '/issuers.json',
  id: 'issuerFile',
  family: 'keys',
  says: { zh: '发证方文件：离线验证所依据的公钥', en: 'The issuer file: the keys that an offline check trusts' },
  more: {
    zh: '含曾持有签名密钥的全部单位，逐批送出；中断的文件不是合法 JSON。party 只取一家。',
    en: 'All organisations that have or had a signing key, sent as they are read; one that breaks off is no JSON. `party` asks for one alone.',
  },
  policy: 'open',
  isForAll: true,
  limit: 'bulk',
  query: z.strictObject({ party: id.optional() }),
  answer: { media: ['application/json'] },
  problems: ['not-found', 'too-many'],
  run: async ({ world, query, door }) => {
    const head = { format: 'touchstone-issuers/1', asOf: world.clock.now(), source: door.address } as const;
    if (query.party === undefined) {
      const text = issuerFileText(head, allIssuers(world));
      return document('application/json', streamOf(encoded(text)));
    }
    const issuer = await issuerOf(world, query.party);
    if (issuer === null) throw new Problem('not-found');
    return document('application/json', writeIssuerFile({ ...head, issuers: [issuer] }));
  },
});

const holdersAtOnce = 500;

/** Every issuer, in pages of the parties that hold keys, so that a country's worth of them takes the memory of one page. */
async function* allIssuers(world: World): AsyncGenerator<Issuer> {
  let after: { after?: string } = {};
  for (;;) {
    const holders = await world.storage.keys.holders({ ...after, limit: holdersAtOnce });
    yield* await issuersOf(world, holders);
    const last = holders.at(-1);
    if (last === undefined || holders.length < holdersAtOnce) return;
    after = { after: last };
  }
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}

function document(type: string, body: string | ReadableStream<Uint8Array>): Response {
  return new Response(body, { headers: { 'content-type': type, 'cache-control': 'public, max-age=300' } });
}
