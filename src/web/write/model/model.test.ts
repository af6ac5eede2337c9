import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { formatDiagnostic } from '#certification/scheme/diagnostic.ts';
import { proposedCases } from '#certification/scheme/walk/proposed.ts';
import { writeWalk } from '#certification/scheme/walk/write.ts';
import { addAt, moveAt, removeAndPrune, removeAt, setAt } from './edit-yaml.ts';
import { setPlace, setText, withFile } from './folder.ts';
import { readHouseData } from './house-data.ts';
import { idFrom } from './ids.ts';
import { judge } from './judge.ts';
import { loadPattern, patternNames, patternsIn } from './patterns.ts';
import { fromNothing, usualKinds } from './start.ts';
import { readZip, writeZip } from './zip.ts';

const house = readHouseData();
const beginning = {
  title: { zh: '老字号认定', en: 'Time-honoured brand recognition' },
  owner: { zh: '市商务局', en: 'Commerce office' },
  basis: '老字号认定办法',
  day: '2026-01-01',
};

describe('a change of one place of a file', () => {
  const text = 'a: { b: 1, c: "x" } # why\n# above\nd:\n  - one\n  - two\ne: 2026-01-01\n';

  it('leaves everything else as it was written', () => {
    expect(setAt(text, ['a', 'b'], 2)).toBe(text.replace('b: 1', 'b: 2'));
    expect(setAt(text, ['e'], '2026-02-01')).toBe(text.replace('2026-01-01', '2026-02-01'));
    expect(removeAt(text, ['d', 0])).toBe(text.replace('  - one\n', ''));
    expect(moveAt(text, ['d', 1], -1)).toBe(text.replace('  - one\n  - two', '  - two\n  - one'));
    expect(addAt(text, ['d'], 'three')).toBe(text.replace('  - two\n', '  - two\n  - three\n'));
  });

  it('makes what is missing, opens what grows too long, prunes what becomes empty', () => {
    expect(parse(setAt(text, ['f', 'g', 'h'], true))).toMatchObject({ f: { g: { h: true } } });
    const long = setAt('a: { b: 1 }\n', ['a', 'c'], 'x'.repeat(120));
    expect(long.split('\n').length).toBeGreaterThan(2);
    expect(parse(long)).toEqual({ a: { b: 1, c: 'x'.repeat(120) } });
    expect(removeAndPrune('a: { b: { zh: 1 } }\nc: 2\n', ['a', 'b', 'zh'])).toBe('c: 2\n');
  });

  it('keeps words words: a number, a date or a yes that was meant as text comes back as text', () => {
    for (const word of [
      '007',
      '2026',
      'true',
      'null',
      '1e3',
      'a: b',
      '- x',
      '"q"',
      "it's",
      '#no',
      '',
      ' lead',
      '中 文：“x”',
    ])
      expect(parse(setAt('a: 1\n', ['a'], word)), word).toEqual({ a: word });
  });

  it('changes nothing in a text that is no YAML', () => {
    expect(setAt('a: [', ['a'], 1)).toBe('a: [');
  });
});

describe('ids', () => {
  it('come from the English words and are never given twice', () => {
    expect(idFrom('Name of the Canteen!', 'field', [])).toBe('name-of-the-canteen');
    expect(idFrom('Café, №1', 'field', [])).toBe('cafe-no1');
    expect(idFrom('中文', 'field', ['field-1'])).toBe('field-2');
    expect(idFrom('name', 'field', ['name'])).toBe('name-1');
    expect(idFrom('2 x', 'field', [])).toBe('x');
  });
});

describe('a scheme from nothing', () => {
  it.each(usualKinds)('$kind lacks nothing but its worked cases, and these can be proposed', (usual) => {
    let folder = fromNothing({ ...beginning, ...usual });
    const first = judge(folder, house);
    expect(first.messages.map(({ diagnostic }) => formatDiagnostic(diagnostic, 'en').slice(0, 200))).toEqual([
      expect.stringContaining('three worked cases'),
    ]);
    if (!first.scheme) throw new Error('no scheme');
    for (const { kind, name, walk } of proposedCases(first.scheme, '2026-03-02', house.outside))
      folder = withFile(folder, `cases/${kind}.yaml`, writeWalk(first.scheme, walk, house.outside, { name, kind }));
    const judged = judge(folder, house);
    expect(judged.messages).toEqual([]);
    expect(judged.cases.map((c) => [c.worked?.kind, c.failures])).toEqual([
      ['ordinary', []],
      ['rare', []],
      ['refusal', []],
    ]);
    expect(judged.isSound).toBe(true);
  });

  it('is shown while a text is still missing, and the message stands at its place', () => {
    const folder = fromNothing({
      ...beginning,
      ...(usualKinds[0] ?? { kind: '', object: '', outcome: '', entry: '' }),
    });
    const named = setPlace(folder, ['forms', 'application', 'age'], { number: 'year' });
    const judged = judge(setText(named, 'field.age', 'zh', '年限'), house);
    expect(judged.scheme?.forms[0]?.fields.map((f) => f.id)).toEqual(['name', 'age']);
    expect(judged.messages.map((m) => m.diagnostic.code)).toEqual(['text-language']);
    const nameless = judge(named, house);
    expect(nameless.messages.map((m) => [m.diagnostic.code, m.path])).toEqual([
      ['text-missing', ['forms', 'application', 'age']],
    ]);
    expect(nameless.scheme?.texts['field.age']).toEqual({ zh: 'age', en: 'age' });
  });
});

