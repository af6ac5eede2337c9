import { type DestinationStream, type Logger, pino } from 'pino';

/**
 * The log. It never holds a personal value: no address, no query, no path with its parameters, no body, no login. A request is
 * told by its route, an act by ids.
 */
export function makeLog(level: string, part: 'server' | 'worker', destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { pid: process.pid, part },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: faultFields },
  };
  return pino(options, destination ?? errorChannel());
}

/**
 * The second channel: the first is for what a command answers. Lines are gathered and written every half second, since a call
 * to the kernel for each request would cost more than the request; what was gathered goes out when the process ends.
 */
function errorChannel(): DestinationStream {
  const channel = pino.destination({ dest: 2, sync: false, minLength: 8192 });
  setInterval(() => channel.flush(), 500).unref();
  process.on('exit', () => channel.flushSync());
  return channel;
}

/**
 * What a fault says in the log: name, code and where it was thrown. The message of a fault that is not ours is left out, since
 * a driver repeats the values of a row in it.
 */
export function faultFields(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const detail = 'detail' in error && error.name === 'StorageFault' ? String(error.detail) : undefined;
  const at = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
  const cause = error.cause === undefined ? {} : { cause: faultFields(error.cause) };
  return { name: error.name, ...(code ? { code } : {}), ...(detail ? { detail } : {}), at, ...cause };
}
