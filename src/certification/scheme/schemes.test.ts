import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { checkScheme } from './check.ts';
import { formatDiagnostic } from './diagnostic.ts';
import { drawFlow } from './draw.ts';
import { schemeJsonSchema, textsJsonSchema } from './json-schema.ts';
import { parseScheme } from './parse.ts';
import { entryKinds } from './result.ts';
import { sampleScheme } from './sample-scheme.contract.ts';
import { type Scheme, schemeKinds } from './scheme.ts';
import { readSchemeFolders, root } from './scheme-folders.contract.ts';
import { schemeSurroundings, workedOutside } from './scheme-outside.contract.ts';
import { ownEnd, ownField, ownRefusal, rareWords, reasonsForRareWords, schemesPage } from './schemes-page.ts';
import { seenInCases } from './seen-in-cases.ts';
import { readWorkedCase } from './worked-case/case-file.ts';
import { playWorkedCase, runWorkedCase } from './worked-case/run.ts';

const folders = readSchemeFolders();
const outside = workedOutside();
const ajv = new Ajv.default({ strict: false, allErrors: true });
const validators = { scheme: ajv.compile(schemeJsonSchema()), texts: ajv.compile(textsJsonSchema()) };

describe.each(folders.map(({ folder, files, cases }) => ({ folder, files, cases })))('the scheme $folder', ({
  folder,
  files,
  cases,
}) => {
  const parsed = parseScheme(files);
  const read = cases.map(readWorkedCase);

  it('shows of an entry what is public of its form and of its own row, and nothing personal', () => {
    if (!parsed.ok) return expect.unreachable();
    const { scheme } = parsed.parsed;
    const fields = scheme.forms.flatMap((form) => form.fields);
    const rowsOf = (id: string) => fields.flatMap((f) => (f.kind === 'rows' && f.id === id ? f.columns : []));
    const personal = [...fields, ...fields.flatMap((f) => (f.kind === 'rows' ? f.columns : []))]
      .filter((f) => f.personal)
      .map((f) => f.id);
    for (const one of read) {
      if (!one.ok) continue;
      for (const { event } of playWorkedCase(scheme, one.worked, outside).entries.flatMap((entry) => entry.events)) {
        if (event.type !== 'EntryDecided') continue;
        const shown = Object.keys(event.body.shown);
        expect(shown.filter((id) => personal.includes(id))).toEqual([]);
        const each = scheme.results.find((result) => result.id === event.body.result)?.each?.field;
        const asked = each === undefined ? [] : rowsOf(each).filter((c) => c.public && c.required && !c.personal);
        for (const { id } of asked) expect(shown).toContain(id);
      }
    }
  });

  it('is whole', () => {
    const caseKinds = read.flatMap((one) => (one.ok ? [one.worked.kind] : []));
    const diagnostics = parsed.ok
      ? checkScheme(parsed.parsed, { ...schemeSurroundings, folder, caseKinds })
      : parsed.diagnostics;
    expect(diagnostics.map((d) => formatDiagnostic(d, 'en'))).toEqual([]);
  });

  it('fits the schema that editors complete with', () => {
    const errors = (validate: typeof validators.scheme, text: string) =>
      validate(parseYaml(text)) ? [] : (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message}`);
    expect(errors(validators.scheme, files.scheme.text)).toEqual([]);
    expect(errors(validators.texts, files.texts.text)).toEqual([]);
  });

  it('has at most 600 lines of 120 characters', () => {
    const lines = files.scheme.text.split('\n');
    expect(lines.length).toBeLessThanOrEqual(600);
    expect(lines.filter((line) => line.length > 120)).toEqual([]);
  });

  it('draws every flow in both languages, as XML without script', () => {
    if (!parsed.ok) return;
    const { scheme } = parsed.parsed;
    for (const flow of [...scheme.flows.map((f) => f.id), ...(scheme.round ? ['round'] : [])]) {
      for (const language of ['zh', 'en'] as const) {
        const svg = drawFlow(scheme, flow, language) ?? '';
        expect(svg).toContain(`<title>${scheme.texts['title']?.[language].replaceAll('&', '&amp;')}`);
        const steps = flow === 'round' ? scheme.round?.steps : scheme.flows.find((f) => f.id === flow)?.steps;
        expect(svg.match(/<rect [^>]*rx="7"/g)).toHaveLength(steps?.length ?? 0);
        expect(svg).not.toMatch(/<script|on\w+=|NaN|undefined|Infinity/);
      }
    }
  });

  it.each(
    read.map((one, index) => [cases[index]?.name.split('/').at(-1) ?? '', one] as const),
  )('plays %s', (_, one) => {
    if (!one.ok) throw new Error(one.diagnostics.map((d) => formatDiagnostic(d, 'en')).join('\n'));
    if (!parsed.ok) throw new Error('the scheme does not parse');
    expect(
      runWorkedCase(parsed.parsed.scheme, one.worked, outside).map(
        ({ at, expected, found }) => `${at.file}:${at.line}: expected ${expected.en}; found ${found.en}`,
      ),
    ).toEqual([]);
  });
});

describe('all schemes', () => {
  it('are twenty-seven, with no name of theirs in the engine', () => {
    expect(folders.length).toBeGreaterThanOrEqual(27);
    const engine = join(root, 'src', 'certification');
    const sources = readdirSync(engine, { recursive: true, encoding: 'utf8' }).filter(
      (name) => /\.tsx?$/.test(name) && !/\.(test|contract)\.tsx?$/.test(name) && !name.startsWith('rules/'),
    );
    // Some are called as their family is (`person-registration`): that word is the language's.
    const families = new Set<string>([...schemeKinds, ...entryKinds]);
    const ids = folders.map(({ folder }) => folder).filter((id) => !families.has(id));
    const found = sources.flatMap((name) => {
      const text = readFileSync(join(engine, name), 'utf8');
      return ids
        .filter((id) => id.includes('-') && new RegExp(`['"\`/]${id}['"\`/]`).test(text))
        .map((id) => `${name}: ${id}`);
    });
    expect(found).toEqual([]);
  });

  it('play all their worked cases in five seconds', () => {
    // Time of this process on its core: what others do on the machine doesn't count.
    const begin = process.cpuUsage();
    for (const { files, cases } of folders) {
      const parsed = parseScheme(files);
      for (const file of cases) {
        const one = readWorkedCase(file);
        if (parsed.ok && one.ok) runWorkedCase(parsed.parsed.scheme, one.worked, outside);
      }
    }
    const { user, system } = process.cpuUsage(begin);
    expect((user + system) / 1000).toBeLessThan(5_000);
  });
});

