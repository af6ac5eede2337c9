import type { StoredValue, StoredValues } from '#certification/case/events.ts';

/** What a form's values look like in the hands of a control: read leniently, since a draft may be half a value. */
export function asText(value: StoredValue | undefined): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

export function asList(value: StoredValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : typeof value === 'string' && value !== '' ? [value] : [];
}

export function asRecord(value: StoredValue | undefined): StoredValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as StoredValues) : {};
}

export function asRows(value: StoredValue | undefined): readonly StoredValues[] {
  return Array.isArray(value) ? value.map((row: StoredValue) => asRecord(row)) : [];
}

export interface FileValue {
  readonly digest: string;
  readonly name: string;
  readonly size: number;
  readonly mediaType: string;
}

export function asFiles(value: StoredValue | undefined): readonly FileValue[] {
  return asRows(value).flatMap(({ digest, name, size, mediaType }) =>
    typeof digest === 'string' && typeof name === 'string' && typeof size === 'number'
      ? [{ digest, name, size, mediaType: asText(mediaType) }]
      : [],
  );
}

/** A value of a person that lies in the vault and that this viewer is not shown. */
export function isSealed(value: StoredValue | undefined): boolean {
  const { vault, digest } = asRecord(value);
  return typeof vault === 'string' && typeof digest === 'string';
}

export function sizeText(bytes: number): string {
  return bytes >= 1_048_576 ? `${(bytes / 1_048_576).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} kB`;
}
