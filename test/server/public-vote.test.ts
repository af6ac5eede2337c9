import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { networkOf, serialOf, votingCode } from '#operation/rounds/vote-codes.ts';
import { readSchemeFolder } from '#operation/schemes/scheme-folder.ts';
import { organisation } from '../operation/test-world.ts';
import { type Browser, createServerWorld, password, type ServerWorld } from './server-world.ts';

const schemes = join(import.meta.dirname, '..', '..', 'schemes');
let t: ServerWorld;
let body: string;
let secretary: Awaited<ReturnType<ServerWorld['person']>>;
let entrant: Awaited<ReturnType<ServerWorld['person']>>;
let round: string;
let films: string[];
let codes: string[];

/** A visitor out of a network: the test's requests come through this machine's own proxy. */
const from = (address: string) => ({ 'x-forwarded-for': address });
let networks = 0;
const anywhere = () => from(`198.${18 + Math.floor(networks / 250)}.${networks++ % 250}.7`);

beforeAll(async () => {
  const read = await readSchemeFolder(schemes, 'brand-story');
  if (!read.ok) throw new Error('the scheme does not parse');
  t = await createServerWorld('2026-03-02T02:00:00.000Z', [read.parsed.scheme], {
    limits: { 'sign-in': null, 'look-up': null, bulk: null },
  });
  body = await organisation(t.world, '示例质量协会', '', true);
  secretary = await t.person('班', body, ['secretary']);
  entrant = await t.person('安', await organisation(t.world, '上海示例影业有限公司'), ['entrant']);
  round = await openRound();
  films = [await film('一根针的故事'), await film('光')];
  await stage('collecting', {}, round);
}, 120_000);
afterAll(() => t.close());

async function openRound(): Promise<string> {
  const title = { zh: '2026年品牌故事大赛', en: 'Brand stories 2026' };
  const opened = await secretary.browser.send('POST', '/api/v1/rounds', { scheme: 'brand-story', body, title });
  const id: string = opened.body.round;
  await stage(
    'call',
    { 'call-document': '沪质协〔2026〕30号', theme: { zh: '质造', en: 'Made' }, 'open-to': '2026-03-02' },
    id,
  );
  return id;
}

async function stage(step: string, values: object, id = round): Promise<void> {
  const act = { act: 'do', step, outcome: 'done', values };
  const done = await secretary.browser.send('POST', `/api/v1/rounds/${id}/acts`, act);
  if (done.status !== 200) throw new Error(`${step}: ${done.text}`);
}

async function film(title: string): Promise<string> {
  const opened = await entrant.browser.send('POST', '/api/v1/cases', {
    scheme: 'brand-story',
    flow: 'entry',
    applicant: entrant.party,
    body,
    title,
    round,
  });
  const id: string = opened.body.case;
  const put = await entrant.browser.send('PUT', '/api/v1/files?name=film.pdf', '%PDF-1.4\n%%EOF\n');
  const { digest, name, size, mediaType } = put.body;
  const values = {
    'organisation-name': '上海示例影业有限公司',
    uscc: '91350100M000100Y43',
    address: '示例路',
    region: '310115',
    'contact-person': '安',
    'contact-phone': '021-1',
    'work-title': { zh: title, en: '' },
    'work-form': 'micro-film',
    'brand-name': '示例',
    'film-minutes': 5,
    'work-file': [{ digest, name, size, mediaType }],
    'rights-cleared': true,
  };
  const done = await entrant.browser.send('POST', `/api/v1/cases/${id}/acts`, {
    act: 'do',
    step: 'work',
    outcome: 'done',
    values,
  });
  if (done.status !== 200) throw new Error(done.text);
  const checked = await secretary.browser.send('POST', `/api/v1/cases/${id}/acts`, {
    act: 'do',
    step: 'work-check',
    outcome: 'passed',
  });
  if (checked.status !== 200) throw new Error(checked.text);
  return id;
}

const vote = (who: Browser, items: readonly string[], code = '', headers = anywhere(), id = round) =>
  who.send('POST', `/api/v1/rounds/${id}/public-vote`, { items, code }, headers);
const refusedFor = (answer: {
  body: { refusals?: { code: string }[]; rows?: { problem: { code: string } | null }[] };
}) => answer.body.refusals?.map((r) => r.code) ?? answer.body.rows?.map((r) => r.problem?.code ?? 'taken');
const issue = (count: number, to = '会员单位', who = secretary.browser) =>
  who.send('POST', `/api/v1/rounds/${round}/voting-codes`, { count, to });
const view = async (who: Browser = secretary.browser) => (await who.get(`/api/v1/rounds/${round}/public-vote`)).body;
const close = () =>
  secretary.browser.send('POST', `/api/v1/rounds/${round}/acts`, { act: 'close-vote', step: 'votes' });
