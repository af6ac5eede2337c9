import { type Refusal, refuse } from '#certification/act/refusal.ts';
import type { NamedParty, StoredValue, StoredValues } from '#certification/case/events.ts';
import { labelOf } from '#certification/case/form.ts';
import type { Field } from '#certification/scheme/form.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { textOf } from '#certification/scheme/text-of.ts';
import type { StoredFile } from '../ports/files.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Id } from '../ports/values.ts';
import type { World } from '../world.ts';
import { isId } from './needs.ts';
import { isSealed } from './seal.ts';

/** The values of an act as the house takes them in: files replaced by what is known of them, and why they are refused. */
export interface CheckedInput {
  readonly refusals: readonly Refusal[];
  readonly values: StoredValues;
  /** Files that will belong to the case. */
  readonly files: readonly Id[];
}

/**
 * What is known of the files that an act names, asked before its transaction begins: an act holds one connection and must
 * never wait for a second one.
 */
export async function filesNamed(world: World, values: StoredValues): Promise<readonly StoredFile[]> {
  const digests = new Set<string>();
  const see = (value: StoredValue): void => {
    if (Array.isArray(value)) value.forEach(see);
    else if (isFile(value)) digests.add(value.digest);
    else if (isRecord(value)) Object.values(value).forEach(see);
  };
  Object.values(values).forEach(see);
  return digests.size === 0 ? [] : world.storage.files.list({ field: 'digest', is: [...digests] });
}

/**
 * What the pure decision can't know of an act's values: that nobody smuggles in a reference to somebody else's sealed value,
 * and that a file named in a form was uploaded by this account or lies in this case already.
 */
export function checkInput(
  scheme: Scheme,
  values: StoredValues,
  stored: readonly StoredFile[],
  from: { readonly account: Id; readonly case: Id | null },
): CheckedInput {
  const refusals = Object.entries(values).flatMap(([name, value]) =>
    holdsSealed(value) ? [sealedInside(scheme, name)] : [],
  );
  const isMine = (file: StoredFile) =>
    (from.account !== '' && file.uploadedBy === from.account && file.case === null) ||
    (from.case !== null && file.case === from.case);
  const known = new Map(stored.filter(isMine).map((file) => [file.digest, file]));
  const fields = scheme.forms.flatMap((f) => f.fields);
  const checked = eachFile(fields, values, (file, field) => {
    const found = known.get(file.digest);
    if (found) return { digest: found.digest, name: found.name, size: found.size, mediaType: found.mediaType };
    refusals.push(unknownFile(scheme, field, file.name));
    return file;
  });
  return { refusals, values: checked, files: [...known.values()].filter((f) => f.case === null).map((f) => f.id) };
}

interface FileValue {
  readonly digest: string;
  readonly name: string;
  readonly size: number;
  readonly mediaType: string;
}

function eachFile(
  fields: readonly Field[],
  values: StoredValues,
  change: (file: FileValue, field: Field) => FileValue,
): StoredValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const field = fields.find((f) => f.id === name);
      if (!Array.isArray(value)) return [name, value];
      if (field?.kind === 'rows')
        return [name, value.map((row: StoredValue) => (isRecord(row) ? eachFile(field.columns, row, change) : row))];
      if (field?.kind !== 'file') return [name, value];
      return [name, value.map((file: StoredValue) => (isFile(file) ? { ...change(file, field) } : file))];
    }),
  );
}

function isFile(value: StoredValue): value is StoredValue & FileValue {
  return (
    isRecord(value) &&
    typeof value['digest'] === 'string' &&
    /^[0-9a-f]{64}$/.test(value['digest']) &&
    typeof value['name'] === 'string'
  );
}

function isRecord(value: StoredValue): value is StoredValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function holdsSealed(value: StoredValue): boolean {
  if (isSealed(value)) return true;
  if (Array.isArray(value)) return value.some(holdsSealed);
  return isRecord(value) && Object.values(value).some(holdsSealed);
}

function sealedInside(scheme: Scheme, field: string): Refusal {
  return refuse(
    'value-kind',
    { label: labelOf(scheme, field), expected: { zh: '值本身', en: 'the value itself' }, found: '{vault, digest}' },
    { field },
  );
}

function unknownFile(scheme: Scheme, field: Field, name: string): Refusal {
  const spec = field.kind === 'file' ? field : undefined;
  const params = {
    label: labelOf(scheme, field.id),
    types: spec?.types.join(', ') ?? '',
    most: String(spec?.mostMegabytes ?? ''),
  };
  return refuse(
    'value-file',
    {
      ...params,
      why: { zh: `\`${name}\` 尚未上传，或不是您上传的`, en: `\`${name}\` was not uploaded, or not by you` },
    },
    { field: field.id },
  );
}

/**
 * Whether the persons being named work, on the day, for the party that they are named from, and hold the role there. A party
 * named alone (a laboratory) is looked up by the decision itself.
 */
export async function checkNaming(
  world: World,
  scheme: Scheme,
  naming: readonly NamedParty[],
  from: { readonly body: Id; readonly today: string },
  transaction: Transaction,
): Promise<readonly Refusal[]> {
  const refusals: Refusal[] = [];
  for (const { role, person, party } of naming) {
    const spec = scheme.roles.find((r) => r.id === role);
    if (person === null || spec === undefined) continue;
    const employments = isId(person) ? await world.storage.accounts.employments(person, from.today, transaction) : [];
    const works = employments.some((e) => e.party === party && e.roles.includes(role));
    const mustBeOfBody = (spec.of === 'body' || spec.of === 'owner') && party !== from.body;
    if (!works || mustBeOfBody)
      refusals.push(
        refuse('named-wrong-party', { who: person, role: textOf(scheme, `role.${role}`) }, { field: `named.${role}` }),
      );
  }
  return refusals;
}
