import { createHash } from 'node:crypto';
import { loadedRules } from '../rules/rules-folder.contract.ts';
import type { Surroundings } from './check.ts';
import * as outside from './outside.ts';
import type { WorkedOutside } from './worked-case/world.ts';

/** What schemes name that lies outside their files, as the house has it: its calculators, code lists and holidays. */
const rules = loadedRules();

export const schemeSurroundings: Surroundings = outside.schemeSurroundings(rules);

/** The surroundings in which worked cases play: real holidays, real codes, the rule packs' own calculators. */
export function workedOutside(): WorkedOutside {
  return outside.workedOutside(rules, (bytes) => createHash('sha256').update(bytes).digest('hex'));
}
