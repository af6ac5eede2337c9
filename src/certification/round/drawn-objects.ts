import { utf8 } from '#proof/utf8.ts';
import type { Figure, StoredValue, StoredValues } from '../case/events.ts';
import { isRecord } from '../case/field-value.ts';
import { nameKey } from '../codes/normalise.ts';
import type { CalculationSpec } from '../scheme/scheme.ts';
import type { RoundState } from './state.ts';

/**
 * The objects that a draw took (双随机), from the list as it was frozen, the seed and the counts of each class that the
 * calculator gave. INVARIANT: hashed as a list they give the figure `drawnListHash`; null when they do not, or nothing was drawn.
 */
export function drawnObjects(
  calculation: CalculationSpec,
  values: StoredValues,
  figures: readonly Figure[],
  digest: (bytes: Uint8Array) => string,
): readonly string[] | null {
  const input = (name: string): StoredValue | undefined => {
    const given = calculation.inputs[name];
    return typeof given === 'object' ? values[given.field] : given;
  };
  const figure = (name: string) => figures.find((f) => f.name === name)?.value;
  const [seed, list, listHash] = [input('seed'), input('objects'), figure('listHash')];
  if (typeof seed !== 'string' || !Array.isArray(list) || listHash === undefined) return null;
  const hash = (text: string) => digest(utf8(text));
  const objects = (list as readonly StoredValue[]).flatMap((row) =>
    isRecord(row) ? [{ id: String(row['id'] ?? ''), class: String(row['class'] ?? '') }] : [],
  );
  const classes = [...new Set(objects.map((o) => o.class))];
  const drawn = classes.flatMap((name) => {
    const tickets = objects
      .filter((o) => o.class === name)
      .map((o) => ({ ...o, ticket: hash(`${seed}\n${listHash}\n${name}\n${o.id}`) }))
      .sort((a, b) => (a.ticket < b.ticket ? -1 : 1));
    return tickets.slice(0, Number(figure(`drawn.${name}`) ?? '0'));
  });
  const lines = drawn.map((o) => `${o.id}\t${o.class}\n`).sort();
  return hash(lines.join('')) === figure('drawnListHash') ? drawn.map((o) => o.id) : null;
}

/** Whether the object of a case was drawn: by its party, its codes, its names or its title, as the list calls it. */
export function wasDrawn(state: RoundState, calledAs: readonly string[]): boolean {
  if (state.drawn === null) return true;
  const names = new Set(calledAs.map(nameKey));
  return state.drawn.some((id) => names.has(nameKey(id)));
}
