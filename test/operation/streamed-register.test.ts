import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/**
 * Registers larger than memory: made while they are read, in a process of its own whose heap is held small and whose memory
 * the kernel measures. `STREAMED_MB=2000` for the long run, `STREAMED_INTAKE=yes` to take all of it into the database too.
 */
const megabytes = Number(process.env['STREAMED_MB'] ?? 40);
const intakeMegabytes = process.env['STREAMED_INTAKE'] === 'yes' ? megabytes : 4;
const heap = 96;
const mostMegabytes = 400;

interface Measured {
  readonly rows: number;
  readonly seconds: number;
  readonly before: number;
  readonly peak: number;
}

function run(kind: string, size: number, part: 'reader' | 'intake'): Promise<Measured> {
  const program = join(import.meta.dirname, 'streamed-register.child.ts');
  const flags = ['--disable-warning=ExperimentalWarning', `--max-old-space-size=${heap}`];
  const child = spawn(process.execPath, [...flags, program, kind, String(size), part], {
    cwd: join(import.meta.dirname, '..', '..'),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    err += String(chunk);
  });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => {
      if (code === 0) done(JSON.parse(out) as Measured);
      else fail(new Error(`The process ended with ${code}: ${err.slice(-2000)}`));
    });
  });
}

const longest = 4 * 3_600_000;

describe('a register larger than memory', () => {
  test.each(['csv', 'json-lines', 'json'])(
    `is read row by row: ${megabytes} MB of %s`,
    async (kind) => {
      const found = await run(kind, megabytes, 'reader');
      console.log(`${kind}, ${megabytes} MB: ${JSON.stringify(found)}`);
      expect(found.rows).toBeGreaterThan(megabytes * 500);
      expect(found.peak).toBeLessThan(mostMegabytes);
    },
    longest,
  );

  test.each(['csv', 'gathered', 'json-lines', 'json'])(
    `is taken in, with all that has to be known of the whole of it: ${intakeMegabytes} MB of %s`,
    async (kind) => {
      const found = await run(kind, intakeMegabytes, 'intake');
      console.log(`${kind}, ${intakeMegabytes} MB taken in: ${JSON.stringify(found)}`);
      expect(found.peak).toBeLessThan(mostMegabytes);
    },
    longest,
  );
});
