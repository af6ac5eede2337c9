/**
 * Makes a small world by real acts and writes all of it down: every row of its database, its files and its secret. What is kept
 * is committed under `test/upgrade/kept/`, and every later program has to bring it up (`test/upgrade/upgrade.test.ts`). Run it
 * once when a migration or a format of events was added, with the program before that:
 *
 *     node tools/keep-world.ts test/upgrade/kept/0003.jsonl
 *     node tools/keep-world.ts --demonstration test/upgrade/demonstration/0008.jsonl.gz
 *
 * The second is the whole demonstration, its clock let run for a year and a half: rounds with votes and objections, sanctions and
 * draws, status lists, editions and their transition, attached answers.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { documentAnswer, documentText } from '../src/certification/rules/answer-document.ts';
import { calculatorNamed } from '../src/certification/rules/calculators.ts';
import { loadRules } from '../src/cli/house-files.ts';
import { hashPassword } from '../src/operation/accounts/password.ts';
import { attachAnswer } from '../src/operation/acts/attach-answer.ts';
import { type CaseAnswer, doStep, openCase } from '../src/operation/acts/case-acts.ts';
import { actOnEntry } from '../src/operation/acts/entry-acts.ts';
import { systemActing } from '../src/operation/acts/request.ts';
import { runClocks } from '../src/operation/acts/run-clocks.ts';
import { buildDemonstration } from '../src/operation/demo/build-demo.ts';
import { keepUpload } from '../src/operation/files/uploads.ts';
import { carryOutImport, registerMapping } from '../src/operation/import/sources.ts';
import type { StoredFile } from '../src/operation/ports/files.ts';
import { leaveClusters } from '../test/database.ts';
import { smallScheme } from '../test/operation/small-scheme.ts';
import {
  createTestWorld,
  done,
  organisation,
  type Somebody,
  somebody,
  type TestWorld,
} from '../test/operation/test-world.ts';

/** Who signs in to it in the test. Invented, and known to everybody. */
export const keptPassword = 'kept-world-password';

const doing = (step: string, outcome: string, more: object = {}) => ({
  ...{ step, line: null, outcome, values: {}, reason: null, remarks: [], named: [] },
  ...more,
});

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** One certificate that was suspended and restored, one case that waits for its review, one foreign register. */
export async function makeWorld(t: TestWorld): Promise<Record<string, string>> {
  const { world } = t;
  const maker = await organisation(world, '上海示例精密机械有限公司');
  const body = await organisation(world, '示例认证有限公司', '034', true);
  const people = {
    applicant: await somebody(world, '安', maker, ['applicant']),
    reviewer: await somebody(world, '芮', body, ['reviewer']),
    planner: await somebody(world, '潘', body, ['planner']),
    auditor: await somebody(world, '阿达', body, ['auditor']),
    decider: await somebody(world, '丹', body, ['decider']),
  };
  const passwordHash = await hashPassword(keptPassword);
  for (const [login, { account: id }] of Object.entries(people)) {
    const account = await world.storage.accounts.byId(id);
    if (account === null) throw new Error('The account is missing.');
    await world.storage.inTransaction((x) => world.storage.accounts.put(x, { ...account, login, passwordHash }));
  }
  const step = async (who: Somebody, id: string, act: ReturnType<typeof doing>) =>
    done<CaseAnswer>(await doStep(world, { acting: await who.acting(), case: id, do: act }));
  const open = async (title: string) => {
    const opening = { flow: 'initial', applicant: maker, body, round: null, entry: null, title };
    const acting = await people.applicant.acting();
    return done<CaseAnswer>(await openCase(world, { acting, scheme: 'small', open: opening })).case;
  };
  const pdf = new TextEncoder().encode('%PDF-1.7\n% 营业执照 licence\n');
  const file = done<StoredFile>(
    await keepUpload(world, await people.applicant.acting(), { name: '营业执照.pdf', bytes: once(pdf) }),
  );
  const values = { persons: 250, sector: ['18'], 'scope-text': '精密轴承的设计与制造', contact: '王小明 13800000000' };
  const granted = await open('初次认证');
  await step(
    people.applicant,
    granted,
    doing('application', 'done', {
      values: { ...values, licence: [{ id: file.id, digest: file.digest, name: file.name, size: file.size }] },
    }),
  );
  await step(people.reviewer, granted, doing('review', 'accept'));
  const named = [{ role: 'auditor', person: people.auditor.person, party: body }];
  await step(people.planner, granted, doing('team', 'done', { named }));
  await step(people.auditor, granted, doing('audit', 'conforms', { values: { days: '4.5' } }));
  await step(people.reviewer, granted, doing('recommendation', 'done', { values: { advice: '建议通过' } }));
  const { entries } = await step(people.decider, granted, doing('decision', 'grant'));
  const [entry] = entries;
  if (entry === undefined) throw new Error('Expected a certificate.');
  const reason = { list: 'status', code: 'wish', words: '' };
  for (const [at, act] of [
    ['2026-05-04T02:00:00.000Z', 'suspend'],
    ['2026-06-01T02:00:00.000Z', 'restore'],
  ] as const) {
    t.clock.set(at);
    done(await actOnEntry(world, { acting: await people.decider.acting(), entry: entry.id, act: { act, reason } }));
  }
  const waiting = await open('再次申请');
  await step(people.applicant, waiting, doing('application', 'done', { values }));
  await takeIn(t);
  return { maker, body, granted, waiting, entry: entry.id, number: entry.number, file: file.id };
}

