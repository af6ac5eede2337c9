import { expect, test } from 'vitest';
import { placeOf } from './place-of.ts';

test('a draft leads to its form, by the names that the desk gives drafts', () => {
  expect(placeOf('case:1:audit:').link).toEqual({ to: '/cases/$id', params: { id: '1' }, search: { do: 'audit' } });
  expect(placeOf('case:1:finding:7').link?.search).toEqual({ do: 'finding', line: '7' });
  expect(placeOf('case:1:leave.audit:').link?.search).toEqual({});
  expect(placeOf('new:small:renewal:9').link).toEqual({
    to: '/apply',
    search: { scheme: 'small', flow: 'renewal', entry: '9' },
  });
  expect(placeOf('round:new')).toEqual({ text: 'rounds', link: { to: '/rounds' }, isNamed: false });
  expect(placeOf('admin:token')).toEqual({ text: 'makeToken', link: null, isNamed: false });
  expect(placeOf('admin:toString').text).toBe('editions');
});
