import { createChecking, type Surroundings } from './check/checking.ts';
import { checkFlows } from './check/flows.ts';
import { checkForms } from './check/forms.ts';
import { checkMandate } from './check/mandate.ts';
import { checkNames } from './check/names.ts';
import { checkResults } from './check/results.ts';
import { checkRound } from './check/round.ts';
import { type Diagnostic, sortDiagnostics } from './diagnostic.ts';
import type { Parsed } from './parse.ts';

export type { CalculatorSignature, Surroundings } from './check/checking.ts';

/**
 * Whether a scheme hangs together: names resolve, steps can be reached, it can end, numbers never repeat, duties can be
 * met, its legal basis allows what it gives, its worked cases exist. Everything that is wrong comes at once.
 */
export function checkScheme(parsed: Parsed, around: Surroundings): readonly Diagnostic[] {
  const checking = createChecking(parsed, around);
  checkMandate(checking);
  checkNames(checking);
  checkForms(checking);
  checkFlows(checking);
  checkResults(checking);
  checkRound(checking);
  return sortDiagnostics(checking.diagnostics);
}
