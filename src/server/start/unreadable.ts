import type { Duplex } from 'node:stream';
import { type ProblemPlace, problemResponse } from '../problem/document.ts';
import { Problem, type Text } from '../problem/problem.ts';

/** What Node's reader of HTTP says of a request that never becomes one, by its error codes. */
const found: Readonly<Record<string, { readonly status: number; readonly is: Text }>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    is: {
      zh: '请求行与请求头合计应不超过 16 KB，实际超过。',
      en: 'Expected at most 16 kB of request line and headers, found more.',
    },
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    is: { zh: '请求应在限定时间内发完，实际没有。', en: 'Expected the request to be sent in time, it was not.' },
  },
  HPE_INVALID_URL: {
    status: 400,
    is: {
      zh: '地址中的汉字等字符应先作百分号编码（如 轴承 写作 %E8%BD%B4%E6%89%BF），实际是未编码的字节。用 curl 时可写 --data-urlencode。',
      en: 'Expected an address in percent-encoding (轴承 as %E8%BD%B4%E6%89%BF), found bytes that are not encoded. With curl, use --data-urlencode.',
    },
  },
};

const otherwise = {
  status: 400,
  is: {
    zh: '应为 HTTP/1.1 请求，实际无法读取。',
    en: 'Expected a request of HTTP/1.1, found what can’t be read as one.',
  },
};

type Place = Omit<ProblemPlace, 'requestId'>;

/** The problem document for a request that no route ever sees. */
export function unreadable(error: unknown, place: Place): Response {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const { status, is } = Object.hasOwn(found, code) ? (found[code] ?? otherwise) : otherwise;
  return problemResponse(new Problem('malformed-request', { detail: is, status }), { ...place, requestId: '' });
}

/** Writes it on the bare connection: there is no answer object for what was no request. */
export async function answerUnreadable(error: Error, socket: Duplex, place: Place): Promise<void> {
  if (!socket.writable || ('code' in error && error.code === 'ECONNRESET')) {
    socket.destroy();
    return;
  }
  const response = unreadable(error, place);
  const body = await response.text();
  const head = [
    `HTTP/1.1 ${response.status} ${reasons[response.status] ?? 'Bad Request'}`,
    `content-type: ${response.headers.get('content-type')}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

const reasons: Readonly<Record<number, string>> = {
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};
