import { describe, expect, it } from 'vitest';
import { checkScheme } from '../check.ts';
import { formatDiagnostic } from '../diagnostic.ts';
import { parseScheme } from '../parse.ts';
import { sampleAround, sampleFiles, sampleScheme } from '../sample-scheme.contract.ts';

/** What `scheme check` says of the sample scheme with this stage, in which its panel votes over the list. */
function said(stage: string): readonly string[] {
  const collecting = '    collecting: { work: collect, by: officer }\n';
  const scheme = sampleScheme.replace(collecting, `${collecting}    check: { by: officer, names: panel }\n${stage}\n`);
  const parsed = parseScheme(sampleFiles({ scheme }));
  const found = parsed.ok ? checkScheme(parsed.parsed, sampleAround) : parsed.diagnostics;
  return found.map((d) => formatDiagnostic(d, 'en'));
}

describe('a stage in which is voted by secret ballot', () => {
  it('is whole with a line for each voter, the choice of a vote and one way on', () => {
    expect(said('    ballot: { work: vote, by: panel, form: scores, each: { role: panel } }')).toEqual([]);
  });

  it.each([
    ['work: vote, by: panel, form: scores', 'each: { role }'],
    ['work: vote, by: panel, each: { role: panel }', 'form: vote { choice }'],
    ['work: vote, by: panel, form: application, each: { role: panel }', 'form: vote { choice }'],
    [
      'work: vote, by: panel, form: scores, each: { role: panel }, outcomes: { granted: on, refused: on }',
      'outcomes: { done: on }',
    ],
    [
      'work: vote, by: panel, form: scores, each: { role: panel }, outcomes: { refused: { end: closed } }',
      'outcomes: { done: on }',
    ],
    [
      'work: vote, by: panel, form: scores, each: { role: panel }, calculate: { calculator: sample-calculator, inputs: { persons: { field: points } } }',
      'calculate: —',
    ],
  ])('is refused as `%s`, where the event would tell the vote or there is none', (stage, lacking) => {
    expect(said(`    ballot: { ${stage} }`).join('\n')).toContain(`expected \`${lacking}\` with the work \`vote\``);
  });
});
