import type { ProjectionRows } from '../ports/projections.ts';

type RowList = Exclude<keyof ProjectionRows, 'restated'>;

const lists: readonly RowList[] = [
  'parties',
  'cases',
  'rounds',
  'tasks',
  'dues',
  'entries',
  'changes',
  'places',
  'notices',
  'search',
];

/**
 * The rows that an act changes: those after it that were not just so before it. A long case writes what moved and no more; a
 * row that is gone is told by its key and never happens, since projections only add and replace.
 */
export function changedRows(before: ProjectionRows, after: ProjectionRows): ProjectionRows {
  const changed: { [K in RowList]?: readonly unknown[] } = {};
  for (const list of lists) {
    const old = new Set((before[list] ?? []).map((row) => JSON.stringify(row)));
    const fresh = (after[list] ?? []).filter((row) => !old.has(JSON.stringify(row)));
    if (fresh.length > 0) changed[list] = fresh;
  }
  return changed as ProjectionRows;
}

/** Rows of several streams together. */
export function joinRows(...parts: readonly ProjectionRows[]): ProjectionRows {
  const joined: { [K in RowList]?: unknown[] } = {};
  for (const part of parts)
    for (const list of lists) {
      const rows = part[list];
      if (rows === undefined || rows.length === 0) continue;
      joined[list] ??= [];
      for (const row of rows) joined[list].push(row);
    }
  return joined as ProjectionRows;
}
