import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentialsInPdf } from '#proof/credential-in-pdf.ts';
import { clustersOutside, removeClusterOutside } from '#storage/embedded/clusters-outside.ts';
import { freePort, type Started, start, touchstone } from './terminal.ts';

const root = resolve(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'touchstone-cli-'));
afterAll(() => {
  const outside = clustersOutside().filter((cluster) => cluster.folder?.startsWith(folder));
  rmSync(folder, { recursive: true, force: true });
  for (const { name } of outside) expect(removeClusterOutside(name)).toBe('removed');
});

describe('the command line without a server', () => {
  it('says what exists when it is asked for something else, with the code for wrong use', async () => {
    for (const args of [
      ['certify'],
      ['scheme', 'chek'],
      ['calc', 'no-such-thing'],
      ['status'],
      ['audit', '--colour'],
    ]) {
      const { code, err } = await touchstone(args);
      expect(code, args.join(' ')).toBe(2);
      expect(err, args.join(' ')).toMatch(/touchstone/);
      expect(err, args.join(' ')).not.toMatch(/\n\s+at .*\.ts:/);
    }
  });

  it('says what is wrong with an option in the language of the run, whole', async () => {
    const zh: readonly (readonly [readonly string[], string])[] = [
      [['bench', '--size', 'huge'], '应为: small、1m、10m、不小于 100 的数'],
      [['scheme', 'check', '--foo'], '没有选项 `--foo`。'],
      [['status', '1', '--server'], '选项 `--server` 后面缺少值。'],
      [['status', '1', '--json=3'], '选项 `--json` 不带值。'],
      [['scheme', 'new', 'cma'], '应为: 没有用过的名称'],
    ];
    for (const [args, says] of zh) {
      const { code, err } = await touchstone([...args, '--lang', 'zh']);
      expect([code, err.includes(says)], `${args.join(' ')}\n${err}`).toEqual([2, true]);
      expect(err, args.join(' ')).not.toMatch(/argument|option|number|Expected|Found/i);
    }
    const en = await touchstone(['bench', '--size', 'huge', '--lang', 'en']);
    expect(en.err).toContain('Expected: small, 1m, 10m, a number of at least 100');
  });

  it('computes by the rules and explains each line; a refused input is code 3', async () => {
    const good = await touchstone(['calc', 'code', '--value', '91350100M000100Y43']);
    expect((await touchstone(['calc', 'code', '91350100M000100Y43'])).out).toBe(good.out);
    expect((await touchstone(['calc', 'code', '91350100M000100Y43', 'more'])).code).toBe(2);
    expect(good.code).toBe(0);
    const clock = ['calc', 'clock', '--procedure', 'lab-approval', '--from', '2026-03-02', '--lang', 'zh'];
    const old = await touchstone([...clock, '--editions', 'lab-qualification=2015', '--done', 'review=2026-05-08']);
    expect([old.code, old.out.includes('最迟 2026-06-04')]).toEqual([0, true]);
    const noMap = await touchstone([...clock, '--editions', 'nonsense']);
    expect([noMap.code, noMap.err.includes('nonsense')]).toEqual([2, true]);
    const noFile = await touchstone(['calc', 'vote', '--input', '/no/such/file.json']);
    expect([noFile.code, noFile.err.includes('/no/such/file.json')]).toEqual([2, true]);
    const bad = await touchstone(['calc', 'audit-time', '--standard', 'qms', '--persons', '-4']);
    expect(bad.code).toBe(3);
    expect(`${bad.out}${bad.err}`).toContain('-4');
  });

  it('keeps an answer as data and as a page to print, which say the same', async () => {
    const [document, print] = [join(folder, 'answer.json'), join(folder, 'answer.html')];
    const asked = ['--standard', 'qms', '--persons', '271.5', '--day', '2026-11-25'];
    const made = await touchstone(['calc', 'audit-time', ...asked, '--document', document, '--print', print]);
    expect(made.code, made.err).toBe(0);
    expect(made.out).toMatch(/iaf-md-5@4 \(2019\) Table QMS 1: IAF MD 5/);
    expect(made.out).toContain('[to be confirmed]');
    const kept = JSON.parse(readFileSync(document, 'utf8'));
    expect(kept).toMatchObject({ format: 1, calculator: 'audit-time', input: { persons: '271.5' } });
    const page = readFileSync(print, 'utf8');
    for (const said of [
      kept.digest,
      '271.5 effective persons, rounded up to 272',
      'to be confirmed',
      'Near a band edge',
    ])
      expect(page).toContain(said);
    expect(page).not.toMatch(/<script|href="http/);
  });

  it('names file, line and column of a fault in a declared scheme', async () => {
    const copy = join(folder, 'schemes');
    cpSync(join(root, 'schemes', '_parts'), join(copy, '_parts'), { recursive: true });
    cpSync(join(root, 'schemes', 'brand-story'), join(copy, 'brand-story'), { recursive: true });
    const file = join(copy, 'brand-story', 'scheme.yaml');
    const lines = readFileSync(file, 'utf8').split('\n');
    const line = lines.findIndex((l) => /^\s+by: /.test(l));
    lines[line] = `${lines[line]?.replace(/by: .*/, 'by: nobody-of-this-name')}`;
    writeFileSync(file, lines.join('\n'));
    const { code, out, err } = await touchstone(['scheme', 'check', copy]);
    expect(code).toBe(1);
    expect(`${out}${err}`).toMatch(new RegExp(`brand-story/scheme\\.yaml:${line + 1}:\\d+`));
    expect(`${out}${err}`).toContain('nobody-of-this-name');
  });

  it('starts a scheme that checks and runs before a word of it is changed, and overwrites nothing', async () => {
    const at = join(folder, 'new-schemes');
    expect((await touchstone(['scheme', 'new', 'my-canteen', '--in', at])).code).toBe(0);
    expect((await touchstone(['scheme', 'new', 'my-stories', '--from', 'brand-story', '--in', at])).code).toBe(0);
    const checked = await touchstone(['scheme', 'check', at]);
    expect(checked.code, checked.out + checked.err).toBe(0);
    const tested = await touchstone(['scheme', 'test', at]);
    expect(tested.code, tested.out + tested.err).toBe(0);
    expect(tested.out).toContain('my-canteen/cases/ordinary.yaml');
    const again = await touchstone(['scheme', 'new', 'my-canteen', '--in', at]);
    expect(again.code).toBe(2);
    expect(again.err).toContain('exists already');
    expect((await touchstone(['scheme', 'new', '../elsewhere', '--in', at])).code).toBe(2);
  });

  it('gives an address that cannot be reached its own code and words', async () => {
    const { code, err } = await touchstone(['status', 'X-1', '--server', `http://127.0.0.1:${await freePort()}`]);
    expect(code).toBe(6);
    expect(err).toContain('cannot be reached');
  });

  it('names every wrong setting at once and starts nothing', async () => {
    const { code, err } = await touchstone(['start'], { env: { PORT: 'eighty', DATABASE_URL: 'ftp://x' } });
    expect(code).toBe(2);
    expect(err).toContain('PORT');
    expect(err).toContain('DATABASE_URL');
  });
});

describe('an installation from its first start to its restored copy', () => {
  const data = { DATA_FOLDER: join(folder, 'data') };
  let server: Started;
  let number: string;
  let pdf: string;
  let issuers: string;

  beforeAll(async () => {
    server = await start(data);
    const valid = (await (await fetch(`${server.address}/api/v1/search?q=${encodeURIComponent('示例')}`)).json()) as {
      entries: { id: string; number: string; status: string }[];
    };
    const entry = valid.entries.find((e) => e.status === 'valid');
    if (!entry) throw new Error(`no valid entry in ${JSON.stringify(valid).slice(0, 400)}`);
    number = entry.number;
    pdf = join(folder, 'certificate.pdf');
    const paper = await fetch(`${server.address}/entries/${entry.id}/certificate.pdf`);
    writeFileSync(pdf, new Uint8Array(await paper.arrayBuffer()));
    issuers = join(folder, 'issuers.json');
    writeFileSync(issuers, await (await fetch(`${server.address}/issuers.json`)).text());
  }, 180_000);
  afterAll(async () => {
    await server?.stop();
  });

  it('says where it listens and who can sign in', () => {
    expect(server.said()).toContain(server.address);
    expect(server.said()).toContain('Ctrl-C');
    for (const login of ['regulator', 'applicant', 'auditor', 'secretary']) expect(server.said()).toContain(login);
  });

  it('answers the status of a number: valid, another name, not found', async () => {
    const at = ['--server', server.address];
    expect((await touchstone(['status', number, ...at])).code).toBe(0);
    const other = await touchstone(['status', number, '--name', '毫不相干股份公司', ...at]);
    expect(other.code).toBe(1);
    const none = await touchstone(['status', 'NO-SUCH-1', ...at]);
    expect(none.code).toBe(4);
    expect(none.out + none.err).toContain('not mean');
  });

  it('verifies a certificate without a network, and refuses one whose character was altered', async () => {
    const good = await touchstone(['verify', pdf, '--issuers', issuers, '--offline', '--json']);
    expect(good.code, good.out + good.err).toBe(0);
    const [token = ''] = credentialsInPdf(readFileSync(pdf), (bytes) => inflateSync(bytes));
    const [head, body = '', signature] = token.split('.');
    expect(body.length).toBeGreaterThan(100);
    const forged = join(folder, 'forged.jwt');
    writeFileSync(forged, `${head}.${body.slice(0, 40)}${body[40] === 'A' ? 'B' : 'A'}${body.slice(41)}.${signature}`);
    const bad = await touchstone(['verify', forged, '--issuers', issuers, '--offline']);
    expect(bad.code, bad.out + bad.err).toBe(1);
  });

  it('says the status as of the list’s day: from its address, from a file, or that it was not checked', async () => {
    const [token = ''] = credentialsInPdf(readFileSync(pdf), (bytes) => inflateSync(bytes));
    const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
      credentialStatus: { statusListCredential: string };
    };
    const list = join(folder, 'list.jwt');
    writeFileSync(list, await (await fetch(payload.credentialStatus.statusListCredential)).text());
    const offline = ['verify', pdf, '--issuers', issuers, '--offline'];
    const statusOf = async (...more: string[]) => {
      const { code, out, err } = await touchstone([...offline, ...more, '--json']);
      const report = JSON.parse(out || 'null') as { steps: { step: string; code: string }[] } | null;
      return [code, report?.steps.find((s) => s.step === 'status')?.code ?? err];
    };
    expect(await statusOf()).toEqual([0, 'status-offline']);
    // Early in the day the demonstration's clock is some hours ahead of this machine's: its story ends in the morning.
    const signed = JSON.parse(Buffer.from(readFileSync(list, 'utf8').split('.')[1] ?? '', 'base64url').toString());
    const now = Math.max(Date.now(), Date.parse(signed.validFrom));
    const inTime = new Date(now).toISOString();
    expect(await statusOf('--status-list', list, '--at', inTime)).toEqual([0, 'status-ok']);
    const inAWeek = new Date(now + 7 * 86_400_000).toISOString();
    expect(await statusOf('--status-list', list, '--at', inAWeek)).toEqual([0, 'status-list-stale']);
    const forged = join(folder, 'forged-list.jwt');
    writeFileSync(forged, `${readFileSync(list, 'utf8').slice(0, -8)}AAAAAAAA`);
    expect(await statusOf('--status-list', forged)).toEqual([1, 'status-list-signature']);
    expect(await statusOf('--status-list', pdf)).toEqual([1, 'status-list-format']);
    const online = await touchstone(['verify', pdf, '--at', inTime, '--lang', 'zh']);
    expect(online.code, online.out + online.err).toBe(0);
    expect(online.out).toContain('真实，全部核验通过');
    const both = await touchstone([...offline, '--status-list', 'online']);
    expect(both.code).toBe(2);
    const absent = await touchstone([...offline, '--status-list', join(folder, 'nowhere.jwt')]);
    expect([absent.code, absent.err.includes('nowhere.jwt')]).toEqual([2, true]);
  });

  it('forwards the list of a recommending unit: the empty form, what is wrong by row and column, the list with results', async () => {
    const { rows } = (await (await fetch(`${server.address}/api/v1/rounds?limit=50`)).json()) as {
      rows: { id: string; scheme: string; openSteps: string[] }[];
    };
    const round =
      rows.find((r) => r.scheme === 'quality-technology-award' && r.openSteps.includes('collecting'))?.id ?? '';
    const login = await fetch(`${server.address}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.address },
      body: JSON.stringify({ login: 'recommender', password: 'touchstone' }),
    });
    const cookie = login.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const made = await fetch(`${server.address}/api/v1/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.address, cookie },
      body: JSON.stringify({ name: 'lists', scopes: ['read', 'act'], days: 1 }),
    });
    const { token } = (await made.json()) as { token: string };
    const at = ['--server', server.address, '--token', token];
    const [form, list, results] = ['form.csv', 'list.csv', 'results.xlsx'].map((name) => join(folder, name));
    expect((await touchstone(['round', 'form', round, '--out', form ?? '', ...at])).code).toBe(0);
    const head = readFileSync(form ?? '', 'utf8')
      .replace('\uFEFF', '')
      .trim();
    expect(head).toMatch(/^Applicant,Unified social credit code,Title of the project,/);
    const columns = head.split(',');
    const row = (cells: Readonly<Record<string, string>>) => columns.map((column) => cells[column] ?? '').join(',');
    const firm = row({
      Applicant: '上海示例铸造有限公司（演示）',
      'Unified social credit code': '91310000DEM0001292',
      'Title of the project': '降低铸件废品率',
      'Registered address': '示例路 1 号',
      'Administrative division': '310115',
      'Contact person': '联系人',
      'Telephone of the contact': '021-1',
      'Kind of award': 'project',
      Field: 'lean',
      'Started on': '2026-01-05',
      'Finished on': '2026-06-30',
      Summary: '示例',
      'What is new': '示例',
      'No serious breach or major accident within three years': 'yes',
      'Not awarded before': 'yes',
    });
    writeFileSync(
      list ?? '',
      [head, firm, row({ Applicant: '没有的单位', 'Title of the project': '某项目' })].join('\r\n'),
    );
    const looked = await touchstone(['round', 'forward', round, list ?? '', ...at]);
    expect(looked.code, looked.err).toBe(1);
    expect(looked.out).toMatch(/^3 Unified social credit code: No organisation is registered as “没有的单位”/m);
    expect(looked.out).toContain('nothing was written');
    writeFileSync(list ?? '', [head, firm].join('\r\n'));
    const outs = [];
    for (const take of ['all-or-none', 'all-or-none'])
      outs.push((await touchstone(['round', 'forward', round, list ?? '', '--take', take, ...at])).out.trim());
    expect(outs[0]).not.toMatch(/^2 /m);
    expect(outs.map((out) => out.split('\n').at(-1)?.split(' (')[0])).toEqual(['1 = 1 + 0 + 0', '1 = 0 + 1 + 0']);
    expect((await touchstone(['round', 'list', round, '--out', results ?? '', ...at])).code).toBe(0);
    expect(
      readFileSync(results ?? '')
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    expect((await touchstone(['round', 'list', round, '--out', 'results.pdf', ...at])).code).toBe(2);
    expect((await touchstone(['round', 'form', round, '--out', form ?? '', '--server', server.address])).code).toBe(3);
  });

  it('takes in a foreign register beside the running server, proves itself whole, and is restored elsewhere', async () => {
    const mapping = join(folder, 'welders.yaml');
    writeFileSync(
      mapping,
      [
        'mapping: test-welders',
        'edition: "1"',
        'source:',
        '  name: { zh: 测试焊工名录, en: Test register of welders }',
        '  publisher: Test',
        '  address: https://welders.example',
        '  licence: CC0',
        '  coverage: { zh: 两名焊工, en: two welders }',
        'format: { kind: csv }',
        'key: [no]',
        'entry: { kind: person-registration, number-space: test-welders, scheme: test-welders }',
        'fields:',
        '  number: { from: no, steps: [trim] }',
        '  holder: { from: name, steps: [trim] }',
        '  status: { from: state, steps: [codes: { ok: valid, gone: withdrawn }] }',
        '',
      ].join('\n'),
    );
    const rows = join(folder, 'welders.csv');
    writeFileSync(rows, 'no,name,state\nW-1,张三,ok\nW-2,Li Si,gone\n');
    const taken = await touchstone(['import', mapping, rows, '--day', '2026-11-01'], { env: data });
    expect(taken.code, taken.out + taken.err).toBe(0);
    expect((await touchstone(['status', 'W-1', '--server', server.address])).code).toBe(0);
    expect((await touchstone(['status', 'W-2', '--server', server.address])).code).toBe(1);

    const whole = await touchstone(['audit'], { env: data });
    expect(whole.code, whole.out + whole.err).toBe(0);
    const backup = join(folder, 'backup');
    const kept = await touchstone(['backup', backup], { env: data });
    expect(kept.code, kept.out + kept.err).toBe(0);

    const elsewhere = { DATA_FOLDER: join(folder, 'elsewhere') };
    const restored = await touchstone(['restore', backup], { env: elsewhere });
    expect(restored.code, restored.out + restored.err).toBe(0);
    const again = await touchstone(['audit'], { env: elsewhere });
    expect(again.code, again.out + again.err).toBe(0);
    expect(again.out).toBe(whole.out);

    const damaged = join(folder, 'damaged');
    cpSync(backup, damaged, { recursive: true });
    const [largest = ''] = readdirSync(damaged, { recursive: true, encoding: 'utf8' })
      .filter((name) => /event/.test(name) && statSync(join(damaged, name)).isFile())
      .sort((a, b) => statSync(join(damaged, b)).size - statSync(join(damaged, a)).size);
    const bytes = readFileSync(join(damaged, largest));
    const middle = bytes.length >> 1;
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    writeFileSync(join(damaged, largest), bytes);
    const refused = await touchstone(['restore', damaged], { env: { DATA_FOLDER: join(folder, 'third') } });
    expect(refused.code).not.toBe(0);
    expect(refused.out + refused.err).toContain(largest.split('/').at(-1));
  }, 180_000);

  it('stops when a supervisor asks, and is up again from what it kept', async () => {
    expect(await server.stop()).toBe(0);
    server = await start(data);
    expect((await touchstone(['status', number, '--server', server.address])).code).toBe(0);
    expect(server.said()).not.toContain('Building the demonstration');
  }, 120_000);
});
