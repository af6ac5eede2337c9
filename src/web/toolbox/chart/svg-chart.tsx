import { useLayoutEffect, useMemo, useRef } from 'react';
import { domainsOf } from '#toolbox/scene/layout.ts';
import type { Scene } from '#toolbox/scene/scene.ts';
import { scenesToSvg } from '#toolbox/scene/svg.ts';
import type { Language } from '../words/language.tsx';
import { atX, atY } from './frame.ts';
import { nearestPoint, type PointRead } from './nearest.ts';
import { plotBoxes } from './plot-box.ts';

/** Diagrams of words are not made narrower than this; they scroll instead. */
const narrowestDiagram = 640;
/** Below this width a chart is drawn taller, or its panels would be slits. */
const narrowWidth = 560;

interface SvgChartProps {
  readonly scenes: readonly Scene[];
  readonly language: Language;
  readonly width: number;
  readonly point: PointRead | null;
  readonly onPoint: (point: PointRead | null, pinned: boolean) => void;
}

/** Scenes as one SVG, drawn by the very function that draws the printed ones; points are read by pointer. */
export function SvgChart({ scenes, language, width, point, onPoint }: SvgChartProps) {
  const holder = useRef<HTMLDivElement>(null);
  const drawn = useMemo(() => drawScenes(scenes, language, width), [scenes, language, width]);
  useLayoutEffect(() => {
    const parsed = new DOMParser().parseFromString(drawn.svg, 'image/svg+xml');
    holder.current?.replaceChildren(document.importNode(parsed.documentElement, true));
  }, [drawn]);

  const find = (event: React.PointerEvent | React.MouseEvent, pinned: boolean): void => {
    const bounds = holder.current?.getBoundingClientRect();
    if (!bounds) return;
    const [px, py] = [event.clientX - bounds.left, event.clientY - bounds.top];
    const place = drawn.plots.findIndex(({ box }) => py >= box.top - 20 && py <= box.bottom + 20);
    const plot = drawn.plots[place];
    const found = plot ? nearestPoint(plot, viewOf(plot), px, py) : null;
    onPoint(found ? { scene: place, ...found } : null, pinned);
  };
  const ring = point ? ringOf(drawn.plots, point) : null;
  return (
    <div className="svg-chart">
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the frame around it takes the keys */}
      <div
        ref={holder}
        className="svg-holder"
        onPointerMove={(event) => event.pointerType === 'mouse' && find(event, false)}
        onPointerLeave={() => onPoint(null, false)}
        onClick={(event) => find(event, true)}
      />
      {ring ? <span className="ring" style={{ left: ring.x, top: ring.y }} /> : null}
    </div>
  );
}

interface DrawnPlot {
  readonly scene: Scene;
  readonly box: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
  readonly domains: ReturnType<typeof domainsOf>;
}

function drawScenes(scenes: readonly Scene[], language: Language, width: number) {
  const shown = scenes.map((scene) => fitted(scene, width));
  const least = shown.some(isDiagram) ? narrowestDiagram : 0;
  const svg = scenesToSvg(shown, { language, width: Math.max(width, least) });
  const boxes = plotBoxes(svg);
  const plots = shown.flatMap((scene, k): DrawnPlot[] => {
    const box = boxes[k];
    return box ? [{ scene, box, domains: domainsOf(scene) }] : [];
  });
  return { svg, plots };
}

function isDiagram(scene: Scene): boolean {
  return scene.x.scale === 'none' && scene.y.scale === 'none';
}

export function fitted(scene: Scene, width: number): Scene {
  if (width >= narrowWidth || isDiagram(scene)) return scene;
  return { ...scene, aspect: Math.min(scene.aspect ?? 1.3, 1.3) };
}

function viewOf({ domains }: DrawnPlot) {
  return { from: domains.x[0], to: domains.x[1] };
}

function ringOf(plots: readonly DrawnPlot[], point: PointRead): { readonly x: number; readonly y: number } | null {
  const plot = plots[point.scene];
  if (!plot) return null;
  const [x, y] = [atX(plot, viewOf(plot), point.x), atY(plot, point.y)];
  return Number.isFinite(x + y) ? { x, y } : null;
}
