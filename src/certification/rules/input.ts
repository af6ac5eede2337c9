import { type Checked, type Refusal, refusal, type Text } from '../codes/refusal.ts';
import { type Day, isValidDay } from '../time/day.ts';
import { parseDay } from '../time/day-format.ts';
import { readDecimal } from './decimal.ts';

interface FieldBase {
  readonly name: string;
  readonly text: Text;
  readonly required?: boolean;
  readonly help?: Text;
}

/**
 * What a calculator asks for: small enough that the command line makes flags of it, the API a JSON Schema and the page a
 * form. `whole` and `decimal` arrive as numbers or texts; a decimal stays the text that was given, so that no digit is lost.
 */
export type InputField = FieldBase &
  /** `listed`: the question whose answers list the codes that fit; pages offer them. */
  (
    | { readonly kind: 'text'; readonly listed?: string }
    | { readonly kind: 'day' | 'time' | 'flag' | 'texts' }
    | { readonly kind: 'whole'; readonly least?: number; readonly most?: number }
    | { readonly kind: 'decimal' }
    | { readonly kind: 'choice'; readonly choices: readonly { readonly value: string; readonly text: Text }[] }
    | { readonly kind: 'rows'; readonly fields: readonly InputField[]; readonly most?: number }
    | { readonly kind: 'group'; readonly fields: readonly InputField[] }
    | { readonly kind: 'map'; readonly of: 'decimal' | 'day' | 'text' }
  );

export type InputValue = string | number | boolean | readonly string[] | Input | readonly Input[];
/** Values by field name, checked; a field that was left out is absent. */
export interface Input {
  readonly [name: string]: InputValue;
}

const rowLimit = 100_000;

/** Checks raw input against the fields; all faults at once, each with the field's path, expected and found. */
export function readInput(fields: readonly InputField[], raw: unknown): Checked<Input> {
  const faults: Refusal[] = [];
  const input = readGroup(fields, raw, '', faults);
  return faults.length > 0 ? { ok: false, refusals: faults } : { ok: true, parts: input };
}

function readGroup(fields: readonly InputField[], raw: unknown, path: string, faults: Refusal[]): Input {
  const values: Record<string, InputValue> = Object.create(null) as Record<string, InputValue>;
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    faults.push(
      fieldFault('wrong-input', path || 'input', 'named values', raw, { zh: '按字段名给出的值', en: 'named values' }),
    );
    return values;
  }
  for (const name of Object.keys(raw)) {
    if (!fields.some((field) => field.name === name)) {
      const known = fields.map((field) => field.name).join(', ');
      faults.push(
        fieldFault('unknown-field', path + name, `one of ${known}`, name, {
          zh: `下列字段之一：${known}`,
          en: `one of ${known}`,
        }),
      );
    }
  }
  for (const field of fields) {
    const value = Object.hasOwn(raw, field.name) ? (raw as Record<string, unknown>)[field.name] : undefined;
    if (value === undefined || value === null || value === '') {
      if (field.required)
        faults.push(
          fieldFault('missing-field', path + field.name, field.text.en, value, {
            zh: `填写“${field.text.zh}”`,
            en: `a value for “${field.text.en}”`,
          }),
        );
      continue;
    }
    const read = readField(field, value, path + field.name, faults);
    if (read !== undefined) values[field.name] = read;
  }
  return values;
}

function readField(field: InputField, value: unknown, path: string, faults: Refusal[]): InputValue | undefined {
  const wrong = (zh: string, en: string) => {
    faults.push(fieldFault('wrong-value', path, en, value, { zh, en }));
    return undefined;
  };
  switch (field.kind) {
    case 'text':
      return typeof value === 'string' || typeof value === 'number'
        ? String(value).normalize('NFC')
        : wrong('文字', 'a text');
    case 'flag':
      if (value === true || value === 'true' || value === 'yes') return true;
      return value === false || value === 'false' || value === 'no' ? false : wrong('是或否', '`true` or `false`');
    case 'day': {
      if (typeof value !== 'string') return wrong('日期', 'a day such as 2026-03-10');
      const day = parseDay(value);
      if (!day.ok) faults.push(...day.refusals.map((r) => ({ ...r, params: { ...r.params, field: path } })));
      return day.ok ? day.parts.day : undefined;
    }
    case 'time': {
      const found = /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):([0-5]\d)(:[0-5]\d)?$/.exec(
        typeof value === 'string' ? value.trim() : '',
      );
      return found && isValidDay(found[1] ?? '')
        ? `${found[1]}T${found[2]}:${found[3]}${found[4] ?? ':00'}`
        : wrong('当地时间，如 2026-05-06T09:00', 'a local time such as 2026-05-06T09:00');
    }
    case 'whole': {
      const { least = 0, most = Number.MAX_SAFE_INTEGER } = field;
      const number =
        typeof value === 'number'
          ? value
          : typeof value === 'string' && /^[+-]?\d{1,15}$/.test(value.trim())
            ? Number(value)
            : Number.NaN;
      const range = most === Number.MAX_SAFE_INTEGER ? `≥ ${least}` : `${least} … ${most}`;
      return Number.isSafeInteger(number) && number >= least && number <= most
        ? number
        : wrong(`整数（${range}）`, `a whole number (${range})`);
    }
    case 'decimal': {
      const text = typeof value === 'number' ? decimalText(value) : typeof value === 'string' ? value.trim() : '';
      return readDecimal(text) ? text : wrong('数', 'a number');
    }
    case 'choice': {
      const known = field.choices.map((choice) => choice.value).join(', ');
      return field.choices.some((choice) => choice.value === value)
        ? String(value)
        : wrong(`下列之一：${known}`, `one of ${known}`);
    }
    case 'texts':
      return Array.isArray(value) && value.length <= rowLimit && value.every((item) => typeof item === 'string')
        ? value.map((item) => String(item).normalize('NFC'))
        : wrong('文字列表', 'a list of texts');
    case 'rows': {
      const most = field.most ?? rowLimit;
      if (!Array.isArray(value) || value.length > most)
        return wrong(`至多 ${most} 行的列表`, `a list of at most ${most} rows`);
      return value.map((item, index) => readGroup(field.fields, item, `${path}[${index}].`, faults));
    }
    case 'group':
      return readGroup(field.fields, value, `${path}.`, faults);
    case 'map': {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return wrong('按名称给出的值', 'values by name');
      const values: Record<string, InputValue> = Object.create(null) as Record<string, InputValue>;
      for (const [name, item] of Object.entries(value)) {
        const read = readField({ name, text: field.text, kind: field.of }, item, `${path}.${name}`, faults);
        if (read !== undefined) values[name] = read;
      }
      return values;
    }
  }
}

