import type { Route } from './route.ts';

/**
 * Holds an answer against its declared shape: it must parse, and hold nothing that is not declared, so that no member of a row
 * gets out because a route passed it on whole. Done in tests, for every answer of every test.
 */
export function checkAnswer(route: Route, value: unknown): void {
  if (!('json' in route.answer)) return;
  const sent: unknown = JSON.parse(JSON.stringify(value));
  const parsed = route.answer.json.safeParse(sent);
  if (!parsed.success) throw new Error(`The answer of ${route.id} has not its declared shape: ${parsed.error.message}`);
  const extra = firstDifference(sent, parsed.data, '');
  if (extra !== null)
    throw new Error(`The answer of ${route.id} holds \`${extra}\`, which its shape does not declare.`);
}

function firstDifference(sent: unknown, declared: unknown, at: string): string | null {
  if (typeof sent !== 'object' || sent === null) return null;
  if (typeof declared !== 'object' || declared === null) return at;
  for (const [name, value] of Object.entries(sent)) {
    const path = at === '' ? name : `${at}.${name}`;
    if (!Object.hasOwn(declared, name)) return path;
    const found = firstDifference(value, Reflect.get(declared, name), path);
    if (found !== null) return found;
  }
  return null;
}
