/** Action priority of design and process FMEA, AIAG & VDA FMEA Handbook, 1st edition (2019): which rows need action first. */
export type ActionPriority = 'H' | 'M' | 'L';

export const actionPriorityEdition = {
  id: 'AIAG & VDA FMEA Handbook, 1st edition (2019)',
  note: 'not the 2017 draft, whose bands differ',
} as const;

/** Bands of severity and occurrence from the worst down; columns are detection 7–10, 5–6, 2–4, 1. */
const bands: readonly (readonly [
  severityFrom: number,
  rows: readonly (readonly [occurrenceFrom: number, byDetection: string])[],
])[] = [
  [
    9,
    [
      [8, 'HHHH'],
      [6, 'HHHH'],
      [4, 'HHHM'],
      [2, 'HMLL'],
      [1, 'LLLL'],
    ],
  ],
  [
    7,
    [
      [8, 'HHHH'],
      [6, 'HHHM'],
      [4, 'HMMM'],
      [2, 'MMLL'],
      [1, 'LLLL'],
    ],
  ],
  [
    4,
    [
      [8, 'HHMM'],
      [6, 'MMML'],
      [4, 'MLLL'],
      [2, 'LLLL'],
      [1, 'LLLL'],
    ],
  ],
  [
    2,
    [
      [8, 'MMLL'],
      [6, 'LLLL'],
      [4, 'LLLL'],
      [2, 'LLLL'],
      [1, 'LLLL'],
    ],
  ],
  [1, [[1, 'LLLL']]],
];

const detectionFrom = [7, 5, 2, 1] as const;

/** Ratings are whole numbers from 1 to 10. */
export function isRating(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 10;
}

/** Severity, occurrence and detection from 1 to 10 each; undefined for any other rating. */
export function actionPriority(severity: number, occurrence: number, detection: number): ActionPriority | undefined {
  if (![severity, occurrence, detection].every(isRating)) return undefined;
  const rows = bands.find(([from]) => severity >= from)?.[1];
  const letters = rows?.find(([from]) => occurrence >= from)?.[1];
  const letter = letters?.[detectionFrom.findIndex((from) => detection >= from)];
  return letter === 'H' || letter === 'M' ? letter : 'L';
}
