import { useQuery } from '@tanstack/react-query';
import { api } from '../desk/api.ts';
import { useWords } from '../desk/words.ts';
import { type RoundWithScheme, roundStepSpec } from './round-parts.ts';

/** Who reviews what, by which seed, and who was kept from what and why. */
export function Assignment({ round, scheme }: RoundWithScheme) {
  const words = useWords();
  const names = useReviewerNames({ round, scheme });
  const { assigned } = round;
  if (assigned === null) return null;
  const title = (id: string) => round.cases.find((c) => c.id === id)?.title ?? id;
  const nameOf = (person: string) => names.get(person) ?? '…';
  const byCase = round.cases
    .map((c) => ({ title: c.title, persons: assigned.pairs.filter((p) => p.case === c.id).map((p) => p.person) }))
    .filter((c) => c.persons.length > 0);
  return (
    <section className="panel" aria-labelledby="assignment-title">
      <h2 id="assignment-title">{words.t('assignment')}</h2>
      <p className="soft">{words.t('seedWas', { seed: assigned.seed })}</p>
      <ul className="plain">
        {byCase.map((c) => (
          <li key={c.title} className="duty">
            <strong>{c.title}</strong>
            <div>{words.list(c.persons.map(nameOf))}</div>
          </li>
        ))}
      </ul>
      {assigned.excluded.length === 0 ? null : (
        <>
          <h3>{words.t('excluded')}</h3>
          <ul className="plain">
            {assigned.excluded.map((e) => (
              <li key={`${e.case} ${e.person}`}>
                {nameOf(e.person)} — {title(e.case)} <span className="soft">{tieWords(e.why, words)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

const ties = {
  organisation: 'conflictOrganisation',
  project: 'conflictProject',
  kinship: 'conflictKinship',
  other: 'conflictOther',
} as const;

function tieWords(why: string, words: ReturnType<typeof useWords>): string {
  return Object.hasOwn(ties, why) ? words.t(ties[why as keyof typeof ties]) : why;
}

/** The names of those who hold the reviewers' role, as the naming step knows them. */
function useReviewerNames({ round, scheme }: RoundWithScheme): ReadonlyMap<string, string> {
  const words = useWords();
  const role = scheme.round?.assignment?.role ?? '';
  const step = round.steps.find((s) => roundStepSpec(scheme, s.id)?.work === 'assign')?.id ?? '';
  const found = useQuery({
    queryKey: ['candidates', round.id, step, role],
    queryFn: () => api.get('/api/v1/rounds/{id}/candidates', { path: { id: round.id }, query: { step, role } }),
    enabled: step !== '' && role !== '' && round.assigned !== null,
    staleTime: 300_000,
  });
  return new Map(
    (found.data?.rows ?? []).flatMap((c) => (c.person === null ? [] : [[c.person.id, words.of(c.person.name)]])),
  );
}
