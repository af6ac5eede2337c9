import type { RuleContext } from '#certification/rules/context.ts';
import type { Surroundings } from '#certification/scheme/check.ts';
import * as outside from '#certification/scheme/outside.ts';
import type { WorkedOutside } from '#certification/scheme/worked-case/world.ts';
import { loadRules, sha256Hex } from './house-files.ts';

/** What schemes may name outside of their files, as this house has it. */
export const schemeSurroundings = (rules: RuleContext = loadRules()): Surroundings => outside.schemeSurroundings(rules);

/** The world in which worked cases play, on the terminal's digests. */
export const workedOutside = (rules: RuleContext): WorkedOutside => outside.workedOutside(rules, sha256Hex);
