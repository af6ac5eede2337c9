import type { StoredValue, StoredValues } from '#certification/case/events.ts';

/**
 * A draft read back into a form's own fields. What an older form did not have, or had otherwise, stands as it does in the
 * empty form; what the form does not know is left out, so that nothing comes along that nobody sees.
 */
export function restored<T extends object>(begin: T, stored: StoredValues): T {
  const fields = Object.entries(asStored(begin)).map(([name, empty]) => {
    const found = Object.hasOwn(stored, name) ? stored[name] : undefined;
    return [name, found === undefined ? empty : likeEmpty(empty, found)];
  });
  return Object.fromEntries(fields) as T;
}

function likeEmpty(empty: StoredValue, found: StoredValue): StoredValue {
  // A field that begins with nothing takes one plain value.
  if (empty === null) return typeof found === 'object' ? null : found;
  if (isRecord(empty)) return !isRecord(found) ? empty : isOpen(empty) ? found : restored(empty, found);
  return typeof found === typeof empty && Array.isArray(found) === Array.isArray(empty) && found !== null
    ? found
    : empty;
}

/** A form's content as its draft stores it: forms hold nothing but JSON. */
export function asStored(content: object): StoredValues {
  return content as StoredValues;
}

/** A record without fields of its own holds whatever is put there. */
function isOpen(record: StoredValues): boolean {
  return Object.keys(record).length === 0;
}

function isRecord(value: StoredValue): value is StoredValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
