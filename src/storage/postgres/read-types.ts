import pg from 'pg';

/**
 * How values come from the server. The driver's own defaults would make a local-time Date of a day and text of a count; here
 * a day stays a day, an instant is UTC to the millisecond, a count is a number or an error.
 */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [pg.types.builtins.DATE]: (text) => text,
  [pg.types.builtins.TIMESTAMPTZ]: readInstant,
  [pg.types.builtins.INT8]: readCount,
  [pg.types.builtins.NUMERIC]: (text) => text,
};

export const readTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: never) => unknown {
    const own = format === 'binary' ? undefined : parsers[oid];
    return own ?? pg.types.getTypeParser(oid as never, format as 'text');
  },
} as pg.CustomTypesConfig;

/** `2026-03-10 04:05:06.789+00`, as a server in UTC prints it, to `2026-03-10T04:05:06.789Z`. */
export function readInstant(text: string): string {
  const found = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d{1,6})?\+00$/.exec(text);
  if (!found) throw new RangeError(`expected an instant in UTC, found \`${text}\``);
  return `${found[1]}T${found[2]}.${(found[3] ?? '.').slice(1, 4).padEnd(3, '0')}Z`;
}

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count)) throw new RangeError(`expected an integer that a double holds, found \`${text}\``);
  return count;
}