describe('the page of the schemes', () => {
  const all = folders.flatMap(({ files }) => {
    const parsed = parseScheme(files);
    return parsed.ok ? [parsed.parsed] : [];
  });

  const seen = (scheme: Scheme) => {
    const read = (folders.find(({ folder }) => folder === scheme.id)?.cases ?? []).map(readWorkedCase);
    return seenInCases(
      scheme,
      read.flatMap((one) => (one.ok ? [one.worked] : [])),
      outside,
    );
  };

  it('is current', () => {
    // Not current? Run: node tools/document-scheme-language.ts
    expect(readFileSync(join(root, 'docs', 'schemes.md'), 'utf8')).toBe(schemesPage(all, seen));
  });

  it('finds in each a field, a refusal and an end that no other has, and that its worked cases run', () => {
    const schemes = all.map(({ scheme }) => scheme);
    const lacking = schemes.flatMap((scheme) =>
      [ownField, ownRefusal, ownEnd].flatMap((own) =>
        own(scheme, schemes, seen(scheme)) === undefined ? [`${scheme.id}: ${own.name}`] : [],
      ),
    );
    expect(lacking).toEqual([]);
  });

  it('gives a reason for each word that one scheme alone uses', () => {
    expect(
      rareWords(all)
        .map(({ word }) => word)
        .sort(),
    ).toEqual(Object.keys(reasonsForRareWords).sort());
  });
});

describe('the published schema', () => {
  it('refuses what the reader refuses', () => {
    const wrong = [
      ['officer: body', 'officer: bodi'],
      ['size: { choice: [L, M, S] }', 'size: { choise: [L, M, S] }'],
      ['{ working-days: 5, first-day-counts: false }', '{ working-days: 5 }'],
      ['accepted: on', 'accepted: off'],
      ['- not-banned: applicant', '- not-baned: applicant'],
      ['in-force: 2026-01-01', 'in-force: soon'],
      ['    number: "S{year}{serial:4}"\n', ''],
    ] as const;
    expect(validators.scheme(parseYaml(sampleScheme)), JSON.stringify(validators.scheme.errors)).toBe(true);
    for (const [was, now] of wrong)
      expect(validators.scheme(parseYaml(sampleScheme.replace(was, now))), now).toBe(false);
  });
});

describe('a clock that counts from an earlier step', () => {
  /** The decision's own step opens with the acceptance as declared, or only after the experts, as most would write it. */
  const opensAfter = (isLate: boolean, acts: string) => {
    const found = folders.find(({ folder }) => folder === 'certification-body-approval');
    const ordinary = found?.cases.find(({ name }) => name.endsWith('ordinary.yaml'));
    if (found === undefined || ordinary === undefined) throw new Error('the scheme or its ordinary case is missing');
    const text = found.files.scheme.text;
    const parsed = parseScheme({
      ...found.files,
      scheme: { ...found.files.scheme, text: isLate ? text.replace('        after: acceptance\n', '') : text },
    });
    const head = ordinary.text.slice(0, ordinary.text.indexOf('acts:\n'));
    const read = readWorkedCase({ ...ordinary, text: `${head}acts:\n${acts}` });
    if (!parsed.ok || !read.ok) throw new Error('the variation is not read');
    return runWorkedCase(parsed.parsed.scheme, read.worked, outside);
  };
  const begin = `  - { open: initial, by: li }
  - { by: li, do: application, values: { fields-asked: [qms] } }
  - { by: wang, do: acceptance, outcome: accepted }
`;
  const review = `  - { day: 2026-03-10, by: zhao, do: experts, names: { expert: [e1, e2, e3] } }
  - { day: 2026-04-01, by: [e1, e2, e3], do: expert-review, values: { review-result: meets }, expect: { clocks: { decision: 2026-05-08 } } }
`;

  it('has stood for a stop that was over before its own step opened: the same last day as where the step was open', () => {
    expect(opensAfter(false, begin + review)).toEqual([]);
    expect(opensAfter(true, begin + review)).toEqual([]);
  });

  it('has stood for no day before it began', () => {
    // Accepted on the day on which the experts have ended: 45 days from then, whatever they took.
    const late = begin
      .replace('{ by: wang, do', '{ day: 2026-04-01, by: wang, do')
      .concat(
        '  - { day: 2026-04-01, by: zhao, do: experts, names: { expert: [e1, e2, e3] } }\n',
        '  - { by: [e1, e2, e3], do: expert-review, values: { review-result: meets }, expect: { clocks: { decision: 2026-05-16 } } }\n',
      );
    expect(opensAfter(true, late)).toEqual([]);
  });
});
