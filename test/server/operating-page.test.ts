import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settingsTable } from '#operation/settings.ts';
import { apiRoutes } from '#server/api/routes.ts';
import { problemTexts } from '#server/problem/problems.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/operating.md'), 'utf8');

test('the page for operators names statuses, settings and addresses that there are', () => {
  const statuses = [...page.matchAll(/\b(\d{3}) `([a-z-]+)`/g)];
  expect(statuses.length).toBeGreaterThan(3);
  for (const [said, status, code = ''] of statuses) {
    expect(Object.keys(problemTexts), said).toContain(code);
    expect(problemTexts[code as keyof typeof problemTexts].status, said).toBe(Number(status));
  }
  const settings = new Set<string>(Object.values(settingsTable).map((s) => s.variable));
  const named = [...page.matchAll(/`([A-Z][A-Z_]{4,})`/g)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'FOLDER');
  expect(named.length).toBeGreaterThan(4);
  for (const name of named) expect(settings.has(name), name).toBe(true);
  const routes = new Set<string>(apiRoutes().map((route) => route.path));
  for (const [, path = ''] of page.matchAll(/`(?:POST )?(\/[a-z][^`\s]*)`/g)) expect(routes.has(path), path).toBe(true);
});
