/** Data of the worked examples. The AIAG study: 10 parts, 3 operators, 3 trials (AIAG MSA 4th edition, Table III-B 6a). */
const aiag: Readonly<Record<string, readonly (readonly number[])[]>> = {
  A: [
    [0.29, -0.56, 1.34, 0.47, -0.8, 0.02, 0.59, -0.31, 2.26, -1.36],
    [0.41, -0.68, 1.17, 0.5, -0.92, -0.11, 0.75, -0.2, 1.99, -1.25],
    [0.64, -0.58, 1.27, 0.64, -0.84, -0.21, 0.66, -0.17, 2.01, -1.31],
  ],
  B: [
    [0.08, -0.47, 1.19, 0.01, -0.56, -0.2, 0.47, -0.63, 1.8, -1.68],
    [0.25, -1.22, 0.94, 1.03, -1.2, 0.22, 0.55, 0.08, 2.12, -1.62],
    [0.07, -0.68, 1.34, 0.2, -1.28, 0.06, 0.83, -0.34, 2.19, -1.5],
  ],
  C: [
    [0.04, -1.38, 0.88, 0.14, -1.46, -0.29, 0.02, -0.46, 1.77, -1.49],
    [-0.11, -1.13, 1.09, 0.2, -1.07, -0.67, 0.01, -0.56, 1.45, -1.77],
    [-0.15, -0.96, 0.67, 0.11, -1.45, -0.49, 0.21, -0.49, 1.87, -2.16],
  ],
};

export const aiagStudyCsv = [
  'part,operator,measurement',
  ...Object.entries(aiag).flatMap(([operator, trials]) =>
    trials.flatMap((values) => values.map((x, i) => `${i + 1},${operator},${x}`)),
  ),
].join('\n');

const batches: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  甲: [
    [15.42, 15.51],
    [14.87, 14.95],
    [15.93, 15.71],
    [15.12, 15.3],
    [14.66, 14.52],
  ],
  乙: [
    [15.81, 15.64],
    [15.2, 15.33],
    [14.94, 15.12],
    [16.05, 15.88],
    [15.47, 15.61],
  ],
  丙: [
    [14.9, 15.01],
    [15.34, 15.2],
    [14.58, 14.81],
    [15.11, 15.02],
    [15.69, 15.5],
  ],
};

export const nestedStudyCsv = [
  'part,operator,measurement',
  ...Object.entries(batches).flatMap(([operator, pairs]) =>
    pairs.flatMap((pair, i) => pair.map((x) => `${operator}${i + 1},${operator},${x}`)),
  ),
].join('\n');

const days: readonly (readonly [part: number, operator: string, day: number, first: number, second: number | null])[] =
  [
    [1, '甲', 1, 10.12, 10.15],
    [1, '甲', 2, 10.18, 10.16],
    [1, '乙', 1, 10.09, 10.11],
    [1, '乙', 2, 10.15, null],
    [2, '甲', 1, 10.42, 10.39],
    [2, '甲', 2, 10.44, 10.47],
    [2, '乙', 1, 10.37, 10.35],
    [2, '乙', 2, 10.43, 10.4],
    [3, '甲', 1, 9.88, 9.91],
    [3, '甲', 2, 9.95, 9.93],
    [3, '乙', 1, 9.84, 9.86],
    [3, '乙', 2, 9.9, 9.92],
    [4, '甲', 1, 10.25, 10.22],
    [4, '甲', 2, 10.28, null],
    [4, '乙', 1, 10.17, 10.2],
    [4, '乙', 2, 10.24, 10.26],
    [5, '甲', 1, 10.03, 10.06],
    [5, '甲', 2, 10.1, 10.07],
    [5, '乙', 1, 9.99, 10.01],
    [5, '乙', 2, 10.05, 10.08],
    [6, '甲', 1, 10.61, 10.58],
    [6, '甲', 2, 10.66, 10.63],
    [6, '乙', 1, 10.55, null],
    [6, '乙', 2, 10.6, 10.62],
  ];

export const expandedStudyCsv = [
  'part,operator,day,measurement',
  ...days.flatMap(([part, operator, day, ...values]) => values.map((x) => `${part},${operator},${day},${x ?? ''}`)),
].join('\n');

/** 20 parts: truth, inspector A twice, inspector B twice; 1 good, 0 bad. */
const attributeRows = [
  '11111',
  '11111',
  '00000',
  '11110',
  '00001',
  '11111',
  '00000',
  '11111',
  '10111',
  '00000',
  '11111',
  '00011',
  '11111',
  '00000',
  '11111',
  '01000',
  '11111',
  '00000',
  '11111',
  '11101',
];

export const attributeStudyCsv = [
  'part,appraiser,rating,reference',
  ...attributeRows.flatMap((row, i) => {
    const [truth = '', ...ratings] = [...row].map((digit) => (digit === '1' ? 'OK' : 'NG'));
    return ratings.map((rating, k) => `${i + 1},${k < 2 ? '甲' : '乙'},${rating},${truth}`);
  }),
].join('\n');