const rowsOf = (table: string) =>
  t.storage.database.rows<{ t: string }>({ name: `all of ${table}`, text: `select t::text as t from ${table} t` }, []);

/** Sessions end with the days; who goes on signs in again. */
async function moveClock(to: string): Promise<void> {
  t.clock.set(to);
  for (const { browser, login } of [secretary, entrant])
    await browser.send('POST', '/api/v1/session', { login, password });
}

describe('codes and networks', () => {
  const salt = new Uint8Array(32).fill(7);

  test('a code is read however it is typed, and no other text is one', () => {
    const code = votingCode(salt, 42);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    for (const typed of [
      code,
      code.toLowerCase(),
      code.replaceAll('-', ''),
      ` ${code.replaceAll('-', ' ')} `,
      code.replaceAll('0', 'o').replaceAll('1', 'l'),
    ])
      expect(serialOf(salt, typed, 42), typed).toBe(42);
    expect(serialOf(salt, code, 41), 'not given out yet').toBeNull();
    expect(serialOf(new Uint8Array(32), code, 42), 'of another vote').toBeNull();
    for (const bad of ['', 'x', code.slice(1), `${code}0`, '0000-0000-0000-0000'])
      expect(serialOf(salt, bad, 42), bad).toBeNull();
    // Every letter counts: changing any one of them makes another text, never another code.
    const letters = code.replaceAll('-', '');
    for (let i = 0; i < 16; i += 1) {
      const other = letters[i] === 'A' ? 'B' : 'A';
      expect(serialOf(salt, letters.slice(0, i) + other + letters.slice(i + 1), 42), `letter ${i}`).toBeNull();
    }
    expect(new Set(Array.from({ length: 500 }, (_, i) => votingCode(salt, i + 1))).size).toBe(500);
  });

  test('a network is what one house shares, in every way to write an address', () => {
    expect(networkOf('203.0.113.9')).toBe(networkOf('203.0.113.200'));
    expect(networkOf('::ffff:203.0.113.9')).toBe(networkOf('203.0.113.1'));
    expect(networkOf('203.0.114.9')).not.toBe(networkOf('203.0.113.9'));
    expect(networkOf('2001:db8:1:2::5')).toBe(networkOf('2001:0db8:0001:ffff:1:2:3:4'));
    expect(networkOf('2001:db8::1')).toBe(networkOf('2001:db8:0:9::1'));
    expect(networkOf('2001:db8:2::1')).not.toBe(networkOf('2001:db8:1::1'));
  });
});

