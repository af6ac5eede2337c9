import { useEffect, useMemo, useRef, useState } from 'react';
import type { Scene } from '#toolbox/scene/scene.ts';
import { type Language, useWords } from '../words/language.tsx';
import { atX, atY, type Frame, layOutAll, type View } from './frame.ts';
import { nearestPoint, type PointRead } from './nearest.ts';
import { paint } from './paint.ts';
import { usePanZoom } from './use-pan-zoom.ts';
import { zoomed } from './view.ts';

interface CanvasChartProps {
  readonly scenes: readonly Scene[];
  readonly language: Language;
  readonly width: number;
  readonly point: PointRead | null;
  readonly onPoint: (point: PointRead | null, pinned: boolean) => void;
}

/** After the last movement the picture is drawn once more, from all points. */
const restMs = 140;

/** Long series on canvases that pan and zoom together: drag, wheel, two fingers, keys, or the buttons. */
export function CanvasChart({ scenes, language, width, point, onPoint }: CanvasChartProps) {
  const words = useWords();
  const frames = useMemo(() => layOutAll(scenes, language, width), [scenes, language, width]);
  const whole = useMemo((): View => {
    const [first] = frames;
    return { from: first?.domains.x[0] ?? 0, to: first?.domains.x[1] ?? 1 };
  }, [frames]);
  const [view, setView] = useState(whole);
  useEffect(() => setView(whole), [whole]);
  const holder = useRef<HTMLDivElement>(null);
  const moving = useRef(false);
  usePanZoom({ holder, frames, whole, view, setView, moving });
  usePainting({ holder, frames, view, moving });

  const find = (event: React.MouseEvent, place: number, pinned: boolean): void => {
    const bounds = event.currentTarget.getBoundingClientRect();
    const frame = frames[place];
    if (!frame || moving.current) return;
    const found = nearestPoint(frame, view, event.clientX - bounds.left, event.clientY - bounds.top);
    onPoint(found ? { scene: place, ...found } : null, pinned);
  };
  const zoom = (factor: number) => setView(zoomed(view, whole, factor, (view.from + view.to) / 2));
  return (
    <div>
      <div className="chart-tools">
        <button type="button" onClick={() => zoom(0.5)}>
          {words.t('zoomIn')}
        </button>
        <button type="button" onClick={() => zoom(2)}>
          {words.t('zoomOut')}
        </button>
        <button type="button" onClick={() => setView(whole)}>
          {words.t('zoomWhole')}
        </button>
        <span className="soft">{words.t('zoomHint')}</span>
      </div>
      <div ref={holder} className="canvas-chart">
        {frames.map((frame, place) => (
          <div key={frame.scene.title.en} className="canvas-holder" style={{ height: frame.height }}>
            <canvas
              role="img"
              aria-label={frame.scene.title[language]}
              style={{ width, height: frame.height }}
              onMouseMove={(event) => find(event, place, false)}
              onMouseLeave={() => onPoint(null, false)}
              onClick={(event) => find(event, place, true)}
            />
            {point?.scene === place ? <Ring frame={frame} view={view} point={point} /> : null}
          </div>
        ))}
      </div>
    </div>
  );
}

function Ring({ frame, view, point }: { readonly frame: Frame; readonly view: View; readonly point: PointRead }) {
  const [x, y] = [atX(frame, view, point.x), atY(frame, point.y)];
  return x >= frame.box.left && x <= frame.box.right ? <span className="ring" style={{ left: x, top: y }} /> : null;
}

interface Painting {
  readonly holder: React.RefObject<HTMLDivElement | null>;
  readonly frames: readonly Frame[];
  readonly view: View;
  readonly moving: React.RefObject<boolean>;
}

function usePainting({ holder, frames, view, moving }: Painting): void {
  useEffect(() => {
    let timer = 0;
    const draw = (fast: boolean): void => {
      const started = performance.now();
      const canvases = holder.current?.querySelectorAll('canvas') ?? [];
      canvases.forEach((canvas, k) => {
        const frame = frames[k];
        if (frame) paintOn(canvas, frame, view, fast);
      });
      // Read by whoever measures; costs nothing.
      performance.measure(fast ? 'chart-frame' : 'chart-paint', { start: started, end: performance.now() });
    };
    const request = requestAnimationFrame(() => {
      draw(moving.current);
      if (moving.current)
        timer = window.setTimeout(() => {
          moving.current = false;
          draw(false);
        }, restMs);
    });
    return () => {
      cancelAnimationFrame(request);
      clearTimeout(timer);
    };
  }, [holder, frames, view, moving]);
}

function paintOn(canvas: HTMLCanvasElement, frame: Frame, view: View, fast: boolean): void {
  const scale = Math.min(3, window.devicePixelRatio || 1);
  const [width, height] = [Math.round(frame.width * scale), Math.round(frame.height * scale)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const pen = canvas.getContext('2d', { alpha: false });
  if (!pen) return;
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  paint(pen, frame, view, fast);
}
