import { ClockBehind, StorageFault, type StorageFaultCode } from '#operation/ports/fault.ts';
import { BadCursor } from '#operation/ports/page.ts';
import { Problem } from './problem.ts';
import type { ProblemCode } from './problems.ts';

const ofStorage: Readonly<Record<StorageFaultCode, ProblemCode>> = {
  unavailable: 'unavailable',
  'commit-unknown': 'perhaps-done',
  'retries-exhausted': 'busy',
  'disk-full': 'disk-full',
  'clock-behind': 'clock-behind',
  'too-slow': 'too-slow',
  corrupt: 'fault',
  'schema-differs': 'fault',
};

const retrySoon: ReadonlySet<ProblemCode> = new Set(['unavailable', 'perhaps-done', 'busy']);

/** The problem behind whatever a route threw. What nobody foresaw is a fault: the reader learns nothing of its words. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof BadCursor) return new Problem('bad-cursor', {}, error);
  if (error instanceof ClockBehind) {
    const { last, now } = error;
    const detail = {
      zh: `上一次办理记录于 ${last}，服务器时钟现为 ${now}。`,
      en: `The last act was recorded at ${last}, and the clock of the server says ${now}.`,
    };
    return new Problem('clock-behind', { detail }, error);
  }
  if (error instanceof StorageFault) {
    const code = ofStorage[error.code];
    return new Problem(code, retrySoon.has(code) ? { headers: { 'retry-after': '2' } } : {}, error);
  }
  return new Problem('fault', {}, error);
}
