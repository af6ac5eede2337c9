/**
 * An id out of a name: small letters, digits and hyphens from the English words, since ids are written in files and numbers;
 * a name without any gets the kind and a number. Never one that is taken.
 */
export function idFrom(english: string, kind: string, taken: readonly string[]): string {
  const words = english
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .slice(0, 5)
    .join('-')
    .slice(0, 40)
    .replace(/^[^a-z]+|-+$/g, '');
  const free = (id: string) => !taken.includes(id);
  if (words !== '' && free(words)) return words;
  const stem = words === '' ? kind : words;
  let n = 1;
  while (!free(`${stem}-${n}`)) n++;
  return `${stem}-${n}`;
}
