import { expect, test } from 'vitest';
import type { EntryDecided, EntryEvent, EntryScope } from './events.ts';
import { foldEntry } from './state.ts';
import { statusStateOf } from './status-state.ts';

const scope: EntryScope = {
  codes: ['17', '18'],
  text: { zh: '轴承', en: 'Bearings' },
  sites: [{ name: '一厂' }, { name: '二厂' }],
  standards: ['GB/T 19001-2016'],
};
const reason = { list: 'status', code: 'overdue', words: '' };
const decided = { scope, decidedOn: '2026-03-10', from: '2026-03-10', to: '2029-03-09', duties: [] };
const issued: readonly EntryEvent[] = [
  // Only what the fold reads of the decision.
  { type: 'EntryDecided', format: 1, body: decided as unknown as EntryDecided },
  {
    type: 'EntryIssued',
    format: 2,
    body: { issuedOn: '2026-03-10', credential: 'ab', keyId: 'key-2026-1', status: { list: 1, index: 4712 } },
  },
];
const suspended = (codes: readonly string[] | null): EntryEvent => ({
  type: 'EntrySuspended',
  format: 1,
  body: { from: '2026-06-01', until: null, afterwards: null, codes, reason },
});
const restored: EntryEvent = { type: 'EntryRestored', format: 1, body: { on: '2026-07-01', reason, duties: [] } };
const changed = (direction: 'reduced' | 'extended', to: Partial<EntryScope>): EntryEvent => ({
  type: 'EntryScopeChanged',
  format: 1,
  body: { on: '2026-06-01', direction, scope: { ...scope, ...to }, reason },
});
const ended = (status: 'withdrawn' | 'cancelled'): EntryEvent => ({
  type: 'EntryEnded',
  format: 1,
  body: { on: '2026-06-01', status, reason },
});
const succeeded: EntryEvent = {
  type: 'EntrySucceeded',
  format: 1,
  body: { on: '2026-06-01', by: 'e2', number: '03526Q1R0M' },
};

test.each<[string, readonly EntryEvent[], string]>([
  ['issued', [], 'holds'],
  ['suspended', [suspended(null)], 'suspended'],
  ['restored', [suspended(null), restored], 'holds'],
  ['suspended in part', [suspended(['18'])], 'smaller-scope'],
  ['restored in that part', [suspended(['18']), restored], 'holds'],
  ['a code less', [changed('reduced', { codes: ['17'] })], 'smaller-scope'],
  ['a site less', [changed('reduced', { sites: [{ name: '一厂' }] })], 'smaller-scope'],
  ['a code more', [changed('extended', { codes: ['17', '18', '19'] })], 'holds'],
  [
    'a code less, then more than ever',
    [changed('reduced', { codes: ['17'] }), changed('extended', { codes: ['17', '18', '19'] })],
    'holds',
  ],
  [
    'restored with a smaller scope',
    [suspended(null), changed('reduced', { codes: ['17'] }), restored],
    'smaller-scope',
  ],
  ['withdrawn out of a suspension', [suspended(null), ended('withdrawn')], 'withdrawn'],
  ['cancelled', [ended('cancelled')], 'cancelled'],
  ['succeeded', [succeeded], 'succeeded'],
  ['expired: its own dates say so', [{ type: 'EntryExpired', format: 1, body: { lastDay: '2029-03-09' } }], 'holds'],
])('%s', (_, events, state) => {
  const recorded = [...issued, ...events].map((event, i) => ({
    event,
    version: i + 1,
    recordedAt: '2026-03-10T02:00:00.000Z',
    actor: { kind: 'system' as const, name: 'test' },
  }));
  const folded = foldEntry('e1', recorded);
  expect(folded.place).toEqual({ list: 1, index: 4712 });
  expect(statusStateOf(folded)).toBe(state);
});
