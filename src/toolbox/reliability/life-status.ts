import type { ColumnReader, LabelColumn } from '../method/columns.ts';
import type { Convention, Problem } from '../method/method.ts';
import { convention, problem, text } from '../outcome/answer.ts';

/** Words that say by themselves what became of a unit, however the column is called. */
const failedWords =
  'f|fail|failed|failure|dead|died|death|broken|1|失效|已失效|故障|损坏|已损坏|坏|已坏|失败|死亡'.split('|');
const censoredWords =
  'c|s|cens|censored|right-censored|right censored|suspended|suspension|survived|surviving|alive|running|working|unfailed|not failed|0|截尾|右截尾|删失|右删失|未失效|没失效|未坏|未损坏|完好|正常|在用|仍在用|仍在工作|仍在运行|存活|中止|中断'.split(
    '|',
  );
/** Words that answer a question: what they say, the heading tells. */
const yesWords = 'y|yes|t|true|是|对|有|√|✓'.split('|');
const noWords = 'n|no|false|否|不是|无|×|✗'.split('|');

const asksCensored = /截尾|删失|未失效|没失效|完好|存活|cens|suspen|surviv|running|alive/i;
const asksFailed = /失效|故障|损坏|坏|死亡|fail|dead|death|event|broken/i;

const notFailed = /未失效|没失效|未损坏|未坏|unfailed|not failed/gi;
/** A heading that names both and says which of them 1 is. */
const oneIsFailed = /1\s*[=:：为是-]?\s*(?:失效|故障|损坏|fail)|(?:失效|故障|损坏|fail\w*)\s*[=:：为是-]?\s*1/i;

/** `both`: the heading names both and does not say which is 1. */
type Question = 'failed' | 'censored' | 'both' | undefined;

function questionOf(heading: string): Question {
  if (!asksCensored.test(heading)) return asksFailed.test(heading) ? 'failed' : undefined;
  if (!asksFailed.test(heading.replace(notFailed, ''))) return 'censored';
  return oneIsFailed.test(heading) ? undefined : 'both';
}

/** What became of each unit, NaN-free: undefined where the cell said nothing that can be read. */
export interface Statuses {
  readonly failed: readonly (boolean | undefined)[];
  readonly conventions: readonly Convention[];
}

/**
 * Reads what became of units in the words that people bring. A word is read the same way throughout a column, and the
 * answer says how; what could mean either is refused: yes and no under a heading that asks nothing, 1 and 0 under one that
 * asks whether a unit was censored, C beside S without any F (complete or censored?).
 */
export function readStatuses(reader: ColumnReader, rows: readonly number[], problems: Problem[]): Statuses {
  const column = reader.labels('failed');
  const question = questionOf(column.name);
  const words = new Map<string, { readonly said: string; readonly row: number; count: number }>();
  for (const row of rows) {
    const said = (column.values[row] ?? '').trim();
    const known = words.get(plain(said));
    if (known) known.count++;
    else words.set(plain(said), { said, row, count: 1 });
  }
  const readings = new Map<string, boolean>();
  const isFalseF = words.has('t') || words.has('true');
  for (const [word, { said, row }] of words) {
    const reading = readWord(word, question, {
      isFalseF,
      hasF: words.has('f'),
      hasBoth: words.has('c') && words.has('s'),
    });
    if (typeof reading === 'boolean') readings.set(word, reading);
    else problems.push(unreadable(reading, { column, row, said, reader }));
  }
  return {
    failed: column.values.map((said) => readings.get(plain(said))),
    conventions: [
      readingOf([...words].map(([word, { said, count }]) => ({ said, count, failed: readings.get(word) }))),
    ],
  };
}

/** Half width, lower case, `1.0` as `1`. */
function plain(said: string): string {
  const word = said.normalize('NFKC').trim().toLowerCase();
  return word !== '' && (Number(word) === 0 || Number(word) === 1) ? String(Number(word)) : word;
}

