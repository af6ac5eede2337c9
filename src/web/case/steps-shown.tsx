import type { StepSpec } from '#certification/scheme/scheme.ts';
import type { Case, CaseStep } from '../api/generated/api.ts';
import { instantText, useWords } from '../desk/words.ts';
import { ValuesShown } from '../form/value-shown.tsx';
import {
  doerName,
  fileAddress,
  formOf,
  lineName,
  outcomeName,
  specOf,
  stepSymbols,
  stepWords,
  whoDoes,
} from './case-parts.ts';
import { ClockShown } from './clock-shown.tsx';

/** The steps in their order: state by symbol and word, outcome, who, when, clock; what each holds on demand. */
export function StepsShown({ kase }: { readonly kase: Case }) {
  // What was done last is what the next one looks at: it lies open.
  const newest = kase.steps.reduce<CaseStep | null>(
    (last, step) => (step.doneAt !== null && step.doneAt > (last?.doneAt ?? '') ? step : last),
    null,
  );
  return (
    <ol className="steps">
      {kase.steps.map((step) => {
        const spec = specOf(kase, step.id);
        return spec === undefined ? null : (
          <StepShown key={step.id} kase={kase} step={step} spec={spec} isNewest={step === newest} />
        );
      })}
    </ol>
  );
}

interface StepProps {
  readonly kase: Case;
  readonly step: CaseStep;
  readonly spec: StepSpec;
  readonly isNewest: boolean;
}

function StepShown({ kase, step, spec, isNewest }: StepProps) {
  const words = useWords();
  const zone = kase.scheme.zone;
  const done = step.lines.filter((line) => line.done).length;
  return (
    <li className={`step step-${step.status}`}>
      <span className="step-symbol" aria-hidden="true">
        {stepSymbols[step.status]}
      </span>
      <div className="step-body">
        <div className="step-head">
          <strong>{words.key(kase.texts, `step.${step.id}`)}</strong>
          <span className="step-state">{words.t(stepWords[step.status])}</span>
          {step.outcome === null || spec.outcomes.length < 2 ? null : (
            <span className="chip">{outcomeName(kase, step.id, step.outcome, words)}</span>
          )}
          {step.lines.length > 0 ? (
            <span className="soft">{words.t('linesDone', { done, all: step.lines.length })}</span>
          ) : null}
        </div>
        <div className="step-facts soft">
          {step.status === 'done' && step.by !== null ? (
            <span>
              {words.t('doneBy', { who: doerName(kase, step.by, words), at: instantText(step.doneAt, zone) })}
            </span>
          ) : null}
          {step.status === 'open' ? (
            <>
              <span>
                {words.t('byWhom', {
                  who: whoDoes(kase, { act: 'do', by: spec.by, line: null, on: step.id }, words),
                })}
              </span>
              <span>{words.t('openSince', { at: instantText(step.openedAt, zone) })}</span>
            </>
          ) : null}
          <ClockShown clock={step.clock} zone={zone} />
          {step.isHidden ? <span>{words.t('stepHidden')}</span> : null}
        </div>
        <StepContentShown kase={kase} step={step} spec={spec} isNewest={isNewest} />
      </div>
    </li>
  );
}

function StepContentShown({ kase, step, spec, isNewest }: StepProps) {
  const words = useWords();
  const form = formOf(kase, spec);
  const address = (digest: string) => fileAddress(kase, digest);
  const hasValues = form !== undefined && Object.keys(step.values).length > 0;
  const lines = step.lines.filter((line) => line.done);
  if (!hasValues && lines.length === 0) return null;
  return (
    <details open={isNewest && kase.ended === null}>
      <summary>{words.t('showContent')}</summary>
      {hasValues && form ? (
        <ValuesShown form={form} values={step.values} texts={kase.texts} fileAddress={address} />
      ) : null}
      {lines.map((line) => (
        <div key={line.line} className="line-shown">
          <h4>
            {lineName(kase, step.id, line.line, words)}
            {line.outcome === null ? null : (
              <span className="chip">{outcomeName(kase, step.id, line.outcome, words)}</span>
            )}
          </h4>
          <p className="soft">
            {doerName(kase, line.by, words)} {instantText(line.doneAt, kase.scheme.zone)}
          </p>
          {form ? <ValuesShown form={form} values={line.values} texts={kase.texts} fileAddress={address} /> : null}
        </div>
      ))}
    </details>
  );
}
