import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { type Analysis, excludedAt, restoreTable } from '#toolbox/analysis/analysis.ts';
import { openAnalysis, type RerunStep, rerunAnalysis } from '#toolbox/analysis/sealed-analysis.ts';
import { loadMethod } from '#toolbox/load-method.ts';
import type { DataTable, Method } from '#toolbox/method/method.ts';
import { type ExitCode, type Terminal, UsageError } from '../command.ts';
import { refuse, reportOf, sayProblems, show, writeJson, writePictures } from './show-result.ts';

interface OpenWords {
  readonly file: string;
  readonly svg: string | undefined;
  readonly report: string | undefined;
}

/** A step of the file with the method that ran it and the table that it ran on. */
interface Step {
  readonly rerun: RerunStep;
  readonly method: Method | undefined;
  readonly table: DataTable | undefined;
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * `toolbox open FILE`: an analysis as the page saves it, run again with its own data and choices. 0: the figures are those of
 * the file; 1: a step gives others, or none; 3: the file was changed since it was sealed, or is no analysis.
 */
export async function openInTerminal(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const asked = readOpenWords(words, terminal);
  const opened = await openAnalysis(await textOf(asked.file, terminal), (bytes) =>
    createHash('sha256').update(bytes).digest('hex'),
  );
  if (!opened.ok) return refuse(opened, null, terminal);
  const { analysis, seal } = opened.sealed;
  const steps = await stepsOf(analysis);
  for (const [k, step] of steps.entries())
    await writeFiles(step, steps.length === 1 ? '' : `-${k + 1}`, asked, terminal);
  if (terminal.json) await writeJson(jsonOf(analysis, seal.digest, steps));
  else sayAll(analysis, seal.digest, steps, terminal);
  return steps.every(({ rerun }) => rerun.same) ? 0 : 1;
}

async function stepsOf(analysis: Analysis): Promise<Step[]> {
  const steps: Step[] = [];
  for (const rerun of await rerunAnalysis(analysis, loadMethod)) {
    const step = analysis.steps[rerun.step];
    if (step?.kind !== 'method') continue;
    const stored = analysis.tables.find((table) => table.id === step.table);
    steps.push({
      rerun,
      method: await loadMethod(step.method),
      table: stored && restoreTable(stored, excludedAt(analysis, rerun.step)),
      options: step.options,
    });
  }
  return steps;
}

function readOpenWords(words: readonly string[], terminal: Terminal): OpenWords {
  const files: string[] = [];
  const flags = new Map<string, string>();
  for (let k = 0; k < words.length; k++) {
    const word = words[k] ?? '';
    if (!word.startsWith('--')) files.push(word);
    else {
      const [name = '', inline] = word.slice(2).split(/=(.*)/s);
      const value = inline ?? words[++k];
      if ((name !== 'svg' && name !== 'report') || value === undefined) throw notTaken(word, terminal);
      flags.set(name, value);
    }
  }
  const [file, second] = files;
  if (file === undefined || second !== undefined) throw notTaken(second ?? '—', terminal);
  return { file, svg: flags.get('svg'), report: flags.get('report') };
}

function notTaken(found: string, terminal: Terminal): UsageError {
  return new UsageError(
    {
      zh: '存下的分析带着自己的数据和选项：只给一个文件，可加 --svg 或 --report；要换选项，请用“touchstone toolbox 方法 数据文件”。',
      en: 'A saved analysis brings its data and its choices: one file, with --svg or --report if wanted. For other choices: touchstone toolbox METHOD DATA.',
    },
    {
      expected: 'touchstone toolbox open FILE.touchstone.json [--svg FILE] [--report FILE]',
      found,
      help: 'touchstone toolbox --help',
    },
    terminal.language,
  );
}

async function textOf(file: string, terminal: Terminal): Promise<string> {
  if (file === '-') return new TextDecoder().decode(await terminal.input());
  if (existsSync(file) && !statSync(file).isDirectory()) return readFileSync(file, 'utf8');
  throw new UsageError(
    { zh: `没有文件 \`${file}\`。`, en: `There is no file \`${file}\`.` },
    {
      expected: terminal.language === 'zh' ? '工具箱存的 .touchstone.json' : 'a .touchstone.json of the toolbox',
      found: file,
      help: 'touchstone toolbox open FILE.touchstone.json',
    },
    terminal.language,
  );
}

async function writeFiles({ rerun, method, table, options }: Step, mark: string, asked: OpenWords, terminal: Terminal) {
  if (!method || !rerun.result) return;
  const { svg, report, file } = asked;
  if (svg !== undefined) writePictures(method, rerun.result.values, svg.replace(/(\.svg)?$/i, `${mark}.svg`), terminal);
  if (report === undefined) return;
  const name = report.replace(/(\.html?)?$/i, (end) => `${mark}${end === '' ? '.html' : end}`);
  writeFileSync(name, await reportOf(method, { result: rerun.result, options, table, notes: [], file }, terminal));
  terminal.err(name);
}

function jsonOf({ title, madeAt, software, steps: all }: Analysis, digest: string, steps: readonly Step[]): unknown {
  return {
    title,
    madeAt,
    software,
    digest,
    excluded: all.filter((step) => step.kind === 'exclude'),
    steps: steps.map(({ rerun, method, options }) => {
      const { step, method: id, result, ...rest } = rerun;
      return { step, method: id, version: method?.version, options, ...rest, ...result };
    }),
  };
}

const mostDifferences = 12;

function sayAll(analysis: Analysis, digest: string, steps: readonly Step[], terminal: Terminal): void {
  const { language } = terminal;
  const zh = language === 'zh';
  const { name, version } = analysis.software;
  terminal.out(analysis.title);
  terminal.out(`${analysis.madeAt}  ${name} ${version}  SHA-256 ${digest}`);
  for (const step of analysis.steps)
    if (step.kind === 'exclude')
      terminal.out(
        zh
          ? `先去掉 ${step.rows.length} 行：${step.reason}`
          : `${step.rows.length} ${step.rows.length === 1 ? 'row' : 'rows'} taken out before: ${step.reason}`,
      );
  for (const { rerun, method } of steps) {
    terminal.out(`\n${method ? `${method.title[language]} (${method.id} v${method.version})` : rerun.method}`);
    sayProblems(rerun.problems, terminal);
    if (method && rerun.result) show(method, rerun.result, terminal);
    sayWhetherSame(rerun, terminal);
  }
}

function sayWhetherSame({ same, otherVersion, differences, result }: RerunStep, terminal: Terminal): void {
  const zh = terminal.language === 'zh';
  if (otherVersion !== null)
    terminal.err(
      zh
        ? `方法现在是第 ${otherVersion} 版，与文件的不同。`
        : `The method is at version ${otherVersion} now, the file was made with another.`,
    );
  if (same) terminal.out(zh ? '✓ 与文件里的结果逐位相同' : '✓ the same as in the file, to the digit');
  else if (!result) terminal.err(zh ? '✗ 这一步没有结果' : '✗ this step gives no result');
  else {
    terminal.err(zh ? `✗ ${differences.length} 处与文件不同` : `✗ ${differences.length} values differ from the file`);
    for (const { path, expected, found } of differences.slice(0, mostDifferences))
      terminal.err(`  ${path}: ${JSON.stringify(expected)} → ${JSON.stringify(found)}`);
  }
}
