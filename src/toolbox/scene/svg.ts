import { domainsOf, spreadApart } from './layout.ts';
import type { Axis, Mark, Scene } from './scene.ts';
import { type Box, createOccupied, escapeXml, px, svgText } from './svg-canvas.ts';
import { atX, atY, drawMark, type Plot } from './svg-marks.ts';
import { indexTicks, linearTicks, logTicks, type Ticks } from './ticks.ts';
import { fontFamily, ink, textWidth, tones } from './tones.ts';

export interface SvgOptions {
  readonly language: 'zh' | 'en';
  /** Pixels; 960 unless said, which prints well across A4. */
  readonly width?: number;
}

const labelSize = 12;
const titleSize = 16;
/** Above the plot, so that the name of a point that stands high need not go below it, where its line runs. */
const labelRoom = 16;
/** How far marks may stand out of the plot before they are cut off, in pixels. */
export const clipMargin = { side: 6, above: labelRoom + 2, below: 8 } as const;

/** One scene as an SVG document of its own: nothing outside it is needed to show or print it. */
export function sceneToSvg(scene: Scene, options: SvgOptions): string {
  return scenesToSvg([scene], options);
}

/** Scenes one under another, such as a chart of means over its chart of ranges. */
export function scenesToSvg(scenes: readonly Scene[], { language, width = 960 }: SvgOptions): string {
  // Scenes one under another share their margins, so that a point of the one stands over its point of the other.
  const measured = scenes.map((scene) => marginsOf(scene, language, Math.round(width / (scene.aspect ?? 2.4))));
  const margins = { left: Math.max(...measured.map((m) => m.left)), right: Math.max(...measured.map((m) => m.right)) };
  let top = 0;
  const parts = scenes.map((scene) => {
    const height = Math.round(width / (scene.aspect ?? 2.4));
    const part = `<g transform="translate(0 ${top})">${drawScene(scene, language, { width, height, ...margins })}</g>`;
    top += height;
    return part;
  });
  const names = scenes.map((scene) => scene.title[language]).join(language === 'zh' ? '；' : '; ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${top}" width="${width}" height="${top}" role="img" aria-label="${escapeXml(names)}" lang="${language === 'zh' ? 'zh-CN' : 'en'}" font-family="${fontFamily}"><title>${escapeXml(names)}</title><rect width="${width}" height="${top}" fill="${ink.paper}"/>${parts.join('')}</svg>`;
}

interface Paper {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
}

function yTicksOf(scene: Scene, height: number): Ticks {
  return ticksOf(scene.y, domainsOf(scene).y, Math.max(3, Math.round((height - 100) / 48)));
}

/** Room left of the plot for the ticks' labels and right of it for the names of lines. */
function marginsOf(
  scene: Scene,
  language: 'zh' | 'en',
  height: number,
): { readonly left: number; readonly right: number } {
  const ticks = yTicksOf(scene, height);
  const tickWidth = Math.max(0, ...ticks.labels.map((label) => textWidth(label) * labelSize));
  const sideWidth = Math.max(
    0,
    ...scene.marks.flatMap((mark) => sideLabel(mark, language)).map((label) => textWidth(label.text) * labelSize),
  );
  return { left: scene.y.scale === 'none' ? 16 : 22 + tickWidth, right: sideWidth > 0 ? sideWidth + 24 : 18 };
}

function drawScene(scene: Scene, language: 'zh' | 'en', { width, height, left, right }: Paper): string {
  const domains = domainsOf(scene);
  const title = svgText(16, 24, scene.title[language], { size: titleSize, colour: ink.text, weight: 'bold' });
  const sideLabels = scene.marks.flatMap((mark) => sideLabel(mark, language));
  const yTicks = yTicksOf(scene, height);
  const hasY = scene.y.scale !== 'none';
  const hasX = scene.x.scale !== 'none';
  const box: Box = {
    left,
    right: width - right,
    top: hasY && scene.y.title[language] ? 58 : 40,
    bottom: height - (hasX ? 44 : 16),
  };
  const xTicks = xTicksOf(scene.x, domains.x, box);
  const rotated = xTicks.rotated ? xTicks.extra : 0;
  const placed: Box = { ...box, bottom: box.bottom - rotated };
  const plot: Plot = {
    box: placed,
    xAxis: scene.x,
    yAxis: scene.y,
    ...domains,
    language,
    occupied: createOccupied({ ...placed, top: placed.top - labelRoom }),
  };
  const yTitle = hasY ? scene.y.title[language] : '';
  plot.occupied.take({ left: 0, right: 16 + textWidth(yTitle) * labelSize, top: 0, bottom: placed.top - 10 });
  const clip = clipId(scene, width, height);
  const parts = [title];
  if (hasY) parts.push(drawYAxis(plot, yTicks, scene.y.title[language]));
  if (hasX) parts.push(drawXAxis(plot, xTicks, scene.x.title[language]));
  for (const mark of scene.marks) takeLabelPlaces(plot, mark);
  const verticals = drawVerticalLabels(plot, scene.marks);
  const marks = scene.marks.map((mark) => drawMark(plot, mark));
  parts.push(
    `<clipPath id="${clip}"><rect x="${px(placed.left - clipMargin.side)}" y="${px(placed.top - clipMargin.above)}" width="${px(placed.right - placed.left + 2 * clipMargin.side)}" height="${px(placed.bottom - placed.top + clipMargin.above + clipMargin.below)}"/></clipPath><g clip-path="url(#${clip})">${marks.join('')}</g>`,
  );
  parts.push(verticals, drawSideLabels(plot, sideLabels));
  return parts.join('');
}

/** The same scene gives the same id; two scenes in one page seldom share one, and if they do the boxes are alike. */
function clipId(scene: Scene, width: number, height: number): string {
  let hash = width * 31 + height;
  for (const sign of scene.title.en + scene.y.title.en) hash = (hash * 33 + (sign.codePointAt(0) ?? 0)) >>> 0;
  return `c${hash.toString(36)}`;
}

function ticksOf(axis: Axis, [from, to]: readonly [number, number], count: number): Ticks {
  if (axis.scale === 'none') return { values: [], labels: [] };
  if (axis.scale === 'log') return logTicks(from, to);
  if (axis.scale === 'category') {
    const values = (axis.categories ?? []).map((_, k) => k);
    return { values, labels: axis.categories ?? [] };
  }
  return linearTicks(from, to, count, axis.whole);
}

interface XTicks extends Ticks {
  readonly rotated: boolean;
  /** Room that turned labels take below the axis, beyond one line. */
  readonly extra: number;
}

/** Ticks along x: names of points or categories as many as find room, turned where categories are too long. */
function xTicksOf(axis: Axis, domain: readonly [number, number], box: Box): XTicks {
  const width = box.right - box.left;
  const plain = (ticks: Ticks): XTicks => ({ ...ticks, rotated: false, extra: 0 });
  if (axis.pointLabels) {
    const labels = axis.pointLabels;
    const widest = Math.max(20, ...labels.slice(0, 500).map((label) => textWidth(label) * labelSize));
    const values = indexTicks(domain[0], domain[1], Math.floor(width / (widest + 12)));
    return plain({ values, labels: values.map((value) => labels[value - 1] ?? '') });
  }
  if (axis.scale === 'category') {
    const names = axis.categories ?? [];
    const slot = width / Math.max(1, domain[1] - domain[0]);
    const widest = Math.max(0, ...names.map((name) => textWidth(name) * labelSize));
    const turned = widest > slot - 6;
    const every = turned ? Math.max(1, Math.ceil(18 / slot)) : 1;
    const values = names.map((_, k) => k).filter((k) => k % every === 0);
    return {
      values,
      labels: values.map((k) => names[k] ?? ''),
      rotated: turned,
      extra: turned ? Math.min(110, widest * 0.62) : 0,
    };
  }
  if (axis.scale === 'log') return plain(logTicks(domain[0], domain[1]));
  const counts = domain[0] === 0.5 && Number.isInteger(domain[1] - 0.5);
  if (counts) {
    const values = indexTicks(domain[0], domain[1], Math.floor(width / 44));
    return plain({ values, labels: values.map(String) });
  }
  return plain(linearTicks(domain[0], domain[1], Math.max(3, Math.round(width / 90)), axis.whole));
}

function drawYAxis(plot: Plot, ticks: Ticks, title: string): string {
  const { box } = plot;
  const lines = ticks.values.map((value) => `M${px(box.left)} ${px(atY(plot, value))}H${px(box.right)}`).join('');
  const labels = ticks.values.map((value, k) =>
    svgText(box.left - 8, atY(plot, value) + 4, ticks.labels[k] ?? '', {
      size: labelSize,
      colour: ink.axis,
      anchor: 'end',
    }),
  );
  // The title stands above the axis: Chinese turned on its side is hard to read.
  return `<path d="${lines}" stroke="${ink.grid}" stroke-width="1"/><path d="M${px(box.left)} ${px(box.top)}V${px(box.bottom)}" stroke="${ink.axis}" stroke-width="1"/>${labels.join('')}${title ? svgText(16, box.top - 14, title, { size: labelSize, colour: ink.axis }) : ''}`;
}

function drawXAxis(plot: Plot, ticks: XTicks, title: string): string {
  const { box } = plot;
  const marks = ticks.values.map((value) => `M${px(atX(plot, value))} ${px(box.bottom)}v5`).join('');
  const labels = ticks.values.map((value, k) => {
    const x = atX(plot, value);
    const label = ticks.labels[k] ?? '';
    if (!ticks.rotated)
      return svgText(x, box.bottom + 18, label, { size: labelSize, colour: ink.axis, anchor: 'middle' });
    return svgText(x + 4, box.bottom + 16, label, { size: labelSize, colour: ink.axis, anchor: 'end', rotate: -38 });
  });
  const below = box.bottom + 36 + (ticks.rotated ? ticks.extra : 0);
  return `<path d="M${px(box.left)} ${px(box.bottom)}H${px(box.right)}${marks}" fill="none" stroke="${ink.axis}" stroke-width="1"/>${labels.join('')}${title ? svgText((box.left + box.right) / 2, below, title, { size: labelSize, colour: ink.axis, anchor: 'middle' }) : ''}`;
}

interface SideLabel {
  readonly y: number;
  readonly text: string;
  readonly colour: string;
}

/** Words to the right of the plot: names of horizontal lines, and of series at their last point. */
function sideLabel(mark: Mark, language: 'zh' | 'en'): SideLabel[] {
  if ((mark.kind !== 'horizontal' && mark.kind !== 'line') || !mark.label || mark.label[language].trim() === '')
    return [];
  const y = mark.kind === 'horizontal' ? mark.y : lastFinite(mark.y);
  return Number.isFinite(y) ? [{ y, text: mark.label[language], colour: tones[mark.tone].colour }] : [];
}

function lastFinite(list: ArrayLike<number>): number {
  for (let i = list.length - 1; i >= 0; i--) if (Number.isFinite(list[i])) return list[i]!;
  return Number.NaN;
}

function drawSideLabels(plot: Plot, labels: readonly SideLabel[]): string {
  const inside = labels.filter((label) => label.y >= plot.y[0] && label.y <= plot.y[1]);
  const wanted = inside.map((label) => ({ at: atY(plot, label.y), size: labelSize + 3 }));
  const placed = spreadApart(wanted, plot.box.top - 10, plot.box.bottom + 10);
  return inside
    .map((label, k) => {
      const at = wanted[k]!.at;
      const y = placed[k]!;
      // A label that had to move is tied to its line.
      const tie =
        Math.abs(y - at) > 3
          ? `<path d="M${px(plot.box.right + 1)} ${px(at)}L${px(plot.box.right + 9)} ${px(y)}" stroke="${label.colour}" stroke-width="0.8" fill="none"/>`
          : '';
      return tie + svgText(plot.box.right + 11, y + 4, label.text, { size: labelSize, colour: label.colour });
    })
    .join('');
}

/** Names of vertical lines along the top, in as many rows as it takes to keep them apart. */
function drawVerticalLabels(plot: Plot, marks: readonly Mark[]): string {
  const rowEnds: number[] = [];
  const verticals = marks.flatMap((mark) =>
    mark.kind === 'vertical' && mark.label
      ? [{ x: atX(plot, mark.x), text: mark.label[plot.language], tone: mark.tone }]
      : [],
  );
  verticals.sort((a, b) => a.x - b.x);
  return verticals
    .map(({ x, text, tone }) => {
      const width = textWidth(text) * labelSize;
      const left = x + 4 + width > plot.box.right + 20 ? x - 4 - width : x + 4;
      let row = rowEnds.findIndex((end) => end < left - 4);
      if (row < 0) row = rowEnds.length;
      rowEnds[row] = left + width;
      const y = plot.box.top + 10 + row * (labelSize + 3);
      plot.occupied.take({ left, right: left + width, top: y - labelSize, bottom: y + 3 });
      return svgText(left, y, text, { size: labelSize, colour: tones[tone].colour, halo: true });
    })
    .join('');
}

/** Text marks stand where they were put; labels of points go around them. */
function takeLabelPlaces(plot: Plot, mark: Mark): void {
  if (mark.kind !== 'text') return;
  const width = textWidth(mark.text) * labelSize;
  const x = atX(plot, mark.x);
  const y = atY(plot, mark.y);
  const left = mark.anchor === 'end' ? x - width : mark.anchor === 'middle' ? x - width / 2 : x;
  plot.occupied.take({ left, right: left + width, top: y - labelSize, bottom: y + 3 });
}
