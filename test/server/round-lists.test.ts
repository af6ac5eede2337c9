import { join } from 'node:path';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listOf } from '#certification/round/list-columns.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { forwardList } from '#operation/rounds/list/forward-list.ts';
import { listForm } from '#operation/rounds/list/list-form.ts';
import { readList } from '#operation/rounds/list/read-list.ts';
import { viewRound } from '#operation/rounds/round-view.ts';
import { readSchemeFolder } from '#operation/schemes/scheme-folder.ts';
import { organisation } from '../operation/test-world.ts';
import { createServerWorld, origin, type ServerWorld } from './server-world.ts';

const schemes = join(import.meta.dirname, '..', '..', 'schemes');

/** The scheme as it stands, and the same with nothing in its form that a cell can't hold. */
async function qcSchemes(): Promise<{ readonly real: Scheme; readonly plain: Scheme }> {
  const read = await readSchemeFolder(schemes, 'qc-circle');
  if (!read.ok) throw new Error('the scheme does not parse');
  const real = read.parsed.scheme;
  const forms = real.forms.map((form) => ({
    ...form,
    fields: form.id === 'submission' ? form.fields.filter((field) => field.kind !== 'file') : form.fields,
  }));
  const flows = real.flows.map((flow) => ({
    ...flow,
    steps: flow.steps.map(({ subCase: _, ...step }) => step),
  }));
  return { real, plain: { ...real, id: 'qc-plain', forms, flows } };
}

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A unified social credit code of our own by GB 32100-2015, around an organisation code by GB 11714. */
function uscc(serial: number): string {
  const subject = `MA1${String(serial).padStart(5, '0')}`;
  const weighed = [3, 7, 9, 10, 5, 8, 4, 2].reduce((all, w, i) => all + w * parseInt(subject[i] ?? '0', 36), 0);
  const check = '0X987654321'[weighed % 11];
  const body = `91310115${subject}${check}`;
  const sum = [...body].reduce((all, sign, i) => all + alphabet.indexOf(sign) * (3 ** i % 31), 0);
  return `${body}${alphabet[(31 - (sum % 31)) % 31]}`;
}

