import type { ChartValues, Signal } from '#toolbox/control-charts/chart-result.ts';
import type { Explanation } from '#toolbox/method/method.ts';
import { fieldName, valueWord } from '#toolbox/words/field-names.ts';
import { useWords } from '../words/language.tsx';
import { ruleText } from './control-chart-values.ts';
import { Figure } from './explained.tsx';
import { explanationOf } from './explanation-of.ts';
import { numeral } from './numerals.ts';

interface ControlChartResultProps {
  readonly values: ChartValues;
  readonly method: string;
  readonly explanations: readonly Explanation[];
  /** Points at which some test fires, and how many signals there are in all: the list may be shortened. */
  readonly signalling: number;
  readonly signals: number;
}

/** Limits lie close to each other and far from zero: a digit more than other figures. */
const limitDigits = 7;

/** What a control chart says: stable or not, which points and why, the limits, and what the tests cost. */
export function ControlChartResult({ values, method, explanations, signalling, signals }: ControlChartResultProps) {
  const words = useWords();
  return (
    <>
      <p className={`verdict ${values.signals.length === 0 ? 'good' : 'bad'}`}>
        <span aria-hidden="true">{values.signals.length === 0 ? '✓' : '◆'}</span>{' '}
        {values.signals.length === 0
          ? words.t('chartStable', { n: values.points })
          : words.t('chartUnstable', { n: values.points, signals: signalling })}
      </p>
      {values.signals.length > 0 ? <Signals values={values} count={signals} /> : null}
      <div className="figures">
        {Object.entries(values.limits).flatMap(([panel, limits]) =>
          (['ucl', 'cl', 'lcl'] as const).map((line) => {
            const value = limits[line];
            const path = `limits.${panel}.${line}`;
            if (value === null) return null;
            return (
              <Figure
                key={path}
                path={path}
                name={`${Object.keys(values.limits).length > 1 ? `${words.of(valueWord('panel', panel))} · ` : ''}${line.toUpperCase()}`}
                shown={numeral(value, limitDigits)}
                whole={String(value)}
                explanation={explanationOf(path, explanations)}
              />
            );
          }),
        )}
        {Object.entries(values.stages.at(-1)?.parameters ?? {}).map(([name, value]) => (
          <Figure
            key={name}
            path={`stages.parameters.${name}`}
            name={words.of(fieldName(name, method))}
            shown={numeral(value, limitDigits)}
            whole={String(value)}
            explanation={explanationOf(`stages.parameters.${name}`, explanations)}
          />
        ))}
        {values.price?.arl0 ? (
          <Figure
            path="price.arl0"
            name={words.t('falseAlarmEvery')}
            shown={words.t('points', { n: numeral(values.price.arl0, 4) })}
            detail={
              values.price.arl1
                ? words.t('seenAfter', { shift: values.price.shift, n: numeral(values.price.arl1, 3) })
                : undefined
            }
            explanation={explanationOf('price.arl0', explanations)}
          />
        ) : null}
      </div>
      <Stages values={values} />
    </>
  );
}

const mostSignals = 50;

function Signals({ values, count }: { readonly values: ChartValues; readonly count: number }) {
  const words = useWords();
  const where = (signal: Signal) =>
    values.panels.length > 1 ? `${words.of(valueWord('panel', signal.panel))} · ` : '';
  return (
    <details className="result-table" open={count <= 12}>
      <summary>
        {words.t('signalList')} <span className="soft">{words.t('rowCount', { n: count })}</span>
      </summary>
      <ul className="signals">
        {values.signals.slice(0, mostSignals).map((signal) => (
          <li key={`${signal.panel} ${signal.point} ${signal.rule}`}>
            <span className="signal-mark" aria-hidden="true">
              ◆
            </span>
            <span>
              {where(signal)}
              {words.t('signalPoint', { point: signal.label || signal.point })}:{' '}
              {words.of(ruleText(values, signal.rule))}
              {signal.from === signal.to ? '' : ` (${signal.from}–${signal.to})`}
            </span>
          </li>
        ))}
      </ul>
      {count > mostSignals ? <p className="soft">{words.t('rowsInExport', { n: count - mostSignals })}</p> : null}
    </details>
  );
}

/** Limits of each stage and of each recalculation, where there is more than one. */
function Stages({ values }: { readonly values: ChartValues }) {
  const words = useWords();
  const rows = [
    ...(values.history.length > 1
      ? values.history.flatMap((one) =>
          one.stages.map((stage) => ({
            name: words.t('revisionOf', { n: one.revision + 1 }),
            stage,
            more: one.excluded.length,
          })),
        )
      : []),
    ...(values.stages.length > 1 ? values.stages.map((stage) => ({ name: stage.name, stage, more: 0 })) : []),
  ];
  if (rows.length === 0) return null;
  const panels = Object.keys(values.limits);
  return (
    <details className="result-table" open>
      <summary>{words.t('limitHistory')}</summary>
      <div className="scroll-table">
        <table>
          <thead>
            <tr>
              <th scope="col">{words.t('stageOrRevision')}</th>
              <th scope="col">{words.t('pointsCounted')}</th>
              {panels.map((panel) => (
                <th key={panel} scope="col">
                  {words.of(valueWord('panel', panel))} LCL / CL / UCL
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, stage }, k) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a stage may come twice under one name
              <tr key={k}>
                <td>{name}</td>
                <td className="number">{stage.counted}</td>
                {panels.map((panel) => {
                  const limits = stage.limits[panel];
                  return (
                    <td key={panel} className="number">
                      {[limits?.lcl, limits?.cl, limits?.ucl]
                        .map((value) => (value === null || value === undefined ? '—' : numeral(value, limitDigits)))
                        .join(' / ')}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {values.excluded.length > 0 ? (
        <ul className="plain">
          {values.excluded.map((one) => (
            <li key={one.point}>{words.t('excludedPoint', { point: one.label || one.point, reason: one.reason })}</li>
          ))}
        </ul>
      ) : null}
    </details>
  );
}
