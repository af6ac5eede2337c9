import { type Refusal, refuse } from '#certification/act/refusal.ts';
import { may } from '#certification/policy/policy.ts';
import { dayOf, toInstant } from '#certification/time/instant.ts';
import { toEd25519Multikey } from '#proof/multibase.ts';
import { newBatch } from '../acts/batch.ts';
import { carryOut, type Worked } from '../acts/carry-out.ts';
import { isId } from '../acts/needs.ts';
import { denied, type Outcome, refusedWith } from '../acts/outcome.ts';
import { type ActRequest, actorOf } from '../acts/request.ts';
import { sealValue } from '../acts/seal.ts';
import { tidy } from '../acts/tidy.ts';
import { rowOfKey } from '../issue/issuing-keys.ts';
import { keyUrl } from '../issue/party-did.ts';
import { externalKey, generateHostedKey } from '../keys/signing-key.ts';
import { emptyHead, type LoadedStream, type PublicFact } from '../ports/event-store.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Id, Json } from '../ports/values.ts';
import type { VaultValue } from '../ports/vault.ts';
import { changedRows } from '../project/difference.ts';
import { projectParty, type Unsealed } from '../project/party.ts';
import { makeFact } from '../publish/facts.ts';
import { partyStream, recordedNew, recordedOf } from '../streams/recorded.ts';
import type { World } from '../world.ts';
import type {
  CompetenceAssessed,
  NoticeIssued,
  OrganisationRegistered,
  OrganisationRenamed,
  PartyEvent,
  TieDeclared,
} from './party-events.ts';

export type PartyAnswer = { readonly party: Id; readonly version: number } & { readonly [name: string]: Json };

/** Registers an organisation with its names and codes; a code of a known kind has to be right, and nobody else's. */
export async function registerOrganisation(
  world: World,
  request: ActRequest,
  given: OrganisationRegistered,
): Promise<Outcome<PartyAnswer>> {
  const body = tidy(given);
  return carryOut<PartyAnswer>(
    world,
    { ...request, content: { act: 'register-organisation', body } },
    async (transaction) => {
      if (!may('admin.parties', request.acting.viewer)) return denied('not-allowed');
      const refusals = await checkOrganisation(world, body, transaction);
      if (refusals.length > 0) return refusedWith(refusals);
      return writeParty(world, transaction, request, world.newId(), null, [
        { type: 'OrganisationRegistered', format: 1, body },
      ]);
    },
  );
}

/** Registers a person. Her name goes to the vault; the event holds its reference. */
export async function registerPerson(
  world: World,
  request: ActRequest,
  given: { readonly zh: string; readonly en: string },
): Promise<Outcome<PartyAnswer>> {
  const names = tidy(given);
  return carryOut<PartyAnswer>(
    world,
    { ...request, content: { act: 'register-person', names } },
    async (transaction) => {
      if (!may('admin.parties', request.acting.viewer)) return denied('not-allowed');
      if (`${names.zh}${names.en}`.trim() === '')
        return refusedWith([refuse('field-missing', { label: { zh: '姓名', en: 'name' } }, { field: 'names' })]);
      const id = world.newId();
      const { sealed, row } = sealValue(world, { zh: names.zh, en: names.en }, id);
      return writeParty(
        world,
        transaction,
        request,
        id,
        null,
        [{ type: 'PersonRegistered', format: 1, body: { names: sealed } }],
        [row],
      );
    },
  );
}

/** A further fact of a registered party. */
export type PartyFact =
  | { readonly type: 'OrganisationRenamed'; readonly body: OrganisationRenamed }
  | { readonly type: 'CompetenceAssessed'; readonly body: CompetenceAssessed }
  | { readonly type: 'TieDeclared'; readonly body: TieDeclared };

export async function recordOfParty(
  world: World,
  request: ActRequest,
  party: Id,
  given: PartyFact,
): Promise<Outcome<PartyAnswer>> {
  const fact = tidy(given);
  return carryOut<PartyAnswer>(
    world,
    { ...request, content: { act: 'party-fact', party, fact } },
    async (transaction) => {
      if (!may('admin.parties', request.acting.viewer)) return denied('not-allowed');
      const stream = await loadParty(world, party, transaction);
      if (stream === null) return denied('not-found');
      // One event of the union, put together again: type and body belong together in `fact`.
      return writeParty(world, transaction, request, party, stream, [{ format: 1, ...fact } as PartyEvent]);
    },
  );
}

/** Gives a party a signing key: hosted (sealed here), or external, of which only the public part is known. */
export async function addKey(
  world: World,
  request: ActRequest,
  party: Id,
  given: { readonly custody: 'hosted' } | { readonly custody: 'external'; readonly publicKey: Uint8Array },
): Promise<Outcome<PartyAnswer>> {
  const content = { act: 'add-key', party, custody: given.custody };
  return carryOut<PartyAnswer>(world, { ...request, content }, async (transaction) => {
    if (!may('admin.keys', request.acting.viewer)) return denied('not-allowed');
    const stream = await loadParty(world, party, transaction);
    if (stream === null) return denied('not-found');
    const now = world.clock.now();
    const count = (await world.storage.keys.ofParty(party, transaction)).length;
    const keyId = `key-${now.slice(0, 4)}-${count + 1}`;
    const url = keyUrl(world.house.address, party, keyId);
    const key =
      given.custody === 'hosted' ? generateHostedKey(url, now, world.secrets) : externalKey(url, now, given.publicKey);
    await world.storage.keys.put(transaction, rowOfKey(party, keyId, key));
    const body = {
      keyId,
      algorithm: 'Ed25519' as const,
      custody: given.custody,
      publicKeyMultibase: toEd25519Multikey(key.publicKey),
      from: now,
    };
    const worked = await writeParty(world, transaction, request, party, stream, [
      { type: 'KeyAdded', format: 1, body },
    ]);
    return 'write' in worked ? { ...worked, answer: { ...worked.answer, keyId } } : worked;
  });
}