describe('the patterns', () => {
  it('are sound as they come, each of the house and the one of the page', async () => {
    expect(patternNames().length).toBeGreaterThan(20);
    expect(judge(await loadPattern(null), house).isSound).toBe(true);
    for (const name of patternNames()) {
      const judged = judge(await loadPattern(name), house);
      expect(
        judged.messages.map(({ diagnostic }) => formatDiagnostic(diagnostic, 'en')),
        name,
      ).toEqual([]);
      expect(judged.isSound, name).toBe(true);
    }
  });

  it('are called by the titles of their texts in either language, as the generated list says', async () => {
    for (const language of ['zh', 'en'] as const) {
      const shown = patternsIn(language);
      expect(shown.map((p) => p.name).sort()).toEqual(patternNames());
      expect(new Set(shown.map((p) => p.title)).size).toBe(shown.length);
      for (const { name, title } of shown) {
        const texts = parse((await loadPattern(name)).files['texts.yaml'] ?? '') as {
          title: { zh: string; en: string };
        };
        expect(title, name).toBe(texts.title[language]);
      }
    }
  });

  it('mean the same after a place was set to what it was', async () => {
    for (const name of patternNames()) {
      const { files } = await loadPattern(name);
      const text = files['scheme.yaml'] ?? '';
      const again = setAt(
        text,
        ['scheme', 'edition'],
        String((parse(text) as { scheme: { edition: unknown } }).scheme.edition),
      );
      expect(parse(again), name).toEqual(parse(text));
      // Nearly every line stays as it was; what differs is where a long line was broken by hand.
      const lines = new Set(again.split('\n'));
      const changed = text.split('\n').filter((line) => !lines.has(line));
      expect(changed.length / text.split('\n').length, `${name}:\n${changed.slice(0, 5).join('\n')}`).toBeLessThan(
        0.25,
      );
      expect((again.match(/#/g) ?? []).length, name).toBe((text.match(/#/g) ?? []).length);
    }
  });
});

describe('a folder as one file', () => {
  const files = { 'a/scheme.yaml': 'scheme: {}\n', 'a/cases/一.yaml': '# 中文\n'.repeat(100), 'a/empty.txt': '' };

  it('is read by a foreign program', () => {
    const folder = mkdtempSync(join(tmpdir(), 'touchstone-zip-'));
    const path = join(folder, 'a.zip');
    writeFileSync(path, writeZip(files));
    const read = execFileSync('python3', [
      '-c',
      'import sys,zipfile,json; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(json.dumps({n: z.read(n).decode() for n in z.namelist()}))',
      path,
    ]);
    expect(JSON.parse(read.toString())).toEqual(files);
    rmSync(folder, { recursive: true });
  });

  it('is read as it was written, and as a foreign program packs it', async () => {
    expect(await readZip(writeZip(files))).toEqual(files);
    const folder = mkdtempSync(join(tmpdir(), 'touchstone-zip-'));
    const path = join(folder, 'b.zip');
    execFileSync('python3', [
      '-c',
      'import sys,zipfile,json; z=zipfile.ZipFile(sys.argv[1],"w",zipfile.ZIP_DEFLATED); [z.writestr(n,t) for n,t in json.loads(sys.argv[2]).items()]; z.close()',
      path,
      JSON.stringify(files),
    ]);
    const packed = new Uint8Array(readFileSync(path));
    expect(await readZip(packed)).toEqual(files);
    for (const end of [0, 10, 40, packed.length - 5]) expect(await readZip(packed.slice(0, end))).toBeNull();
    rmSync(folder, { recursive: true });
  });
});
