import { useWords } from '../desk/words.ts';
import { useToday } from '../shell/session.ts';
import { Due, daysLeftUntil } from '../work-list/due.tsx';
import { CorrectDisplay } from './correct-display.tsx';
import type { RoundWithScheme } from './round-parts.ts';

/** What is on public display, until when; and what was decided over it. */
export function Display({ round, scheme }: RoundWithScheme) {
  const words = useWords();
  const today = useToday(scheme.zone);
  const { display, decided } = round;
  if (display === null) return null;
  const grade = (id: string | null) => (id === null ? '' : words.key(scheme.texts, `grade.${id}`, id));
  const answer = (id: string) => decided?.rows.find((row) => row.case === id);
  return (
    <section className="panel" aria-labelledby="display-title">
      <h2 id="display-title">{words.t('display')}</h2>
      <p>
        {words.t('displayPeriod', { from: display.from, to: display.to })}{' '}
        {decided === null ? <Due due={display.to} daysLeft={daysLeftUntil(today, display.to)} /> : null}
      </p>
      {display.corrects === null ? null : (
        <p className="soft">
          <a href={`/notices/${display.corrects}`} target="_blank" rel="noreferrer">
            {words.t('correctsNotice')}
          </a>
          {words.colon}
          {display.why}
        </p>
      )}
      <p>
        <a href={`/notices/${display.notice}`} target="_blank" rel="noreferrer">
          {words.t('publicNotice')}
        </a>
      </p>
      <ol>
        {display.list.map((row) => (
          <li key={row.case}>
            {row.title}{' '}
            <span className="soft">
              {row.unit === undefined ? '' : words.of(row.unit)} {grade(row.grade)}
            </span>{' '}
            {decided === null ? null : answer(row.case)?.granted ? (
              <span className="chip status-good">{words.t('granted')}</span>
            ) : (
              <span className="chip">{words.t('notGranted')}</span>
            )}
          </li>
        ))}
      </ol>
      <p className="soft">
        {words.t('digest')} <code>{display.digest.slice(0, 16)}…</code>
      </p>
      {round.isDesk ? <CorrectDisplay round={round} scheme={scheme} /> : null}
    </section>
  );
}
