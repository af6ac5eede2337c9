import type { View } from './frame.ts';

/** Narrower or wider about a place, never beyond the whole nor below five points. */
export function zoomed(view: View, whole: View, factor: number, about: number): View {
  const span = Math.min(whole.to - whole.from, Math.max(5, (view.to - view.from) * factor));
  const share = (about - view.from) / (view.to - view.from);
  return within({ from: about - share * span, to: about + (1 - share) * span }, whole);
}

export function within({ from, to }: View, whole: View): View {
  const span = to - from;
  const start = Math.min(Math.max(from, whole.from), whole.to - span);
  return { from: start, to: start + span };
}
