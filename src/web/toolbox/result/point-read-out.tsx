import { useState } from 'react';
import type { Scene } from '#toolbox/scene/scene.ts';
import { type PointRead, pointName } from '../chart/nearest.ts';
import { useWords } from '../words/language.tsx';
import { asChartValues, meaningOf, ruleText, signalsAt } from './control-chart-values.ts';
import { numeral } from './numerals.ts';

interface PointReadOutProps {
  readonly point: PointRead | null;
  readonly scenes: readonly Scene[];
  readonly values: unknown;
  /** Leaves a point out of the limits; undefined where the method has no such option. */
  readonly onExclude: ((point: number, reason: string) => void) | undefined;
}

/** What is said of a point: its value, and where it signals, which test, what that means, and where to look. */
export function PointReadOut({ point, scenes, values, onExclude }: PointReadOutProps) {
  const words = useWords();
  const scene = point ? scenes[point.scene] : undefined;
  if (!point || !scene) return <p className="soft">{words.t('tapPoint')}</p>;
  const chart = asChartValues(values);
  const signals = chart ? signalsAt(chart, point.scene, point.x) : [];
  // Of a chart with very many signals not all have come to the page; a flagged point is flagged all the same.
  const isFlagged = signals.length > 0 || hasAlarm(scene, point.x);
  return (
    <div className={isFlagged ? 'point-said bad' : 'point-said'}>
      <p>
        <strong>{words.t('signalPoint', { point: pointName(scene, point.x) })}</strong> {words.of(scene.y.title)} ={' '}
        {numeral(point.y)}
        {chart && !isFlagged ? ` · ${words.t('noSignal')}` : ''}
        {chart && isFlagged && signals.length === 0 ? ` · ${words.t('flagged')}` : ''}
      </p>
      {chart
        ? signals.map((signal) => (
            <p key={signal.rule + signal.panel}>
              <span aria-hidden="true">◆ </span>
              {words.of(ruleText(chart, signal.rule))}
              {signal.from === signal.to ? '' : ` (${signal.from}–${signal.to})`}
              {words.language === 'zh' ? '。' : '. '}
              {words.of(meaningOf(signal))}
            </p>
          ))
        : null}
      {chart && onExclude && Number.isInteger(point.x) ? (
        <ExcludePoint key={point.x} point={point.x} onExclude={onExclude} />
      ) : null}
    </div>
  );
}

function hasAlarm(scene: Scene, x: number): boolean {
  return scene.marks.some((mark) => mark.kind === 'points' && mark.tone === 'alarm' && Array.from(mark.x).includes(x));
}

/** A point is left out with its reason or not at all: without one, limits are made to look good. */
function ExcludePoint({
  point,
  onExclude,
}: {
  readonly point: number;
  readonly onExclude: (point: number, reason: string) => void;
}) {
  const words = useWords();
  const [reason, setReason] = useState<string | null>(null);
  if (reason === null)
    return (
      <button type="button" className="link" onClick={() => setReason('')}>
        {words.t('excludeThis')}
      </button>
    );
  return (
    <form
      className="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') onExclude(point, reason.trim());
      }}
    >
      <label>
        {words.t('excludeReason')}
        <input value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      <button type="submit" disabled={reason.trim() === ''}>
        {words.t('exclude')}
      </button>
      <button type="button" onClick={() => setReason(null)}>
        {words.t('cancel')}
      </button>
    </form>
  );
}
