const signs = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Longer ones have no near numbers: too many to look up, and nobody types them. */
const longest = 40;

/**
 * Every text that is one slip of the keyboard away: a sign replaced, left out, put in, or two neighbours swapped. About 72 for
 * each sign, so that the near ones are found by looking each up; no index of similarity is needed.
 */
export function slipsOf(text: string): string[] {
  if (text.length < 2 || text.length > longest) return [];
  const near = new Set<string>();
  for (let i = 0; i <= text.length; i++) {
    const [before, after] = [text.slice(0, i), text.slice(i)];
    const [first = '', second = ''] = after;
    for (const sign of signs) near.add(before + sign + after);
    if (first === '') continue;
    near.add(before + after.slice(1));
    for (const sign of signs) near.add(before + sign + after.slice(1));
    if (second !== '') near.add(before + second + first + after.slice(2));
  }
  near.delete(text);
  return [...near];
}
