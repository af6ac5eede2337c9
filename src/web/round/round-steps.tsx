import { Fragment } from 'react';
import { CertaintyMark } from '../act/certainty-mark.tsx';
import { stepSymbols, stepWords } from '../case/case-parts.ts';
import { figureNames } from '../case/figure-names.ts';
import { instantText, useWords } from '../desk/words.ts';
import type { RoundWithScheme } from './round-parts.ts';

/** The phases of a round, and at each gate its balance: what came in went on or left. */
export function RoundSteps({ round, scheme }: RoundWithScheme) {
  const words = useWords();
  return (
    <ol className="steps">
      {round.steps.map((step) => {
        const gate = round.gates.find((g) => g.gate === step.id);
        return (
          <li key={step.id} className={`step step-${step.status}`}>
            <span className="step-symbol" aria-hidden="true">
              {stepSymbols[step.status]}
            </span>
            <div className="step-body">
              <div className="step-head">
                <strong>{words.key(scheme.texts, `step.${step.id}`)}</strong>
                <span className="step-state">{words.t(stepWords[step.status])}</span>
              </div>
              {step.doneAt === null || step.status !== 'done' ? null : (
                <div className="step-facts soft">{instantText(step.doneAt, scheme.zone)}</div>
              )}
              {step.figures.length === 0 ? null : (
                <dl className="facts step-figures">
                  {step.figures.map((figure) => (
                    <Fragment key={figure.name}>
                      <dt>{words.key(figureNames, figure.name, figure.name)}</dt>
                      <dd>
                        {figure.value} <CertaintyMark certainty={figure.certainty} />
                      </dd>
                    </Fragment>
                  ))}
                </dl>
              )}
              {gate === undefined ? null : (
                <div className="step-facts">
                  {words.t('gateBalance', { into: gate.in, out: gate.out, left: gate.left.length })}
                </div>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
