import { useWords, type Words } from '../desk/words.ts';

const statuses = {
  decided: { symbol: '…', tone: 'over', zh: '已决定，待签发', en: 'decided, not issued yet' },
  valid: { symbol: '✓', tone: 'good', zh: '有效', en: 'valid' },
  suspended: { symbol: 'Ⅱ', tone: 'warn', zh: '暂停', en: 'suspended' },
  withdrawn: { symbol: '✕', tone: 'bad', zh: '撤销', en: 'withdrawn' },
  cancelled: { symbol: '∕', tone: 'over', zh: '注销', en: 'cancelled' },
  expired: { symbol: '⧗', tone: 'over', zh: '过期失效', en: 'expired' },
} as const;

/** The status of an entry: one word, a colour, and a symbol that says the same. */
export function StatusChip({ status }: { readonly status: string }) {
  const words = useWords();
  const known = Object.hasOwn(statuses, status) ? statuses[status as keyof typeof statuses] : null;
  return (
    <span className={`chip status-${known?.tone ?? 'over'}`}>
      <span aria-hidden="true">{known?.symbol ?? '?'}</span> {known === null ? status : words.of(known)}
    </span>
  );
}

/** The statuses by which a list may be filtered. */
export function statusNames(words: Words): { readonly value: string; readonly label: string }[] {
  return Object.entries(statuses).map(([value, text]) => ({ value, label: words.of(text) }));
}
