/**
 * What a text is found by: its characters, its pairs and its triples of neighbouring characters, each once and as one 32-bit
 * number. A text holds a fragment only if it holds all the fragment's grams; whether in one piece is looked at afterwards. The
 * rarest triple of a fragment is nearly as rare as the fragment itself, so that one list of the index is enough to find it.
 */
export function gramsOf(texts: readonly string[]): number[] {
  seen.begin(3 * texts.reduce((sum, text) => sum + text.length, 0));
  const grams: number[] = [];
  const add = (gram: number) => {
    if (seen.add(gram)) grams.push(gram);
  };
  for (const text of texts) {
    let [a, b] = [text.charCodeAt(0), text.charCodeAt(1)];
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i + 2);
      add(a);
      if (i + 1 < text.length) add(pair(a, b));
      if (i + 2 < text.length) add(triple(a, b, c));
      a = b;
      b = c;
    }
  }
  return grams;
}

/** A set of 32-bit numbers that is used again and again: emptied by counting on, three times as fast as sorting and thinning out. */
class SeenGrams {
  #grams = new Int32Array(0);
  /** Which round last wrote a place. */
  #rounds = new Uint32Array(0);
  #round = 0;

  begin(most: number): void {
    this.#round += 1;
    if (this.#grams.length >= 2 * most && this.#round < 0xffff_ffff) return;
    const places = 2 ** Math.ceil(Math.log2(Math.max(1024, 2 * most)));
    this.#grams = new Int32Array(places);
    this.#rounds = new Uint32Array(places);
    this.#round = 1;
  }

  /** False for one that is there already. */
  add(gram: number): boolean {
    const last = this.#grams.length - 1;
    let at = (Math.imul(gram, 0x9e3779b1) >>> 15) & last;
    while (this.#rounds[at] === this.#round) {
      if (this.#grams[at] === gram) return false;
      at = (at + 1) & last;
    }
    this.#rounds[at] = this.#round;
    this.#grams[at] = gram;
    return true;
  }
}

const seen = new SeenGrams();

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
