import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { StoredValues } from '#certification/case/events.ts';
import { isGiven } from '#certification/case/field-value.ts';
import { valueAt } from '#certification/scheme/evaluate.ts';
import type { CalculationSpec } from '#certification/scheme/scheme.ts';
import { ApiProblem, api } from '../desk/api.ts';
import { useCited } from '../desk/cited.ts';
import { Said } from '../desk/said.tsx';
import { type SchemeTexts, useWords } from '../desk/words.ts';
import { CertaintyMark } from './certainty-mark.tsx';

/**
 * The figures that the step's calculator gives for what is filled in now: the same calculation that the act is held to, with
 * each line's rule and the mark of a value that is not confirmed.
 */
export function CalculationPreview({
  spec,
  values,
  today,
  texts,
}: {
  readonly spec: CalculationSpec;
  readonly values: StoredValues;
  readonly today: string;
  readonly texts: SchemeTexts;
}) {
  const words = useWords();
  const cited = useCited();
  const calculators = useQuery({
    queryKey: ['calculators'],
    queryFn: () => api.get('/api/v1/calc', {}),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const input = calculators.data?.rows.find((c) => c.name === spec.calculator)?.input ?? {};
  const { properties, required } = input;
  const asksDay = typeof properties === 'object' && properties !== null && 'day' in properties;
  const given = { ...(asksDay ? { day: today } : {}), ...inputsOf(spec, values) };
  const isReady = (Array.isArray(required) ? required : []).every((name) => Object.hasOwn(given, String(name)));
  const inputs = useDeferredValue(JSON.stringify(given));
  const found = useQuery({
    queryKey: ['calculation', spec.calculator, inputs],
    queryFn: () =>
      api.post('/api/v1/calc/{calculator}', {
        path: { calculator: spec.calculator },
        body: JSON.parse(inputs) as Readonly<Record<string, unknown>>,
      }),
    enabled: calculators.isSuccess && isReady,
    staleTime: 300_000,
    retry: false,
    placeholderData: (old) => old,
  });
  const refusals = found.error instanceof ApiProblem ? found.error.refusals : [];
  return (
    <section className="calculation" aria-label={words.t('figures')}>
      <h4>{words.t('figures')}</h4>
      <p className="hint">{words.t('figuresHint')}</p>
      {found.data === undefined || found.isError || !isReady ? (
        <p className="soft" role="status">
          {refusals.length === 0 || !isReady ? (
            words.t('figuresPending')
          ) : (
            <Said
              text={refusals.map((refusal) => words.of(refusal.text)).join(words.language === 'zh' ? '；' : '; ')}
            />
          )}
        </p>
      ) : (
        <>
          <ul className="calculation-lines">
            {found.data.lines.map((line) => (
              <li key={line.id}>
                {words.of(line.text)}
                {line.rule === null ? null : (
                  <span className="soft">
                    {' '}
                    {words.of(line.rule.title)}
                    {line.rule.article ? ` ${cited(line.rule.article)}` : ''}
                  </span>
                )}
                <CertaintyMark certainty={line.certainty} />
              </li>
            ))}
          </ul>
          {spec.atLeast.map(({ field, figure }) => {
            const least = found.data.values[figure]?.value;
            return least === undefined ? null : (
              <p key={field}>
                <strong>{words.t('figuresLeast', { field: words.key(texts, `field.${field}`), value: least })}</strong>
              </p>
            );
          })}
        </>
      )}
    </section>
  );
}

/** As the engine asks: constants and fields that are filled in. */
function inputsOf(spec: CalculationSpec, values: StoredValues): Readonly<Record<string, unknown>> {
  const given = Object.entries(spec.inputs).flatMap(([name, input]) => {
    const value = typeof input === 'object' ? valueAt(values, input.field) : input;
    return value !== undefined && isGiven(value) ? [[name, value] as const] : [];
  });
  return Object.fromEntries(given);
}
