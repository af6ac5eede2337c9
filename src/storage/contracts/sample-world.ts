import type { EventEnvelope, StreamName } from '#certification/event/event.ts';
import { emptyHead } from '#operation/ports/event-store.ts';
import type { ImportSource, RowHistory } from '#operation/ports/imports.ts';
import type { ProjectionRows } from '#operation/ports/projections.ts';
import type { Storage } from '#operation/ports/storage.ts';
import type { Digest, Id } from '#operation/ports/values.ts';
import { canonicalBytes } from '#proof/canonical.ts';
import { toHex } from '#proof/hex.ts';
import { saltedDigest } from '#proof/salted-digest.ts';
import { sha256 } from '../postgres/event-store.ts';
import {
  idMaker,
  note,
  sampleCase,
  sampleChange,
  sampleDue,
  sampleEntry,
  sampleNotice,
  sampleParty,
  sampleTask,
  stamp,
} from './samples.ts';

/** A little of everything that storage holds, made through the ports: for backup, restore and audit. */
export interface SampleWorld {
  readonly party: StreamName;
  readonly case: StreamName;
  readonly round: StreamName;
  readonly entry: StreamName;
  readonly person: Id;
  readonly secret: { readonly ref: Id; readonly value: string };
  readonly file: Digest;
  readonly job: string | null;
  /** What the projections of a stream should hold: here they were simply noted when they were written. */
  project(stream: StreamName, events: readonly EventEnvelope[]): Promise<ProjectionRows | null>;
  projectImported(source: ImportSource, histories: readonly RowHistory[]): Promise<ProjectionRows>;
}

