import { type Day, daysBetween } from '#certification/time/day.ts';
import { useWords } from '../desk/words.ts';

/** How near a day is, as colour, symbol and words: none of them alone carries it. */
export function Due({ due, daysLeft }: { readonly due: string | null; readonly daysLeft: number | null }) {
  const words = useWords();
  if (due === null || daysLeft === null) return <span className="due soft">{words.t('noDue')}</span>;
  const tone = daysLeft < 0 ? 'late' : daysLeft <= 3 ? 'soon' : 'calm';
  const said =
    daysLeft < 0
      ? daysLeft === -1
        ? words.t('lateDay')
        : words.t('lateDays', { count: -daysLeft })
      : daysLeft === 0
        ? words.t('dueToday')
        : daysLeft === 1
          ? words.t('leftDay')
          : words.t('leftDays', { count: daysLeft });
  return (
    <span className={`due due-${tone}`}>
      <span aria-hidden="true" className="due-symbol">
        {{ late: '!', soon: '◔', calm: '○' }[tone]}
      </span>
      <span className="due-words">{said}</span>
      <time dateTime={due}>{due}</time>
    </span>
  );
}

/** Calendar days from today to a day; both are days that the server gave. */
export function daysLeftUntil(today: string, due: string): number {
  return daysBetween(today as Day, due as Day);
}
