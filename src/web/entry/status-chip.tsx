import { useWords, type Words } from '../desk/words.ts';

/** The shapes of the public pages: a tick, two bars, a cross, a stroke through, an hourglass, a waiting dash. */
const shapes = {
  tick: 'm4 12.5 5 5L20 6.5',
  bars: 'M8.5 5v14M15.5 5v14',
  cross: 'M5 5l14 14M19 5 5 19',
  stroke: 'm5 19 14-14',
  glass: 'M6 2h12M6 22h12M7 2c0 6 10 8 10 10S7 16 7 22M17 2c0 6-10 8-10 10s10 4 10 10',
  dash: 'M5 12h14',
} as const;

const statuses = {
  decided: { shape: 'dash', tone: 'over', zh: '已决定，待签发', en: 'decided, not issued yet' },
  valid: { shape: 'tick', tone: 'good', zh: '有效', en: 'valid' },
  suspended: { shape: 'bars', tone: 'warn', zh: '暂停', en: 'suspended' },
  withdrawn: { shape: 'cross', tone: 'bad', zh: '撤销', en: 'withdrawn' },
  cancelled: { shape: 'stroke', tone: 'over', zh: '注销', en: 'cancelled' },
  expired: { shape: 'glass', tone: 'over', zh: '过期失效', en: 'expired' },
} as const;

/** The status of an entry: one word, a colour, and a shape that says the same. */
export function StatusChip({ status }: { readonly status: string }) {
  const words = useWords();
  const known = Object.hasOwn(statuses, status) ? statuses[status as keyof typeof statuses] : null;
  return (
    <span className={`chip status-${known?.tone ?? 'over'}`}>
      <svg viewBox="0 0 24 24" aria-hidden="true" className="shape">
        <path d={shapes[known?.shape ?? 'dash']} />
      </svg>
      {known === null ? status : words.of(known)}
    </span>
  );
}

/** The statuses by which a list may be filtered. */
export function statusNames(words: Words): { readonly value: string; readonly label: string }[] {
  return Object.entries(statuses).map(([value, text]) => ({ value, label: words.of(text) }));
}