/** A number as its shortest decimal text; `1e-7` and the like are read by the decimal reader. */
function decimalText(value: number): string {
  return Number.isFinite(value) ? String(value) : '';
}

function fieldFault(code: string, path: string, expected: string, found: unknown, text: Text): Refusal {
  const shown = typeof found === 'string' ? found : (JSON.stringify(found) ?? '');
  const cut = shown.length > 80 ? `${shown.slice(0, 80)}…` : shown;
  return refusal(
    code,
    { field: path, expected, found: cut },
    {
      zh: `${path}：应为${text.zh}${cut === '' ? '，未填' : `，实为 \`${cut}\``}`,
      en: `${path}: expected ${text.en}${cut === '' ? ', found nothing' : `, found \`${cut}\``}`,
    },
    { zh: '请改正该项', en: 'Correct this field' },
  );
}

// Readers for values that `readInput` has checked; a field of another kind is a programmer's mistake.

export function textIn(input: Input, name: string): string | undefined {
  const value = input[name];
  return typeof value === 'string' ? value : undefined;
}

export function dayIn(input: Input, name: string): Day | undefined {
  const value = input[name];
  return typeof value === 'string' && isValidDay(value) ? value : undefined;
}

export function wholeIn(input: Input, name: string): number | undefined {
  const value = input[name];
  return typeof value === 'number' ? value : undefined;
}

export function flagIn(input: Input, name: string): boolean {
  return input[name] === true;
}

export function textsIn(input: Input, name: string): readonly string[] {
  const value = input[name];
  return Array.isArray(value) && value.every((item): item is string => typeof item === 'string') ? value : [];
}

export function rowsIn(input: Input, name: string): readonly Input[] {
  const value = input[name];
  return Array.isArray(value) ? value.filter((item): item is Input => typeof item === 'object') : [];
}

export function groupIn(input: Input, name: string): Input | undefined {
  const value = input[name];
  return typeof value === 'object' && !Array.isArray(value) ? (value as Input) : undefined;
}

/** The fields as JSON Schema 2020-12, for the API's description and the typed client. */
export function inputJsonSchema(fields: readonly InputField[]): Readonly<Record<string, unknown>> {
  const properties = Object.fromEntries(
    fields.map((field) => [
      field.name,
      {
        ...fieldSchema(field),
        title: field.text.en,
        description: `${field.text.zh}${field.help ? `：${field.help.zh}` : ''}`,
      },
    ]),
  );
  return {
    type: 'object',
    properties,
    required: fields.filter((field) => field.required).map((field) => field.name),
    additionalProperties: false,
  };
}

function fieldSchema(field: InputField): Readonly<Record<string, unknown>> {
  switch (field.kind) {
    case 'text':
      return { type: 'string' };
    case 'day':
      return { type: 'string', format: 'date' };
    case 'time':
      return { type: 'string' };
    case 'flag':
      return { type: 'boolean' };
    case 'texts':
      return { type: 'array', items: { type: 'string' } };
    case 'whole':
      return {
        type: 'integer',
        minimum: field.least ?? 0,
        ...(field.most === undefined ? {} : { maximum: field.most }),
      };
    case 'decimal':
      return { type: ['number', 'string'] };
    case 'choice':
      return { type: 'string', enum: field.choices.map((choice) => choice.value) };
    case 'rows':
      return { type: 'array', items: inputJsonSchema(field.fields) };
    case 'group':
      return inputJsonSchema(field.fields);
    case 'map':
      return {
        type: 'object',
        additionalProperties: { type: field.of === 'decimal' ? ['number', 'string'] : 'string' },
      };
  }
}