describe('a vote of the public', () => {
  test('asks who votes; codes are given out by those who run it, and stand nowhere', async () => {
    expect(refusedFor(await vote(t.browser(), films))).toEqual(['vote-identity-missing']);
    expect((await issue(5, '会员单位', entrant.browser)).body.refusals[0].code).toBe('role-missing');
    expect((await issue(5, '会员单位', t.browser())).status).toBe(401);
    expect((await issue(5, ' ')).body.refusals[0].code).toBe('field-missing');
    codes = (await issue(120)).body.codes;
    expect(new Set(codes).size).toBe(120);
    const { events } = await t.world.storage.events.load({ kind: 'round', id: round });
    expect(JSON.stringify(events)).toContain('VotingCodesIssued');
    for (const code of codes.slice(0, 3)) expect(JSON.stringify(events)).not.toContain(code);
  });

  test('one vote for each identity and item, whoever tries twice, in whatever way', async () => {
    const [code = ''] = codes;
    expect(refusedFor(await vote(t.browser(), [films[0] ?? ''], code))).toEqual(['taken']);
    expect(refusedFor(await vote(t.browser(), films, code.toLowerCase()))).toEqual(['public-vote-twice', 'taken']);
    expect(refusedFor(await vote(t.browser(), films, code))).toEqual(['public-vote-twice', 'public-vote-twice']);
    // The same item many times in one request, and many requests at once, are one vote.
    const second = codes[1] ?? '';
    expect(refusedFor(await vote(t.browser(), [films[0] ?? '', films[0] ?? ''], second))).toEqual(['taken']);
    const third = codes[2] ?? '';
    const atOnce = await Promise.all(Array.from({ length: 12 }, () => vote(t.browser(), [films[0] ?? ''], third)));
    expect(atOnce.flatMap(refusedFor).filter((said) => said === 'taken')).toHaveLength(1);
    // Signed in, a person votes once, whatever account or network she uses.
    const person = await t.person('林', '', []);
    expect(refusedFor(await vote(person.browser, [films[1] ?? '']))).toEqual(['taken']);
    expect(refusedFor(await vote(person.browser, [films[1] ?? '']))).toEqual(['public-vote-twice']);
    expect((await view()).desk.counts.map((c: { counted: number }) => c.counted).sort()).toEqual([2, 3]);
  });

  test('a forged code, one of another vote, and what is not voted on are refused; counts are the desk’s alone', async () => {
    expect(refusedFor(await vote(t.browser(), films, 'AAAA-BBBB-CCCC-DDDD'))).toEqual(['vote-code-wrong']);
    expect(
      refusedFor(
        await vote(
          t.browser(),
          films,
          `${codes[3]}`.replace(/.$/, (c) => (c === '0' ? '1' : '0')),
        ),
      ),
    ).toEqual(['vote-code-wrong']);
    expect(refusedFor(await vote(t.browser(), [t.world.newId()], codes[4]))).toEqual(['vote-item-unknown']);
    const foreign = await t.browser().send('POST', `/rounds/${round}/vote`, `item=${films[0]}&code=${codes[4]}`, {
      origin: 'https://elsewhere.example',
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(foreign.status).toBe(403);
    const seen = await view(t.browser());
    expect(seen).toMatchObject({
      state: 'running',
      from: '2026-03-02',
      to: '2026-03-11',
      results: null,
      desk: null,
      setAside: [],
    });
    const bystander = await t.person('某', body, ['judge']);
    expect((await view(bystander.browser)).desk).toBeNull();
  });

  test('nobody does the stage, or writes the counts, by hand', async () => {
    const act = { act: 'do', step: 'votes', outcome: 'done', values: {} };
    for (const who of [secretary.browser, entrant.browser])
      expect(refusedFor(await who.send('POST', `/api/v1/rounds/${round}/acts`, act))).toContain('vote-by-public');
    const values = { 'votes-counted': 9999, 'votes-struck': 0 };
    const byHand = await secretary.browser.send('POST', `/api/v1/cases/${films[0]}/acts`, {
      act: 'do',
      step: 'public-vote',
      outcome: 'done',
      values,
    });
    expect(refusedFor(byHand)).toContain('vote-by-public');
  });

  test('a flood out of one network is held to its limit, also behind another name, and shows as a burst', async () => {
    await moveClock('2026-03-04T02:00:00.000Z');
    const flood: string[] = [];
    // A forged first hop changes nothing: the network is the one that this machine's proxy saw.
    for (const [i, code] of codes.slice(10, 60).entries()) {
      const answer = await vote(t.browser(), [films[1] ?? ''], code, from(`10.9.${i}.1, 203.0.113.${i}`));
      flood.push(...(refusedFor(answer) ?? []));
    }
    expect(flood.filter((said) => said === 'taken')).toHaveLength(30);
    expect(flood.filter((said) => said === 'vote-too-fast')).toHaveLength(20);
    const atOnce = await Promise.all(
      codes.slice(60, 100).map((code) => vote(t.browser(), [films[0] ?? ''], code, from('2001:db8:77:1::1'))),
    );
    expect(atOnce.flatMap(refusedFor).filter((said) => said === 'taken')).toHaveLength(30);
    const { desk } = await view();
    const bursts = desk.bursts.map((b: { kind: string; item: string; count: number }) => [
      b.kind,
      films.indexOf(b.item),
      b.count,
    ]);
    expect(bursts).toEqual(
      expect.arrayContaining([
        ['source', 1, 30],
        ['source', 0, 30],
        ['time', 1, 30],
        ['time', 0, 30],
      ]),
    );
    // A minute later the network votes on, for whoever sits behind it.
    await moveClock('2026-03-04T02:01:01.000Z');
    expect(refusedFor(await vote(t.browser(), [films[1] ?? ''], codes[50], from('203.0.113.9')))).toEqual(['taken']);
  });

  test('a burst is set aside by an act with its reason, once, and not by anybody', async () => {
    const { desk } = await view();
    const burst = desk.bursts.find((b: { kind: string; item: string }) => b.kind === 'source' && b.item === films[1]);
    const { kind, item, since, source, count } = burst;
    const aside = (who: Browser, more: object = {}) =>
      who.send('POST', `/api/v1/rounds/${round}/acts`, {
        act: 'set-aside-votes',
        step: 'votes',
        kind,
        item,
        since,
        source,
        why: '同一网络连续投票',
        ...more,
      });
    expect(refusedFor(await aside(entrant.browser))).toContain('role-missing');
    expect(refusedFor(await aside(secretary.browser, { why: ' ' }))).toEqual(['field-missing']);
    expect(refusedFor(await aside(secretary.browser, { since: since - 600 }))).toEqual(['burst-unknown']);
    expect((await aside(secretary.browser)).status).toBe(200);
    expect(refusedFor(await aside(secretary.browser))).toEqual(['burst-unknown']);
    const counts = (await view()).desk.counts.find((c: { item: string }) => c.item === item);
    expect(counts.setAside).toBe(count);
    // Who was set aside has voted all the same: no second vote in its place.
    expect(refusedFor(await vote(t.browser(), [item], codes[12]))).toEqual(['public-vote-twice']);
  });

  test('the page takes votes without script, and tells of each what became of it', async () => {
    const page = await t.browser().get(`/rounds/${round}/vote`);
    expect(page.text).toContain('一根针的故事');
    // The works are judged blindly afterwards, and who judges reads this page too.
    for (const text of [page.text, JSON.stringify(await view(t.browser()))]) expect(text).not.toMatch(/示例影业/);
    expect(page.text).not.toContain('<script');
    const send = (form: string, headers: object = {}) =>
      t.browser().send('POST', `/rounds/${round}/vote`, form, {
        'content-type': 'application/x-www-form-urlencoded',
        ...anywhere(),
        ...headers,
      });
    const taken = await send(`item=${films[0]}&item=${films[1]}&code=${codes[101]}`);
    expect([taken.status, taken.text.includes('谢谢您投票')]).toEqual([200, true]);
    const again = await send(`item=${films[0]}&code=${codes[101]}`);
    expect(again.text).toContain('一人一项一票');
    expect((await send(`code=${codes[102]}`)).text).toContain('请至少选择一项');
    // Who mistyped the code chooses nothing again.
    const wrong = await send(`item=${films[0]}&code=ABCD-EFGH`);
    expect(wrong.text).toContain(`value="${films[0]}" checked>`);
    expect(wrong.text).not.toContain(`value="${films[1]}" checked>`);
    expect(wrong.text).toMatch(/<code>ABCD-EFGH<\/code>.*value="ABCD-EFGH"/s);
    // The notice of the call leads here.
    const [notice] = (await t.world.storage.notices.list({ field: 'round', is: [round] }, { limit: 1 })).rows;
    expect((await t.browser().get(`/notices/${notice?.id}`)).text).toContain(`href="/rounds/${round}/vote"`);
    expect((await send(`item=${films[0]}`)).text).toContain('投票须有投票码，或登录');
    expect((await send(`item=<script>&code=${codes[103]}`)).text).not.toContain('<script>');
    expect((await t.browser().get(`/rounds/${t.world.newId()}/vote`)).status).toBe(404);
  });

  test('the last second counts and the next does not, wherever the voter’s clock stands; then it is closed and frozen', async () => {
    // The last day ends in Shanghai, at four in the afternoon of the clock that counts in UTC.
    await moveClock('2026-03-11T15:59:59.999Z');
    expect(refusedFor(await close())).toEqual(['public-vote-running']);
    expect(refusedFor(await vote(t.browser(), [films[0] ?? ''], codes[104]))).toEqual(['taken']);
    await moveClock('2026-03-11T16:00:00.000Z');
    expect(refusedFor(await vote(t.browser(), [films[0] ?? ''], codes[105]))).toEqual(['public-vote-over']);
    const before = (await view()).desk.counts as { item: string; counted: number; setAside: number }[];
    expect((await close()).status).toBe(200);
    const after = await view(t.browser());
    expect(after.state).toBe('closed');
    for (const { item, counted, setAside } of before)
      expect(after.results.find((r: { item: string }) => r.item === item)).toMatchObject({ counted, setAside });
    expect(after.setAside).toMatchObject([{ case: films[1], count: 31, why: '同一网络连续投票' }]);
    const kase = await secretary.browser.get(`/api/v1/cases/${films[1]}`);
    const ours = before.find((b) => b.item === films[1]);
    expect(kase.body.values).toMatchObject({ 'votes-counted': ours?.counted, 'votes-struck': 31 });
    expect(refusedFor(await vote(t.browser(), [films[0] ?? ''], codes[106]))).toEqual(['public-vote-over']);
    expect(refusedFor(await close())).toEqual(['vote-not-open']);
    expect(refusedFor(await issue(1))).toEqual(['vote-not-open']);
    const page = await t.browser().get(`/rounds/${round}/vote`);
    expect(page.text).toContain('剔除的票');
  });

  test('of who voted, and from where, nothing is left', async () => {
    for (const table of ['public_vote', 'public_vote_source']) expect(await rowsOf(table)).toEqual([]);
    expect(await t.storage.database.rows({ name: 'salts', text: 'select salt from public_vote_box' }, [])).toEqual([
      { salt: null },
    ]);
    const { events } = await t.world.storage.events.load({ kind: 'round', id: round });
    const text = JSON.stringify(events);
    expect(text).not.toMatch(/203\.0\.113|2001:db8|198\.18/);
    for (const code of codes) expect(text.includes(code) || text.includes(code.replaceAll('-', ''))).toBe(false);
    expect(t.log()).not.toContain(codes[104] ?? '');
  });
});
