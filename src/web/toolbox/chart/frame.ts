import { type Domains, domainsOf, project } from '#toolbox/scene/layout.ts';
import type { Mark, Scene } from '#toolbox/scene/scene.ts';
import type { Box } from '#toolbox/scene/svg-canvas.ts';
import { indexTicks, linearTicks, logTicks, type Ticks } from '#toolbox/scene/ticks.ts';
import { textWidth, tones } from '#toolbox/scene/tones.ts';
import type { Language } from '../words/language.tsx';

export const labelSize = 12;
export const titleSize = 15;

/** A scene laid out on a canvas: where the plot stands and the whole range of its data, found once. */
export interface Frame {
  readonly scene: Scene;
  readonly language: Language;
  readonly width: number;
  readonly height: number;
  readonly box: Box;
  readonly domains: Domains;
  readonly yTicks: Ticks;
  readonly sideLabels: readonly SideLabel[];
}

/** Name of a horizontal line or of a series, beside its end. */
export interface SideLabel {
  readonly y: number;
  readonly text: string;
  readonly colour: string;
}

/** The part of the x axis that is shown. */
export interface View {
  readonly from: number;
  readonly to: number;
}

export function layOut(scene: Scene, language: Language, width: number, height: number): Frame {
  const domains = domainsOf(scene);
  const yTicks = ticksOf(scene, domains, height);
  const sideLabels = scene.marks.flatMap((mark) => sideLabelOf(mark, language));
  const tickWidth = Math.max(0, ...yTicks.labels.map((label) => textWidth(label) * labelSize));
  const sideWidth = Math.max(0, ...sideLabels.map((label) => textWidth(label.text) * labelSize));
  const box = {
    left: scene.y.scale === 'none' ? 12 : 18 + tickWidth,
    right: width - (sideWidth > 0 ? sideWidth + 16 : 12),
    top: 52,
    bottom: height - 42,
  };
  return { scene, language, width, height, box, domains, yTicks, sideLabels };
}

/** Scenes one under another share their margins, so that a point of the one stands over its point of the other. */
export function layOutAll(scenes: readonly Scene[], language: Language, width: number): Frame[] {
  const frames = scenes.map((scene) =>
    layOut(scene, language, width, Math.max(260, Math.round(width / (scene.aspect ?? 2.6)))),
  );
  const left = Math.max(...frames.map((frame) => frame.box.left));
  const right = Math.min(...frames.map((frame) => frame.box.right));
  return frames.map((frame) => ({ ...frame, box: { ...frame.box, left, right } }));
}

function ticksOf(scene: Scene, domains: Domains, height: number): Ticks {
  if (scene.y.scale === 'none') return { values: [], labels: [] };
  if (scene.y.scale === 'log') return logTicks(...domains.y);
  if (scene.y.scale === 'category') {
    const labels = scene.y.categories ?? [];
    return { values: labels.map((_, k) => k), labels };
  }
  return linearTicks(...domains.y, Math.max(3, Math.round((height - 100) / 48)), scene.y.whole);
}

function sideLabelOf(mark: Mark, language: Language): SideLabel[] {
  if ((mark.kind !== 'horizontal' && mark.kind !== 'line') || !mark.label || mark.label[language].trim() === '')
    return [];
  const y = mark.kind === 'horizontal' ? mark.y : lastFinite(mark.y);
  return Number.isFinite(y) ? [{ y, text: mark.label[language], colour: tones[mark.tone].colour }] : [];
}

function lastFinite(list: ArrayLike<number>): number {
  for (let i = list.length - 1; i >= 0; i--) if (Number.isFinite(list[i])) return list[i]!;
  return Number.NaN;
}

export function atX({ box, scene }: Pick<Frame, 'box' | 'scene'>, view: View, x: number): number {
  return box.left + project(scene.x, [view.from, view.to], x) * (box.right - box.left);
}

export function atY({ box, scene, domains }: Pick<Frame, 'box' | 'scene' | 'domains'>, y: number): number {
  return box.bottom - project(scene.y, domains.y, y) * (box.bottom - box.top);
}

/** The data's x under a pixel. */
export function xUnder({ box, scene }: Pick<Frame, 'box' | 'scene'>, view: View, pixel: number): number {
  const share = (pixel - box.left) / (box.right - box.left);
  if (scene.x.scale === 'log') return view.from * (view.to / view.from) ** share;
  return view.from + share * (view.to - view.from);
}

/** Ticks of the part that is shown: whole numbers where the axis counts points. */
export function xTicks({ scene, box, domains }: Frame, view: View): Ticks {
  const width = box.right - box.left;
  const { pointLabels, categories, scale } = scene.x;
  const names = pointLabels ?? (scale === 'category' ? categories : undefined);
  const counts = names !== undefined || (domains.x[0] === 0.5 && Number.isInteger(domains.x[1] - 0.5));
  if (scale === 'log') return logTicks(view.from, view.to);
  if (!counts) return linearTicks(view.from, view.to, Math.max(3, Math.round(width / 90)), scene.x.whole);
  const shown = names?.slice(Math.max(0, Math.floor(view.from) - 1), Math.ceil(view.to)).slice(0, 400) ?? [];
  const widest = names ? Math.max(24, ...shown.map((name) => textWidth(name) * labelSize)) : 56;
  const values = indexTicks(view.from, view.to, Math.max(2, Math.floor(width / (widest + 12))));
  const first = pointLabels ? 1 : 0;
  return { values, labels: values.map((value) => (names ? (names[value - first] ?? '') : String(value))) };
}

/** How many points a scene draws; beyond a bound it goes on a canvas. */
export function pointCount(scene: Scene): number {
  return scene.marks.reduce((sum, mark) => sum + ('x' in mark && typeof mark.x !== 'number' ? mark.x.length : 1), 0);
}
