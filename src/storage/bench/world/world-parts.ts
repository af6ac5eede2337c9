import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { readWorkedCase, type WorkedCase } from '#certification/scheme/worked-case/case-file.ts';
import { type PlayedCase, playWorkedCase } from '#certification/scheme/worked-case/run.ts';
import type { WorkedOutside } from '#certification/scheme/worked-case/world.ts';
import { readSchemeFolder } from '#operation/schemes/scheme-folder.ts';
import { lifeOf } from './life.ts';
import type { WorldPlan } from './plan.ts';
import type { WorldParts } from './teller.ts';
import { readVocabulary, type Vocabulary } from './vocabulary.ts';

export interface WorldFiles {
  /** Declared schemes of the house. */
  readonly schemes: string;
  /** The words of the world. */
  readonly vocabulary: string;
}

/** The worked case of a scheme with all that it decided: plain data, so that it can be sent to a thread. */
interface Play {
  readonly scheme: Scheme;
  readonly worked: Pick<WorkedCase, 'file' | 'given'>;
  readonly played: PlayedCase;
  readonly share: number;
}

/** All that telling the world needs, as plain data. */
export interface WorldScript {
  readonly plan: WorldPlan;
  readonly words: Vocabulary;
  readonly plays: readonly Play[];
  readonly approval: Play;
}

/** Plays the worked cases of the schemes that the world is of. */
export async function readWorldScript(
  files: WorldFiles,
  outside: WorkedOutside,
  plan: WorldPlan,
): Promise<WorldScript> {
  const words = await readVocabulary(files.vocabulary);
  const plays: Play[] = [];
  for (const { scheme, share } of words.schemes) plays.push(await playOrdinary(files.schemes, scheme, outside, share));
  return { plan, words, plays, approval: await playOrdinary(files.schemes, words.approvals, outside, 1) };
}

export function worldPartsOf({ plan, words, plays, approval }: WorldScript): WorldParts {
  const lives = plays.flatMap(({ scheme, worked, played, share }) => {
    const life = lifeOf(scheme, worked, played);
    return Array.from({ length: share }, () => life);
  });
  return { plan, words, lives, approval: lifeOf(approval.scheme, approval.worked, approval.played) };
}

/** Every scheme of the world. */
export const schemesOf = ({ plays, approval }: WorldScript): readonly Scheme[] =>
  [...plays, approval].map(({ scheme }) => scheme);

async function playOrdinary(folder: string, name: string, outside: WorkedOutside, share: number): Promise<Play> {
  const read = await readSchemeFolder(folder, name);
  if (!read.ok) throw new Error(`The scheme \`${name}\` can't be read: ${JSON.stringify(read.diagnostics[0])}`);
  const { scheme } = read.parsed;
  const file = `${name}/cases/ordinary.yaml`;
  const worked = readWorkedCase({ name: file, text: await readFile(join(folder, file), 'utf8') });
  if (!worked.ok) throw new Error(`${file}: ${JSON.stringify(worked.diagnostics[0])}`);
  const played = playWorkedCase(scheme, worked.worked, outside);
  const [failure] = played.failures;
  if (failure) throw new Error(`${file}: expected ${failure.expected}, found ${failure.found}.`);
  const { cases, entries } = played;
  return {
    scheme,
    worked: { file, given: worked.worked.given },
    played: { failures: [], cases, entries, refused: [] },
    share,
  };
}
