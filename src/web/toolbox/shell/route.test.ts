import { expect, test } from 'vitest';
import { href, type Route, readRoute } from './route.ts';

test('every address is read back as it was written; an unknown one is the first page', () => {
  const routes: Route[] = [
    { page: 'home' },
    { page: 'method', method: 'xbar-r', work: null },
    { page: 'method', method: 'i-mr', work: 'abc' },
    { page: 'start', questionnaire: null },
    { page: 'start', questionnaire: 'small-firm' },
    { page: 'form', form: 'gauge-list' },
    { page: 'open' },
  ];
  for (const route of routes) expect(readRoute(href(route))).toEqual(route);
  expect(readRoute('#/nowhere/%E0%A4%A')).toEqual({ page: 'home' });
});
