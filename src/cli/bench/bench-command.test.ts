import { expect, it } from 'vitest';
import { touchstone } from '../../../test/cli/terminal.ts';

/** Times are nobody's business here: a busy machine misses every goal. What the run did, and that it found its world right, is. */
it('measures all that it is asked for on a small world, and finds the world right', { timeout: 400_000 }, async () => {
  const args = [
    'bench',
    '--part',
    'storage',
    '--size',
    '300',
    '--seconds',
    '0.3',
    '--threads',
    '1',
    '--connections',
    '1',
    '--json',
  ];
  const { code, out, err } = await touchstone(args);
  expect([0, 1], err).toContain(code);
  const { machine, results } = JSON.parse(out) as {
    machine: string;
    results: readonly { name: string; figure: number; goal: object | null; reached: boolean; behind: string }[];
  };
  expect(machine).toMatch(/ × \d+, \d+ GiB, Node v\d+/);
  expect(err).toMatch(/300 certificates need about \d+\.\d GB of disk; \d+\.\d GB are free/);
  expect(results.map(({ name }) => name)).toEqual([
    'append and project, 1 connection',
    'load of a stream of 500 events against fetching its rows',
    'append and project, 1 connection, commit not waited for',
    'a world loaded against raw COPY of the same rows',
    'memory of the loader',
    'disk for a certificate',
    'audit of random streams of it: things that do not agree',
    'verdict as JSON against a bare route, 32 connections',
    'its p99 against that route’s',
    'status on a past day, cost against today',
    'search by 2 to 6 characters, p95, 32 connections',
    'the same, one connection',
    'questions that were not answered',
    'replay into fresh projections, rows',
    'the same, with indexes and statistics',
    'its rows against raw COPY of the same rows',
  ]);
  for (const { figure, name } of results) expect(figure, name).toBeGreaterThanOrEqual(0);
  for (const name of ['audit of random streams of it: things that do not agree', 'questions that were not answered'])
    expect(results.find((one) => one.name === name)).toMatchObject({ figure: 0, reached: true });
  expect(code).toBe(results.every(({ reached }) => reached) ? 0 : 1);
});

it('refuses a size or a part that is none, in words', async () => {
  for (const args of [
    ['--size', 'huge'],
    ['--part', 'luck'],
  ]) {
    const { code, err } = await touchstone(['bench', ...args]);
    expect(code).toBe(2);
    expect(err).toContain(args[1]);
  }
});
