import { join } from 'node:path';
import type { WorldPlan } from '#storage/bench/world/plan.ts';
import { readWorldScript, type WorldScript } from '#storage/bench/world/world-parts.ts';
import { houseFolder, loadRules } from '../house-files.ts';
import { workedOutside } from '../scheme-outside.ts';

/** The script of the invented world, from the house's schemes and the words beside the demonstration. */
export const houseWorld = (plan: WorldPlan): Promise<WorldScript> =>
  readWorldScript(
    { schemes: join(houseFolder, 'schemes'), vocabulary: join(houseFolder, 'demonstration', 'large-world.json') },
    workedOutside(loadRules()),
    plan,
  );
