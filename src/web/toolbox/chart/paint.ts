import { decimate } from '#toolbox/scene/decimate.ts';
import { spreadApart } from '#toolbox/scene/layout.ts';
import type { Mark, Tone } from '#toolbox/scene/scene.ts';
import { fontFamily, ink, tones } from '#toolbox/scene/tones.ts';
import { atX, atY, type Frame, labelSize, titleSize, type View, xTicks } from './frame.ts';
import { thinSeries } from './thin-series.ts';

type Pen = CanvasRenderingContext2D;

const layers: Readonly<Record<Mark['kind'], number>> = {
  band: 0,
  bars: 1,
  line: 2,
  horizontal: 3,
  vertical: 3,
  box: 4,
  arrow: 4,
  points: 5,
  text: 6,
};

/**
 * Draws a scene on a canvas, in the looks of its SVG. `moving`: while the reader pans, long series are drawn from their
 * thinned copy; the picture that stays is drawn from all points. Points that signal are drawn one and all either way.
 */
export function paint(pen: Pen, frame: Frame, view: View, moving = false): void {
  const { width, height, box } = frame;
  pen.fillStyle = ink.paper;
  pen.fillRect(0, 0, width, height);
  pen.textBaseline = 'alphabetic';
  drawAxes(pen, frame, view);
  pen.save();
  pen.beginPath();
  pen.rect(box.left - 6, box.top - 8, box.right - box.left + 12, box.bottom - box.top + 16);
  pen.clip();
  // A million points would cover the limits: lines first, then limits, then what signals.
  for (const mark of [...frame.scene.marks].sort((a, b) => layers[a.kind] - layers[b.kind]))
    drawMark(pen, frame, view, mark, moving);
  pen.restore();
  drawWords(pen, frame, view);
}

function setFont(pen: Pen, size: number, weight = 'normal'): void {
  pen.font = `${weight} ${size}px ${fontFamily}`;
}

function drawAxes(pen: Pen, frame: Frame, view: View): void {
  const { box, yTicks } = frame;
  pen.lineWidth = 1;
  pen.strokeStyle = ink.grid;
  pen.beginPath();
  for (const value of yTicks.values) {
    const y = Math.round(atY(frame, value)) + 0.5;
    pen.moveTo(box.left, y);
    pen.lineTo(box.right, y);
  }
  pen.stroke();
  pen.strokeStyle = ink.axis;
  pen.fillStyle = ink.axis;
  pen.beginPath();
  pen.moveTo(box.left, box.top);
  pen.lineTo(box.left, box.bottom);
  pen.lineTo(box.right, box.bottom);
  const ticks = xTicks(frame, view);
  for (const value of ticks.values) {
    const x = atX(frame, view, value);
    pen.moveTo(x, box.bottom);
    pen.lineTo(x, box.bottom + 5);
  }
  pen.stroke();
  setFont(pen, labelSize);
  pen.textAlign = 'end';
  for (const [k, value] of yTicks.values.entries())
    pen.fillText(yTicks.labels[k] ?? '', box.left - 8, atY(frame, value) + 4);
  pen.textAlign = 'center';
  for (const [k, value] of ticks.values.entries())
    pen.fillText(ticks.labels[k] ?? '', atX(frame, view, value), box.bottom + 18);
}

function drawWords(pen: Pen, frame: Frame, view: View): void {
  const { scene, language, box, sideLabels, domains } = frame;
  pen.textAlign = 'start';
  pen.fillStyle = ink.text;
  setFont(pen, titleSize, 'bold');
  pen.fillText(scene.title[language], 12, 22);
  setFont(pen, labelSize);
  pen.fillStyle = ink.axis;
  pen.fillText(scene.y.title[language], 12, box.top - 12);
  pen.textAlign = 'center';
  pen.fillText(scene.x.title[language], (box.left + box.right) / 2, box.bottom + 36);
  pen.textAlign = 'start';
  const inside = sideLabels.filter(({ y }) => y >= domains.y[0] && y <= domains.y[1]);
  const places = spreadApart(
    inside.map(({ y }) => ({ at: atY(frame, y), size: labelSize + 3 })),
    box.top - 10,
    box.bottom + 10,
  );
  inside.forEach((label, k) => {
    pen.fillStyle = label.colour;
    pen.fillText(label.text, box.right + 8, (places[k] ?? 0) + 4);
  });
  for (const mark of scene.marks) {
    if (mark.kind !== 'vertical' || !mark.label || mark.x < view.from || mark.x > view.to) continue;
    pen.fillStyle = tones[mark.tone].colour;
    pen.fillText(mark.label[language], atX(frame, view, mark.x) + 4, box.top + 10);
  }
}