/** Puts a notice out under the party's name: a call of an event, news, an announcement. It is a public fact and never edited. */
export async function issueNotice(
  world: World,
  request: ActRequest,
  party: Id,
  given: Omit<NoticeIssued, 'notice'>,
): Promise<Outcome<PartyAnswer>> {
  const notice = tidy(given);
  return carryOut<PartyAnswer>(
    world,
    { ...request, content: { act: 'notice', party, notice } },
    async (transaction) => {
      const { viewer } = request.acting;
      if (!may('notice.issue', viewer) || (viewer.kind === 'person' && viewer.party !== party))
        return denied('not-allowed');
      const stream = await loadParty(world, party, transaction);
      if (stream === null) return denied('not-found');
      if (notice.title.zh.trim() === '')
        return refusedWith([refuse('field-missing', { label: { zh: '标题', en: 'title' } }, { field: 'title' })]);
      const body: NoticeIssued = { ...notice, notice: world.newId() };
      const worked = await writeParty(world, transaction, request, party, stream, [
        { type: 'NoticeIssued', format: 1, body },
      ]);
      return 'write' in worked ? { ...worked, answer: { ...worked.answer, notice: body.notice } } : worked;
    },
  );
}

async function loadParty(world: World, id: Id, transaction: Transaction): Promise<LoadedStream | null> {
  if (!isId(id)) return null;
  const stream = await world.storage.events.load(partyStream(id), {}, transaction);
  return stream.head.version === 0 ? null : stream;
}

async function writeParty(
  world: World,
  transaction: Transaction,
  request: ActRequest,
  id: Id,
  stream: LoadedStream | null,
  events: readonly PartyEvent[],
  sealed: readonly VaultValue[] = [],
): Promise<Worked<PartyAnswer>> {
  const now = world.clock.now();
  const head = stream?.head ?? emptyHead;
  const old = stream === null ? [] : recordedOf<PartyEvent>(stream);
  const batch = newBatch(world, {
    recordedAt: now,
    actor: actorOf(request.acting, request.acting.viewer.isAdministrator ? 'administrator' : 'registrar'),
  });
  const facts: PublicFact[] = [];
  events.forEach((event, index) => {
    const made = partyFact(world, id, event, head.version + index + 1);
    if (made === null) return;
    facts.push(made.fact);
    batch.seal([made.sealed]);
  });
  batch.seal(sealed);
  batch.append(partyStream(id), head, events, facts);
  const all = [...old, ...recordedNew<PartyEvent>(events, head, batch)];
  const vault = await unsealNames(world, all, sealed, transaction);
  batch.project(changedRows(old.length === 0 ? {} : projectParty(id, old, vault), projectParty(id, all, vault)));
  return { write: batch, answer: { party: id, version: head.version + events.length } };
}

/** Keys and notices are public facts; names and competences are not. */
function partyFact(world: World, party: Id, event: PartyEvent, version: number) {
  switch (event.type) {
    case 'KeyAdded': {
      const { custody, from } = event.body;
      return makeFact(
        { kind: 'key', id: party, version, status: custody, dates: { from }, record: null },
        { body: event.body, subject: party },
        world,
      );
    }
    case 'KeyEnded':
      return makeFact(
        { kind: 'key', id: party, version, status: event.body.why, dates: { until: event.body.on }, record: null },
        { body: event.body, subject: party },
        world,
      );
    case 'NoticeIssued': {
      const { notice, kind, from, to } = event.body;
      return makeFact(
        { kind: 'notice', id: notice, version, status: kind, dates: { from, to }, record: null },
        { body: event.body, subject: party },
        world,
      );
    }
    default:
      return null;
  }
}

/** The names of a person, as the vault holds them or is about to. */
async function unsealNames(
  world: World,
  events: ReturnType<typeof recordedOf<PartyEvent>>,
  sealed: readonly VaultValue[],
  transaction: Transaction,
): Promise<Unsealed> {
  const refs = events.flatMap(({ event }) => (event.type === 'PersonRegistered' ? [event.body.names.vault] : []));
  const kept = refs.length === 0 ? new Map() : await world.storage.vault.get(refs, transaction);
  return new Map([...kept, ...sealed.map((v) => [v.ref, v] as const)]);
}

async function checkOrganisation(
  world: World,
  body: OrganisationRegistered,
  transaction: Transaction,
): Promise<readonly Refusal[]> {
  const today = dayOf(toInstant(world.clock.now()), world.house.zone);
  const refusals: Refusal[] = [];
  if (!body.names.some((n) => n.name.trim() !== ''))
    refusals.push(refuse('field-missing', { label: { zh: '名称', en: 'name' } }, { field: 'names' }));
  for (const { system, value } of body.codes) {
    const label = system.toUpperCase();
    if (system === 'uscc' || system === 'lei') {
      const answer = world.rules.code(system, value, today);
      if (!answer.ok)
        refusals.push(refuse('value-code', { label, found: value, why: answer.why }, { field: `codes.${system}` }));
    }
    const others = await world.storage.parties.byCode(system, value, transaction);
    if (others.length > 0)
      refusals.push(
        refuse(
          'value-code',
          { label, found: value, why: { zh: '已登记给另一单位', en: 'it is registered to another party' } },
          { field: `codes.${system}` },
        ),
      );
  }
  return refusals;
}
