import { kindWord } from '#certification/register/kind-words.ts';
import { type VerdictStep, type VerdictWord, verdictText, verdictWords } from '#certification/register/verdict.ts';
import { type Command, UsageError } from '../command.ts';
import { RemoteProblem, remote, remoteOptions } from '../remote.ts';

interface VerdictAnswer {
  readonly fault: { readonly zh: string; readonly en: string } | null;
  /** What the register holds: only with an answer that found nothing. */
  readonly coverage: {
    readonly own: readonly { readonly kind: string; readonly count: number }[];
    readonly sources: readonly {
      readonly names: Readonly<Record<string, string>>;
      readonly count: number;
      readonly lastSnapshot: string | null;
    }[];
  } | null;
  readonly found: readonly {
    readonly entry: {
      readonly id: string;
      readonly number: string;
      readonly holderNames: Readonly<Record<string, string>>;
    };
    readonly verdict: { readonly word: VerdictWord; readonly mayRely: boolean; readonly steps: readonly VerdictStep[] };
  }[];
}

export const statusCommand: Command = {
  name: 'status',
  summary: { zh: '查询编号在某日的状态，按今日或当时所知', en: 'status of a number on a day, as known today or then' },
  usage: 'NUMBER',
  options: [
    {
      name: 'on',
      kind: 'text',
      value: 'DAY',
      text: { zh: '哪一天的状态（默认今天）', en: 'status on this day (default: today)' },
    },
    { name: 'known', kind: 'text', value: 'DAY', text: { zh: '按这一天所知', en: 'as known on this day' } },
    { name: 'name', kind: 'text', value: 'NAME', text: { zh: '纸面名称', en: 'name on the paper' } },
    {
      name: 'scope',
      kind: 'text',
      value: 'CODES',
      text: { zh: '需要的范围代码，以逗号分隔', en: 'codes that are needed, separated by commas' },
    },
    ...remoteOptions,
  ],
  exits: [0, 1, 4, 6],
  examples: ['touchstone status 03426Q00001R0M', 'touchstone status FR2215658386 --on 2024-06-01 --known 2024-01-01'],
  run: async (args, terminal) => {
    const [number] = args.positionals;
    if (number === undefined)
      throw new UsageError(
        { zh: '没有给出编号。', en: 'No number was given.' },
        { expected: 'touchstone status NUMBER', found: '—', help: 'touchstone status --help' },
        terminal.language,
      );
    const query = new URLSearchParams({ number });
    for (const name of ['on', 'known', 'name', 'scope']) {
      const value = args.text(name);
      if (value !== undefined) query.set(name, value);
    }
    try {
      const answer = (await remote(args, terminal).get(`/verdict?${query}`)) as VerdictAnswer;
      if (terminal.json) terminal.out(JSON.stringify(answer, null, 2));
      else show(answer, number, terminal.language, terminal.out);
      if (answer.found.length === 0) return 4;
      return answer.found.some((f) => f.verdict.mayRely) ? 0 : 1;
    } catch (error) {
      if (!(error instanceof RemoteProblem)) throw error;
      terminal.err(error.message);
      return error.exit;
    }
  },
};

function show(answer: VerdictAnswer, number: string, language: 'zh' | 'en', out: (text: string) => void): void {
  if (answer.found.length === 0) {
    showNotFound(answer, number, language, out);
    return;
  }
  for (const { entry, verdict } of answer.found) {
    out(
      `${verdictWords[verdict.word].symbol} ${verdictWords[verdict.word][language]}  ${entry.number}  ${entry.holderNames[language] ?? entry.holderNames['und'] ?? entry.holderNames['zh'] ?? ''}`,
    );
    for (const step of verdict.steps)
      if (step.answer !== 'not-asked')
        out(`  ${step.answer === 'yes' ? '✓' : step.answer === 'no' ? '✗' : '?'} ${verdictText(step, language)}`);
  }
}

/** "Not found" never stands alone: what the register covers decides what it means. */
function showNotFound(answer: VerdictAnswer, number: string, language: 'zh' | 'en', out: (text: string) => void): void {
  const zh = language === 'zh';
  out(answer.fault?.[language] ?? (zh ? `名录中没有 ${number}。` : `The register holds no ${number}.`));
  out(
    zh
      ? '“未查到”不等于伪造：也可能尚未报送，或不在覆盖范围内。名录覆盖：'
      : '“Not found” does not mean forged: it may not have been reported yet, or lie outside of what is covered. Covered:',
  );
  for (const { kind, count } of answer.coverage?.own ?? []) out(`  ${kindWord(kind, language)}: ${count}`);
  for (const { names, count, lastSnapshot } of answer.coverage?.sources ?? [])
    out(
      `  ${names[language] ?? names['und'] ?? Object.values(names)[0] ?? ''}: ${count}${zh ? '，最近快照 ' : ', last snapshot '}${lastSnapshot ?? '—'}`,
    );
}
