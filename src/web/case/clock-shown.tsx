import type { CaseClock } from '../api/generated/api.ts';
import { useWords } from '../desk/words.ts';
import { useToday } from '../shell/session.ts';
import { Due, daysLeftUntil } from '../work-list/due.tsx';

/** A clock in words: how long it still runs, that it stands still, or that its table ends before it does. */
export function ClockShown({ clock, zone }: { readonly clock: CaseClock | null; readonly zone: string }) {
  const words = useWords();
  const today = useToday(zone);
  if (clock === null) return null;
  switch (clock.state) {
    case 'running':
      return (
        <span className="clock">
          {clock.due === undefined ? (
            words.t('clockRunning')
          ) : (
            <Due due={clock.due} daysLeft={daysLeftUntil(today, clock.due)} />
          )}
          {clock.standstill ? (
            <span className="soft">{words.t('clockStandstill', { days: clock.standstill })}</span>
          ) : null}
        </span>
      );
    case 'standing':
      return <span className="clock soft">{words.t('clockStanding', { on: clock.on })}</span>;
    case 'beyond-table':
      return <span className="clock due due-soon">{words.t('clockBeyond', { day: clock.tableEnds })}</span>;
    case 'met':
      return <span className="clock soft">{words.t('clockMet', { on: clock.on })}</span>;
    case 'out':
      return <span className="clock due due-late">{words.t('clockOut', { on: clock.on })}</span>;
    case 'dropped':
      return <span className="clock soft">{words.t('clockDropped', { on: clock.on })}</span>;
  }
}
