import type { ImportSource, RowHistory } from '../ports/imports.ts';
import type { ProjectionRows } from '../ports/projections.ts';
import type { World } from '../world.ts';
import { importedRows } from './imported-rows.ts';
import { mappingOf } from './sources.ts';

/** What the histories of a foreign register's rows give, told anew: what the audit holds its entries against. */
export function importedProjectionsOf(
  world: World,
): (source: ImportSource, histories: readonly RowHistory[]) => Promise<ProjectionRows> {
  return async (source, histories) => {
    const mapping = await mappingOf(world, source);
    if (mapping === null) return {};
    const batches = await world.storage.imports.batches(source.id);
    const told = histories.flatMap((history) => importedRows(mapping, batches, source.id, history) ?? []);
    return {
      entries: told.map((t) => t.entry),
      changes: told.flatMap((t) => t.changes),
      search: told.map((t) => ({ subject: 'entry', id: t.entry.id, texts: t.texts })),
    };
  };
}
