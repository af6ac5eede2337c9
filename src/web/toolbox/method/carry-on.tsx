import { catalogue } from '#toolbox/generated/catalogue.ts';
import type { OptionValues } from '#toolbox/method/method.ts';
import { isRecord } from '#toolbox/words/value-shapes.ts';
import { bench } from '../bench/bench.ts';
import type { Evaluation, MethodCard } from '../bench/protocol.ts';
import { deviceStore } from '../keep/device-store.ts';
import { goTo } from '../shell/route.ts';
import { useWords, type Words } from '../words/language.tsx';
import { newId, newWork, type Work } from '../workspace/work.ts';
import { studyFrom } from './open-study.ts';
import { chainFrom, chartWork, controlPlanFrom } from './risk-works.ts';

interface CarryOnProps {
  readonly card: MethodCard;
  readonly evaluation: Evaluation;
  readonly work: Work;
  readonly onOptions: (options: OptionValues) => void;
}

/** Where a result is the beginning of the next piece of work, a way to go on without typing anything twice. */
export function CarryOn({ card, evaluation, work: current, onOptions }: CarryOnProps) {
  const words = useWords();
  const { options } = current;
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
  const next = nextWorks(card.id, outcome.values, options, words);
  const charts = card.id === 'risk-chain' ? chartsOf(options) : [];
  const studies = card.id === 'capability-many' ? studiesOf(outcome.values, current) : [];
  return (
    <>
      {next.map(({ work, text, hint }) => (
        <p key={text}>
          <button type="button" onClick={() => void goOnWith(work)}>
            {words.t(text)}
          </button>{' '}
          <span className="soft">{words.t(hint)}</span>
        </p>
      ))}
      {studies.length > 0 ? (
        <section aria-label={words.t('openStudies')}>
          <p className="soft">{words.t('openStudies')}</p>
          <div className="tools small">
            {studies.map((study) => (
              <button key={study.title} type="button" onClick={() => void goOnWith(study)}>
                {study.title}
              </button>
            ))}
          </div>
        </section>
      ) : null}
      {charts.length > 0 ? (
        <p>
          {charts.map((chart) => (
            <button key={String(chart['id'])} type="button" onClick={() => void openChart(chart)}>
              {words.t('openChart', { id: String(chart['id']) })}
            </button>
          ))}
        </p>
      ) : null}
    </>
  );
}

/** Single studies of the characteristics of a table, the worst first. */
function studiesOf({ characteristics }: Readonly<Record<string, unknown>>, work: Work): readonly Work[] {
  const rows = Array.isArray(characteristics) ? characteristics : [];
  return rows.flatMap((row) => studyFrom(row, work) ?? []);
}

interface NextWork {
  readonly work: Work;
  readonly text: 'runExperiment' | 'toControlPlan' | 'toChain';
  readonly hint: 'runExperimentHint' | 'toControlPlanHint' | 'toChainHint';
}

function nextWorks(
  method: string,
  values: Readonly<Record<string, unknown>>,
  options: OptionValues,
  words: Words,
): readonly NextWork[] {
  const experiment = experimentOf(method, values, words);
  const plan = method === 'fmea' ? controlPlanFrom(options) : null;
  const chain = method === 'fmea' || method === 'control-plan' ? chainFrom(options) : null;
  return [
    ...(experiment ? [{ work: experiment, text: 'runExperiment', hint: 'runExperimentHint' } as const] : []),
    ...(plan ? [{ work: plan, text: 'toControlPlan', hint: 'toControlPlanHint' } as const] : []),
    ...(chain ? [{ work: chain, text: 'toChain', hint: 'toChainHint' } as const] : []),
  ];
}

async function goOnWith(work: Work): Promise<void> {
  const store = await deviceStore();
  await store.put('works', { ...work, changedAt: new Date().toISOString() });
  goTo({ page: 'method', method: work.method, work: work.id });
}

/** Charts of a chain whose method the toolbox has. */
function chartsOf({ chain }: OptionValues): readonly Readonly<Record<string, unknown>>[] {
  const charts = isRecord(chain) && Array.isArray(chain['charts']) ? chain['charts'].filter(isRecord) : [];
  return charts.filter((chart) => catalogue.some((one) => one.id === chart['method']));
}

async function openChart(chart: Readonly<Record<string, unknown>>): Promise<void> {
  const card = await bench.ask('describe', { method: String(chart['method']) });
  if (card) await goOnWith(chartWork(chart, new Set(card.options.map((spec) => spec.name))));
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
