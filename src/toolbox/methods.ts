import { catalogue } from './generated/catalogue.ts';
import { loadFamily } from './load-method.ts';
import type { Method, MethodGroup } from './method/method.ts';
import type { Text } from './method/text.ts';
import { type Family, families } from './method-families.ts';

/** The registry of all methods. The catalogue is light and always there; the methods load by family when one is used. */
export interface CatalogueEntry {
  readonly id: string;
  readonly family: Family;
  readonly group: MethodGroup;
  readonly title: Text;
  readonly purpose: Text;
}

export const methodFamilies = Object.keys(families) as readonly Family[];

/** Ids, titles and purposes of all methods, in the order in which they are listed. */
export const methodCatalogue: readonly CatalogueEntry[] = catalogue;

/** All methods, for the documents, the command line's list and the tests. */
export async function loadAllMethods(): Promise<readonly Method[]> {
  return (await Promise.all(methodFamilies.map(loadFamily))).flat();
}
