/** A text in both languages, as the server sends them. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

export interface RefusalShown {
  readonly code: string;
  readonly params: Readonly<Record<string, string>>;
  readonly text: Text;
  readonly help: Text;
  readonly field: string | null;
  readonly basis: string | null;
}

/** A problem document (RFC 9457); `refusals` when an act was refused, `change` when somebody else was first. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly help: string;
  readonly refusals: readonly RefusalShown[];
  constructor(status: number, body: { readonly title?: string; readonly detail?: string; readonly help?: string; readonly code?: string; readonly refusals?: readonly RefusalShown[] }) {
    super(body.detail || body.title || String(status));
    this.status = status;
    this.code = body.code ?? 'fault';
    this.help = body.help ?? '';
    this.refusals = body.refusals ?? [];
  }
}

async function read<T>(response: Response): Promise<T> {
  const text = await response.text();
  const body: unknown = text === '' ? null : JSON.parse(text);
  if (!response.ok) throw new ApiProblem(response.status, (body ?? {}) as ConstructorParameters<typeof ApiProblem>[1]);
  return body as T;
}

const base = '/api/v1';

export async function get<T>(path: string): Promise<T> {
  return read<T>(await fetch(base + path, { credentials: 'same-origin', headers: { Accept: 'application/json' } }));
}

export async function send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, key?: string): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (key !== undefined) headers['Idempotency-Key'] = key;
  return read<T>(await fetch(base + path, { method, credentials: 'same-origin', headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }));
}

export interface UploadedFile {
  readonly id: string;
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
  readonly name: string;
}

/** Streams a file up and tells how far it is; `XMLHttpRequest`, because fetch tells no progress of a request. */
export function uploadFile(file: File, progress: (percent: number) => void): Promise<UploadedFile> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `${base}/files?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.upload.onprogress = (event) => progress(event.lengthComputable ? Math.round((event.loaded / event.total) * 100) : 0);
    request.onerror = () => fail(new ApiProblem(0, { code: 'unreachable' }));
    request.onload = () => {
      const body: unknown = request.responseText === '' ? {} : JSON.parse(request.responseText);
      if (request.status >= 200 && request.status < 300) done(body as UploadedFile);
      else fail(new ApiProblem(request.status, body as ConstructorParameters<typeof ApiProblem>[1]));
    };
    request.send(file);
  });
}
