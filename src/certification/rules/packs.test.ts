import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Checked } from '../codes/refusal.ts';
import { toDay } from '../time/day.ts';
import { readCatalogue } from './catalogue.ts';
import { showFraction } from './fraction.ts';
import { readRules } from './load-rules.ts';
import type { Question } from './pack.ts';
import { readPack } from './read-pack.ts';
import { readQuestions } from './read-questions.ts';
import { ask, askJoined, joinAnswers, joinLists, ruleBook } from './rulebook.ts';
import { loadedRules, ruleFiles, sha256 } from './rules-folder.contract.ts';

const context = loadedRules();

function right<T>(checked: Checked<T>): T {
  if (!checked.ok) throw new Error(checked.refusals.map((r) => r.text.en).join('\n'));
  return checked.parts;
}
const words = (checked: Checked<unknown>) => (checked.ok ? [] : checked.refusals.map((r) => r.text.en));

const questions = right(
  readQuestions(
    parse(`
questions:
  share: { text: { zh: 比例, en: share }, value: share, combine: smallest, keys: { standard: [qms, ems] } }
  days: { text: { zh: 人日, en: days }, value: bands, combine: largest }
  word: { text: { zh: 词, en: word }, value: choice, options: [mild, strict], combine: ordered }
  flag: { text: { zh: 是否, en: flag }, value: flag, combine: all-of }
  items: { text: { zh: 清单, en: items }, value: list, combine: intersection }
  period: { text: { zh: 期限, en: period }, value: period, combine: each }
  clock: { text: { zh: 时钟, en: clock }, value: clock, combine: smallest }
`),
    'q.yaml',
  ),
);
const pack = (rows: string, head = '') => `
pack: p
edition: '1'
title: { zh: 规则, en: rules }
jurisdiction: INT
source: a test
certainty: verified
${head}
rows:
${rows}`;
const read = (text: string, from: ReadonlyMap<string, Question> = questions) => readPack(parse(text), 'p.yaml', from);

