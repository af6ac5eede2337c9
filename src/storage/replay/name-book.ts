import type { PartyName } from '#operation/ports/parties.ts';
import type { Id } from '#operation/ports/values.ts';

/** Names of some parties as bytes, to go from one thread to another: four words of each id, the end of each text, the texts. */
export interface ToldNames {
  readonly ids: Uint32Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
  readonly texts: Uint8Array<ArrayBuffer>;
}

const idWords = 4;

/** The 128 bits of a uuid. */
function wordsOf(id: Id): readonly [number, number, number, number] {
  const hex = (text: string) => Number.parseInt(text, 16);
  return [
    hex(id.slice(0, 8)),
    hex(id.slice(9, 13) + id.slice(14, 18)),
    hex(id.slice(19, 23) + id.slice(24, 28)),
    hex(id.slice(28)),
  ];
}

export function tellNames(parties: readonly { readonly id: Id; readonly names: readonly PartyName[] }[]): ToldNames {
  const texts = parties.map(({ names }) => JSON.stringify(names));
  let end = 0;
  const ends = texts.map((text) => {
    end += Buffer.byteLength(text);
    return end;
  });
  const bytes = Buffer.from(new ArrayBuffer(end));
  texts.forEach((text, i) => {
    bytes.write(text, ends[i - 1] ?? 0);
  });
  return {
    ids: Uint32Array.from(parties.flatMap(({ id }) => wordsOf(id))),
    ends: Uint32Array.from(ends),
    texts: new Uint8Array(bytes.buffer, 0, end),
  };
}

/**
 * The names of all parties, once for all threads: a register has more parties than each thread could remember, and to make those of
 * every certificate from their events again took a seventh of a small replay. In one shared buffer: how many parties, how many places, the
 * places (which party, counted from one; open addressing), the words of the ids, the ends of the texts, the texts.
 */
export class NameBook {
  readonly bytes: SharedArrayBuffer;
  readonly #parts: Parts;

  constructor(bytes: SharedArrayBuffer) {
    this.bytes = bytes;
    this.#parts = partsOf(bytes);
  }

  static of(told: readonly ToldNames[]): NameBook {
    const sum = (size: (some: ToldNames) => number) => told.reduce((all, some) => all + size(some), 0);
    const parties = sum(({ ends }) => ends.length);
    const places = 2 ** Math.ceil(Math.log2(2 * parties + 2));
    const words = 2 + places + (idWords + 1) * parties;
    const bytes = new SharedArrayBuffer(4 * words + sum(({ texts }) => texts.length));
    new Uint32Array(bytes, 0, 2).set([parties, places]);
    const parts = partsOf(bytes);
    let [party, text] = [0, 0];
    for (const { ids, ends, texts } of told) {
      parts.ids.set(ids, idWords * party);
      for (const end of ends) {
        parts.ends[party] = text + end;
        parts.places[placeOf(parts, parts.ids.subarray(idWords * party))] = party + 1;
        party += 1;
      }
      parts.texts.set(texts, text);
      text += texts.length;
    }
    return new NameBook(bytes);
  }

  namesOf(id: Id): readonly PartyName[] | undefined {
    const { places, ends, texts } = this.#parts;
    const party = (places[placeOf(this.#parts, wordsOf(id))] ?? 0) - 1;
    if (party < 0) return undefined;
    return JSON.parse(texts.toString('utf8', ends[party - 1] ?? 0, ends[party])) as readonly PartyName[];
  }
}

interface Parts {
  readonly places: Uint32Array;
  readonly ids: Uint32Array;
  readonly ends: Uint32Array;
  readonly texts: Buffer;
}

function partsOf(bytes: SharedArrayBuffer): Parts {
  const [parties = 0, places = 0] = new Uint32Array(bytes, 0, 2);
  const ids = 2 + places;
  const ends = ids + idWords * parties;
  return {
    places: new Uint32Array(bytes, 8, places),
    ids: new Uint32Array(bytes, 4 * ids, idWords * parties),
    ends: new Uint32Array(bytes, 4 * ends, parties),
    texts: Buffer.from(bytes, 4 * (ends + parties)),
  };
}

/** Where the party with these words stands, or the free place where it would. */
function placeOf({ places, ids }: Parts, [a = 0, b = 0, c = 0, d = 0]: ArrayLike<number> & Iterable<number>): number {
  const last = places.length - 1;
  let mixed = Math.imul(a ^ Math.imul(b, 0x9e3779b1) ^ Math.imul(c, 0x85ebca6b) ^ Math.imul(d, 0xc2b2ae35), 0x9e3779b1);
  mixed ^= mixed >>> 15;
  for (let at = mixed & last; ; at = (at + 1) & last) {
    const party = places[at] ?? 0;
    const i = idWords * (party - 1);
    if (party === 0 || (ids[i] === a && ids[i + 1] === b && ids[i + 2] === c && ids[i + 3] === d)) return at;
  }
}
