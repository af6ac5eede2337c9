/**
 * What a text is found by: its characters, its pairs and its triples of neighbouring characters, each as one 32-bit number. A
 * text holds a fragment only if it holds all the fragment's grams; whether in one piece is looked at afterwards. The rarest
 * triple of a fragment is nearly as rare as the fragment itself, so that one list of the index is enough to find it.
 */
export function gramsOf(texts: readonly string[]): number[] {
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  // Sorted as numbers and then thinned out: faster by far than a set of a hundred.
  const all = new Int32Array(3 * length);
  let count = 0;
  for (const text of texts) {
    let [a, b] = [text.charCodeAt(0), text.charCodeAt(1)];
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i + 2);
      all[count++] = a;
      if (i + 1 < text.length) all[count++] = pair(a, b);
      if (i + 2 < text.length) all[count++] = triple(a, b, c);
      a = b;
      b = c;
    }
  }
  const sorted = all.subarray(0, count).sort();
  const grams: number[] = [];
  let last: number | undefined;
  for (const gram of sorted) {
    if (gram !== last) grams.push(gram);
    last = gram;
  }
  return grams;
}

/** The longest grams of a fragment: triples, for a pair the pair, for one character the character. */
export function gramsOfFragment(fragment: string): number[] {
  const length = fragment.length;
  if (length < 2) return length === 0 ? [] : [fragment.charCodeAt(0)];
  if (length === 2) return [pair(fragment.charCodeAt(0), fragment.charCodeAt(1))];
  const triples = Array.from({ length: length - 2 }, (_, i) =>
    triple(fragment.charCodeAt(i), fragment.charCodeAt(i + 1), fragment.charCodeAt(i + 2)),
  );
  return [...new Set(triples)];
}

/** Pairs only, for nearness: a slip of the hand spoils two of them and three triples. */
export function pairsOf(text: string): number[] {
  return [
    ...new Set(
      Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => pair(text.charCodeAt(i), text.charCodeAt(i + 1))),
    ),
  ];
}

/** Two UTF-16 units in 32 bits: no two pairs share a number. */
const pair = (a: number, b: number) => (a << 16) | b | 0;

/** Three units don't fit: they are mixed (the finaliser of MurmurHash3), and the few that meet are told apart by the text. */
function triple(a: number, b: number, c: number): number {
  let mixed = Math.imul(pair(a, b), 0x9e3779b1) ^ Math.imul(c + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
