import { Link } from '@tanstack/react-router';
import type { ListedCase } from '../api/generated/api.ts';
import { dayText, useWords } from '../desk/words.ts';
import { useToday } from '../shell/session.ts';
import { Due, daysLeftUntil } from './due.tsx';

const endings = {
  granted: { zh: '通过', en: 'granted' },
  refused: { zh: '不予通过', en: 'refused' },
  withdrawn: { zh: '撤回', en: 'withdrawn' },
  closed: { zh: '终止', en: 'closed' },
} as const;

/** A case in a list: what, whose, where it stands, until when. */
export function CaseRow({ listed }: { readonly listed: ListedCase }) {
  const words = useWords();
  const today = useToday();
  return (
    <li className="row">
      <div className="row-main">
        <Link to="/cases/$id" params={{ id: listed.id }} search={{}} className="row-link">
          <strong>{listed.title}</strong>
          <span className="row-title">
            {words.of(listed.scheme.title)} · {words.of(listed.flow.title)}
          </span>
        </Link>
        <div className="row-facts soft">
          <span>{listed.applicant === null ? words.t('blind') : words.of(listed.applicant.name)}</span>
          <span>{words.of(listed.body.name)}</span>
          <span>{words.t('opened', { at: dayText(listed.openedAt) })}</span>
        </div>
      </div>
      <div className="row-side">
        {listed.state === 'ended' ? (
          <span className="chip">{endingWord(listed.ending, words)}</span>
        ) : (
          <>
            <span>{words.list(listed.openSteps.map((step) => words.of(step)))}</span>
            {listed.nextDue === null ? null : (
              <Due due={listed.nextDue} daysLeft={daysLeftUntil(today, listed.nextDue)} />
            )}
          </>
        )}
      </div>
    </li>
  );
}

function endingWord(ending: string | null, words: ReturnType<typeof useWords>): string {
  return ending !== null && Object.hasOwn(endings, ending)
    ? words.of(endings[ending as keyof typeof endings])
    : words.t('stateEnded');
}
