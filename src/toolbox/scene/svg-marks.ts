import { decimate } from './decimate.ts';
import { project } from './layout.ts';
import type { Axis, Mark } from './scene.ts';
import { type Box, type Occupied, px, svgText, wrapText } from './svg-canvas.ts';
import { ink, tones } from './tones.ts';

/** The plot's place on the paper and the data it shows. */
export interface Plot {
  readonly box: Box;
  readonly xAxis: Axis;
  readonly yAxis: Axis;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly language: 'zh' | 'en';
  readonly occupied: Occupied;
}

export function atX({ box, xAxis, x }: Plot, value: number): number {
  return box.left + project(xAxis, x, value) * (box.right - box.left);
}

export function atY({ box, yAxis, y }: Plot, value: number): number {
  return box.bottom - project(yAxis, y, value) * (box.bottom - box.top);
}

export function drawMark(plot: Plot, mark: Mark): string {
  switch (mark.kind) {
    case 'line':
      return drawLine(plot, mark);
    case 'points':
      return drawPoints(plot, mark);
    case 'bars':
      return drawBars(plot, mark);
    case 'band':
      return drawBand(plot, mark);
    case 'horizontal': {
      const left = mark.from === undefined ? plot.box.left : Math.max(plot.box.left, atX(plot, mark.from));
      const right = mark.to === undefined ? plot.box.right : Math.min(plot.box.right, atX(plot, mark.to));
      const y = px(atY(plot, mark.y));
      return `<path d="M${px(left)} ${y}H${px(right)}" ${stroke(mark.tone)}/>`;
    }
    case 'vertical': {
      const x = px(atX(plot, mark.x));
      return `<path d="M${x} ${px(plot.box.top)}V${px(plot.box.bottom)}" ${stroke(mark.tone)}/>`;
    }
    case 'box':
      return drawBox(plot, mark);
    case 'arrow':
      return drawArrow(plot, mark);
    case 'text':
      return svgText(atX(plot, mark.x), atY(plot, mark.y), mark.text, {
        size: 12,
        colour: tones[mark.tone].colour,
        anchor: mark.anchor ?? 'start',
        halo: true,
      });
  }
}

function stroke(tone: Mark['tone']): string {
  const { colour, width, dash } = tones[tone];
  return `fill="none" stroke="${colour}" stroke-width="${width}"${dash ? ` stroke-dasharray="${dash}"` : ''}`;
}

function rising(x: ArrayLike<number>): boolean {
  for (let i = 1; i < x.length; i++) if (x[i]! < x[i - 1]!) return false;
  return true;
}

/** Long series are thinned to their lowest and highest point in each pixel column; short ones are drawn whole. */
function shown(plot: Plot, x: ArrayLike<number>, y: ArrayLike<number>): ArrayLike<number> {
  const columns = Math.ceil(plot.box.right - plot.box.left);
  if (x.length <= columns * 4 || !rising(x)) return Array.from(x, (_, i) => i);
  return decimate({ x, y, from: plot.x[0], to: plot.x[1], columns });
}

function drawLine(plot: Plot, mark: Extract<Mark, { kind: 'line' }>): string {
  const indices = shown(plot, mark.x, mark.y);
  let path = '';
  let broken = true;
  for (let k = 0; k < indices.length; k++) {
    const i = indices[k]!;
    const x = atX(plot, mark.x[i]!);
    const y = atY(plot, mark.y[i]!);
    if (!Number.isFinite(x + y)) {
      broken = true;
      continue;
    }
    if (mark.step) {
      // A step stands around its point: limits of a sample hold for that sample.
      const half = (atX(plot, 1) - atX(plot, 0)) / 2;
      path += broken ? `M${px(x - half)} ${px(y)}H${px(x + half)}` : `V${px(y)}H${px(x + half)}`;
    } else path += `${broken ? 'M' : 'L'}${px(x)} ${px(y)}`;
    broken = false;
  }
  return path === '' ? '' : `<path d="${path}" ${stroke(mark.tone)} stroke-linejoin="round"/>`;
}

function drawPoints(plot: Plot, mark: Extract<Mark, { kind: 'points' }>): string {
  const { colour, fill, marker, size } = tones[mark.tone];
  // Points that signal are never thinned out; those on the very same pixel cover each other and are drawn once.
  const indices =
    mark.tone === 'alarm' || mark.x.length <= 4000
      ? Array.from(mark.x, (_, i) => i)
      : Array.from(shown(plot, mark.x, mark.y));
  const drawn = new Set<string>();
  let path = '';
  let words = '';
  for (const i of indices) {
    const x = atX(plot, mark.x[i]!);
    const y = atY(plot, mark.y[i]!);
    if (!Number.isFinite(x + y) || x < plot.box.left - 1 || x > plot.box.right + 1) continue;
    const key = `${Math.round(x * 2)},${Math.round(y * 2)}`;
    if (!drawn.has(key)) {
      drawn.add(key);
      path += markerPath(marker, x, y, size);
    }
    const label = mark.labels?.[i];
    if (label) words += drawPointLabel(plot, label, x, y, size, colour);
  }
  if (path === '') return '';
  return `<path d="${path}" fill="${marker === 'ring' ? 'none' : fill}" stroke="${colour}" stroke-width="1.3"/>${words}`;
}

