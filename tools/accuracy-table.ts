/**
 * Measures the accuracy of the toolbox against values that foreign programs made, and prints the table as Markdown.
 * `node tools/accuracy-table.ts` prints; `--write` writes docs/accuracy.md; `--check` exits 1 where a goal is missed.
 * The NIST data, constants and plan tables are read from the reference folder beside the project; where it is absent those
 * lines are left out with a word, and `--write` refuses, so that the committed table is never a part of itself.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { distributionRows } from './accuracy/distributions.ts';
import { methodRows } from './accuracy/methods.ts';
import { nistRows, sharedQuality } from './accuracy/nist.ts';
import { qualityRows } from './accuracy/quality.ts';
import type { AccuracyRow } from './accuracy/row.ts';

const root = resolve(import.meta.dirname, '..');

const sections: readonly { readonly title: string; readonly rows: () => AccuracyRow[] }[] = [
  { title: 'Distributions 分布函数', rows: distributionRows },
  { title: 'NIST statistical reference data 美国 NIST 统计参考数据', rows: nistRows },
  {
    title: 'Control charts, capability, measurement systems, sampling 控制图、能力、测量系统、抽样',
    rows: qualityRows,
  },
  { title: 'Tests, regression, analysis of variance, life data 检验、回归、方差分析、寿命数据', rows: methodRows },
];

const head = ['item 项目', 'goal 目标', 'reached 达到', '', 'foreign program 外部程序', 'command 命令'];
const cell = (text: string) => text.replaceAll('|', '\\|');
const mark = (met: boolean | null) => (met === null ? '' : met ? '✓' : '✗');

function tableOf(rows: readonly AccuracyRow[]): string {
  if (rows.length === 0)
    return 'Not measured here: the reference data are not beside the project. 此处未测：项目旁没有参考数据。';
  const lines = rows.map((r) => [
    r.item,
    r.goal,
    r.reached,
    mark(r.met),
    r.program,
    /^(python3|Rscript)/.test(r.command) ? `\`${r.command}\`` : r.command,
  ]);
  return [head, head.map(() => '---'), ...lines].map((line) => `| ${line.map(cell).join(' | ')} |`).join('\n');
}

const measured = sections.map(({ title, rows }) => ({ title, rows: rows() }));
const all = measured.flatMap(({ rows }) => rows);
const missed = all.filter((row) => row.met === false);

const document = `# Accuracy 精度

<!-- Made by \`node tools/accuracy-table.ts --write\`; edit the code, not this file. -->

Every expected value below comes from a program that is not ours: its name, version and command stand in the line, and the
generators are committed under \`tools/reference-values\`. The error is the largest of all values compared, both tails of a
distribution counted apart, wherever a tail is at least 10⁻³⁰⁰. Digits are NIST's log relative error, 15.9 at most.

下列每个期望值都由外部程序算出，行中写明程序、版本与命令，生成脚本随代码提交。误差取全部比较值中最大者；分布的两侧尾部分别计算。

A measured value is taken as the decimal number that was written down, not as the double next to it (0.1 is one tenth), and
summed in double-double arithmetic: this is why the NIST sets that double precision cannot bear keep all their digits here.

测量值按写下的十进制数（0.1 就是十分之一）而不是最近的双精度数参与计算，并以两倍双精度求和，所以双精度难以承受的 NIST 数据集在这里也保持全部位数。

${measured.map(({ title, rows }) => `## ${title}\n\n${tableOf(rows)}`).join('\n\n')}

${all.length} lines, ${missed.length} missed. 共 ${all.length} 行，${missed.length} 行未达目标。
`;

if (process.argv.includes('--write')) {
  if (!existsSync(sharedQuality)) {
    console.error('expected the reference data beside the project, found none: the table would lack their lines');
    process.exit(1);
  }
  writeFileSync(join(root, 'docs/accuracy.md'), document);
  console.log('docs/accuracy.md');
} else if (!process.argv.includes('--check')) {
  console.log(document);
}
for (const row of missed) console.error(`missed: ${row.item}: goal ${row.goal}, reached ${row.reached}`);
process.exit(missed.length > 0 && process.argv.includes('--check') ? 1 : 0);
