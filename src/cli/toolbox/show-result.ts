import { createHash } from 'node:crypto';
import { createReadStream, writeFileSync } from 'node:fs';
import type { ReadTable } from '#toolbox/data-entry/table-reader.ts';
import type { DataTable, Method, MethodResult, Outcome, Problem } from '#toolbox/method/method.ts';
import { sceneToSvg } from '#toolbox/scene/svg.ts';
import type { ExitCode, Terminal } from '../command.ts';
import { htmlReport } from './html-report.ts';
import { jsonPieces } from './json-pieces.ts';
import { resultLines } from './result-text.ts';

/** Waits for a slow reader, so that the pieces do not heap up in memory. */
export async function writeJson(value: unknown): Promise<void> {
  let piece = '';
  for (const next of jsonPieces(value)) {
    piece += next;
    if (piece.length < 65_536) continue;
    if (!process.stdout.write(piece)) await new Promise((resolve) => process.stdout.once('drain', resolve));
    piece = '';
  }
  process.stdout.write(`${piece}\n`);
}

interface Reported {
  readonly result: MethodResult<unknown>;
  readonly options: Readonly<Record<string, unknown>>;
  readonly table: DataTable | undefined;
  readonly notes: ReadTable['notes'];
  readonly file: string | undefined;
}

export async function reportOf(
  method: Method,
  { result, options, table, notes, file }: Reported,
  terminal: Terminal,
): Promise<string> {
  const { language } = terminal;
  if (!table || file === undefined) return htmlReport({ method, result, options, language });
  const { columns } = table;
  const digest = createHash('sha256');
  if (file === '-') digest.update(await terminal.input());
  else for await (const piece of createReadStream(file)) digest.update(piece as Buffer);
  const data = {
    file,
    sha256: digest.digest('hex'),
    rows: columns[0]?.numbers?.length ?? columns[0]?.cells.length ?? 0,
    columns: columns.map((column) => column.name),
    notes,
  };
  return htmlReport({ method, result, options, language, data });
}

export function refuse(
  outcome: Extract<Outcome<unknown>, { ok: false }>,
  read: ReadTable | null,
  terminal: Terminal,
): ExitCode {
  const notes = read?.notes ?? [];
  if (terminal.json) terminal.out(JSON.stringify({ ...outcome, ...(notes.length > 0 ? { notes } : {}) }, null, 2));
  else {
    sayNotes(read, terminal);
    sayProblems(outcome.problems, terminal);
  }
  return 3;
}

export function sayProblems(problems: readonly Problem[], terminal: Terminal): void {
  for (const { cell, text, help } of problems) {
    const said = text[terminal.language];
    // Most texts begin with their cell.
    terminal.err(
      `${cell === undefined || said.startsWith(cell) ? '' : `${cell}: `}${said}\n  ${help[terminal.language]}`,
    );
  }
}

export function sayNotes(read: ReadTable | null, terminal: Terminal): void {
  for (const { cell, text } of read?.notes ?? []) {
    const said = text[terminal.language];
    terminal.err(cell === undefined || said.startsWith(cell) ? said : `${cell}: ${said}`);
  }
}

export function show(method: Method, result: MethodResult<unknown>, terminal: Terminal): void {
  const { language } = terminal;
  const { values, conventions, warnings } = result;
  for (const w of warnings) terminal.err(`⚠ ${w.text[language]}\n  ${w.help[language]}`);
  for (const line of resultLines(values, method, language)) terminal.out(line);
  for (const { name, value, text } of conventions)
    terminal.out(`${language === 'zh' ? '约定：' : 'convention: '}${text[language]} [${name} = ${value}]`);
}

export function writePictures(method: Method, values: unknown, file: string, terminal: Terminal): void {
  const scenes = method.scenes?.(values, terminal.language) ?? [];
  scenes.forEach((scene, index) => {
    const name = scenes.length === 1 ? file : file.replace(/(\.svg)?$/i, `-${index + 1}.svg`);
    writeFileSync(name, sceneToSvg(scene, { language: terminal.language }));
    terminal.err(name);
  });
  if (scenes.length === 0) terminal.err(terminal.language === 'zh' ? '此方法没有图。' : 'This method has no picture.');
}
