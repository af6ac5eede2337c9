import { mayOnRound } from '#certification/policy/policy.ts';
import type { Acting } from '#operation/acts/request.ts';
import { viewCase } from '#operation/desk/case-view.ts';
import type { StoredFile } from '#operation/ports/files.ts';
import type { World } from '#operation/world.ts';

/**
 * Whether somebody may read a file: one that was not handed in yet is its uploader's alone; one of a case is open to whom the
 * case's page shows it, so that a step hidden from her hides its files too; one of a round (the evidence of an objection) to the
 * round's desk.
 */
export async function mayReadFile(world: World, acting: Acting, file: StoredFile): Promise<boolean> {
  if (file.case !== null) {
    const view = await viewCase(world, acting, file.case);
    return view?.files.some((f) => f.id === file.id) ?? false;
  }
  const { viewer } = acting;
  if (file.round !== null) {
    const round = await world.storage.rounds.byId(file.round);
    return round !== null && mayOnRound('round.desk', viewer, round);
  }
  return viewer.account !== '' && file.uploadedBy === viewer.account;
}
