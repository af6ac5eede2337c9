/**
 * Whether some object in a JSON text repeats a member. RFC 8259 leaves open which one counts, so two verifiers would read two
 * credentials out of one signature. A text in which every name counts has as many names followed by a colon as the value that
 * was read from it has members.
 * @param text a text that JSON.parse accepted, giving `value`.
 */
export function repeatsMember(text: string, value: unknown): boolean {
  let written = 0;
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (match[1] !== undefined) written++;
  return written !== countMembers(value);
}

function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = Array.isArray(value) ? 0 : Object.keys(value).length;
  for (const member of Object.values(value)) count += countMembers(member);
  return count;
}
