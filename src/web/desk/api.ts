import type { Change, Problem, paths, Refusal, File as StoredFile } from '../api/generated/api.ts';

/** An answer that is not what was asked for, as the server's problem document says it (RFC 9457). */
export class ApiProblem extends Error {
  /** 0 when the server could not be reached. */
  readonly status: number;
  readonly code: Problem['code'] | 'unreachable';
  readonly help: string;
  readonly requestId: string;
  /** Why an act was refused, each at its field. */
  readonly refusals: readonly Refusal[];
  /** What others did since the client looked. */
  readonly change: Change | null;

  constructor(problem: Partial<Problem>, cause?: unknown) {
    super(problem.detail ?? problem.title ?? '', cause === undefined ? undefined : { cause });
    this.name = 'ApiProblem';
    this.status = problem.status ?? 0;
    this.code = problem.code ?? 'unreachable';
    this.help = problem.help ?? '';
    this.requestId = problem.requestId ?? '';
    this.refusals = problem.refusals ?? [];
    this.change = problem.change ?? null;
  }
}

/** Nobody knows whether it reached the server: trying again with the same idempotency key does it once. */
export function isUncertain(problem: unknown): boolean {
  return problem instanceof ApiProblem && (problem.status === 0 || problem.status >= 500);
}

type Method = 'get' | 'post' | 'put' | 'delete';
type PathWith<M extends Method> = {
  [P in keyof paths]: paths[P] extends { [K in M]: { readonly responses: unknown } } ? P : never;
}[keyof paths];
type OperationOf<P extends keyof paths, M extends Method> = M extends keyof paths[P] ? paths[P][M] : never;
type JsonIn<Answer> = Answer extends { content: { readonly 'application/json': infer Json } } ? Json : undefined;
type AnswerOf<Operation> = Operation extends { responses: infer Answers }
  ? Answers extends { 200: infer Answer }
    ? JsonIn<Answer>
    : Answers extends { 201: infer Answer }
      ? JsonIn<Answer>
      : Answers extends { 202: infer Answer }
        ? JsonIn<Answer>
        : undefined
  : never;
type PathGiven<Operation> = Operation extends { parameters: { path: infer Path extends object } }
  ? { readonly path: Path }
  : unknown;
type QueryGiven<Operation> = Operation extends { parameters: { query?: infer Query } }
  ? { readonly query?: Exclude<Query, undefined> }
  : unknown;
type BodyGiven<Operation> = Operation extends {
  requestBody: { content: { readonly 'application/json': infer Body } };
}
  ? { readonly body: Body }
  : unknown;
type Given<Operation> = PathGiven<Operation> &
  QueryGiven<Operation> &
  BodyGiven<Operation> & {
    /** Of one submission: what was done with it once is not done again. */
    readonly key?: string;
  };

interface AnyGiven {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly key?: string;
}

/**
 * The API by the types of the server's own routes: path, query and body as it asks for them, its answer, or an `ApiProblem`.
 * `api.get('/api/v1/cases/{id}', { path: { id } })`
 */
export const api = {
  get: <P extends PathWith<'get'>>(path: P, given: Given<OperationOf<P, 'get'>>) =>
    ask<AnswerOf<OperationOf<P, 'get'>>>('GET', path, given),
  post: <P extends PathWith<'post'>>(path: P, given: Given<OperationOf<P, 'post'>>) =>
    ask<AnswerOf<OperationOf<P, 'post'>>>('POST', path, given),
  put: <P extends PathWith<'put'>>(path: P, given: Given<OperationOf<P, 'put'>>) =>
    ask<AnswerOf<OperationOf<P, 'put'>>>('PUT', path, given),
  delete: <P extends PathWith<'delete'>>(path: P, given: Given<OperationOf<P, 'delete'>>) =>
    ask<AnswerOf<OperationOf<P, 'delete'>>>('DELETE', path, given),
};

/** The address of a path with its parameters put in; members of the query without a value are left out. */
export function addressOf(path: string, given: AnyGiven): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(given.path?.[name])));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(given.query ?? {}))
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  const text = query.toString();
  return text === '' ? filled : `${filled}?${text}`;
}

/** Headers as the routes declare them: the compiler keeps their names. */
type ApiHeader = keyof NonNullable<paths['/api/v1/cases']['post']['parameters']['header']>;
const accountHeader = 'Touchstone-Account' satisfies ApiHeader;
const keyHeader = 'Idempotency-Key' satisfies ApiHeader;

let drawnFor: string | null = null;
/** Counts how often somebody signed in: what was asked before says nothing of the session that began since. */
let session = 0;

/** For whom this page is drawn. Each request says so: who signed in in another tab since does not act, or write, from this one. */
export function setDrawnFor(account: string | null): void {
  drawnFor = account;
}

export function sessionBegan(): void {
  session += 1;
}

/**
 * What is put (a draft's last words) arrives also when the page goes away meanwhile. A browser takes 64 KB of that on its way at
 * once, and a character is three bytes at most.
 */
const mostKeptAlive = 15_000;

async function ask<T>(method: string, path: string, given: AnyGiven): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (drawnFor !== null) headers[accountHeader] = drawnFor;
  if (given.body !== undefined) headers['Content-Type'] = 'application/json';
  if (given.key !== undefined) headers[keyHeader] = given.key;
  const body = given.body === undefined ? null : JSON.stringify(given.body);
  const asked = session;
  let response: Response;
  try {
    const keepalive = method === 'PUT' && body !== null && body.length <= mostKeptAlive;
    response = await fetch(addressOf(path, given), { method, headers, body, keepalive, credentials: 'same-origin' });
  } catch (cause) {
    throw new ApiProblem({}, cause);
  }
  return readAnswer<T>(response.status, await response.text(), asked);
}

function readAnswer<T>(status: number, text: string, asked: number): T {
  const body = parseJson(text);
  // What a success holds is what its route declares.
  if (status >= 200 && status < 300) return body as T;
  const problem = new ApiProblem({ code: 'fault', status, ...(body as Partial<Problem> | null) });
  if (problem.code === 'not-signed-in' && asked === session) for (const listener of signedOutListeners) listener();
  throw problem;
}

/** A proxy in front may answer with a page of its own: such text is no JSON, and says nothing to the reader. */
function parseJson(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

const signedOutListeners = new Set<() => void>();

/** Calls back when the server says that nobody is signed in any more. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/** A key for one submission. `randomUUID` is missing on a page without TLS, `getRandomValues` is not. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Streams bytes up and tells how far it is; `XMLHttpRequest`, because fetch tells no progress of a request. */
export function sendBytes<T>(
  method: 'PUT' | 'POST',
  address: string,
  file: Blob,
  progress: (percent: number) => void,
): Promise<T> {
  const asked = session;
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open(method, address);
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.setRequestHeader('Accept', 'application/json');
    if (drawnFor !== null) request.setRequestHeader(accountHeader, drawnFor);
    request.upload.onprogress = (event) =>
      progress(event.lengthComputable ? Math.round((event.loaded / event.total) * 100) : 0);
    request.onerror = () => fail(new ApiProblem({}));
    request.onload = () => {
      try {
        done(readAnswer<T>(request.status, request.responseText, asked));
      } catch (problem) {
        fail(problem);
      }
    };
    request.send(file);
  });
}

export function uploadFile(file: File, progress: (percent: number) => void): Promise<StoredFile> {
  return sendBytes<StoredFile>('PUT', addressOf('/api/v1/files', { query: { name: file.name } }), file, progress);
}
