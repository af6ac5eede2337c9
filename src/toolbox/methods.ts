import { catalogue } from './generated/catalogue.ts';
import type { Method, MethodGroup } from './method/method.ts';
import type { Text } from './method/text.ts';

/**
 * The registry of all methods. The catalogue is light and always there; the methods themselves are loaded by family when
 * one of them is used, so that a browser fetches the statistics of its first method and no more.
 */
export interface CatalogueEntry {
  readonly id: string;
  readonly family: Family;
  readonly group: MethodGroup;
  readonly title: Text;
  readonly purpose: Text;
}

const families = {
  'everyday-charts': async () => (await import('./everyday-chart-methods.ts')).everydayChartMethods,
  'special-charts': async () => (await import('./special-chart-methods.ts')).specialChartMethods,
  capability: async () => (await import('./capability-methods.ts')).capabilityMethods,
  inspection: async () => (await import('./inspection-methods.ts')).inspectionMethods,
  numbers: async () => (await import('./number-methods.ts')).numberMethods,
} satisfies Record<string, () => Promise<readonly Method[]>>;

export type Family = keyof typeof families;

export const methodFamilies = Object.keys(families) as readonly Family[];

/** Ids, titles and purposes of all methods, in the order in which they are listed. */
export const methodCatalogue: readonly CatalogueEntry[] = catalogue;

export function loadFamily(family: Family): Promise<readonly Method[]> {
  return families[family]();
}

/** The method of an id, or undefined where there is none. */
export async function loadMethod(id: string): Promise<Method | undefined> {
  const entry = methodCatalogue.find((one) => one.id === id);
  return entry && (await loadFamily(entry.family)).find((method) => method.id === id);
}

/** All methods, for the documents, the command line's list and the tests. */
export async function loadAllMethods(): Promise<readonly Method[]> {
  return (await Promise.all(methodFamilies.map(loadFamily))).flat();
}
