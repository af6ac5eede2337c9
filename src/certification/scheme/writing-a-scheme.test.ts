import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkScheme } from './check.ts';
import { formatDiagnostic } from './diagnostic.ts';
import { parseScheme } from './parse.ts';
import { readParts, root } from './scheme-folders.contract.ts';
import { schemeSurroundings, workedOutside } from './scheme-outside.contract.ts';
import { readWorkedCase } from './worked-case/case-file.ts';
import { runWorkedCase } from './worked-case/run.ts';

const page = readFileSync(join(root, 'docs', 'writing-a-scheme.md'), 'utf8');

/** The snippets of the page that belong to one file, joined in their order. */
function snippets(file: string): string {
  return [...page.matchAll(/```yaml ([^\n]+)\n([\s\S]*?)```/g)]
    .filter((match) => match[1] === file)
    .map((match) => match[2])
    .join('');
}

const parts = readParts();
const files = (scheme: string) => ({
  scheme: { name: 'scheme.yaml', text: scheme },
  texts: { name: 'texts.yaml', text: snippets('texts.yaml') },
  part: (id: string) => parts.get(id),
});

describe('the page on writing a scheme', () => {
  const read = ['ordinary', 'refusal', 'rare'].map((name) =>
    readWorkedCase({ name: `${name}.yaml`, text: snippets(`cases/${name}.yaml`) }),
  );

  it('builds a scheme that is whole', () => {
    const parsed = parseScheme(files(snippets('scheme.yaml')));
    const caseKinds = read.flatMap((one) => (one.ok ? [one.worked.kind] : []));
    const diagnostics = parsed.ok
      ? checkScheme(parsed.parsed, { ...schemeSurroundings, folder: 'trusted-canteen', caseKinds })
      : parsed.diagnostics;
    expect(diagnostics.map((d) => formatDiagnostic(d, 'en'))).toEqual([]);
  });

  it('shows worked cases that come out', () => {
    const parsed = parseScheme(files(snippets('scheme.yaml')));
    if (!parsed.ok) throw new Error('does not parse');
    for (const one of read) {
      if (!one.ok) throw new Error(one.diagnostics.map((d) => formatDiagnostic(d, 'en')).join('\n'));
      expect(runWorkedCase(parsed.parsed.scheme, one.worked, workedOutside())).toEqual([]);
    }
  });

  it('shows the message as it is', () => {
    const broken = snippets('scheme.yaml').replace('        by: inspector\n', snippets('broken scheme.yaml'));
    const parsed = parseScheme(files(broken));
    const [first] = parsed.ok ? checkScheme(parsed.parsed, schemeSurroundings) : parsed.diagnostics;
    expect(page).toContain(`\`\`\`\n${first && formatDiagnostic(first, 'en')}\n\`\`\``);
  });
});
