import { type Refusal, refuse } from '../../act/refusal.ts';
import type { Scheme } from '../scheme.ts';
import { caseWindow } from './case-window.ts';
import { editionInForce, type SchemeLife, standingOn, takesNewCases } from './life.ts';

type Edition = Pick<Scheme, 'id' | 'edition'>;

const lifeOf = (life: SchemeLife, { edition }: Edition) => life.editions.find((e) => e.edition === edition);

/** Why no case may be opened under an edition on a day, although its text would allow it: it was superseded or closed. */
export function openingBars(life: SchemeLife, scheme: Edition, on: string): readonly Refusal[] {
  const known = lifeOf(life, scheme);
  if (known === undefined || on < known.from || takesNewCases(known, on)) return [];
  return [
    refuse('edition-takes-none', {
      scheme: scheme.id,
      edition: scheme.edition,
      day: on,
      until: standingOn(known, on).newUntil ?? '—',
      current: editionInForce(life, on)?.edition ?? '—',
    }),
  ];
}

/** Why no result may be decided any more under an edition: the window for cases in flight is over. */
export function decisionBars(life: SchemeLife, scheme: Edition, on: string): readonly Refusal[] {
  const known = lifeOf(life, scheme);
  const window = known === undefined ? null : caseWindow(known, on);
  if (window === null || !window.isOver) return [];
  return [refuse('transition-decide-over', { edition: scheme.edition, day: window.decideUntil ?? '', to: window.to })];
}
