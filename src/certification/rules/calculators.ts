import { type Refusal, refusal } from '../codes/refusal.ts';
import type { Answer } from './answer.ts';
import { assessmentCalculator } from './assessment.ts';
import { auditTimeCalculator } from './audit-time.ts';
import { catalogueCalculator } from './catalogue-answer.ts';
import { codeCalculator } from './code-answer.ts';
import type { Calculator, RuleContext } from './context.ts';
import { cycleCalculator } from './cycle.ts';
import { drawCalculator } from './draw.ts';
import { readInput } from './input.ts';
import { integratedCalculator } from './integrated.ts';
import { lookupCalculator } from './lookup.ts';
import { personCheckCalculator } from './person-check.ts';
import { clockCalculator } from './procedure-clock.ts';
import { ptCalculator } from './pt.ts';
import { publicDisplayCalculator } from './public-display.ts';
import { reasonsCalculator } from './reasons.ts';
import { sampleCalculator } from './sample.ts';
import { signInCalculator } from './sign-in.ts';
import { transferCalculator } from './transfer.ts';
import { voteCalculator } from './vote.ts';

/** Every calculator, in the order of the page: the command line, the API, pages and schemes walk this one list. */
export const calculators: readonly Calculator[] = [
  auditTimeCalculator,
  sampleCalculator,
  integratedCalculator,
  cycleCalculator,
  clockCalculator,
  codeCalculator,
  catalogueCalculator,
  transferCalculator,
  drawCalculator,
  ptCalculator,
  signInCalculator,
  personCheckCalculator,
  publicDisplayCalculator,
  voteCalculator,
  assessmentCalculator,
  reasonsCalculator,
  lookupCalculator,
];

export function calculatorNamed(name: string): Calculator | undefined {
  return calculators.find((calculator) => calculator.name === name);
}

/** Checks raw input and computes: the one entrance for every door. An unknown name is a refusal that lists the known ones. */
export function calculate(name: string, raw: unknown, context: RuleContext): Answer {
  const calculator = calculatorNamed(name);
  if (!calculator) return { ok: false, refusals: [unknownCalculator(name)] };
  const input = readInput(calculator.input, raw);
  return input.ok ? calculator.compute(input.parts, context) : { ok: false, refusals: input.refusals };
}

function unknownCalculator(name: string): Refusal {
  const known = calculators.map((calculator) => calculator.name).join(', ');
  return refusal(
    'unknown-calculator',
    { found: name, expected: known },
    { zh: `没有名为 \`${name}\` 的计算`, en: `There is no calculator \`${name}\`` },
    { zh: `可用：${known}`, en: `Known: ${known}` },
  );
}
