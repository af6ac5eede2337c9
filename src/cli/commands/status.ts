import { type VerdictStep, type VerdictWord, verdictText, verdictWords } from '#certification/register/verdict.ts';
import { type Command, UsageError } from '../command.ts';
import { RemoteProblem, remote, remoteOptions } from '../remote.ts';

interface VerdictAnswer {
  readonly form: { readonly fault: { readonly zh: string; readonly en: string } | null };
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
    out(
      answer.form.fault?.[language] ??
        (language === 'zh' ? `名录中没有 ${number}。` : `The register holds no ${number}.`),
    );
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
