import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActing } from '#operation/acts/request.ts';
import { registerOrganisation } from '#operation/parties/party-acts.ts';
import { readSchemeFiles } from '#operation/schemes/scheme-folder.ts';
import { createServerWorld, type ServerWorld, type SmallCast, smallCast } from './server-world.ts';

const folder = join(import.meta.dirname, '..', '..', 'schemes');

let t: ServerWorld;
let cast: SmallCast;
let owner: Awaited<ReturnType<ServerWorld['person']>>;
let files: Awaited<ReturnType<typeof filesOf>>;

async function filesOf(name: string) {
  const read = await readSchemeFiles(folder, name);
  const cases = readdirSync(join(folder, name, 'cases')).map((file) => ({
    name: `${name}/cases/${file}`,
    text: readFileSync(join(folder, name, 'cases', file), 'utf8'),
  }));
  return { ...read, cases };
}
type Files = typeof files;
const changed = (change: (text: string) => string): Files => ({
  ...files,
  scheme: { ...files.scheme, text: change(files.scheme.text) },
});
/** Its worked cases play in the year before; it comes without. */
const nextEdition = (more: (text: string) => string = (text) => text): Files => ({
  ...changed((text) =>
    more(
      text
        .replace('edition: "2026"', 'edition: "2027"')
        .replace('in-force: 2026-01-01', 'in-force: 2027-01-01, supersedes: "2026"'),
    ),
  ),
  cases: [],
});
const send = (who: { readonly browser: SmallCast['decider']['browser'] }, given: Files, id = 'event') =>
  who.browser.send('POST', `/api/v1/schemes/${id}/editions`, { files: given });

beforeAll(async () => {
  t = await createServerWorld('2026-03-02T02:00:00.000Z');
  cast = await smallCast(t);
  files = await filesOf('event');
  const registered = await registerOrganisation(
    t.world,
    { acting: systemActing },
    {
      names: [{ language: 'zh', name: '质量协会', from: '2020-01-01' }],
      codes: [{ system: 'scheme-owner', value: 'association' }],
      details: {},
    },
  );
  if (registered.is !== 'done') throw new Error('The owner was not registered.');
  owner = await t.person('主', registered.value.party, ['scheme-owner']);
});
afterAll(() => t.close());

test('a scheme that is new here comes in by those who keep the house, once, whole or not at all', async () => {
  for (const who of [cast.applicant, cast.decider, owner]) expect((await send(who, files)).status).toBe(403);
  expect((await send({ browser: t.browser() }, files)).status).toBe(401);
  const { status, body } = await send(cast.registrar, files);
  expect([status, body]).toMatchObject([201, { id: 'event', edition: '2026', isNew: true }]);
  expect((await send(cast.operator, files)).body).toMatchObject({ isNew: false });
  const other = await send(
    cast.registrar,
    changed((text) => text.replace('clauses: [5, 26]', 'clauses: [5]')),
  );
  expect(other.body.refusals).toMatchObject([{ code: 'edition-fixed' }]);
});

test('faults of its files and worked cases that do not come out keep it out, each with its place', async () => {
  const broken = await send(
    cast.registrar,
    nextEdition((text) => text.replace('kind: event', 'kind: evnt')),
  );
  expect(broken.status).toBe(400);
  expect(broken.body.detail).toMatch(/event\/scheme\.yaml:5:\d+：/);
  const failing = {
    ...nextEdition(),
    cases: files.cases.map((c) => ({ ...c, text: c.text.replace(/ended: \w+/, 'ended: refused') })),
  };
  const failed = await send(cast.registrar, failing);
  expect(failed.status).toBe(400);
  expect(failed.body.detail).toMatch(/event\/cases\/\w+\.yaml:\d+: /);
  const noRefusal = { ...files, cases: files.cases.filter((c) => !c.name.includes('refusal')) };
  expect((await send(cast.registrar, noRefusal)).status).toBe(400);
  expect((await send(cast.registrar, files, 'cn-qms')).status).toBe(400);
  const life = (await t.browser().get('/api/v1/scheme-editions/event')).body;
  expect(life.editions.map((e: { edition: string }) => e.edition)).toEqual(['2026']);
});

test('an owner weighs and registers the next edition of what is his, and of nothing else; he may take it back', async () => {
  const { cases: _, ...weighed } = nextEdition();
  const told = await owner.browser.send('POST', '/api/v1/schemes/event/effect', { files: weighed });
  expect(told.body).toMatchObject({ from: { edition: '2026' }, to: { edition: '2027' }, cases: { open: 0 } });
  const renamed = nextEdition((text) => text.replaceAll('association', 'somebody'));
  const naming = {
    ...renamed,
    texts: { ...renamed.texts, text: renamed.texts.text.replaceAll('association:', 'somebody:') },
  };
  await t.person('他', cast.other, ['scheme-owner']).then(async (stranger) => {
    const taken = await send(stranger, naming);
    expect(taken.status, taken.text).toBe(403);
    expect((await send(stranger, nextEdition())).status).toBe(403);
  });
  const tooLate = nextEdition((text) => text.replace('2027-01-01', '2026-02-01'));
  expect((await send(owner, tooLate)).body.refusals).toMatchObject([{ code: 'edition-begins-past' }]);
  expect((await send(owner, nextEdition())).status).toBe(201);
  const states = async () =>
    (await t.browser().get('/api/v1/scheme-editions/event')).body.editions.map(
      (e: { edition: string; state: string; lastDay: string }) => [e.edition, e.state, e.lastDay],
    );
  expect(await states()).toEqual([
    ['2026', 'in-force', '2026-12-31'],
    ['2027', 'registered', null],
  ]);
  const recall = { act: 'recall', edition: '2027', words: '尚未定稿' };
  expect((await owner.browser.send('POST', '/api/v1/scheme-editions/event/acts', recall)).status).toBe(200);
  expect((await states())[0]).toEqual(['2026', 'in-force', null]);
});
