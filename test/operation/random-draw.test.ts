import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calculate } from '#certification/rules/calculators.ts';
import { openCase } from '#operation/acts/case-acts.ts';
import { loadRound } from '#operation/acts/loading.ts';
import { systemActing } from '#operation/acts/request.ts';
import { keepUpload } from '#operation/files/uploads.ts';
import { registerOrganisation } from '#operation/parties/party-acts.ts';
import { doRoundStep, openRound } from '#operation/rounds/round-acts.ts';
import { viewPublicRound } from '#operation/rounds/round-view.ts';
import { readSchemeFolder } from '#operation/schemes/scheme-folder.ts';
import { loadRules } from '../../src/cli/house-files.ts';
import {
  createTestWorld,
  done,
  organisation,
  refusalCodes,
  type Somebody,
  somebody,
  type TestWorld,
} from './test-world.ts';

let t: TestWorld;
let planner: Somebody;
let round: string;

beforeAll(async () => {
  const read = await readSchemeFolder(join(import.meta.dirname, '..', '..', 'schemes'), 'random-check');
  if (!read.ok) throw new Error('the scheme does not parse');
  t = await createTestWorld('2026-09-01T02:00:00.000Z', [read.parsed.scheme]);
  const bureau = await organisation(t.world, '市场监督管理局', '31', true);
  planner = await somebody(t.world, '潘', bureau, ['planner']);
  const open = { scheme: 'random-check', body: bureau, title: { zh: '2026年双随机检查', en: '' } };
  round = done<{ round: string }>(await openRound(t.world, { acting: await planner.acting(), ...open })).round;
}, 60_000);
afterAll(() => t.close());

const step = async (id: string, values: object) =>
  doRoundStep(t.world, {
    acting: await planner.acting(),
    round,
    do: { step: id, line: null, outcome: 'done', values: values as never, reason: null, remarks: [], named: [] },
  });

const objects = Array.from({ length: 1230 }, (_, i) => ({
  id: `CNCA-R-${i + 1}`,
  class: i < 800 ? 'A' : i < 1100 ? 'B' : i < 1200 ? 'C' : 'D',
}));
const shares = [
  { class: 'A', share: 10 },
  { class: 'B', share: 25 },
  { class: 'C', share: 50 },
  { class: 'D', share: 100 },
];

test('a list of 1,230 bodies is frozen before the seed, 235 are drawn, and a stranger replays it from what is public', async () => {
  done(await step('plan', { 'item-kind': 'general', 'inspection-items': '认证活动', 'shares-by-class': shares }));
  const bytes = (async function* () {
    yield new TextEncoder().encode('检查人员\n甲\n');
  })();
  const upload = await keepUpload(t.world, await planner.acting(), { name: 'inspectors.csv', bytes });
  const { digest, name, size, mediaType } = done<{ digest: string; name: string; size: number; mediaType: string }>(
    upload,
  );
  const lists = {
    'inspector-list': [{ digest, name, size, mediaType }],
    'seed-source': '福彩双色球第2026101期',
    'seed-announced-on': '2026-09-01',
  };
  const twice = await step('lists', { ...lists, objects: [objects[0], ...objects] });
  expect(refusalCodes(twice)).toContain('not-computable');
  done(await step('lists', { ...lists, objects }));
  const frozen = (await viewPublicRound(t.world, round))?.steps.find((s) => s.id === 'lists');
  expect(frozen?.figures.map((f) => f.name)).not.toContain('drawn');
  done(await step('draw', { seed: '03 07 12 19 25 31 + 08', 'seed-drawn-on': '2026-09-01' }));

  const seen = await viewPublicRound(t.world, round);
  const [listed, drawn] = ['lists', 'draw'].map((id) => seen?.steps.find((s) => s.id === id));
  const figure = (of: typeof drawn, called: string) => of?.figures.find((f) => f.name === called)?.value;
  expect(figure(drawn, 'drawn')).toBe('235');
  expect(figure(drawn, 'listHash')).toBe(figure(listed, 'listHash'));
  // Nothing but what the scheme calls public: the list of inspectors is not.
  expect(Object.keys(listed?.values ?? {}).sort()).toEqual(['objects', 'seed-source']);
  const plan = seen?.steps.find((s) => s.id === 'plan')?.values ?? {};
  expect(Object.keys(plan)).toEqual(['shares-by-class']);
  const again = calculate(
    'draw',
    {
      seed: drawn?.values['seed'],
      objects: listed?.values['objects'],
      classShares: plan['shares-by-class'],
      listHash: figure(listed, 'listHash'),
      day: '2026-09-02',
    },
    loadRules(),
  );
  if (!again.ok) throw new Error(again.refusals[0]?.text.en);
  expect(again.values['drawnListHash']?.value).toBe(figure(drawn, 'drawnListHash'));
});

test('a case is taken for a drawn object alone, by whatever of its codes or names the list calls it', async () => {
  const { state } = (await loadRound(t.world, round)) ?? expect.unreachable();
  expect(state.drawn).toHaveLength(235);
  const isDrawn = new Set(state.drawn);
  const [drawn, other] = [objects.find((o) => isDrawn.has(o.id)), objects.find((o) => !isDrawn.has(o.id))];
  const open = async (code: string, title: string) => {
    const body = planner.party;
    const names = [{ language: 'zh' as const, name: title, from: null }];
    const codes = [{ system: 'approval-number', value: code }];
    const party = done<{ party: string }>(
      await registerOrganisation(t.world, { acting: systemActing }, { names, codes, details: {} }),
    ).party;
    const given = { flow: 'inspection', applicant: party, body, title, round, entry: null };
    return openCase(t.world, { acting: await planner.acting(), scheme: 'random-check', open: given });
  };
  done(await open(drawn?.id ?? '', '甲认证机构'));
  const refused = await open(other?.id ?? '', '乙认证机构');
  expect(refused).toMatchObject({ refusals: [{ code: 'object-not-drawn', params: { title: '乙认证机构' } }] });
  const leaves = await t.storage.database.rows<{ leaf: string }>(
    { name: 'leaves', text: "select convert_from(bytes, 'UTF8') as leaf from outbox" },
    [],
  );
  expect(leaves.filter((l) => l.leaf.includes('"drawn"'))).toHaveLength(1);
});

test('collecting ends only when every drawn object has a case, by whatever it is called, or a reason', async () => {
  const { state } = (await loadRound(t.world, round)) ?? expect.unreachable();
  const drawn = state.drawn ?? [];
  const isDrawn = new Set(drawn);
  const missing = await step('drawing', {});
  expect(missing).toMatchObject({ refusals: [{ code: 'drawn-without-case', params: { count: '234' } }] });
  const excuse = (id: string) => ({ id, 'not-inspected-why': 'covered-by-other-check' });
  const others = drawn.filter((id) => id !== objects.find((o) => isDrawn.has(o.id))?.id);
  const strange = objects.find((o) => !isDrawn.has(o.id))?.id ?? '';
  const wrong = await step('drawing', { 'not-inspected': [...others, strange].map(excuse) });
  expect(wrong).toMatchObject({ refusals: [{ code: 'object-not-drawn', params: { title: strange } }] });
  const one = await step('drawing', { 'not-inspected': others.slice(1).map(excuse) });
  expect(one).toMatchObject({ refusals: [{ code: 'drawn-without-case', params: { list: { zh: others[0] } } }] });
  done(await step('drawing', { 'not-inspected': others.map(excuse) }));
  const listed = (await viewPublicRound(t.world, round))?.steps.find((s) => s.id === 'drawing');
  expect(listed?.values['not-inspected']).toHaveLength(234);
});
