/**
 * The documents that are made from the code. `node tools/documents.ts` writes them; `tools/check-documents.ts` holds what is
 * committed against what would be written. A document that nobody generates is checked there by other means.
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { refusalTexts } from '../src/certification/act/refusal.ts';
import { calculators } from '../src/certification/rules/calculators.ts';
import type { InputField } from '../src/certification/rules/input.ts';
import { exitCodes } from '../src/cli/command.ts';
import { commandNames } from '../src/cli/commands.ts';
import { settingsTable } from '../src/operation/settings.ts';

export const root = resolve(import.meta.dirname, '..');

export interface GeneratedDocument {
  readonly path: string;
  readonly make: () => string | Promise<string>;
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const generated = '<!-- Made by `node tools/documents.ts`; edit the code, not this file. -->';

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
}

function refusalsDocument(): string {
  const rows = Object.entries(refusalTexts).map(([code, t]) => [`\`${code}\``, t.zh, t.en, t.help.zh, t.help.en]);
  return `# Refusals 拒绝理由\n\n${generated}\n\nWhy an act is refused. All refusals of an act come at once, in the page, the API and the terminal alike. What stands in braces is filled in.\n\n${table(['code', '中文', 'English', '怎么办', 'what to do'], rows)}\n`;
}

function settingsDocument(): string {
  const rows = Object.values(settingsTable).map((s) => [
    `\`${s.variable}\``,
    s.otherwise === null ? '—' : `\`${s.otherwise}\``,
    s.zh,
    s.en,
    `\`${s.example}\``,
  ]);
  return `# Settings 设置\n\n${generated}\n\nEnvironment variables, read and checked at the start; everything that is wrong with them is said at once.\n\n${table(['variable', 'default', '含义', 'meaning', 'example'], rows)}\n`;
}

function commandLineDocument(): string {
  const rows = commandNames.map((c) => [`\`touchstone ${c.name}\``, c.summary.zh, c.summary.en]);
  const exits = Object.entries(exitCodes).map(([code, t]) => [code, t.zh, t.en]);
  return `# Command line 命令行\n\n${generated}\n\n\`npx touchstone COMMAND\`; every command takes \`--help\`, \`--json\` and \`--lang zh|en\`.\n\n${table(['command', '中文', 'English'], rows)}\n\n## Exit codes 退出码\n\n${table(['code', '中文', 'English'], exits)}\n`;
}

function calculatorsDocument(): string {
  const fields = (list: readonly InputField[], prefix = ''): string[][] =>
    list.flatMap((f) => {
      const row = [
        `\`${prefix}${f.name}\``,
        f.kind === 'choice' ? f.choices.map((c) => `\`${c.value}\``).join(' ') : f.kind,
        f.required ? '✓' : '',
        f.text.zh,
        f.text.en,
      ];
      return f.kind === 'group' || f.kind === 'rows' ? [row, ...fields(f.fields, `${prefix}${f.name}.`)] : [row];
    });
  const parts = calculators.map(
    (c) =>
      `## \`${c.name}\` ${c.text.zh} / ${c.text.en}\n\n${c.about.zh}\n\n${c.about.en}\n\n${table(['field', 'kind', 'required', '中文', 'English'], fields(c.input))}\n`,
  );
  return `# Calculators 规则计算\n\n${generated}\n\nBy command line (\`touchstone calc NAME\`), API (\`POST /api/v1/calc/NAME\`) and as pages. Each line of an answer names its rule, article and edition.\n\n${parts.join('\n')}`;
}

export const documents: readonly GeneratedDocument[] = [
  { path: 'docs/refusals.md', make: refusalsDocument },
  { path: 'docs/settings.md', make: settingsDocument },
  { path: 'docs/command-line.md', make: commandLineDocument },
  { path: 'docs/calculators.md', make: calculatorsDocument },
];

if (process.argv[1] === import.meta.filename) {
  for (const document of documents) {
    writeFileSync(join(root, document.path), await document.make());
    console.log(document.path);
  }
}
