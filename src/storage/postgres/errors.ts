import { StorageFault, type StorageFaultCode } from '#operation/ports/fault.ts';

interface SqlError extends Error {
  readonly code: string;
}

const hasCode = (error: unknown): error is SqlError =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';

/** Two transactions met: serialization failure, deadlock. Doing the work again is right; nothing of it was kept. */
export function isRetryable(error: unknown): error is SqlError {
  return hasCode(error) && (error.code === '40001' || error.code === '40P01');
}

/** SQLSTATE, or Node's code, and what it means to the caller. */
const faults: Readonly<Record<string, StorageFaultCode>> = {
  '53100': 'disk-full',
  '57014': 'too-slow',
  '53300': 'unavailable',
  '57P01': 'unavailable',
  '57P02': 'unavailable',
  '57P03': 'unavailable',
  '57P05': 'unavailable',
  '25P03': 'unavailable',
  '28P01': 'unavailable',
  '3D000': 'unavailable',
  '42P01': 'schema-differs',
  '42703': 'schema-differs',
  ECONNREFUSED: 'unavailable',
  ECONNRESET: 'unavailable',
  EPIPE: 'unavailable',
  ETIMEDOUT: 'unavailable',
  ENOTFOUND: 'unavailable',
  EHOSTUNREACH: 'unavailable',
  ENOSPC: 'disk-full',
};

/** Words of the driver that has no code for them. */
const lostWords = /Connection terminated|connection timeout|timeout exceeded when trying to connect|not queryable/i;

export function isLostConnection(error: unknown): boolean {
  if (error instanceof StorageFault) return error.code === 'unavailable';
  if (error instanceof AggregateError) return error.errors.some(isLostConnection);
  if (hasCode(error)) return faults[error.code] === 'unavailable' || error.code.startsWith('08');
  return error instanceof Error && lostWords.test(error.message);
}

/** The fault that an error of the driver is; anything else (a mistake of ours) stays what it is. */
export function toFault(error: unknown): unknown {
  if (error instanceof StorageFault) return error;
  if (isLostConnection(error)) return new StorageFault('unavailable', messageOf(error), error);
  const code = hasCode(error) ? faults[error.code] : undefined;
  return code === undefined ? error : new StorageFault(code, messageOf(error), error);
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