async function takeIn({ world }: TestWorld): Promise<void> {
  const mapping = `mapping: kept-register
edition: "1"
source: { name: { zh: 外部名录, en: A foreign register }, publisher: T, address: https://t.example, licence: CC0, coverage: { zh: 全部, en: all } }
format: csv
needs: [no, name]
key: [no]
entry: { kind: certificate, number-space: kept, scheme: kept }
fields:
  number: { from: no }
  holder: { from: name }
  status: { from: state, steps: [codes: { A: valid, S: suspended }] }
`;
  await registerMapping(world, systemActing, mapping, 'kept.yaml');
  for (const [day, rows] of [
    ['2026-01-31', 'K-1,甲,A\nK-2,乙,A\n'],
    ['2026-02-28', 'K-1,甲,S\n'],
  ] as const) {
    const put = await world.storage.blobs.put(once(new TextEncoder().encode(`no,name,state\n${rows}`)), { most: 1e6 });
    if (!('digest' in put)) throw new Error('The file is too large.');
    const result = await carryOutImport(world, {
      ...{ source: 'kept-register', file: put.digest, fileName: `${day}.csv`, day, take: 'all-or-none' },
      actor: { kind: 'system', name: 'importer' },
    });
    if (!('report' in result)) throw new Error(JSON.stringify(result));
  }
}

/** Every row of every table but those of the bookkeeping, as PostgreSQL itself writes it. */
async function writeDown(url: string): Promise<string[]> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`set time zone 'UTC'`);
  const tables = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename !~ '^(migration|session|attempt)' order by 1`,
  );
  const lines: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await client.query<{ row: unknown }>(
      `select row_to_json(t) as row from "${name}" t order by 1::text`,
    );
    if (rows.length > 0) lines.push(JSON.stringify({ table: name, rows: rows.map((r) => r.row) }));
  }
  await client.end();
  return lines;
}

/** The demonstration, with what it does not do by itself: an answer attached, and the time in which duties are missed. */
async function makeDemonstration(t: TestWorld): Promise<Record<string, string>> {
  const { world } = t;
  const root = resolve(import.meta.dirname, '..');
  await buildDemonstration(world, { schemes: join(root, 'schemes'), demonstration: join(root, 'demonstration') });
  const open = {
    all: [
      { field: 'state' as const, is: ['open'] },
      { field: 'scheme' as const, is: ['cn-qms'] },
    ],
  };
  const [waiting] = (await world.storage.cases.list(open, 'changed', { limit: 1 })).rows;
  const calculator = calculatorNamed('audit-time');
  if (waiting?.body == null || calculator === undefined) throw new Error('Expected an open case and a calculator.');
  const made = documentAnswer(calculator.name, calculator.example, loadRules());
  if (!made.ok) throw new Error('Expected an answer.');
  const planner = await somebody(world, '附件人', waiting.body, ['planner']);
  const document = JSON.parse(documentText(made.document));
  const asked = { case: waiting.id, step: null, words: '升级样本', document };
  done<CaseAnswer>(await attachAnswer(world, { acting: await planner.acting(), ...asked }));
  for (const at of ['2027-03-20T02:00:00.000Z', '2027-12-01T02:00:00.000Z', '2028-06-01T02:00:00.000Z']) {
    t.clock.set(at);
    const { faults } = await runClocks(world);
    if (faults.length > 0) throw new Error(JSON.stringify(faults));
  }
  return { waiting: waiting.id };
}

async function main(target: string, isDemonstration: boolean): Promise<void> {
  const t = isDemonstration
    ? await createTestWorld('2026-11-25T02:00:00.000Z')
    : await createTestWorld('2026-03-02T02:00:00.000Z', [smallScheme]);
  try {
    const ids = await (isDemonstration ? makeDemonstration(t) : makeWorld(t));
    const migrations = await t.storage.database.rows<{ count: number }>({
      text: 'select count(*) as count from migration',
    });
    const secret = Buffer.from(t.world.secrets.current.bytes).toString('hex');
    const lines = [JSON.stringify({ migrations: migrations[0]?.count, secret, ids, now: t.world.clock.now() })];
    lines.push(...(await writeDown(t.url)));
    for await (const digest of t.storage.blobs.list()) {
      const bytes = readFileSync(join(t.files, digest.slice(0, 2), digest.slice(2)));
      lines.push(JSON.stringify({ blob: digest, bytes: bytes.toString('base64') }));
    }
    const text = `${lines.join('\n')}\n`;
    writeFileSync(resolve(target), target.endsWith('.gz') ? gzipSync(text, { level: 9 }) : text);
    console.log(`${target}: ${lines.length} lines.`);
  } finally {
    await t.close();
    await leaveClusters();
  }
}

if (process.argv[1] === import.meta.filename) {
  const paths = process.argv.slice(2).filter((word) => word !== '--demonstration');
  await main(paths[0] ?? 'kept.jsonl', process.argv.includes('--demonstration'));
}
