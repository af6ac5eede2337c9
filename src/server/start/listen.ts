import { readFileSync } from 'node:fs';
import { createServer as createPlainServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { getRequestListener, RequestError } from '@hono/node-server';
import type { Settings } from '#operation/settings.ts';
import type { createApp } from '../app.ts';
import { answerUnreadable, unreadable } from './unreadable.ts';

/** A door that stands open on a port. */
export interface Listener {
  readonly port: number;
  /** Takes no new request, lets running ones end in bounded time, and waits until each has tidied up after itself. */
  readonly close: () => Promise<void>;
}

/** How long requests that are running may take to end when the server stops. */
const drainWithin = 5000;
/** How long those that were cut off then may tidy up. */
const tidyWithin = 3000;

const limits = {
  // A slow client may not hold a connection open by dripping headers; a large upload on a thin line may take its time.
  headersTimeout: 20_000,
  requestTimeout: 30 * 60_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
  // RFC 9112 3.2 wants it refused, and so it is: below, in words, and not by Node without a word.
  requireHostHeader: false,
};

type Where = Pick<Settings, 'port' | 'listen' | 'tlsCertificate' | 'tlsKey'>;

export async function listen(
  where: Where,
  fetch: ReturnType<typeof createApp>['fetch'],
  place: Parameters<typeof unreadable>[1],
): Promise<Listener> {
  const running = new Set<Promise<unknown>>();
  const listener = getRequestListener(
    (request, bindings) => {
      const answer = Promise.resolve(fetch(request, bindings));
      running.add(answer);
      const forget = () => running.delete(answer);
      answer.then(forget, forget);
      return answer;
    },
    { errorHandler: (error) => (error instanceof RequestError ? unreadable(error, place) : undefined) },
  );
  const { tlsCertificate, tlsKey } = where;
  const server =
    tlsCertificate === null || tlsKey === null
      ? createPlainServer(limits, listener)
      : createTlsServer(
          { ...limits, cert: readFileSync(tlsCertificate), key: readFileSync(tlsKey), minVersion: 'TLSv1.2' },
          listener,
        );
  server.on('clientError', (error, socket) => void answerUnreadable(error, socket, place));
  await new Promise<void>((done, fail) => {
    server.once('error', (error) => fail(explain(error, where)));
    server.listen(where.port, where.listen, done);
  });
  const { port } = server.address() as AddressInfo;
  return { port, close: () => drain(server, running) };
}

function explain(error: Error, { port }: Where): Error {
  const code = 'code' in error ? error.code : undefined;
  const found: Readonly<Record<string, string>> = {
    EADDRINUSE: `Expected the port ${port} to be free, found another program on it. Set PORT to another one, or stop that program.`,
    EACCES: `Expected to be allowed to listen on port ${port}, was not. Set PORT to 1024 or more.`,
  };
  const message = typeof code === 'string' && Object.hasOwn(found, code) ? found[code] : undefined;
  return message === undefined ? error : new Error(message, { cause: error });
}

async function drain(server: Server, running: ReadonlySet<Promise<unknown>>): Promise<void> {
  const ended = new Promise<void>((done) => server.close(() => done()));
  // A connection that falls idle only now is closed now, so that a browser's open line does not hold the stop.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const late = setTimeout(() => server.closeAllConnections(), drainWithin);
  await ended;
  clearInterval(idle);
  clearTimeout(late);
  // An upload that was cut off takes its passing file away: only then may the storage be closed.
  await Promise.race([Promise.allSettled(running), pause(tidyWithin, undefined, { ref: false })]);
}
