import type { Text } from './vocabulary/word.ts';

/** Edits (insert, delete, replace, swap of neighbours) between two words: the optimal string alignment distance. */
export function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (rows[i - 1]?.[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min((rows[i - 1]?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replace);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}

/** The known word that was probably meant; none when all are too far away. */
export function nearestWord(found: string, known: readonly string[]): string | undefined {
  if (found.length > 80) return undefined;
  let best: string | undefined;
  let least = Math.max(2, Math.floor(found.length / 3)) + 1;
  for (const word of known) {
    if (Math.abs(word.length - found.length) >= least) continue;
    const distance = editDistance(found.toLowerCase(), word.toLowerCase());
    if (distance < least) [best, least] = [word, distance];
  }
  return best ?? onlyOneThat(known, (word) => found.length > 3 && (word.startsWith(found) || found.startsWith(word)));
}

/** A word of which only the beginning was written, when there is one such. */
function onlyOneThat(known: readonly string[], fits: (word: string) => boolean): string | undefined {
  const fitting = known.filter(fits);
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** The help line: the word that was probably meant, else all that are known. */
export function didYouMean(found: string, known: readonly string[]): Text {
  const nearest = nearestWord(found, known);
  if (nearest !== undefined) return { zh: `是否想写 \`${nearest}\``, en: `Did you mean \`${nearest}\`` };
  const list = known.length === 0 ? { zh: '没有可用的', en: 'There is none' } : undefined;
  return list ?? { zh: `可用：${known.join('、')}`, en: `Known: ${known.join(', ')}` };
}
