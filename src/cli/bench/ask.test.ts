import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, joinAsked, quantile } from './ask.ts';
import { isReached, measuredLine } from './measured.ts';

const server = createServer((request, response) => {
  if (request.url?.startsWith('/length')) response.end('x'.repeat(200_000));
  else if (request.url?.startsWith('/chunks')) {
    response.write('y'.repeat(50_000));
    setTimeout(() => response.end('the end'), 2);
  } else if (request.url === '/cut') request.socket.destroy();
  else {
    response.statusCode = 404;
    response.end('no');
  }
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());

describe('the client of the contest', () => {
  it('waits for whole answers, with a length and in chunks', async () => {
    for (const path of ['/length', '/chunks']) {
      const asked = await ask({ port, connections: 3, seconds: 0.15, path: (n) => `${path}?${n}` });
      expect(asked.count).toBeGreaterThan(5);
      expect(asked.failures).toBe(0);
      expect(asked.times).toHaveLength(asked.count);
    }
  });

  it('counts what was refused or cut off, and no time for it', async () => {
    const refused = await ask({ port, connections: 1, seconds: 0.05, path: () => '/missing' });
    expect(refused.count).toBe(0);
    expect(refused.failures).toBeGreaterThan(0);
    const cut = await ask({ port, connections: 2, seconds: 0.05, path: () => '/cut' });
    expect(cut).toMatchObject({ count: 0, failures: 2 });
  });

  it('tells the time that a share of the answers kept to, over all turns', () => {
    const turn = (times: number[]) => ({
      count: times.length,
      seconds: 1,
      failures: 0,
      times: Float64Array.from(times),
    });
    const joined = joinAsked([turn([1, 2, 3, 4, 5]), turn([6, 7, 8, 9, 10])]);
    expect([joined.count, joined.seconds]).toEqual([10, 2]);
    expect([0.5, 0.95, 0.99, 0.1].map((share) => quantile(joined, share))).toEqual([5, 10, 10, 1]);
    expect(quantile(turn([]), 0.5)).toBeNaN();
  });
});

describe('a figure and its goal', () => {
  const figure = (value: number, goal: { least: number } | { most: number } | null) => ({
    name: 'so',
    figure: value,
    unit: 'ms',
    goal,
    behind: 'why',
  });
  it('is reached at the goal itself, missed beyond it, and never without a figure', () => {
    expect(isReached(figure(0.7, { least: 0.7 }))).toBe(true);
    expect(isReached(figure(0.69, { least: 0.7 }))).toBe(false);
    expect(isReached(figure(50, { most: 50 }))).toBe(true);
    expect(isReached(figure(Number.NaN, { most: 50 }))).toBe(false);
    expect(isReached(figure(1, null))).toBe(true);
  });
  it('is told in one line', () => {
    expect(measuredLine(figure(0.69, { least: 0.7 }))).toMatch(/^✗ so +0\.69 ms \(at least 0\.70\) +why$/);
    expect(measuredLine(figure(1, null))).toMatch(/^ {2}so +1\.00 ms +why$/);
  });
});
