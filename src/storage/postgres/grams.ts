/**
 * The pairs of neighbouring characters of a text, each as one 32-bit number: two UTF-16 units. Exact (no two pairs share a
 * number) and half the size of text. A text holds a fragment only if it holds all its pairs; whether in one piece is looked at
 * afterwards. A single character stands as a pair with nothing before it, so that it can be found as well.
 */
export function gramsOf(texts: readonly string[]): number[] {
  const grams = new Set<number>();
  for (const text of texts) {
    for (let i = 0; i < text.length; i++) {
      grams.add(text.charCodeAt(i) | 0);
      if (i > 0) grams.add(pair(text.charCodeAt(i - 1), text.charCodeAt(i)));
    }
  }
  return [...grams].sort((a, b) => a - b);
}

/** The pairs that a text must hold to hold the fragment: of a single character, the character. */
export function gramsOfFragment(fragment: string): number[] {
  if (fragment.length === 1) return [fragment.charCodeAt(0)];
  return [
    ...new Set(
      Array.from({ length: Math.max(0, fragment.length - 1) }, (_, i) =>
        pair(fragment.charCodeAt(i), fragment.charCodeAt(i + 1)),
      ),
    ),
  ];
}

const pair = (first: number, second: number) => (first << 16) | second | 0;