const heads = ['申报单位', '统一社会信用代码', '课题名称', '小组名称', '课题类型', '行业类别', '推荐意见'];
const line = (cells: readonly string[]) =>
  cells.map((c) => (/[",\n]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c)).join(',');
const csv = (rows: readonly (readonly string[])[], head = heads) => [head, ...rows].map(line).join('\r\n');
const row = (n: number, title: string, name = `上海第${n}示例制造有限公司`, more: readonly string[] = []) => {
  const [trade = '制造业', kind = '问题解决型（自定目标）', words = '同意推荐'] = more;
  return [name, uscc(n), title, `第${n}小组`, kind, trade, words];
};

let t: ServerWorld;
let real: Scheme;
let plain: Scheme;
let body: string;
const rounds: Record<string, string> = {};
let secretary: Awaited<ReturnType<ServerWorld['person']>>;
const units: Awaited<ReturnType<ServerWorld['person']>>[] = [];

beforeAll(async () => {
  ({ real, plain } = await qcSchemes());
  t = await createServerWorld('2026-03-02T02:00:00.000Z', [real, plain]);
  body = await organisation(t.world, '示例质量协会', '', true);
  secretary = await t.person('班', body, ['secretary']);
  for (const name of ['浦东示例推荐单位', '黄浦示例推荐单位'])
    units.push(await t.person('推', await organisation(t.world, name), ['recommending-unit']));
  for (const [id, scheme] of [
    ['real', 'qc-circle'],
    ['plain', 'qc-plain'],
    ['many', 'qc-plain'],
  ] as const)
    rounds[id] = await openCollecting(scheme);
}, 120_000);
afterAll(() => t.close());

async function openCollecting(scheme: string): Promise<string> {
  const opened = await secretary.browser.send('POST', '/api/v1/rounds', {
    scheme,
    body,
    title: { zh: '2026年度QC成果', en: 'QC 2026' },
  });
  const id = opened.body.round;
  const act = {
    act: 'do',
    step: 'call',
    outcome: 'done',
    values: { 'call-document': '沪质协〔2026〕28号', 'open-to': '2026-04-30' },
  };
  const called = await secretary.browser.send('POST', `/api/v1/rounds/${id}/acts`, act);
  if (called.status !== 200) throw new Error(called.text);
  return id;
}

const unit = (n = 0) => units[n] ?? expect.unreachable();
const send = (text: string | Uint8Array, take = 'look', round = 'plain', who = unit()) =>
  who.browser.send('POST', `/api/v1/rounds/${rounds[round]}/list?take=${take}`, text, { 'content-type': 'text/csv' });
const members = async (round: string) =>
  (await secretary.browser.get(`/api/v1/rounds/${rounds[round]}`)).body.cases as {
    id: string;
    title: string;
    recommender: { id: string };
  }[];

describe('a list of a recommending unit', () => {
  test('begins as an empty form with the scheme’s own columns, in both languages and formats', async () => {
    const form = await unit().browser.get(`/api/v1/rounds/${rounds['real']}/list/form?format=csv`, {
      'accept-language': 'zh',
    });
    expect(form.text.replace('\uFEFF', '').trim()).toBe(line(heads));
    expect(decodeURIComponent(form.headers.get('content-disposition') ?? '')).toContain('2026年度QC成果 汇总表.csv');
    const english = listForm(real, listOf(real) ?? expect.unreachable(), 'en');
    expect(english[0]?.columns.slice(0, 3).map((c) => c.heading)).toEqual([
      'Applicant',
      'Unified social credit code',
      'Topic',
    ]);
    const got = await t.app.request(`${origin}/api/v1/rounds/${rounds['real']}/list/form`, {
      headers: { cookie: unit().browser.cookie(), 'accept-language': 'zh' },
    });
    const book = new exceljs.Workbook();
    await book.xlsx.load(await got.arrayBuffer());
    const [sheet, notes] = book.worksheets;
    expect(sheet?.getRow(1).values).toEqual([undefined, ...heads]);
    expect(sheet?.getCell('F2').dataValidation?.formulae?.[0]).toContain('制造业');
    const said = notes
      ?.getSheetValues()
      .map((r) => String(r))
      .join('\n');
    expect(said).toContain('成果报告');
  });

  test('is looked at first: every row with what is wrong at which column, and nothing written', async () => {
    const rows = [
      row(1, '降低轴承废品率'),
      row(2, '提高一次合格率', undefined, ['造船业']),
      ['无此单位', '', '某课题', '组', '问题解决型（自定目标）', '制造业', ''],
      ['上海第4示例制造有限公司', '913101150000000000', '某课题', '组', '问题解决型（自定目标）', '制造业', ''],
      row(1, '降低轴承废品率'),
      row(6, ''),
      [...row(7, '=HYPERLINK("http://x")').slice(0, 6), '字'.repeat(501)],
    ];
    const looked = await send(csv(rows));
    expect(looked.status).toBe(200);
    expect(looked.body).toMatchObject({ taken: false, counts: { read: 7, forwarded: 1, already: 0, refused: 6 } });
    const told = looked.body.rows.map(
      (r: { row: number; problems: { column: { zh: string } | null; problem: { code: string } }[] }) => [
        r.row,
        ...r.problems.map((p) => `${p.column?.zh}: ${p.problem.code}`),
      ],
    );
    expect(told).toEqual([
      [2],
      [3, '行业类别: value-choice'],
      [4, '统一社会信用代码: row-applicant-unknown'],
      [5, '统一社会信用代码: value-code'],
      [6, '课题名称: row-twice'],
      [7, '课题名称: field-missing'],
      [8, '推荐意见: value-length'],
    ]);
    expect(looked.body.rows[1].problems[0].problem.text.zh).toContain('造船业');
    expect(looked.body.rows[1].problems[0].problem.help).toEqual({
      zh: '可选：制造业、市场化服务、非营利性服务、建筑业。',
      en: 'One of: manufacturing, market service, non-profit service, construction.',
    });
    expect(looked.body.rows.every((r: { case: string | null }) => r.case === null)).toBe(true);
    expect(await members('plain')).toEqual([]);
    expect(await t.world.storage.parties.byCode('uscc', uscc(1))).toEqual([]);
  });

  test('is taken whole or not at all, or in its good rows; the same file twice changes nothing', async () => {
    const rows = [row(11, '缩短换模时间'), row(12, '降低能耗'), row(13, '提高好评率', undefined, ['不存在'])];
    const none = await send(csv(rows), 'all-or-none');
    expect(none.body).toMatchObject({ taken: false, counts: { forwarded: 2, refused: 1 } });
    expect(await members('plain')).toEqual([]);
    const good = await send(csv(rows), 'good-rows');
    expect(good.body).toMatchObject({ taken: true, counts: { read: 3, forwarded: 2, already: 0, refused: 1 } });
    expect(good.body.rows.map((r: { isNewApplicant: boolean }) => r.isNewApplicant)).toEqual([true, true, false]);
    const before = await members('plain');
    expect(before.map((m) => m.recommender.id)).toEqual([unit().party, unit().party]);
    const versions = await versionsOf(before.map((m) => m.id));
    const again = await send(csv(rows), 'good-rows');
    expect(again.body).toMatchObject({ taken: true, counts: { read: 3, forwarded: 0, already: 2, refused: 1 } });
    expect(await members('plain')).toEqual(before);
    expect(await versionsOf(before.map((m) => m.id))).toEqual(versions);
    // The unit recommended in the same go: the case waits for the secretariat's check.
    const kase = await secretary.browser.get(`/api/v1/cases/${before[0]?.id}`);
    expect(
      kase.body.steps.filter((s: { status: string }) => s.status === 'open').map((s: { id: string }) => s.id),
    ).toEqual(['form-check']);
  });

  test('comes as a workbook too, in GB 18030, with columns turned and headings of the unit’s own', async () => {
    const book = new exceljs.Workbook();
    const sheet = book.addWorksheet('汇总');
    sheet.addRow(['备注', '课题名称', '单位名称', 'USCC', '小组名称', '课题类型', '行业类别']);
    sheet.addRow(['', '減少等待時間', '上海第11示例製造有限公司', uscc(11), '甲组', '创新型', '市场化服务']);
    const workbook = await send(new Uint8Array(await book.xlsx.writeBuffer()), 'all-or-none');
    expect(workbook.body).toMatchObject({ taken: true, unknown: ['备注'], counts: { forwarded: 1, refused: 0 } });
    // Without its words the recommendation waits for the unit.
    expect(workbook.body.rows[0]).toMatchObject({ isNewApplicant: false, next: { step: 'recommendation', lacks: [] } });
    const { default: iconv } = await import('iconv-lite');
    const gb = await send(iconv.encode(csv([row(14, '优化排产')]), 'gb18030'), 'all-or-none');
    expect(gb.body).toMatchObject({ taken: true, counts: { forwarded: 1 } });
    // The same project in traditional characters and with a space is the same project.
    const same = await send(csv([row(14, '優化 排產')]), 'good-rows');
    expect(same.body.counts).toMatchObject({ already: 1, forwarded: 0 });
  });

  test('a project that came through another unit is refused, and a name under another’s code', async () => {
    const other = await send(
      csv([row(11, '缩短换模时间'), row(12, '别的课题', '苏州别家机械有限公司')]),
      'look',
      'plain',
      unit(1),
    );
    const codes = other.body.rows.map((r: { problems: { problem: { code: string } }[] }) =>
      r.problems.map((p) => p.problem.code),
    );
    expect(codes).toEqual([['row-elsewhere'], ['row-applicant-differs']]);
    // It is told that it came, not through whom.
    expect(other.text).not.toContain('浦东示例推荐单位');
  });

  test('what no cell holds is added in the form, which begins with what the row said', async () => {
    const one = csv([row(21, '降低返工率')]);
    const taken = await send(one, 'all-or-none', 'real');
    expect(taken.body).toMatchObject({ taken: true, counts: { forwarded: 1, refused: 0 } });
    const [forwarded] = taken.body.rows;
    expect(forwarded.next).toMatchObject({ step: 'submission' });
    expect(forwarded.next.lacks).toContainEqual({ zh: '成果报告', en: 'Report' });
    const draft = await unit().browser.get(`/api/v1/cases/${forwarded.case}/drafts/submission`);
    expect(draft.body.values.values).toMatchObject({
      'circle-name': '第21小组',
      trade: 'manufacturing',
      topic: { zh: '降低返工率' },
    });
    // Another unit's person does not see it.
    expect((await unit(1).browser.get(`/api/v1/cases/${forwarded.case}`)).status).toBe(404);
    // A draft that was lost is made by the same file again; one that she went on with stays.
    await unit().browser.send('DELETE', `/api/v1/cases/${forwarded.case}/drafts/submission`);
    await send(one, 'good-rows', 'real');
    expect((await unit().browser.get(`/api/v1/cases/${forwarded.case}/drafts/submission`)).status).toBe(200);
  });

  test('what is longer than a name or a title may be is refused at its cell, and registers nobody', async () => {
    const rows = [row(71, '题'.repeat(5000)), row(72, '短题', `上海${'长'.repeat(5000)}有限公司`)];
    const looked = await send(csv(rows), 'good-rows');
    expect(looked.body.counts).toMatchObject({ forwarded: 0, refused: 2 });
    const at = looked.body.rows.map(
      (r: { problems: { column: { zh: string } | null }[] }) => r.problems[0]?.column?.zh,
    );
    expect(at).toEqual(['课题名称', '申报单位']);
    expect(looked.text.length).toBeLessThan(20_000);
    for (const n of [71, 72]) expect(await t.world.storage.parties.byCode('uscc', uscc(n))).toEqual([]);
  });

  test('a quota holds row by row and names the unit', async () => {
    const set = { act: 'set-quota', unit: unit(1).party, most: 2, why: '按去年完成情况' };
    expect((await secretary.browser.send('POST', `/api/v1/rounds/${rounds['plain']}/acts`, set)).status).toBe(200);
    const rows = [31, 32, 33].map((n) => row(n, `课题之${n}`));
    const looked = await send(csv(rows), 'look', 'plain', unit(1));
    expect(looked.body.counts).toMatchObject({ forwarded: 2, refused: 1 });
    expect(looked.body.rows[2].problems[0].problem.text.zh).toBe('“黄浦示例推荐单位”的推荐名额为 2，已推荐 2。');
  });

  test('is nobody else’s to hand in, and a file that is none is refused in words', async () => {
    const refused = async (
      who: { browser: ServerWorld['browser'] extends () => infer B ? B : never },
      text: string | Uint8Array,
    ) => who.browser.send('POST', `/api/v1/rounds/${rounds['plain']}/list`, text);
    const codes = (answer: { body: { refusals?: { code: string }[]; code?: string } }) =>
      answer.body.refusals?.map((r) => r.code) ?? answer.body.code;
    expect(codes(await refused(secretary, csv([row(1, 'x')])))).toEqual(['list-not-recommender']);
    expect((await refused({ browser: t.browser() }, csv([row(1, 'x')]))).status).toBe(401);
    const applicant = await t.person('安', await organisation(t.world, '某申报单位'), ['circle-leader']);
    expect(codes(await refused(applicant, csv([row(1, 'x')])))).toEqual(['list-not-recommender']);
    expect((await applicant.browser.get(`/api/v1/rounds/${rounds['plain']}/list`)).status).toBe(404);
    for (const [text, code] of [
      ['', 'file-no-rows'],
      ['申报单位,课题名称\r\n', 'file-no-rows'],
      ['甲,乙\r\n1,2', 'file-headers'],
      ['申报单位,课题名称,课题名称\r\n1,2,3', 'file-headers'],
      [new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), 'file-format'],
      ['%PDF-1.4\n', 'file-format'],
      [new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'file-format'],
    ] as const)
      expect(codes(await refused(unit(), text)), String(text).slice(0, 20)).toEqual([code]);
    const long = csv(Array.from({ length: 2001 }, (_, i) => row(i, `课题${i}`)));
    expect(codes(await refused(unit(), long))).toEqual(['file-too-large']);
  });

  test('the list with results: a unit has its own part without scores, the desk all of it, and it can be handed in again', async () => {
    const own = await unit().browser.get(`/api/v1/rounds/${rounds['plain']}/list`, { 'accept-language': 'zh' });
    expect(own.body).toMatchObject({ isDesk: false, takesList: true });
    expect(own.body.rows).toHaveLength(4);
    expect(own.body.rows.every((r: { unit: string }) => r.unit === '浦东示例推荐单位')).toBe(true);
    const file = await unit().browser.get(`/api/v1/rounds/${rounds['plain']}/list/file?format=csv`, {
      'accept-language': 'zh',
    });
    expect(file.text).toContain('缩短换模时间');
    expect(file.text).not.toContain('平均分');
    const again = await send(file.text.replace('\uFEFF', ''), 'good-rows');
    expect(again.body.counts).toEqual({ read: 4, forwarded: 0, already: 4, refused: 0 });
    expect(again.body.unknown).toEqual(['结果', '原因', '等次', '编号']);
    const desk = await secretary.browser.get(`/api/v1/rounds/${rounds['plain']}/list/file?format=csv`, {
      'accept-language': 'zh',
    });
    expect(desk.text).toContain('平均分');
    expect((await unit(1).browser.get(`/api/v1/rounds/${rounds['plain']}/list`)).body.rows).toEqual([]);
    expect((await t.browser().get(`/api/v1/rounds/${rounds['plain']}/list`)).status).toBe(401);
  });
});

async function versionsOf(ids: readonly string[]): Promise<readonly unknown[]> {
  const streams = await t.world.storage.events.loadAll(ids.map((id) => ({ kind: 'case' as const, id })));
  return streams.map((s) => s.head).sort((a, b) => String(a.hash).localeCompare(String(b.hash)));
}

describe('thirty-five lists of one round', () => {
  test('merge into 356 submissions: duplicates under two names are found, and the counts balance', async () => {
    const list = listOf(plain);
    if (list === undefined) return expect.unreachable();
    const many = await Promise.all(
      Array.from({ length: 35 }, async (_, i) =>
        t.person(`推${i}`, await organisation(t.world, `示例推荐单位${i + 1}`), ['recommending-unit']),
      ),
    );
    let read = 0;
    for (const [index, who] of many.entries()) {
      const count = index < 6 ? 11 : 10;
      const rows = Array.from({ length: count }, (_, k) => {
        const n = 1000 + index * 20 + k;
        return row(n, `第${n}号课题之改进`, `上海第${n}示例制造有限公司`);
      });
      // The same projects again through another unit: in traditional characters and without 有限公司, under another code.
      if (index === 34)
        rows.splice(
          0,
          2,
          row(5001, '第1000號課題之改進', '上海第1000示例製造'),
          row(5002, '第1001号课题之改进（二）', '上海第1001示例制造股份有限公司'),
        );
      const { counts } = await forward(list, who, csv(rows));
      expect(counts).toEqual({ read: count, forwarded: count, already: 0, refused: 0 });
      read += count;
    }
    expect(read).toBe(356);
    const desk = await viewRound(t.world, await secretary.acting(), rounds['many'] ?? '');
    expect(desk?.balance).toMatchObject({ received: 356, open: 356 });
    expect(desk?.balance.byRecommender).toHaveLength(35);
    const titles = new Map(desk?.cases.map((c) => [c.id, c.title]));
    expect(desk?.duplicates.map((d) => [...d.cases.map((c) => titles.get(c)), ...d.because])).toEqual([
      ['第1000号课题之改进', '第1000號課題之改進', 'title-same', 'name-alike'],
      ['第1001号课题之改进', '第1001号课题之改进（二）', 'title-alike', 'name-alike'],
    ]);
  }, 120_000);
});

async function forward(list: NonNullable<ReturnType<typeof listOf>>, who: (typeof units)[number], text: string) {
  const read = await readList(plain, list, Buffer.from(text));
  const outcome = await forwardList(t.world, {
    acting: await who.acting(),
    round: rounds['many'] ?? '',
    list: read,
    take: 'all-or-none',
  });
  if (outcome.is !== 'done') throw new Error(JSON.stringify(outcome));
  const bad = outcome.value.rows.flatMap((r) => r.problems.map((p) => `${r.row} ${p.refusal.code}`));
  expect(bad).toEqual([]);
  return outcome.value;
}
