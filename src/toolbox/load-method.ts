import { idsOf } from './generated/method-ids.ts';
import type { Method } from './method/method.ts';
import { type Family, families } from './method-families.ts';

export function loadFamily(family: Family): Promise<readonly Method[]> {
  return families[family]();
}

/** The method of an id, or undefined where there is none. It knows ids alone: the catalogue's words are loaded by who shows them. */
export async function loadMethod(id: string): Promise<Method | undefined> {
  for (const [family, ids] of Object.entries(idsOf) as [Family, string][])
    if (ids.split(' ').includes(id)) return (await loadFamily(family)).find((method) => method.id === id);
  return undefined;
}
