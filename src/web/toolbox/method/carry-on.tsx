import type { OptionValues } from '#toolbox/method/method.ts';
import type { Evaluation, MethodCard } from '../bench/protocol.ts';
import { deviceStore } from '../keep/device-store.ts';
import { isRecord } from '../result/value-shapes.ts';
import { goTo } from '../shell/route.ts';
import { useWords, type Words } from '../words/language.tsx';
import { newId, newWork, type Work } from '../workspace/work.ts';

interface CarryOnProps {
  readonly card: MethodCard;
  readonly evaluation: Evaluation;
  readonly options: OptionValues;
  readonly onOptions: (options: OptionValues) => void;
}

/** Where a result is the beginning of the next piece of work, a way to go on without typing anything twice. */
export function CarryOn({ card, evaluation, options, onOptions }: CarryOnProps) {
  const words = useWords();
  const { outcome } = evaluation;
  if (!outcome?.ok || !isRecord(outcome.values)) return null;
  const { states } = outcome.values;
  if (Array.isArray(states) && states.length > 0 && card.options.some((spec) => spec.name === 'states'))
    return (
      <p>
        <button type="button" onClick={() => onOptions({ ...options, states })}>
          {words.t('carryStates')}
        </button>{' '}
        <span className="soft">{words.t('carryStatesHint')}</span>
      </p>
    );
  const experiment = experimentOf(card.id, outcome.values, words);
  if (!experiment) return null;
  const goOn = async () => {
    const store = await deviceStore();
    await store.put('works', { ...experiment, changedAt: new Date().toISOString() });
    goTo({ page: 'method', method: experiment.method, work: experiment.id });
  };
  return (
    <p>
      <button type="button" onClick={() => void goOn()}>
        {words.t('runExperiment')}
      </button>{' '}
      <span className="soft">{words.t('runExperimentHint')}</span>
    </p>
  );
}

/** Which method analyses the runs of a design. */
const analyses: Readonly<Record<string, string>> = {
  'full-factorial-design': 'analyse-factorial',
  'fractional-factorial-design': 'analyse-factorial',
  'plackett-burman-design': 'analyse-factorial',
  'central-composite-design': 'analyse-response-surface',
  'box-behnken-design': 'analyse-response-surface',
  'taguchi-design': 'analyse-taguchi',
};

/** The work that a design leads to: its runs in their order, with an empty column for the response. */
export function experimentOf(design: string, values: Readonly<Record<string, unknown>>, words: Words): Work | null {
  const { factors, runs } = values;
  if (!Object.hasOwn(analyses, design) || !Array.isArray(factors) || !Array.isArray(runs)) return null;
  const names = factors.map((factor) => (isRecord(factor) ? String(factor['name']) : ''));
  const isTwoLevel = factors.every(
    (factor) => isRecord(factor) && Array.isArray(factor['levels']) && factor['levels'].length === 2,
  );
  const method = analyses[design] ?? '';
  const response = words.t('response');
  return {
    ...newWork(newId(), method === 'analyse-factorial' && !isTwoLevel ? 'general-anova' : method),
    data: {
      kind: 'sheet',
      sheet: {
        heading: true,
        rows: [
          [words.t('runNumber'), ...names, response],
          ...runs.map((run) => {
            const { run: number = '', levels = [] } = isRecord(run) ? run : {};
            return [String(number), ...(Array.isArray(levels) ? levels.map(String) : []), ''];
          }),
        ],
      },
    },
    assignment: { y: [response], factor: names },
  };
}
