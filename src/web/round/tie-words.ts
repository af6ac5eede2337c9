import type { useWords } from '../desk/words.ts';

const ties = {
  organisation: 'conflictOrganisation',
  project: 'conflictProject',
  kinship: 'conflictKinship',
  other: 'conflictOther',
  competence: 'notCompetentFor',
} as const;

/** Why somebody does not judge a submission, in words. */
export function tieWords(why: string, words: ReturnType<typeof useWords>): string {
  return Object.hasOwn(ties, why) ? words.t(ties[why as keyof typeof ties]) : why;
}