function drawPointLabel(plot: Plot, label: string, x: number, y: number, size: number, colour: string): string {
  const gap = size + 4;
  const place = plot.occupied.place(label, 11, [
    { x, y: y - gap, anchor: 'middle' },
    { x, y: y + gap + 8, anchor: 'middle' },
    { x: x + gap, y: y + 4, anchor: 'start' },
    { x: x - gap, y: y + 4, anchor: 'end' },
    { x: x + gap, y: y - gap, anchor: 'start' },
    { x: x - gap, y: y - gap, anchor: 'end' },
    { x: x + gap, y: y + gap + 6, anchor: 'start' },
  ]);
  return place
    ? svgText(place.x, place.y, label, { size: 11, colour, anchor: place.anchor, weight: 'bold', halo: true })
    : '';
}

function markerPath(marker: (typeof tones)['data']['marker'], x: number, y: number, r: number): string {
  switch (marker) {
    case 'dot':
    case 'ring':
      return `M${px(x - r)} ${px(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
    case 'diamond':
      return `M${px(x)} ${px(y - r)}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`;
    case 'square':
      return `M${px(x - r)} ${px(y - r)}h${2 * r}v${2 * r}h${-2 * r}z`;
    case 'triangle':
      return `M${px(x)} ${px(y - r)}l${r} ${2 * r}h${-2 * r}z`;
    case 'cross':
      return `M${px(x - r)} ${px(y - r)}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`;
  }
}

function drawBars(plot: Plot, mark: Extract<Mark, { kind: 'bars' }>): string {
  const { colour, fill } = tones[mark.tone];
  const base = atY(plot, Math.max(mark.base ?? 0, plot.yAxis.scale === 'log' ? plot.y[0] : Number.NEGATIVE_INFINITY));
  let path = '';
  for (let i = 0; i < mark.x.length; i++) {
    const y = atY(plot, mark.y[i]!);
    if (!Number.isFinite(y + mark.x[i]!)) continue;
    const left = atX(plot, mark.x[i]! - mark.width / 2);
    const right = atX(plot, mark.x[i]! + mark.width / 2);
    path += `M${px(left)} ${px(base)}V${px(y)}H${px(right)}V${px(base)}z`;
  }
  return `<path d="${path}" fill="${fill}" stroke="${colour}" stroke-width="1"/>`;
}

function drawBand(plot: Plot, mark: Extract<Mark, { kind: 'band' }>): string {
  const { colour } = tones[mark.tone];
  const upper = Array.from(mark.x, (x, i) => `${px(atX(plot, x))} ${px(atY(plot, mark.high[i]!))}`);
  const lower = Array.from(mark.x, (x, i) => `${px(atX(plot, x))} ${px(atY(plot, mark.low[i]!))}`).reverse();
  return `<path d="M${[...upper, ...lower].join('L')}z" fill="${colour}" fill-opacity="0.13" stroke="none"/>`;
}

function drawBox(plot: Plot, mark: Extract<Mark, { kind: 'box' }>): string {
  const { colour, fill } = tones[mark.tone];
  const left = atX(plot, mark.x - mark.width / 2);
  const right = atX(plot, mark.x + mark.width / 2);
  const top = atY(plot, mark.y + mark.height / 2);
  const bottom = atY(plot, mark.y - mark.height / 2);
  const width = right - left;
  const height = bottom - top;
  // Words are set as large as the box allows, between 8 and 13 pixels.
  let size = 13;
  let lines = wrapText(mark.text, size, width - 10);
  while (size > 8 && lines.length * size * 1.3 > height - 4) {
    size -= 1;
    lines = wrapText(mark.text, size, width - 10);
  }
  const first = (top + bottom) / 2 - ((lines.length - 1) * size * 1.3) / 2 + size * 0.36;
  const words = lines.map((line, k) =>
    svgText((left + right) / 2, first + k * size * 1.3, line, { size, colour: ink.text, anchor: 'middle' }),
  );
  return `<rect x="${px(left)}" y="${px(top)}" width="${px(width)}" height="${px(height)}" rx="4" fill="${mark.tone === 'data' ? '#f5f9fd' : fill}" stroke="${colour}" stroke-width="1.2"${tones[mark.tone].dash ? ` stroke-dasharray="${tones[mark.tone].dash}"` : ''}/>${words.join('')}`;
}

function drawArrow(plot: Plot, mark: Extract<Mark, { kind: 'arrow' }>): string {
  const { colour, width } = tones[mark.tone];
  const [x1, y1, x2, y2] = [
    atX(plot, mark.from[0]),
    atY(plot, mark.from[1]),
    atX(plot, mark.to[0]),
    atY(plot, mark.to[1]),
  ];
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length === 0) return '';
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const head = Math.min(8, length / 2);
  const [bx, by] = [x2 - ux * head, y2 - uy * head];
  const arrow = `<path d="M${px(x1)} ${px(y1)}L${px(bx)} ${px(by)}" fill="none" stroke="${colour}" stroke-width="${width}"/><path d="M${px(x2)} ${px(y2)}L${px(bx - uy * head * 0.45)} ${px(by + ux * head * 0.45)}L${px(bx + uy * head * 0.45)} ${px(by - ux * head * 0.45)}z" fill="${colour}"/>`;
  if (!mark.text) return arrow;
  const middle = { x: (x1 + x2) / 2, y: (y1 + y2) / 2 };
  const place = plot.occupied.place(mark.text, 11, [
    { x: middle.x, y: middle.y - 5, anchor: 'middle' },
    { x: middle.x, y: middle.y + 14, anchor: 'middle' },
    { x: middle.x + 6, y: middle.y + 4, anchor: 'start' },
    { x: middle.x - 6, y: middle.y + 4, anchor: 'end' },
  ]) ?? { x: middle.x, y: middle.y - 5, anchor: 'middle' as const };
  return arrow + svgText(place.x, place.y, mark.text, { size: 11, colour: ink.text, anchor: place.anchor, halo: true });
}
