import type { Explanation } from '#toolbox/method/method.ts';

/** The explanation of a figure: that of its own field, of its value, or of the part it belongs to. */
export function explanationOf(path: string, explanations: readonly Explanation[]): Explanation | undefined {
  const exact = explanations.find((one) => one.field === path || one.field === `${path}.value`);
  if (exact) return exact;
  const parts = path.split('.');
  for (let n = parts.length - 1; n > 0; n--) {
    const above = parts.slice(0, n).join('.');
    const found = explanations.find((one) => one.field === above);
    if (found) return found;
  }
  return undefined;
}