function stroke(pen: Pen, tone: Tone): void {
  const { colour, width, dash } = tones[tone];
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.setLineDash(dash ? dash.split(' ').map(Number) : []);
  pen.stroke();
  pen.setLineDash([]);
}

function drawMark(pen: Pen, frame: Frame, view: View, mark: Mark, moving: boolean): void {
  const { box } = frame;
  switch (mark.kind) {
    case 'line':
      drawLine(pen, frame, view, mark, moving);
      return;
    case 'points':
      drawPoints(pen, frame, view, mark);
      return;
    case 'bars':
      drawBars(pen, frame, view, mark);
      return;
    case 'band':
      drawBand(pen, frame, view, mark);
      return;
    case 'horizontal': {
      const y = atY(frame, mark.y);
      pen.beginPath();
      pen.moveTo(Math.max(box.left, mark.from === undefined ? box.left : atX(frame, view, mark.from)), y);
      pen.lineTo(Math.min(box.right, mark.to === undefined ? box.right : atX(frame, view, mark.to)), y);
      stroke(pen, mark.tone);
      return;
    }
    case 'vertical': {
      const x = atX(frame, view, mark.x);
      pen.beginPath();
      pen.moveTo(x, box.top);
      pen.lineTo(x, box.bottom);
      stroke(pen, mark.tone);
      return;
    }
    case 'text':
      pen.fillStyle = tones[mark.tone].colour;
      pen.textAlign = mark.anchor === 'middle' ? 'center' : (mark.anchor ?? 'start');
      setFont(pen, labelSize);
      pen.fillText(mark.text, atX(frame, view, mark.x), atY(frame, mark.y));
      return;
    case 'box':
    case 'arrow':
      // Diagrams of words never have tens of thousands of parts; they are drawn as SVG.
      return;
  }
}

type Line = Extract<Mark, { kind: 'line' }>;

function drawLine(pen: Pen, frame: Frame, view: View, mark: Line, moving: boolean): void {
  const columns = Math.ceil(frame.box.right - frame.box.left);
  const { x, y } = moving ? thinSeries(mark, (view.to - view.from) / columns) : mark;
  const indices = decimate({ x, y, from: view.from, to: view.to, columns });
  // A step stands around its point: limits of a sample hold for that sample.
  const half = mark.step ? (atX(frame, view, 1) - atX(frame, view, 0)) / 2 : 0;
  pen.beginPath();
  let broken = true;
  for (let k = 0; k < indices.length; k++) {
    const i = indices[k]!;
    const px = atX(frame, view, x[i]!);
    const py = atY(frame, y[i]!);
    if (!Number.isFinite(px + py)) broken = true;
    else {
      if (broken) pen.moveTo(px - half, py);
      else pen.lineTo(px - half, py);
      if (half > 0) pen.lineTo(px + half, py);
      broken = false;
    }
  }
  pen.lineJoin = 'round';
  stroke(pen, mark.tone);
}

/** From this many points on each is stamped instead of drawn: a path of thousands of shapes takes many times as long. */
const stampFrom = 200;

/** Points on one pixel cover each other and are drawn once; none that falls on another pixel is left out. */
function drawPoints(pen: Pen, frame: Frame, view: View, mark: Extract<Mark, { kind: 'points' }>): void {
  const { marker } = tones[mark.tone];
  const { box, domains } = frame;
  const width = Math.ceil(frame.width) + 1;
  const drawn = new Set<number>();
  const shown = (mark.x.length * (view.to - view.from)) / (domains.x[1] - domains.x[0]);
  const isMany = mark.x.length >= stampFrom;
  const isCrowded = isMany && shown > box.right - box.left;
  const stamp = isMany && !isCrowded ? stampOf(mark.tone, tones[mark.tone].size, pen.getTransform().a) : null;
  pen.fillStyle = tones[mark.tone].colour;
  const half = stamp ? stamp.side / 2 : 0;
  pen.beginPath();
  for (let i = 0; i < mark.x.length; i++) {
    const px = atX(frame, view, mark.x[i]!);
    if (!(px >= box.left - 1 && px <= box.right + 1)) continue;
    const py = atY(frame, mark.y[i]!);
    if (!Number.isFinite(py)) continue;
    const place = Math.round(py) * width + Math.round(px);
    if (drawn.has(place)) continue;
    drawn.add(place);
    if (isCrowded) blot(pen, Math.round(px), Math.round(py));
    else if (stamp) pen.drawImage(stamp.image, px - half, py - half, stamp.side, stamp.side);
    else markerPath(pen, marker, px, py, tones[mark.tone].size);
  }
  if (!isCrowded && !stamp) inkMarkers(pen, mark.tone);
}