describe('the rule folder', () => {
  it('loads whole: every question is answered by some pack, every row has a source and an article', () => {
    const answered = new Set(context.book.packs.flatMap((p) => p.rows.map((row) => row.question)));
    expect([...context.book.questions.keys()].filter((id) => !answered.has(id))).toEqual([]);
    for (const p of context.book.packs)
      for (const row of p.rows)
        expect([p.file, row.id, row.source !== '' && row.article !== '']).toEqual([p.file, row.id, true]);
  });

  it('marks what the domain knows from memory only', () => {
    const certainty = (question: string, keys: Record<string, string>, day = '2026-11-25') =>
      ask(context.book, question, { day: toDay(day), jurisdiction: 'CN', keys }).map(
        (a) => `${a.pack} ${a.row.certainty}`,
      );
    expect(certainty('audit-time.base', { standard: 'qms' })).toEqual(['iaf-md-5 verified']);
    expect(certainty('audit-time.base', { standard: 'ems', complexity: 'limited' })).toEqual([
      'iaf-md-5 to-be-confirmed',
    ]);
    expect(certainty('integrated.grants', {})).toEqual(['iaf-md-11 to-be-confirmed']);
    expect(certainty('clock', { procedure: 'lab-approval', step: 'decision' })).toEqual([
      'lab-qualification to-be-confirmed',
    ]);
    expect(certainty('clock', { procedure: 'random-check', step: 'publication' })).toEqual([
      'cn-supervision to-be-confirmed',
    ]);
  });

  const table = new URL('../../../../shared/domain.md', import.meta.url);
  it.skipIf(!existsSync(table))('holds the audit time tables to the figure (skipped: ../shared is absent here)', () => {
    const lines = readFileSync(table, 'utf8')
      .split('\n')
      .map((line) => /^\| (\d+)–(\d+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$/.exec(line))
      .filter((found) => found !== null);
    expect(lines).toHaveLength(23);
    const columns: [number, Record<string, string>][] = [
      [3, { standard: 'qms' }],
      [4, { standard: 'ohs', complexity: 'high' }],
      [5, { standard: 'ohs', complexity: 'medium' }],
      [6, { standard: 'ohs', complexity: 'low' }],
      [4, { standard: 'ems', complexity: 'high' }],
      [5, { standard: 'ems', complexity: 'medium' }],
      [6, { standard: 'ems', complexity: 'low' }],
      [7, { standard: 'ems', complexity: 'limited' }],
    ];
    for (const [column, keys] of columns) {
      const joined = askJoined(
        context.book,
        'audit-time.base',
        'bands',
        { day: toDay('2026-11-25'), jurisdiction: 'CN', keys },
        () => 0,
      );
      expect(joined?.binding.value.bands.map((band) => `${band.from} ${band.to} ${showFraction(band.value)}`)).toEqual(
        lines.map((line) => `${line[1]} ${line[2]} ${line[column]}`),
      );
    }
  });

  it('reads the pack that its README shows', () => {
    const snippet = /```yaml\n([\s\S]*?)```/.exec(
      readFileSync(new URL('../../../rules/README.md', import.meta.url), 'utf8'),
    )?.[1];
    const shown = right(readPack(parse(snippet ?? ''), 'README.md', context.book.questions));
    expect(shown.rows).toMatchObject([{ id: 'reduction', value: { kind: 'share', text: '30%' } }]);
  });

  it('names a missing or unreadable file', () => {
    const files = ruleFiles();
    expect(
      words(
        readRules(
          files.filter((f) => f.path !== 'questions.yaml'),
          sha256,
        ),
      ),
    ).toContain('The file rules/questions.yaml is missing');
    expect(words(readRules([...files, { path: 'packs/x.yaml', text: 'a: [' }], sha256))[0]).toContain(
      "rules/packs/x.yaml can't be read",
    );
    expect(words(readRules([], sha256)).length).toBeGreaterThan(4);
  });
});

describe('faults of a rule file', () => {
  it('unknown question, key, code and word, each with file, row, expected and found', () => {
    const text = pack(`
  - { id: a, question: shares, value: 30%, article: x }
  - { id: b, question: share, when: { standard: food }, value: 30%, article: x }
  - { id: c, question: share, when: { size: big }, value: 0.3, article: x }
  - { id: d, question: word, value: harsh, article: x, because: y }
  - { id: e, question: flag, value: maybe }
  - { question: share, when: { standard: ems }, value: 10%, article: x, certainty: sure }`);
    expect(words(read(text))).toEqual([
      'p.yaml: at a.question expected a question of rules/questions.yaml, found `shares`',
      'p.yaml: at b.when.standard expected one of qms, ems, found `food`',
      'p.yaml: at c.when.size expected a key of share: standard, found `size`',
      'p.yaml: at c.value expected a share such as `30%` or `1/3`, found `0.3`',
      'p.yaml: at d.because expected id, question, when, value, from, to, article, source, certainty, note, found `because`',
      'p.yaml: at d.value expected one of mild, strict, found `harsh`',
      'p.yaml: at e.article expected the article or clause as a text, found `nothing`',
      'p.yaml: at e.value expected `true` or `false`, found `maybe`',
      'p.yaml: at rows[5] expected an `id`, found `nothing`',
      'p.yaml: at rows[5].certainty expected verified, secondary, to-be-confirmed, found `sure`',
    ]);
  });

  it('contradicting rows, rows that say the same twice, dates outside the pack', () => {
    const text = pack(
      `
  - { id: a, question: share, value: 30%, article: x, to: 2026-06-30 }
  - { id: b, question: share, value: 20%, article: x, from: 2026-06-30 }
  - { id: c, question: flag, value: true, article: x }
  - { id: d, question: flag, value: true, article: x }
  - { id: e, question: word, value: mild, article: x, from: 2025-12-31 }`,
      'from: 2026-01-01',
    );
    expect(words(read(text))).toEqual([
      "p.yaml: at e.from expected a day not before the pack's 2026-01-01, found `2025-12-31`",
      'p.yaml: at b expected no contradiction with row `a` on the same days, found `share`',
      'p.yaml: at d expected one row only, `c` says the same, found `flag`',
    ]);
    expect(read(text.replace('from: 2026-06-30', 'from: 2026-07-01').replace(/ {2}- \{ id: [de].*\n?/g, '')).ok).toBe(
      true,
    );
  });

  it('bands with a gap, an overlap, a falling value', () => {
    const text = pack(`
  - { id: a, question: days, article: x, value: [[1, 5, 1.5], [7, 10, 2], [10, 15, 1], [20, 18, 3], [a, 3, 4]] }`);
    expect(words(read(text))).toEqual([
      'p.yaml: at a.value[1] expected a band from 6 (no gap), found `7`',
      'p.yaml: at a.value[2] expected a band from 11 (no overlap), found `10`',
      'p.yaml: at a.value[2] expected a value not under 2, found `1`',
      'p.yaml: at a.value[3] expected `from` not above `to`, found `20 … 18`',
      'p.yaml: at a.value[3] expected a band from 16 (no gap), found `20`',
      'p.yaml: at a.value[4] expected `[from, to, value]`, found `["a",3,4]`',
    ]);
  });

  it('wrong periods, clocks, lists and heads', () => {
    const text = `
pack: p
edition: '1'
jurisdiction: China
to: 2026-02-30
source: a test
certainty: verified
rows:
  - { id: a, question: period, article: x, value: a year }
  - { id: b, question: clock, article: x, value: { period: 5 days, bound: about, colour: red } }
  - { id: c, question: items, article: x, value: [{ code: a, zh: 甲, en: A }, { code: a, zh: 甲 }, { code: b, zh: 乙, en: B, period: soon }] }`;
    expect(words(read(text)).map((w) => /at (\S+)/.exec(w)?.[1])).toEqual([
      'jurisdiction',
      'title',
      'to',
      'a.value',
      'b.value.bound',
      'b.value.colour',
      'c.value[1]',
      'c.value[1]',
      'c.value[2]',
    ]);
    expect(
      words(read(pack('  - { id: b, question: clock, article: x, value: { period: 5 working-days, bound: before } }'))),
    ).toEqual([expect.stringContaining('counted back from the day')]);
    expect(
      words(
        readQuestions(
          parse(
            'questions: { a: { text: { zh: 甲, en: A }, value: flag, combine: newest, keys: { k: [x] }, words: { x: { zh: 甲 }, y: { zh: 乙, en: B } } } }',
          ),
          'q.yaml',
        ),
      ),
    ).toEqual([expect.stringContaining('a.words.x'), expect.stringContaining('a.words.y')]);
    expect(read('just a text').ok).toBe(false);
    expect(
      words(
        readQuestions(
          parse(
            'questions: { a: { text: { zh: 甲, en: A }, value: flag, combine: largest, colour: red }, b: { value: choice, combine: newest } }',
          ),
          'q.yaml',
        ),
      ).length,
    ).toBe(4);
    expect(
      words(
        readCatalogue(
          parse(
            'edition: x\nsource: y\ntitle: { zh: 目录, en: C }\nfrom: 2026-01-01\ncertainty: verified\nitems: [{ code: 12, zh: 甲, en: A, mode: none, from: 2026-02-01, to: 2026-01-01 }]',
          ),
          'c.yaml',
        ),
      ),
    ).toHaveLength(3);
  });

  it('editions that overlap, leave a gap, share a name or succeed nothing', () => {
    const edition = (name: string, from: string, to: string | null, supersedes = '') =>
      right(
        read(
          pack(
            '  - { id: a, question: flag, value: true, article: x }',
            `from: ${from}\n${to ? `to: ${to}` : ''}\n${supersedes ? `supersedes: '${supersedes}'` : ''}`,
          ).replace("edition: '1'", `edition: '${name}'`),
        ),
      );
    const faults = (...packs: ReturnType<typeof edition>[]) => {
      const book = ruleBook(questions, packs);
      return book.ok ? [] : book.refusals.map((r) => `${r.code} ${r.text.en}`);
    };
    expect(faults(edition('1', '2025-01-01', '2025-12-31'), edition('2', '2026-01-01', null, '1'))).toEqual([]);
    expect(faults(edition('1', '2025-01-01', '2026-01-01'), edition('2', '2026-01-01', null))[0]).toContain(
      'rule-overlap',
    );
    expect(faults(edition('1', '2025-01-01', null), edition('2', '2026-01-01', null))[0]).toContain(
      'it has none: give it one in p.yaml',
    );
    expect(faults(edition('1', '2025-01-01', '2025-12-30'), edition('2', '2026-01-01', null))[0]).toBe(
      'rule-gap p.yaml: at from expected 2025-12-31, the day after edition `1` ends, found `2026-01-01`',
    );
    expect(faults(edition('1', '2025-01-01', '2025-12-31'), edition('1', '2026-01-01', null, '0'))).toHaveLength(2);
  });
});

describe('joining the answers of several packs', () => {
  const from = (name: string, rows: string, jurisdiction = 'INT', head = '') =>
    right(
      readPack(
        parse(
          pack(rows, head)
            .replace('pack: p', `pack: ${name}`)
            .replace('jurisdiction: INT', `jurisdiction: ${jurisdiction}`),
        ),
        `${name}.yaml`,
        questions,
      ),
    );
  const book = right(
    ruleBook(questions, [
      from(
        'a',
        '  - { id: s, question: share, value: 30%, article: x }\n  - { id: sq, question: share, when: { standard: qms }, value: 25%, article: x }\n  - { id: w, question: word, value: mild, article: x }\n  - { id: f, question: flag, value: true, article: x }\n  - { id: i, question: items, article: x, value: [{ code: a, zh: 甲, en: A }, { code: b, zh: 乙, en: B }] }\n  - { id: p, question: period, value: 6 months, article: x }',
      ),
      from(
        'b',
        '  - { id: s, question: share, value: 20%, article: x }\n  - { id: w, question: word, value: strict, article: x }\n  - { id: f, question: flag, value: false, article: x }\n  - { id: i, question: items, article: x, value: [{ code: b, zh: 乙, en: B }, { code: c, zh: 丙, en: C }] }\n  - { id: p, question: period, value: 3 months, article: x }',
        'CN',
        'from: 2026-01-01',
      ),
    ]),
  );
  const asking = (day: string, jurisdiction = 'CN', keys?: Record<string, string>) => ({
    day: toDay(day),
    jurisdiction,
    ...(keys ? { keys } : {}),
  });

  it('as each question declares, naming the one that binds and the others', () => {
    expect(askJoined(book, 'share', 'share', asking('2026-01-01'))).toMatchObject({
      binding: { pack: 'b' },
      others: [{ pack: 'a' }],
    });
    expect(askJoined(book, 'word', 'choice', asking('2026-01-01'))).toMatchObject({
      binding: { pack: 'b', value: { choice: 'strict' } },
    });
    expect(askJoined(book, 'flag', 'flag', asking('2026-01-01'))).toMatchObject({
      binding: { pack: 'b', value: { flag: false } },
    });
    const lists = ask(book, 'items', asking('2026-01-01'));
    expect(joinAnswers(book, 'period', ask(book, 'period', asking('2026-01-01')))).toBeUndefined();
    const items = lists.filter((a): a is Parameters<typeof joinLists>[0][number] => a.value.kind === 'list');
    expect(joinLists(items, 'intersection').map((j) => j.item.code)).toEqual(['b']);
    expect(joinLists(items, 'all-of').map((j) => j.item.code)).toEqual(['a', 'b', 'c']);
    expect(joinLists([], 'all-of')).toEqual([]);
  });

  it('by day, jurisdiction, packs, editions, and the row that fits most keys', () => {
    expect(ask(book, 'share', asking('2025-12-31')).map((a) => a.pack)).toEqual(['a']);
    expect(ask(book, 'share', asking('2026-01-01', 'DE')).map((a) => a.pack)).toEqual(['a']);
    expect(ask(book, 'share', { ...asking('2026-01-01'), packs: ['b'] }).map((a) => a.pack)).toEqual(['b']);
    expect(ask(book, 'share', { ...asking('2025-01-01'), editions: { b: '1' } }).map((a) => a.pack)).toEqual([
      'a',
      'b',
    ]);
    expect(ask(book, 'share', { ...asking('2026-01-01'), editions: { b: '9' } }).map((a) => a.pack)).toEqual(['a']);
    expect(ask(book, 'share', asking('2026-01-01', 'CN', { standard: 'qms' })).map((a) => a.row.id)).toEqual([
      'sq',
      's',
    ]);
    expect(ask(book, 'nothing', asking('2026-01-01'))).toEqual([]);
  });
});
