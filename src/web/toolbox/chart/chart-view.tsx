import { useEffect, useMemo, useRef, useState } from 'react';
import type { Scene } from '#toolbox/scene/scene.ts';
import { useWords } from '../words/language.tsx';
import { CanvasChart } from './canvas-chart.tsx';
import { pointCount } from './frame.ts';
import { neighbour, type PointRead, readable } from './nearest.ts';
import { SvgChart } from './svg-chart.tsx';
import { useWidth } from './use-width.ts';

/** From this many points on a chart is drawn on a canvas. */
const canvasFrom = 20_000;

interface ChartViewProps {
  readonly scenes: readonly Scene[];
  /** What is said of the point that is looked at, below the picture. */
  readonly readOut: (point: PointRead | null) => React.ReactNode;
}

const steps: Readonly<Record<string, Parameters<typeof neighbour>[2]>> = {
  ArrowRight: 'next',
  ArrowLeft: 'previous',
  Home: 'first',
  End: 'last',
  ArrowDown: 'next-signal',
  ArrowUp: 'previous-signal',
};

/** The pictures of a result, read by pointer, finger or keys. */
export function ChartView({ scenes, readOut }: ChartViewProps) {
  const words = useWords();
  const holder = useRef<HTMLDivElement>(null);
  const width = useWidth(holder);
  const [pinned, setPinned] = useState<PointRead | null>(null);
  const [hovered, setHovered] = useState<PointRead | null>(null);
  const point = hovered ?? pinned;
  const onCanvas = useMemo(() => scenes.some((scene) => pointCount(scene) > canvasFrom), [scenes]);
  // A point of the former picture is none of this one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scenes are what makes it stale
  useEffect(() => {
    setPinned(null);
    setHovered(null);
  }, [scenes]);
  const onPoint = (found: PointRead | null, pin: boolean): void => {
    if (pin) setPinned(found);
    setHovered(pin ? null : found);
  };
  const onKey = (event: React.KeyboardEvent): void => {
    const step = steps[event.key];
    const place = pinned?.scene ?? 0;
    const scene = scenes[place];
    if (!step || !scene || event.target !== event.currentTarget) return;
    const found = neighbour(scene, pinned, step);
    if (!found) return;
    event.preventDefault();
    setHovered(null);
    setPinned({ scene: place, ...found });
  };
  const Chart = onCanvas ? CanvasChart : SvgChart;
  return (
    <div className="chart-view">
      {/* biome-ignore lint/a11y/useSemanticElements: a picture whose points are read with the arrow keys */}
      <div
        ref={holder}
        className="chart-holder"
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys read its points
        tabIndex={0}
        aria-label={words.t('chartKeys', { title: scenes.map((scene) => words.of(scene.title)).join('; ') })}
        onKeyDown={onKey}
      >
        {width > 0 ? (
          <Chart scenes={scenes} language={words.language} width={width} point={point} onPoint={onPoint} />
        ) : null}
      </div>
      {scenes.some((scene) => readable(scene).length > 0) ? (
        <div className="read-out" aria-live="polite">
          {readOut(point)}
        </div>
      ) : null}
    </div>
  );
}
