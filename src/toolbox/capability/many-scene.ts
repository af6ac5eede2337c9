import { text } from '../outcome/answer.ts';
import type { Scene } from '../scene/scene.ts';
import type { ManyValues } from './many-method.ts';

/** Ppk of each characteristic as a bar, the worst first, with Cpk as a point and the wanted value as a line. */
export function manyScene({ characteristics, wanted }: ManyValues): Scene {
  const known = characteristics.filter(({ ppk }) => ppk !== null);
  const x = known.map((_, k) => k);
  const isShort = (k: number): boolean => known[k]?.judgement === 'short';
  const bars = (short: boolean, tone: 'alarm' | 'data') =>
    ({
      kind: 'bars',
      tone,
      x: x.filter((k) => isShort(k) === short),
      y: x.filter((k) => isShort(k) === short).map((k) => known[k]?.ppk ?? 0),
      width: 0.6,
    }) as const;
  return {
    title: text('Ppk，最差在前（方点为 Cpk）', 'Ppk, worst first (squares: Cpk)'),
    x: {
      title: text('特性', 'characteristic'),
      scale: 'category',
      categories: known.map(({ characteristic }) => characteristic),
    },
    y: { title: text('指数', 'index'), scale: 'linear' },
    marks: [
      bars(true, 'alarm'),
      bars(false, 'data'),
      { kind: 'points', tone: 'second', x, y: known.map(({ cpk }) => cpk ?? Number.NaN) },
      { kind: 'horizontal', tone: 'specification', y: wanted, label: text(`要求 ${wanted}`, `wanted ${wanted}`) },
    ],
    table: {
      head: [text('特性', 'characteristic'), text('n', 'n'), text('Cpk', 'Cpk'), text('Ppk', 'Ppk')],
      rows: characteristics.map(({ characteristic, n, cpk, ppk }) => [characteristic, n, cpk ?? '—', ppk ?? '—']),
    },
  };
}
