import type { Text } from '../method/text.ts';
import { text } from '../outcome/answer.ts';
import type { Mark, Scene, Tone } from '../scene/scene.ts';
import type { MultiVariCell, MultiVariValues } from './multi-vari-method.ts';

const within = text('组内', 'within');

interface Stretch {
  readonly x: number[];
  readonly y: number[];
}

/** Above this many cells their ranges would fill the picture; the points show them. */
const mostRanges = 500;

export function multiVariScenes(values: MultiVariValues, language: 'zh' | 'en'): readonly Scene[] {
  return [chart(values), shares(values, language)];
}

/** Cells side by side, a gap after each outermost level; means of each level joined within the one outside it. */
function chart({ cells, points, factors }: MultiVariValues): Scene {
  const places: number[] = [];
  const names: string[] = [];
  for (const [k, cell] of cells.entries()) {
    if (k > 0 && cell.levels[0] !== cells[k - 1]?.levels[0]) names.push('');
    names.push(cell.levels.join(' · '));
    places.push(names.length);
  }
  const ranges =
    cells.length > mostRanges ? [] : cells.flatMap(({ min, max }, k) => (min < max ? [{ min, max, k }] : []));
  const tones: readonly Tone[] = ['fit', 'second', 'centre'];
  const marks: Mark[] = [
    ...ranges.map(
      ({ min, max, k }): Mark => ({ kind: 'line', tone: 'muted', x: [places[k]!, places[k]!], y: [min, max] }),
    ),
    {
      kind: 'points',
      tone: 'data',
      x: points.map(({ cell }) => places[cell - 1] ?? 0),
      y: points.map(({ value }) => value),
    },
    ...factors
      .flatMap((name, depth) => meanLines(stretchesOf(cells, places, depth), name, tones[depth] ?? 'muted'))
      .reverse(),
    ...outerNames(cells, places),
  ];
  return {
    title: text('多变异图', 'Multi-vari chart'),
    x: {
      title: text(factors.join(' > '), factors.join(' > ')),
      scale: 'linear',
      whole: true,
      domain: [0.3, names.length + 0.7],
      pointLabels: names,
    },
    y: { title: text('测量值', 'value'), scale: 'linear', domain: room(cells) },
    marks,
    table: {
      head: [
        ...factors.map((name): Text => text(name, name)),
        text('n', 'n'),
        text('均值', 'mean'),
        text('最小', 'min'),
        text('最大', 'max'),
      ],
      rows: cells.map(({ levels, n, mean, min, max }) => [...levels, n, mean, min, max]),
    },
  };
}

/** One line a stretch, the last of them named. */
function meanLines(stretches: readonly Stretch[], name: string, tone: Tone): Mark[] {
  const label = text(`${name} 均值`, `means of ${name}`);
  return stretches.map((stretch, k): Mark => {
    const line = { kind: 'line', tone, ...stretch } as const;
    return k === stretches.length - 1 ? { ...line, label } : line;
  });
}

/** Means of one level along the picture; a new line begins where the level outside it changes. */
function stretchesOf(cells: readonly MultiVariCell[], places: readonly number[], depth: number): Stretch[] {
  const found: Stretch[] = [{ x: [], y: [] }];
  for (let from = 0; from < cells.length; ) {
    const { levels } = cells[from]!;
    const isSame = (k: number, upTo: number): boolean =>
      levels.slice(0, upTo).every((level, j) => level === cells[k]?.levels[j]);
    let to = from;
    while (to + 1 < cells.length && isSame(to + 1, depth + 1)) to++;
    const inside = cells.slice(from, to + 1);
    const n = inside.reduce((sum, cell) => sum + cell.n, 0);
    const stretch = found.at(-1)!;
    stretch.x.push((places[from]! + places[to]!) / 2);
    stretch.y.push(inside.reduce((sum, cell) => sum + cell.mean * (cell.n / n), 0));
    if (to + 1 < cells.length && !isSame(to + 1, depth)) found.push({ x: [], y: [] });
    from = to + 1;
  }
  return found;
}

/** Room above the highest value for the names of the outermost levels. */
function room(cells: readonly MultiVariCell[]): readonly [number, number] {
  const low = cells.reduce((least, { min }) => Math.min(least, min), Number.POSITIVE_INFINITY);
  const high = cells.reduce((most, { max }) => Math.max(most, max), Number.NEGATIVE_INFINITY);
  const span = high - low;
  return [low - 0.05 * span, high + 0.15 * span];
}

function outerNames(cells: readonly MultiVariCell[], places: readonly number[]): Mark[] {
  const groups = new Map<string, number[]>();
  for (const [k, { levels }] of cells.entries())
    groups.set(levels[0] ?? '', [...(groups.get(levels[0] ?? '') ?? []), places[k]!]);
  if (groups.size > 24) return [];
  const [, top] = room(cells);
  const high = cells.reduce((most, { max }) => Math.max(most, max), Number.NEGATIVE_INFINITY);
  return [...groups].map(
    ([name, at]): Mark => ({
      kind: 'text',
      tone: 'muted',
      x: ((at[0] ?? 0) + (at.at(-1) ?? 0)) / 2,
      y: high + (top - high) / 2,
      text: name,
      anchor: 'middle',
    }),
  );
}

function shares({ components }: MultiVariValues, language: 'zh' | 'en'): Scene {
  const known = components.filter((one) => one.contribution !== null);
  const name = (source: string): string => (source === 'within' ? within[language] : source);
  return {
    title: text('各来源占总方差 %', 'Shares of the variance, %'),
    x: { title: text('来源', 'source'), scale: 'category', categories: known.map(({ source }) => name(source)) },
    y: { title: text('%', '%'), scale: 'linear', domain: [0, 100] },
    marks: [
      {
        kind: 'bars',
        tone: 'data',
        x: known.map((_, k) => k),
        y: known.map(({ contribution }) => contribution ?? 0),
        width: 0.6,
      },
    ],
    table: {
      head: [text('来源', 'source'), text('方差', 'variance'), text('标准差', 'SD'), text('占 %', 'share, %')],
      rows: components.map(({ source, variance, sd, contribution }) => [
        name(source),
        variance ?? '—',
        sd ?? '—',
        contribution ?? '—',
      ]),
    },
  };
}
