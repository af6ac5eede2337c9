import type { ResultSpec } from '../result.ts';
import { entryResults } from '../scheme.ts';
import { type Checking, expectKind, fieldNamed } from './checking.ts';

const pieces = '{year} {yy} {body} {serial:N} {reissue} {field:NAME}';

/** Results: numbers never repeat, scope and holder are fields of the right kind, every duty has a flow that meets it. */
export function checkResults(checking: Checking): void {
  for (const result of checking.scheme.results) {
    checkNumber(checking, result);
    checkFields(checking, result);
    for (const duty of result.duties) checkDuty(checking, result, duty);
  }
}

function checkNumber(checking: Checking, result: ResultSpec): void {
  const { number } = result;
  const at = checking.at(number, 'pattern');
  const found = [...number.pattern.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '');
  const outside = number.pattern.replace(/\{[^{}]*\}/g, '');
  if (/[{}]/.test(outside)) checking.report('pattern', at, number.pattern, { known: pieces });
  for (const piece of found) if (!isPiece(piece)) checking.report('pattern', at, `{${piece}}`, { known: pieces });
  const serial = found.some((piece) => /^serial:[1-9]\d?$/.test(piece));
  // The serial starts anew each year, so that a pattern without the year would give a number twice.
  if (!serial || !found.some((piece) => piece === 'year' || piece === 'yy'))
    checking.report('pattern-not-unique', at, number.pattern);
  for (const piece of found) {
    const field = /^field:(.+)$/.exec(piece)?.[1];
    if (field === undefined) continue;
    if (fieldNamed(checking, field) === undefined)
      checking.report('name-unknown', at, field, {
        space: { zh: '字段', en: 'field' },
        nearest: { zh: '请核对', en: 'Check the name' },
      });
    else expectKind(checking, field, ['choice', 'code', 'text', 'number'], at);
  }
}

function isPiece(piece: string): boolean {
  return (
    ['year', 'yy', 'body', 'reissue'].includes(piece) ||
    /^serial:[1-9]\d?$/.test(piece) ||
    /^field:[a-z][a-z0-9-]*$/.test(piece)
  );
}

function checkFields(checking: Checking, result: ResultSpec): void {
  const { scope, holder } = result;
  const at = checking.at(result, 'scope');
  for (const codes of scope.codes) expectKind(checking, codes, ['code', 'choice', 'text'], at);
  if (scope.text !== undefined) expectKind(checking, scope.text, ['text'], at);
  if (scope.sites !== undefined) expectKind(checking, scope.sites, ['sites'], at);
  if (result.grade !== undefined) expectKind(checking, result.grade, ['choice', 'text'], at);
  if (result.succeeds !== undefined) expectKind(checking, result.succeeds, ['entry'], checking.at(result, 'succeeds'));
  if (holder !== 'applicant') expectKind(checking, holder.field, ['party'], checking.at(result, 'holder'));
  if (result.validUntil !== undefined)
    expectKind(checking, result.validUntil, ['date'], checking.at(result, 'validity'));
  if (result.each) expectKind(checking, result.each.field, ['rows', 'choice', 'code'], checking.at(result.each));
}

/** A duty is met by a flow on this entry that ends in `confirm`, or that brings a new entry in its stead. */
function checkDuty(checking: Checking, result: ResultSpec, duty: ResultSpec['duties'][number]): void {
  const flow = checking.scheme.flows.find((f) => f.id === duty.flow);
  if (flow === undefined) return;
  const meets =
    entryResults(flow).includes(result.id) &&
    flow.steps.some((step) =>
      step.outcomes.some(
        (outcome) =>
          outcome.entryAct === 'confirm' || outcome.entryAct === 'renew' || outcome.results.includes(result.id),
      ),
    );
  if (!meets) checking.report('duty-unmet', checking.at(duty, 'flow'), duty.flow, { flow: `\`${duty.flow}\`` });
}