type Fault = 'empty' | 'unknown' | 'no-question' | 'digits-censored' | 'complete-or-censored';

interface Company {
  /** T stands in the column too: F is false, not failed. */
  readonly isFalseF: boolean;
  readonly hasF: boolean;
  readonly hasBoth: boolean;
}

function readWord(word: string, question: Question, { isFalseF, hasF, hasBoth }: Company): boolean | Fault {
  if (word === '') return 'empty';
  const isNo = noWords.includes(word) || (word === 'f' && isFalseF);
  if (isNo || yesWords.includes(word))
    return question === undefined || question === 'both' ? 'no-question' : isNo === (question === 'censored');
  if ((word === '0' || word === '1') && (question === 'censored' || question === 'both')) return 'digits-censored';
  if ((word === 'c' || word === 's') && hasBoth && !hasF) return 'complete-or-censored';
  if (failedWords.includes(word)) return true;
  return censoredWords.includes(word) ? false : 'unknown';
}

interface Place {
  readonly column: LabelColumn;
  readonly row: number;
  readonly said: string;
  readonly reader: ColumnReader;
}

function unreadable(fault: Fault, { column, row, said, reader }: Place): Problem {
  const cell = reader.cell(column, row);
  const [zh, en, helpZh, helpEn] = wordsOf[fault];
  const found = fault === 'empty' ? text('空', 'nothing') : text(`\`${said}\``, `\`${said}\``);
  return problem(
    'censoring-mark',
    text(
      `${cell}（列 \`${column.name}\`）${zh}，实为 ${found.zh}`,
      `${cell} (column \`${column.name}\`): ${en}, found ${found.en}`,
    ),
    text(helpZh, helpEn),
    cell,
  );
}

const wordsOf: Readonly<Record<Fault, readonly [zh: string, en: string, helpZh: string, helpEn: string]>> = {
  empty: [
    '应写明失效还是截尾',
    'expected failed or censored',
    '填“失效”或“截尾”（也可 F/C、1/0）',
    'Write failed or censored (or F and C, 1 and 0)',
  ],
  unknown: [
    '应为失效或截尾（右截尾）',
    'expected failed or censored (on the right)',
    '改为“失效”或“截尾”（也可 F/C、1/0）；左截尾、区间数据不能用本方法',
    'Write failed or censored (or F and C, 1 and 0); this method takes no left-censored or interval data',
  ],
  'no-question': [
    '是/否要由列名说明问的是什么',
    'yes and no need a heading that says what is asked',
    '把列名改成“是否失效”或“是否截尾”，或直接写失效、截尾',
    'Call the column failed or censored, or write these words in it',
  ],
  'digits-censored': [
    '列名提到截尾，没有说明 1 是失效还是截尾',
    'the heading speaks of censoring and does not say whether 1 is failed or censored',
    '改写“失效”“截尾”，或把列名改成“是否失效”并用 1 表示失效',
    'Write failed and censored, or call the column failed with 1 for failed',
  ],
  'complete-or-censored': [
    '列里只有 C 和 S：C 可以是 complete（已失效），也可以是 censored（截尾）',
    'the column holds C and S alone: C may be complete (failed) or censored',
    '改写“失效”“截尾”，或用 F 表示失效',
    'Write failed and censored, or F for failed',
  ],
};

interface Reading {
  readonly said: string;
  readonly count: number;
  readonly failed: boolean | undefined;
}

function readingOf(readings: readonly Reading[]): Convention {
  const list = (failed: boolean): string =>
    readings
      .filter((one) => one.failed === failed)
      .map(({ said, count }) => `\`${said}\` × ${count}`)
      .join(', ') || '—';
  return convention(
    'status',
    readings.map(({ said, failed }) => `${said}=${failed ? 'failed' : 'censored'}`).join(', '),
    `状态这样读：失效 ${list(true)}；截尾 ${list(false)}（行数）`,
    `the status is read so: failed ${list(true)}; censored ${list(false)} (rows)`,
  );
}
