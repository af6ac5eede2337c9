import type { OptionHelp, Terminal } from './command.ts';

/** Where the server is and who asks: flags first, then the environment, then the default of a local start. */
export const remoteOptions: readonly OptionHelp[] = [
  {
    name: 'server',
    kind: 'text',
    value: 'URL',
    text: {
      zh: '服务器地址（默认 TOUCHSTONE_SERVER 或 http://localhost:8080）',
      en: 'address of the server (TOUCHSTONE_SERVER, else http://localhost:8080)',
    },
  },
  {
    name: 'token',
    kind: 'text',
    value: 'TOKEN',
    text: { zh: '接口令牌（默认 TOUCHSTONE_TOKEN）', en: 'API token (TOUCHSTONE_TOKEN)' },
  },
];

/** The server said no, or could not be reached; `exit` is the code with which the command ends. */
export class RemoteProblem extends Error {
  readonly exit: 3 | 4 | 5 | 6;
  readonly problem: unknown;
  constructor(message: string, exit: 3 | 4 | 5 | 6, problem: unknown) {
    super(message);
    this.exit = exit;
    this.problem = problem;
  }
}

export interface Remote {
  readonly get: (path: string) => Promise<unknown>;
  readonly send: (
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<unknown>;
  /** Bytes as they are, to an address that reads them itself. */
  readonly post: (path: string, bytes: Uint8Array, headers: Readonly<Record<string, string>>) => Promise<unknown>;
  readonly download: (path: string) => Promise<Uint8Array>;
  readonly upload: (
    path: string,
    bytes: Uint8Array | ReadableStream<Uint8Array>,
    headers: Readonly<Record<string, string>>,
  ) => Promise<unknown>;
}

/** Talks to the server's API. Problems (RFC 9457) become `RemoteProblem` with all their refusals in words. */
export function remote(args: { readonly text: (name: string) => string | undefined }, terminal: Terminal): Remote {
  const base = (args.text('server') ?? process.env['TOUCHSTONE_SERVER'] ?? 'http://localhost:8080').replace(/\/$/, '');
  const token = args.text('token') ?? process.env['TOUCHSTONE_TOKEN'];
  const call = async (path: string, init: RequestInit & { duplex?: 'half' }, asBytes = false): Promise<unknown> => {
    const headers = new Headers(init.headers);
    headers.set('Accept', asBytes ? '*/*' : 'application/json');
    headers.set('Accept-Language', terminal.language);
    if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
    const response = await fetch(`${base}/api/v1${path}`, {
      ...init,
      headers,
      signal: AbortSignal.timeout(600_000),
    }).catch((error: unknown) => {
      const why =
        error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);
      throw new RemoteProblem(
        terminal.language === 'zh'
          ? `连接不上 ${base}：${why}\n请先运行 npm start，或用 --server 指明地址。`
          : `${base} cannot be reached: ${why}\nRun npm start first, or name the address with --server.`,
        6,
        null,
      );
    });
    if (response.ok && asBytes) return new Uint8Array(await response.arrayBuffer());
    const text = await response.text();
    const body: unknown = text === '' ? null : readJson(text);
    if (response.ok) return body;
    throw new RemoteProblem(
      problemText(body, response.status, terminal),
      response.status === 404 ? 4 : response.status === 409 ? 5 : 3,
      body,
    );
  };
  return {
    get: (path) => call(path, { method: 'GET' }),
    send: (method, path, body, headers = {}) =>
      call(path, { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers } }),
    post: (path, bytes, headers) => call(path, { method: 'POST', body: bytes as BodyInit, headers }),
    // What was asked for as bytes comes as bytes, or as a problem that is thrown.
    download: async (path) => (await call(path, { method: 'GET' }, true)) as Uint8Array,
    upload: (path, bytes, headers) => call(path, { method: 'PUT', body: bytes as BodyInit, headers, duplex: 'half' }),
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

type Member = Readonly<Record<string, unknown>>;
const isMember = (value: unknown): value is Member =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text of a problem in the terminal's language, whether it came as one text or as both. */
function words(value: unknown, terminal: Terminal): string {
  if (typeof value === 'string') return value;
  return isMember(value) ? String(value[terminal.language] ?? value['zh'] ?? '') : '';
}

function problemText(problem: unknown, status: number, terminal: Terminal): string {
  if (!isMember(problem)) return `${status}`;
  const lines = [words(problem['title'], terminal), words(problem['detail'], terminal)].filter((l) => l !== '');
  const refusals = Array.isArray(problem['refusals']) ? problem['refusals'].filter(isMember) : [];
  for (const r of refusals)
    lines.push(
      `• ${typeof r['field'] === 'string' ? `${r['field']}: ` : ''}${words(r['text'], terminal)} ${words(r['help'], terminal)}`.trimEnd(),
    );
  return lines.join('\n') || String(status);
}
