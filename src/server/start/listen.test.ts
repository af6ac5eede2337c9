import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Listener, listen } from './listen.ts';

let listener: Listener;
beforeAll(async () => {
  const where = { port: 0, listen: '127.0.0.1', tlsCertificate: null, tlsKey: null };
  const place = { language: 'en', address: 'https://register.example.org' } as const;
  listener = await listen(where, (request: Request) => new Response(new URL(request.url).pathname), place);
});
afterAll(() => listener.close());

/** What comes back on a bare connection. */
function send(bytes: string | Buffer): Promise<string> {
  return new Promise((done, fail) => {
    let answer = '';
    const socket = connect(listener.port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => {
      answer += chunk.toString('utf8');
    });
    socket.on('close', () => done(answer));
    socket.on('error', fail);
  });
}

const request = (line: string, headers = 'Host: x\r\n') => `${line} HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`;

test('what is a request is answered by the program', async () => {
  expect(await send(request('GET /there'))).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*\/there$/);
});

test.each([
  ['Chinese that is not encoded, as curl sends it', request('GET /search?q=轴承'), 400, /percent-encoding/],
  ['no HTTP at all', 'SSH-2.0-OpenSSH_9.2\r\n\r\n', 400, /request of HTTP\/1\.1/],
  ['a header of 20 kB', request('GET /', `Host: x\r\nX: ${'a'.repeat(20_000)}\r\n`), 431, /16 kB/],
  ['no host', request('GET /', ''), 400, /request of HTTP/],
  ['a host that is none', request('GET /', 'Host: a b/c\r\n'), 400, /request of HTTP\/1\.1/],
  ['an address of another machine that is none', request('GET http://[::/'), 400, /request of HTTP/],
])('%s is refused in words', async (_, bytes, status, says) => {
  const [head = '', body = ''] = (await send(bytes)).split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [\\s\\S]*content-type: application/problem\\+json`, 'i'));
  const problem = JSON.parse(body);
  expect(problem).toMatchObject({
    status,
    code: 'malformed-request',
    type: expect.stringContaining('register.example'),
  });
  expect(problem.detail).toMatch(says);
});
