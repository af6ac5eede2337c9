/**
 * Taguchi's orthogonal arrays L4 to L36, levels from 1. Regular arrays come from linear forms over a field of 2, 3, 4 or 5
 * elements, so that their interactions can be traced; L12, L18 and L36 are tables (G. Taguchi and S. Konishi, Orthogonal
 * Arrays and Linear Graphs (1987)). A test counts balance and orthogonality of every column and pair of each.
 */
export interface OrthogonalArray {
  readonly id: string;
  /** Number of levels by column. */
  readonly levels: readonly number[];
  /** Levels from 1. */
  readonly rows: readonly (readonly number[])[];
  /** Columns (from 0) that carry the interaction of two columns; empty where it is spread over many columns. */
  readonly interaction: (a: number, b: number) => readonly number[];
}

function twoLevel(id: string, bits: number): OrthogonalArray {
  const runs = 2 ** bits;
  const rows = Array.from({ length: runs }, (_, r) =>
    Array.from({ length: runs - 1 }, (__, c) => {
      let parity = 0;
      // Bit i of the column number stands for the factor that changes every 2^(bits - 1 - i) runs: Taguchi's order.
      for (let i = 0; i < bits; i++) if (((c + 1) >> i) & 1) parity ^= (r >> (bits - 1 - i)) & 1;
      return parity + 1;
    }),
  );
  return {
    id,
    levels: new Array<number>(runs - 1).fill(2),
    rows,
    interaction: (a, b) => (a === b ? [] : [((a + 1) ^ (b + 1)) - 1]),
  };
}

/** Coefficients of the columns of L27 in the three basic columns, in Taguchi's order (1, 2, 5 are basic). */
const forms27: readonly (readonly number[])[] = [
  [1, 0, 0],
  [0, 1, 0],
  [1, 1, 0],
  [2, 1, 0],
  [0, 0, 1],
  [1, 0, 1],
  [2, 0, 1],
  [0, 1, 1],
  [1, 1, 1],
  [2, 1, 1],
  [0, 2, 1],
  [1, 2, 1],
  [2, 2, 1],
];
const forms9: readonly (readonly number[])[] = [
  [1, 0],
  [0, 1],
  [1, 1],
  [2, 1],
];
const forms25: readonly (readonly number[])[] = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, 2],
  [1, 3],
  [1, 4],
];

/** Linear forms over the integers modulo a prime; the interaction of two columns lies in the p - 1 forms u + i v. */
function primeLevels(id: string, p: number, forms: readonly (readonly number[])[]): OrthogonalArray {
  const size = forms[0]!.length;
  const rows = Array.from({ length: p ** size }, (_, r) =>
    forms.map(
      (form) => (form.reduce((total, k, i) => total + k * (Math.floor(r / p ** (size - 1 - i)) % p), 0) % p) + 1,
    ),
  );
  const same = (u: readonly number[], v: readonly number[]) =>
    Array.from({ length: p - 1 }, (_, k) => k + 1).some((k) => u.every((x, i) => (x * k) % p === v[i]));
  const interaction = (a: number, b: number) =>
    a === b
      ? []
      : Array.from({ length: p - 1 }, (_, k) => k + 1).map((k) => {
          const sum = forms[a]!.map((x, i) => (x + k * forms[b]![i]!) % p);
          return forms.findIndex((form) => same(sum, form));
        });
  return { id, levels: forms.map(() => p), rows, interaction };
}

/** Products in the field of four elements 0, 1, w = 2, w + 1 = 3; its sum is the exclusive or. */
const product4 = [
  [0, 0, 0, 0],
  [0, 1, 2, 3],
  [0, 2, 3, 1],
  [0, 3, 1, 2],
];

function fourLevels(): OrthogonalArray {
  const rows = Array.from({ length: 16 }, (_, r) => {
    const [a, b] = [r >> 2, r & 3];
    return [a, b, a ^ b, a ^ product4[2]![b]!, a ^ product4[3]![b]!].map((value) => value + 1);
  });
  const rest = (a: number, b: number) => [0, 1, 2, 3, 4].filter((c) => c !== a && c !== b);
  return { id: 'L16b', levels: [4, 4, 4, 4, 4], rows, interaction: (a, b) => (a === b ? [] : rest(a, b)) };
}

const digits = (table: string): number[][] =>
  table
    .trim()
    .split(/\s+/)
    .map((row) => [...row].map(Number));
const spread = (): readonly number[] => [];

const rows12 = digits(`
  11111111111 11111222222 11222111222 12122122112 12212212121 12221221211
  21221122121 21212221112 21122212211 22211112212 22121211122 22112121221`);

const rows18 = digits(`
  11111111 11222222 11333333 12112233 12223311 12331122 13121323 13232131 13313212
  21133221 21211332 21322113 22123132 22231213 22312321 23132312 23213123 23321231`);

/** Twelve rows whose differences between any two columns take each value modulo 3 four times. */
const differences36 = digits(`
  111111111111 111122223333 112312331223 113213232132 123132133212 123211323321
  121333122123 122331211332 132123313122 132221132313 133323221211 131232312231`);

function mixed36(withTwelve: boolean): OrthogonalArray {
  const four = twoLevel('L4', 2).rows;
  const rows = differences36.flatMap((row, r) =>
    [0, 1, 2].map((shift) => {
      const three = row.map((level) => ((level - 1 + shift) % 3) + 1);
      return withTwelve ? [...rows12[r]!, ...three] : [...four[Math.floor(r / 3)]!, ...three, (r % 3) + 1];
    }),
  );
  const two = withTwelve ? 11 : 3;
  const three = withTwelve ? 12 : 13;
  return {
    id: withTwelve ? 'L36' : 'L36b',
    levels: [...new Array<number>(two).fill(2), ...new Array<number>(three).fill(3)],
    rows,
    interaction: spread,
  };
}

/** The arrays by size; L16b has five columns of four levels, L36b three of two and thirteen of three. */
export const orthogonalArrays: readonly OrthogonalArray[] = [
  twoLevel('L4', 2),
  twoLevel('L8', 3),
  primeLevels('L9', 3, forms9),
  { id: 'L12', levels: new Array<number>(11).fill(2), rows: rows12, interaction: spread },
  twoLevel('L16', 4),
  fourLevels(),
  { id: 'L18', levels: [2, 3, 3, 3, 3, 3, 3, 3], rows: rows18, interaction: spread },
  primeLevels('L25', 5, forms25),
  primeLevels('L27', 3, forms27),
  twoLevel('L32', 5),
  mixed36(true),
  mixed36(false),
];
