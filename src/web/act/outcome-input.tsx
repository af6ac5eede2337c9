import type { FlowSpec, StepSpec } from '#certification/scheme/scheme.ts';
import type { Opening } from '../api/generated/api.ts';
import { useCited } from '../desk/cited.ts';
import { Said } from '../desk/said.tsx';
import { refusalWords, type SchemeTexts, useWords, type Words } from '../desk/words.ts';
import { helpId, labelId } from '../form/field-frame.tsx';

type OutcomeSpec = StepSpec['outcomes'][number];

/** The outcomes as choices: what each brings about, and, where one is barred, why. */
export function OutcomeInput({
  id,
  step,
  openings,
  texts,
  value,
  isDisabled,
  isMissing,
  onChange,
}: {
  readonly id: string;
  readonly step: StepSpec;
  readonly openings: Opening['outcomes'];
  readonly texts: SchemeTexts;
  readonly value: string | null;
  readonly isDisabled: boolean;
  readonly isMissing: boolean;
  readonly onChange: (outcome: string) => void;
}) {
  const words = useWords();
  const cited = useCited();
  return (
    <div className={`field${isMissing ? ' refused' : ''}`} id={`${id}-field`}>
      <span className="label" id={labelId(id)}>
        {words.t('outcome')}
        <span className="must">
          <span aria-hidden="true"> *</span>
          <span className="unseen">{words.t('required')}</span>
        </span>
      </span>
      <div className="outcomes" role="radiogroup" aria-labelledby={labelId(id)} aria-describedby={helpId(id)}>
        {step.outcomes.map((outcome) => {
          const bars = openings.find((o) => o.id === outcome.id)?.bars ?? [];
          const name = words.key(texts, `outcome.${step.id}.${outcome.id}`, outcome.id);
          const effects = effectsOf(outcome, texts, words);
          const optionId = `${id}-${outcome.id}`;
          return (
            <div key={outcome.id} className={`outcome${bars.length > 0 ? ' barred' : ''}`}>
              <input
                type="radio"
                id={optionId}
                name={id}
                checked={value === outcome.id}
                disabled={isDisabled || bars.length > 0}
                aria-describedby={`${optionId}-about`}
                onChange={() => onChange(outcome.id)}
              />
              <label htmlFor={optionId}>{name}</label>
              <div id={`${optionId}-about`} className="outcome-about">
                {effects === '' ? null : <span className="soft">{effects}</span>}
                {bars.map((bar) => {
                  const said = refusalWords(bar, texts, words);
                  return (
                    <p key={bar.code + bar.text.zh} className="bar">
                      <Said text={`${words.t('barred', { why: said.text })} ${said.help}`} />
                      {bar.basis ? (
                        <span className="soft"> {words.t('basis', { basis: cited(bar.basis) })}</span>
                      ) : null}
                    </p>
                  );
                })}
              </div>
            </div>
          );
        })}
      </div>
      <div id={helpId(id)}>
        {isMissing ? (
          <p className="refusal" role="alert">
            {words.t('outcomeMissing')}
          </p>
        ) : null}
      </div>
    </div>
  );
}

function effectsOf(outcome: OutcomeSpec, texts: SchemeTexts, words: Words): string {
  const said: string[] = [];
  if (outcome.goes === 'return' && outcome.returnTo !== undefined)
    said.push(words.t('goesReturn', { step: words.key(texts, `step.${outcome.returnTo}`) }));
  if (outcome.goes === 'end' && outcome.ending !== undefined)
    said.push(words.t('goesEnd', { ending: words.key(texts, `ending.${outcome.ending}`) }));
  for (const result of outcome.results)
    said.push(words.t('opensResult', { result: words.key(texts, `result.${result}`) }));
  if (outcome.entryAct !== undefined)
    said.push(words.t('actsOnEntry', { act: words.key(texts, `act.${outcome.entryAct}`) }));
  return said.join(words.language === 'zh' ? '；' : '; ');
}

/** The outcome that needs no choosing: the only one. */
export function onlyOutcome(step: StepSpec): string | null {
  return step.outcomes.length === 1 ? (step.outcomes[0]?.id ?? null) : null;
}

/** An outcome that takes the case on asks for the whole form; one that returns or ends it does not. */
export function takesOn(outcome: OutcomeSpec | undefined): boolean {
  return outcome !== undefined && (outcome.goes === 'on' || (outcome.goes === 'end' && outcome.ending === 'granted'));
}

/** The steps that a return reopens, in the order of the flow: their fields may be marked. */
export function reopenedBy(flow: Pick<FlowSpec, 'steps'>, step: StepSpec, outcome: OutcomeSpec): readonly StepSpec[] {
  const from = flow.steps.findIndex((s) => s.id === outcome.returnTo);
  const to = flow.steps.findIndex((s) => s.id === step.id);
  return from < 0 ? [] : flow.steps.slice(from, Math.max(from + 1, to));
}
