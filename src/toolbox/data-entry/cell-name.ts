/** Letters of a column as every spreadsheet counts them: 0 is `A`, 26 is `AA`. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** Name of a cell such as `B7`; `column` counts from 0, `row` as the user's program shows it. */
export function cellName(column: number, row: number): string {
  return `${columnLetters(column)}${row}`;
}
