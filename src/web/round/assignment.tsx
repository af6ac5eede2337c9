import { useQuery } from '@tanstack/react-query';
import type { Round } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import { useWords } from '../desk/words.ts';
import { ReplaceReviewer } from './replace-reviewer.tsx';
import { type RoundWithScheme, roundStepSpec } from './round-parts.ts';
import { tieWords } from './tie-words.ts';

/** Who reviews what, by which seed, and who was kept from what and why. */
export function Assignment({ round, scheme }: RoundWithScheme) {
  const words = useWords();
  const names = useReviewerNames({ round, scheme });
  const { assigned } = round;
  if (assigned === null) return null;
  const title = (id: string) => round.cases.find((c) => c.id === id)?.title ?? id;
  const nameOf = (person: string) => names.get(person) ?? '…';
  const byCase = round.cases
    .map((c) => ({
      id: c.id,
      title: c.title,
      isOver: c.ending !== null,
      persons: assigned.pairs.filter((p) => p.case === c.id).map((p) => p.person),
    }))
    .filter((c) => c.persons.length > 0);
  return (
    <section className="panel" aria-labelledby="assignment-title">
      <h2 id="assignment-title">{words.t('assignment')}</h2>
      <p className="soft">{words.t('seedWas', { seed: assigned.seed })}</p>
      {round.draw === null ? null : <DrawAgain draw={round.draw} />}
      <ul className="plain">
        {byCase.map((c) => (
          <li key={c.id} className="duty">
            <strong>{c.title}</strong>
            <div>{words.list(c.persons.map(nameOf))}</div>
            {round.replaced
              .filter((r) => r.case === c.id)
              .map((r) => (
                <div key={`${r.from.id} ${r.to.id}`} className="soft">
                  {words.of(r.from.name)} → {words.of(r.to.name)}
                  {words.aside(r.why)}
                </div>
              ))}
            {c.isOver ? null : <ReplaceReviewer round={round} scheme={scheme} of={c} names={names} />}
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

/** Everything that is needed to draw again, as a file; and that drawing it again just now gave the same. */
function DrawAgain({ draw }: { readonly draw: NonNullable<Round['draw']> }) {
  const words = useWords();
  const file = `data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(draw, null, 1))}`;
  return (
    <p>
      <span className={`chip ${draw.isReplayed ? 'status-good' : 'status-bad'}`}>
        {words.t(draw.isReplayed ? 'drawSame' : 'drawDiffers')}
      </span>{' '}
      <a href={file} download="assignment.json">
        {words.t('drawFile')}
      </a>
    </p>
  );
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