export async function makeSampleWorld(storage: Storage, space = 0xa0): Promise<SampleWorld> {
  const newId = idMaker(space);
  const at = '2026-03-10T04:05:06.789Z';
  const [party, caseStream, round, entry] = (['party', 'case', 'round', 'entry'] as const).map((kind) => ({
    kind,
    id: newId(),
  })) as [StreamName, StreamName, StreamName, StreamName];
  const [person, ref, account] = [newId(), newId(), newId()];
  const secret = { ref, subject: person, salt: new Uint8Array(32).fill(9), value: '张质量 +86 21 1234' };
  const sealed = { vault: ref, digest: saltedDigest(secret, sha256) };
  const blob = await storage.blobs.put(oneChunk('质量手册 quality manual'), { most: 1000 });
  const file = 'digest' in blob ? blob : { digest: '', size: 0 };

  const rows = new Map<Id, ProjectionRows>([
    [
      party.id,
      {
        parties: [sampleParty(party.id)],
        search: [{ subject: 'party', id: party.id, texts: ['上海试金石机械厂', '上海试金石精密机械有限公司'] }],
      },
    ],
    [
      caseStream.id,
      {
        cases: [sampleCase(caseStream.id, { applicant: party.id })],
        tasks: [sampleTask(caseStream.id)],
        dues: [sampleDue(caseStream.id)],
      },
    ],
    [round.id, { notices: [sampleNotice(newId(), round)] }],
    [
      entry.id,
      {
        entries: [sampleEntry(entry.id, { holder: party.id, credential: file.digest })],
        changes: [sampleChange(entry.id, 0), sampleChange(entry.id, 1)],
        search: [{ subject: 'entry', id: entry.id, texts: ['试金石'] }],
      },
    ],
  ]);

  await storage.jobs.declare([{ name: 'sample' }]);
  const job = await storage.inTransaction(async (t) => {
    await storage.vault.put(t, [secret]);
    const facts = [1, 2].map((version) => ({
      version,
      kind: 'entry',
      bytes: canonicalBytes({ kind: 'entry', version, status: 'valid' }),
    }));
    const body = { type: 'PersonNamed', format: 1, body: { role: 'contact', name: sealed } };
    const result = await storage.events.append(
      t,
      [
        { stream: party, expected: emptyHead, events: [note('registered')], facts: [] },
        {
          stream: caseStream,
          expected: emptyHead,
          events: [note('opened'), body, note('反斜杠 \\ 换行 \n 引号 "')],
          facts: [],
        },
        { stream: round, expected: emptyHead, events: [note('opened')], facts: [] },
        { stream: entry, expected: emptyHead, events: [note('decided'), note('issued')], facts },
      ],
      stamp(newId),
    );
    if ('conflict' in result) throw new Error('the world exists already');
    for (const some of rows.values()) await storage.projections.put(t, some);
    await storage.editions.register(t, {
      kind: 'scheme',
      id: 'cn-qms',
      edition: '2026-01-01',
      bytes: canonicalBytes({ id: 'cn-qms' }),
      at,
    });
    await storage.numbers.take(t, { space: 'cn-qms', period: '2026' }, 17);
    await storage.accounts.put(t, {
      id: account,
      person,
      login: `world-${account}`,
      passwordHash: '$argon2id$x',
      language: 'zh',
      isAdministrator: false,
      createdAt: at,
      disabledAt: null,
    });
    await storage.accounts.putEmployment(t, {
      id: newId(),
      person,
      party: party.id,
      roles: ['applicant'],
      from: '2026-01-01',
      to: null,
    });
    await storage.keys.put(t, {
      keyId: 'key-1',
      party: party.id,
      algorithm: 'EdDSA',
      custody: 'hosted',
      publicJwk: { kty: 'OKP' },
      sealedPrivate: new Uint8Array([0, 1, 255]),
      from: at,
      to: null,
    });
    await storage.files.put(t, {
      id: newId(),
      digest: file.digest,
      size: file.size,
      mediaType: 'text/plain',
      name: '手册\t\\.txt',
      case: caseStream.id,
      round: null,
      party: null,
      uploadedBy: account,
      uploadedAt: at,
    });
    const key = { account, key: 'k' };
    await storage.idempotency.claim(t, { ...key, request: file.digest, at });
    await storage.idempotency.keep(t, key, { status: 201, body: { text: 'a\\b\n' } });
    await storage.settings.put(t, 'clock', { day: '2026-03-10' });
    return storage.jobs.enqueue(t, 'sample', { 案件: 'a\\b "c"\n\t', n: 1 }, { singleton: 'one' });
  });
  const source = { id: newId(), code: 'world', names: { en: 'A register' }, mapping: 'world', registeredAt: at };
  const imported = new Map(
    ['a', 'b'].map((key) => [key, sampleEntry(newId(), { source: source.id, normalNumber: key, credential: null })]),
  );
  await storage.inTransaction(async (t) => {
    await storage.imports.putSource(t, source);
    const about = {
      source: source.id,
      batch: 1,
      snapshot: '2026-03-01',
      file: file.digest,
      fileName: 'world.csv',
      mappingEdition: '1',
    };
    await storage.imports.putBatch(t, { ...about, rows: 2, rejected: 0, root: null, importedAt: at, version: 1 });
    const importRows = [...imported.keys()].map((key) => {
      const fields = { status: 'valid' };
      return { key, fields, digest: toHex(sha256(canonicalBytes({ key, fields }))) };
    });
    await storage.imports.putRows(t, { source: source.id, batch: 1 }, importRows);
    await storage.projections.put(t, { entries: [...imported.values()] });
  });
  await storage.drafts.save({ account, subject: 'case:x', values: { a: 1 }, savedAt: at }, 0, {
    drafts: 9,
    bytes: 999,
  });
  const project = async (stream: StreamName) => rows.get(stream.id) ?? null;
  const projectImported = async (_source: ImportSource, histories: readonly RowHistory[]) => ({
    entries: histories.flatMap(({ key }) => imported.get(key) ?? []),
  });
  return { party, case: caseStream, round, entry, person, secret, file: file.digest, job, project, projectImported };
}

async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
