import { afterAll, describe, expect, it } from 'vitest';
import { leaveClusters, openTestStorage } from '../../../test/database.ts';
import { readInstant } from './read-types.ts';

afterAll(leaveClusters);

describe('values from the server', () => {
  it('are days, instants and counts as the house writes them', async () => {
    const test = await openTestStorage();
    const text = `select '2026-03-10'::date as day, '2026-03-10 12:05:06.7+08'::timestamptz as at, 9007199254740991::bigint as count,
      '0001-01-01'::date as first, '9999-12-31 23:59:59.999Z'::timestamptz as last, array['a', null] as list`;
    expect(await test.storage.database.rows({ text })).toEqual([
      {
        day: '2026-03-10',
        at: '2026-03-10T04:05:06.700Z',
        count: 9007199254740991,
        first: '0001-01-01',
        last: '9999-12-31T23:59:59.999Z',
        list: ['a', null],
      },
    ]);
    const large = test.storage.database.rows({ text: 'select 9007199254740993::bigint as count' });
    await expect(large).rejects.toThrow('an integer that a double holds');
    await test.close();
  });

  it('that are no instants in UTC are refused', () => {
    expect(readInstant('2026-03-10 04:05:06+00')).toBe('2026-03-10T04:05:06.000Z');
    for (const text of ['infinity', '2026-03-10 04:05:06+08', '0001-01-01 00:00:00+00 BC'])
      expect(() => readInstant(text)).toThrow('expected an instant in UTC');
  });
});
