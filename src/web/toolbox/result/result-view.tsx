import { useMemo } from 'react';
import { flatten } from '#toolbox/words/flatten.ts';
import type { BenchOutcome, Evaluation, MethodCard } from '../bench/protocol.ts';
import { ChartView } from '../chart/chart-view.tsx';
import { TableBehind } from '../chart/table-behind.tsx';
import { useWords } from '../words/language.tsx';
import { ControlChartResult } from './control-chart-result.tsx';
import { asChartValues } from './control-chart-values.ts';
import { ExplanationText } from './explained.tsx';
import { Figures } from './figures.tsx';
import { Headline } from './headline.tsx';
import { PointReadOut } from './point-read-out.tsx';
import { Basis, countsOf } from './result-basis.ts';
import { SaidList } from './said-list.tsx';

interface ResultViewProps {
  readonly card: MethodCard;
  readonly evaluation: Evaluation;
  readonly onExclude: ((point: number, reason: string) => void) | undefined;
  readonly onCell: (cell: string) => void;
}

/** A calculation's answer: the picture first, then what must be known, the figures, and the tables and conventions behind them. */
export function ResultView({ card, evaluation, onExclude, onCell }: ResultViewProps) {
  const { outcome, table } = evaluation;
  const notes = table?.notes.filter((note) => note.code !== 'nothing') ?? [];
  if (!outcome) return <SaidList kind="note" items={notes} onCell={onCell} />;
  if (!outcome.ok)
    return (
      <>
        <SaidList kind="problem" items={outcome.problems} onCell={onCell} />
        <SaidList kind="note" items={notes} onCell={onCell} />
      </>
    );
  return (
    <>
      <Headline values={outcome.values} />
      {outcome.scenes.length > 0 ? (
        <ChartView
          scenes={outcome.scenes}
          readOut={(point) => (
            <PointReadOut point={point} scenes={outcome.scenes} values={outcome.values} onExclude={onExclude} />
          )}
        />
      ) : null}
      <SaidList kind="warning" items={outcome.warnings} />
      <Values card={card} outcome={outcome} />
      {outcome.scenes.map((scene) => (
        <TableBehind key={scene.title.en} scene={scene} />
      ))}
      <Conventions outcome={outcome} />
      <SaidList kind="note" items={notes} onCell={onCell} />
    </>
  );
}

type Answered = Extract<BenchOutcome, { ok: true }>;

/** The figures of a result; the report shows the same. */
export function Values({
  card,
  outcome,
  printed = false,
}: {
  readonly card: MethodCard;
  readonly outcome: Answered;
  readonly printed?: boolean;
}) {
  const { values, explanations, cuts } = outcome;
  const chart = asChartValues(values);
  const items = useMemo(() => (chart ? [] : flatten(values, card.resultSchema, card.id)), [chart, values, card]);
  const basis = useMemo(
    () => ({ method: card.id, sources: card.sources, counts: countsOf(values, card.id), printed }),
    [card, values, printed],
  );
  return (
    <Basis value={basis}>
      {chart ? (
        <ControlChartResult
          values={chart}
          method={card.id}
          explanations={explanations}
          signalling={outcome.signalling ?? 0}
          signals={outcome.cuts.find((cut) => cut.path === 'signals')?.length ?? chart.signals.length}
        />
      ) : (
        <Figures items={items} explanations={explanations} cuts={cuts} />
      )}
    </Basis>
  );
}

function Conventions({ outcome }: { readonly outcome: Answered }) {
  const words = useWords();
  const { conventions, explanations } = outcome;
  return (
    <>
      {conventions.length > 0 ? (
        <details className="why">
          <summary>{words.t('conventions', { n: conventions.length })}</summary>
          <ul>
            {conventions.map((one) => (
              <li key={one.name}>
                {words.of(one.text)} <code>{`${one.name} = ${one.value}`}</code>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {explanations.length > 0 ? (
        <details className="why">
          <summary>{words.t('allExplanations', { n: explanations.length })}</summary>
          {explanations.map((one) => (
            <div key={one.field} className="explanation">
              <ExplanationText explanation={one} />
            </div>
          ))}
        </details>
      ) : null}
    </>
  );
}
