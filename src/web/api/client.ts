import createClient from 'openapi-fetch';
import type { Problem, paths, Refusal } from './generated/api.ts';

/** The API by its own types: paths, parameters, bodies and answers are those of the server's routes. */
export const api = createClient<paths>({ baseUrl: '/', credentials: 'same-origin' });

/** An answer that is not what was asked for, as the server's problem document says it (RFC 9457). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: Problem['code'] | 'unreachable';
  readonly help: string;
  readonly refusals: readonly Refusal[];
  readonly change: Problem['change'];
  readonly requestId: string;

  constructor(problem: Partial<Problem>, cause?: unknown) {
    super(problem.detail ?? problem.title ?? 'unreachable', cause === undefined ? undefined : { cause });
    this.name = 'ApiProblem';
    this.status = problem.status ?? 0;
    this.code = problem.code ?? 'unreachable';
    this.help = problem.help ?? '';
    this.refusals = problem.refusals ?? [];
    this.change = problem.change;
    this.requestId = problem.requestId ?? '';
  }
}

interface Answered<T> {
  readonly data?: T | undefined;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * What was answered, or an `ApiProblem`: `await answered(api.GET('/api/v1/work'))`. A server that can't be reached is one too,
 * with the code `unreachable`.
 */
export async function answered<T>(asking: Promise<Answered<T>>): Promise<T> {
  let answer: Answered<T>;
  try {
    answer = await asking;
  } catch (cause) {
    throw new ApiProblem({}, cause);
  }
  const { data, error, response } = answer;
  if (!response.ok) throw new ApiProblem(isProblem(error) ? error : { status: response.status });
  // A 204 has no content, and its type says so.
  return data as T;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'status' in value;
}

/** A key for one act: sent again with the same act after a lost answer, it gets the first answer and does nothing. */
export function newActKey(): string {
  return crypto.randomUUID();
}
