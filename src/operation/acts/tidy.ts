/**
 * What came from outside, with every text in NFC and well-formed: events are kept as canonical bytes, in which a name has one
 * encoding. Members named `__proto__` come out as plain members, and `undefined` ones are left out.
 */
export function tidy<T>(value: T): T {
  return tidied(value) as T;
}

function tidied(value: unknown): unknown {
  if (typeof value === 'string') return tidyText(value);
  if (Array.isArray(value)) return value.map(tidied);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [tidyText(name), tidied(member)]));
}

function tidyText(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd').normalize('NFC');
}
