import { createHash } from 'node:crypto';
import { checkCode, codeChecks } from '../codes/code-check.ts';
import type { Refusal, Text } from '../codes/refusal.ts';
import { calculate, calculators } from '../rules/calculators.ts';
import { figuresOn } from '../rules/figures.ts';
import { loadedRules } from '../rules/rules-folder.contract.ts';
import type { Surroundings } from './check.ts';
import type { WorkedOutside } from './worked-case/world.ts';

/** What schemes name that lies outside their files, as the house has it: its calculators, code lists and holidays. */
const rules = loadedRules();

export const schemeSurroundings: Surroundings = {
  calculators: new Map(
    calculators.map((calculator) => {
      const answer = calculate(calculator.name, calculator.example, rules);
      return [
        calculator.name,
        { inputs: calculator.input.map((field) => field.name), figures: answer.ok ? Object.keys(answer.values) : [] },
      ];
    }),
  ),
  codeLists: codeChecks.map(({ kind }) => kind.id),
};

const samples = new Map(codeChecks.map(({ kind }) => [kind.id, kind.sample] as const));

const inWords = (refusals: readonly Refusal[]): Text => ({
  zh: refusals.map((refusal) => refusal.text.zh).join('；'),
  en: refusals.map((refusal) => refusal.text.en).join('; '),
});

/** The surroundings in which worked cases play: real holidays, real codes, the rule packs' own calculators. */
export function workedOutside(): WorkedOutside {
  return {
    holidays: rules.calendar,
    digest: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    code: (list, value) => {
      const { result } = checkCode(list, value, { ...rules.lists, day: rules.calendar.last });
      return result.ok ? { ok: true } : { ok: false, why: inWords(result.refusals) };
    },
    sampleCode: (list) => samples.get(list) ?? '1',
    calculate: (name, inputs, day) => figuresOn(day, name, inputs, rules),
  };
}