/** A small diamond of two bars: of ten thousand marks a stamp each takes four times as long, and their first painting is waited for. */
function blot(pen: Pen, x: number, y: number): void {
  pen.fillRect(x - 2, y - 1, 5, 3);
  pen.fillRect(x - 1, y - 2, 3, 5);
}

function inkMarkers(pen: Pen, tone: Tone): void {
  const { colour, fill, marker } = tones[tone];
  pen.lineWidth = 1.3;
  pen.strokeStyle = colour;
  pen.fillStyle = fill;
  if (marker !== 'ring' && marker !== 'cross') pen.fill();
  pen.stroke();
}

interface Stamp {
  readonly image: HTMLCanvasElement;
  /** In pixels of the page. */
  readonly side: number;
}

const stamps = new Map<string, Stamp>();

/** A tone's marker on a little canvas of its own, made once for each size and resolution of the screen. */
function stampOf(tone: Tone, size: number, scale: number): Stamp | null {
  const key = `${tone} ${size} ${scale}`;
  const known = stamps.get(key);
  if (known) return known;
  const { marker } = tones[tone];
  const side = 2 * Math.ceil(size + 2);
  const image = document.createElement('canvas');
  image.width = image.height = Math.ceil(side * scale);
  const pen = image.getContext('2d');
  if (!pen) return null;
  pen.scale(scale, scale);
  pen.beginPath();
  markerPath(pen, marker, side / 2, side / 2, size);
  inkMarkers(pen, tone);
  const stamp = { image, side };
  stamps.set(key, stamp);
  return stamp;
}

function markerPath(pen: Pen, marker: (typeof tones)['data']['marker'], x: number, y: number, r: number): void {
  switch (marker) {
    case 'dot':
    case 'ring':
      pen.moveTo(x + r, y);
      pen.arc(x, y, r, 0, 2 * Math.PI);
      return;
    case 'diamond':
      pen.moveTo(x, y - r);
      pen.lineTo(x + r, y);
      pen.lineTo(x, y + r);
      pen.lineTo(x - r, y);
      pen.closePath();
      return;
    case 'square':
      pen.rect(x - r, y - r, 2 * r, 2 * r);
      return;
    case 'triangle':
      pen.moveTo(x, y - r);
      pen.lineTo(x + r, y + r);
      pen.lineTo(x - r, y + r);
      pen.closePath();
      return;
    case 'cross':
      pen.moveTo(x - r, y - r);
      pen.lineTo(x + r, y + r);
      pen.moveTo(x + r, y - r);
      pen.lineTo(x - r, y + r);
  }
}

function drawBars(pen: Pen, frame: Frame, view: View, mark: Extract<Mark, { kind: 'bars' }>): void {
  const base = atY(frame, mark.base ?? 0);
  pen.beginPath();
  for (let i = 0; i < mark.x.length; i++) {
    const left = atX(frame, view, mark.x[i]! - mark.width / 2);
    const right = atX(frame, view, mark.x[i]! + mark.width / 2);
    const y = atY(frame, mark.y[i]!);
    if (Number.isFinite(left + right + y)) pen.rect(left, Math.min(y, base), right - left, Math.abs(base - y));
  }
  pen.fillStyle = tones[mark.tone].fill;
  pen.strokeStyle = tones[mark.tone].colour;
  pen.lineWidth = 1;
  pen.fill();
  pen.stroke();
}

function drawBand(pen: Pen, frame: Frame, view: View, mark: Extract<Mark, { kind: 'band' }>): void {
  pen.beginPath();
  for (let i = 0; i < mark.x.length; i++) pen.lineTo(atX(frame, view, mark.x[i]!), atY(frame, mark.high[i]!));
  for (let i = mark.x.length - 1; i >= 0; i--) pen.lineTo(atX(frame, view, mark.x[i]!), atY(frame, mark.low[i]!));
  pen.closePath();
  pen.globalAlpha = 0.13;
  pen.fillStyle = tones[mark.tone].colour;
  pen.fill();
  pen.globalAlpha = 1;
}
