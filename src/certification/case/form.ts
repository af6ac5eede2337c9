import { type Refusal, type RefusalParam, refuse } from '../act/refusal.ts';
import { compareValues, holds, type Situation, sumDecimals, valueAt } from '../scheme/evaluate.ts';
import { type Field, siteColumns } from '../scheme/form.ts';
import type { FormSpec, Scheme } from '../scheme/scheme.ts';
import type { StoredValue, StoredValues } from './events.ts';

/** How strictly a form is held: a draft may be incomplete, a return for correction too; a forwarding outcome may not. */
export type Strictness = 'complete' | 'partial';

/**
 * Checks the values of one form and says everything that is wrong with them at once. Values come parsed from JSON and are
 * held to the stored form (see `Field`). `situation.values` must already hold the new values over the old.
 */
export function checkForm(
  scheme: Scheme,
  form: FormSpec,
  values: StoredValues,
  situation: Situation,
  strictness: Strictness,
): Refusal[] {
  const refusals: Refusal[] = [];
  for (const name of Object.keys(values)) {
    if (!form.fields.some((f) => f.id === name))
      refusals.push(refuse('field-unknown', { field: name }, { field: name }));
  }
  for (const field of form.fields) refusals.push(...checkPresence(scheme, field, values, situation, strictness));
  for (const balance of form.balances) refusals.push(...checkBalance(scheme, balance, situation.values));
  return refusals;
}

function checkPresence(
  scheme: Scheme,
  field: Field,
  values: StoredValues,
  situation: Situation,
  strictness: Strictness,
): Refusal[] {
  const value = valueAt(values, field.id);
  const label = labelOf(scheme, field.id);
  const shown = field.showIf === undefined || holds(field.showIf, situation);
  if (!isGiven(value)) {
    const required =
      shown && (field.required || (field.requiredIf !== undefined && holds(field.requiredIf, situation)));
    const standing = isGiven(valueAt(situation.values, field.id));
    return required && !standing && strictness === 'complete'
      ? [refuse('field-missing', { label }, basisOf(field))]
      : [];
  }
  if (!shown) return [refuse('field-hidden', { label }, { field: field.id })];
  return checkValue(scheme, field, value, field.id, situation);
}

function basisOf(field: Field): { field: string; basis?: string } {
  return field.basis === undefined ? { field: field.id } : { field: field.id, basis: field.basis };
}

export function isGiven(value: StoredValue | undefined): value is StoredValue {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

/** A text by its key in Chinese, for messages; the caller's page puts its own language in from the same key. */
export function labelOf(scheme: Scheme, field: string): string {
  const key = `field.${field}`;
  return Object.hasOwn(scheme.texts, key) ? (scheme.texts[key]?.zh ?? field) : field;
}

function checkValue(scheme: Scheme, field: Field, value: StoredValue, path: string, situation: Situation): Refusal[] {
  const label = labelOf(scheme, field.id);
  const wrong = (expected: RefusalParam) => [
    refuse('value-kind', { label, expected, found: quote(value) }, { field: path }),
  ];
  switch (field.kind) {
    case 'text':
      return checkText(field, value, label, path);
    case 'number':
      return checkNumber(field, value, label, path);
    case 'money':
      return isMoney(value, field.currency)
        ? []
        : wrong({
            zh: `${field.currency} 金额，如 \`{"currency":"${field.currency}","amount":"1200.00"}\``,
            en: `an amount in ${field.currency}, such as \`{"currency":"${field.currency}","amount":"1200.00"}\``,
          });
    case 'date':
      return typeof value === 'string' && isDay(value)
        ? checkDayLimits(field, value, label, path, situation)
        : wrong({ zh: '日期 YYYY-MM-DD', en: 'a day YYYY-MM-DD' });
    case 'code':
      return checkCodes(field, value, label, path, situation);
    case 'choice':
      return checkChoice(field, value, label, path);
    case 'flag':
      return typeof value === 'boolean' ? [] : wrong({ zh: '是/否（true/false）', en: 'yes or no (true/false)' });
    case 'party':
      return typeof value === 'string' && situation.context.party(value)
        ? []
        : [refuse('named-unknown', { found: quote(value) }, { field: path })];
    case 'entry':
      return checkEntry(field, value, label, path, situation);
    case 'file':
      return checkFiles(field, value, label, path);
    case 'rows':
      return checkRows(scheme, field, value, label, path, situation);
    case 'sites':
      return checkSites(field, value, label, path);
  }
}

type Of<K extends Field['kind']> = Extract<Field, { kind: K }>;

function checkText(field: Of<'text'>, value: StoredValue, label: string, path: string): Refusal[] {
  const texts = field.bilingual && isRecord(value) ? [value['zh'], value['en']] : [value];
  // A value sealed in the vault was checked before it was sealed.
  if (isSealed(value)) return [];
  return texts.flatMap((text) => {
    if (typeof text !== 'string')
      return field.bilingual && text === undefined
        ? []
        : [
            refuse(
              'value-kind',
              {
                label,
                expected: field.bilingual
                  ? { zh: '中英文本 {zh, en}', en: 'a text in both languages {zh, en}' }
                  : { zh: '文本', en: 'text' },
                found: quote(value),
              },
              { field: path },
            ),
          ];
    const length = [...text].length;
    return length > field.most
      ? [refuse('value-length', { label, most: String(field.most), found: String(length) }, { field: path })]
      : [];
  });
}

function checkNumber(field: Of<'number'>, value: StoredValue, label: string, path: string): Refusal[] {
  const pattern = field.decimals === 0 ? /^-?\d{1,15}$/ : new RegExp(`^-?\\d{1,15}(\\.\\d{1,${field.decimals}})?$`);
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  const whole =
    field.decimals === 0
      ? typeof value === 'number' && Number.isSafeInteger(value)
      : typeof value === 'string' || Number.isSafeInteger(value);
  const unit = field.unit === undefined ? '' : ` (${field.unit})`;
  if (!whole || !pattern.test(text))
    return [
      refuse(
        'value-kind',
        {
          label,
          expected:
            field.decimals === 0
              ? { zh: `整数${unit}`, en: `a whole number${unit}` }
              : {
                  zh: `最多 ${field.decimals} 位小数的数，如 "12.5"${unit}`,
                  en: `a number with at most ${field.decimals} decimals, such as "12.5"${unit}`,
                },
          found: quote(value),
        },
        { field: path },
      ),
    ];
  const low = field.least !== undefined && (compareValues(text, String(field.least)) ?? 0) < 0;
  const high = field.most !== undefined && (compareValues(text, String(field.most)) ?? 0) > 0;
  return low || high
    ? [
        refuse(
          'value-range',
          { label, least: String(field.least ?? '−∞'), most: String(field.most ?? '∞'), found: text },
          { field: path },
        ),
      ]
    : [];
}

function checkDayLimits(
  field: Of<'date'>,
  value: string,
  label: string,
  path: string,
  situation: Situation,
): Refusal[] {
  const limit = (of: 'today' | { field: string } | undefined): string | undefined => {
    if (of === undefined) return undefined;
    const day = of === 'today' ? situation.context.calendar.today : valueAt(situation.values, of.field);
    return typeof day === 'string' && day !== '' ? day : undefined;
  };
  const after = limit(field.notAfter);
  const before = limit(field.notBefore);
  const refusals: Refusal[] = [];
  if (after !== undefined && value > after)
    refusals.push(
      refuse(
        'value-day-order',
        { label, found: value, relation: { zh: '晚于', en: 'later than' }, limit: after },
        { field: path },
      ),
    );
  if (before !== undefined && value < before)
    refusals.push(
      refuse(
        'value-day-order',
        { label, found: value, relation: { zh: '早于', en: 'earlier than' }, limit: before },
        { field: path },
      ),
    );
  else if (before !== undefined) refusals.push(...checkSince(field, value, label, path, before, situation));
  return refusals;
}

/** So long after another day, at least and at most; the last day of the period is within it. */
function checkSince(
  { leastAfter, mostAfter }: Of<'date'>,
  value: string,
  label: string,
  path: string,
  since: string,
  situation: Situation,
): Refusal[] {
  return ([leastAfter, mostAfter] as const).flatMap((period, index) => {
    if (period === undefined) return [];
    const end = situation.context.calendar.endOf(since, period, 0);
    if ('tableEnds' in end) return [refuse('beyond-holiday-table', { tableEnds: end.tableEnds }, { field: path })];
    if (index === 0 ? value >= end.day : value <= end.day) return [];
    const relation = index === 0 ? { zh: '早于', en: 'earlier than' } : { zh: '晚于', en: 'later than' };
    return [refuse('value-day-order', { label, found: value, relation, limit: end.day }, { field: path })];
  });
}

function checkCodes(
  field: Of<'code'>,
  value: StoredValue,
  label: string,
  path: string,
  situation: Situation,
): Refusal[] {
  const list = field.many ? value : [value];
  if (!Array.isArray(list) || !list.every((v) => typeof v === 'string'))
    return [
      refuse(
        'value-kind',
        {
          label,
          expected: field.many ? { zh: '代码列表', en: 'list of codes' } : { zh: '代码', en: 'code' },
          found: quote(value),
        },
        { field: path },
      ),
    ];
  return (list as string[]).flatMap((code) => {
    const answer = situation.context.code(field.list, code);
    return answer.ok ? [] : [refuse('value-code', { label, found: code, why: answer.why }, { field: path })];
  });
}

function checkChoice(field: Of<'choice'>, value: StoredValue, label: string, path: string): Refusal[] {
  const list = field.many ? value : [value];
  if (!Array.isArray(list))
    return [
      refuse(
        'value-kind',
        { label, expected: { zh: '选项列表', en: 'list of options' }, found: quote(value) },
        { field: path },
      ),
    ];
  return list.flatMap((v) =>
    typeof v === 'string' && field.options.includes(v)
      ? []
      : [
          refuse(
            'value-choice',
            { label, found: quote(v as StoredValue), known: field.options.join(', ') },
            { field: path },
          ),
        ],
  );
}

function checkEntry(
  field: Of<'entry'>,
  value: StoredValue,
  label: string,
  path: string,
  situation: Situation,
): Refusal[] {
  const entry = typeof value === 'string' ? situation.context.entry(value) : undefined;
  const fits =
    entry !== undefined &&
    entry.kind === field.entryKind &&
    (field.scheme === undefined || entry.scheme === field.scheme) &&
    (!field.valid || entry.status === 'valid');
  return fits ? [] : [refuse('value-entry', { label, found: quote(value) }, { field: path })];
}

function checkFiles(field: Of<'file'>, value: StoredValue, label: string, path: string): Refusal[] {
  const params = { label, types: field.types.join(', '), most: String(field.mostMegabytes) };
  if (!Array.isArray(value))
    return [refuse('value-file', { ...params, why: { zh: '应为文件列表', en: 'a list of files' } }, { field: path })];
  const refusals: Refusal[] = [];
  if (!field.many && value.length > 1)
    refusals.push(
      refuse('value-file', { ...params, why: { zh: '只能一个文件', en: 'one file only' } }, { field: path }),
    );
  for (const file of value as readonly StoredValue[]) {
    if (
      !isRecord(file) ||
      typeof file['digest'] !== 'string' ||
      typeof file['size'] !== 'number' ||
      typeof file['name'] !== 'string'
    ) {
      refusals.push(
        refuse(
          'value-file',
          { ...params, why: { zh: '缺少摘要、名称或大小', en: 'digest, name or size is missing' } },
          { field: path },
        ),
      );
      continue;
    }
    const ending = file['name'].toLowerCase().split('.').pop() ?? '';
    if (field.types.length > 0 && !field.types.includes(ending))
      refusals.push(
        refuse(
          'value-file',
          { ...params, why: { zh: `类型为 \`${ending}\``, en: `its type is \`${ending}\`` } },
          { field: path },
        ),
      );
    if (file['size'] > field.mostMegabytes * 1_048_576)
      refusals.push(
        refuse('value-file', { ...params, why: `${(file['size'] / 1_048_576).toFixed(1)} MB` }, { field: path }),
      );
  }
  return refusals;
}

function checkRows(
  scheme: Scheme,
  field: Of<'rows'>,
  value: StoredValue,
  label: string,
  path: string,
  situation: Situation,
): Refusal[] {
  if (!Array.isArray(value))
    return [
      refuse('value-kind', { label, expected: { zh: '若干行', en: 'rows' }, found: quote(value) }, { field: path }),
    ];
  const refusals: Refusal[] = [];
  if (value.length < field.least || value.length > field.most)
    refusals.push(
      refuse(
        'value-rows',
        { label, least: String(field.least), most: String(field.most), found: String(value.length) },
        { field: path },
      ),
    );
  (value as readonly StoredValue[]).forEach((row, index) => {
    const at = `${path}.${index + 1}`;
    if (!isRecord(row)) {
      refusals.push(
        refuse('value-kind', { label, expected: { zh: '一行', en: 'one row' }, found: quote(row) }, { field: at }),
      );
      return;
    }
    for (const name of Object.keys(row))
      if (!field.columns.some((c) => c.id === name))
        refusals.push(refuse('field-unknown', { field: `${label}.${name}` }, { field: `${at}.${name}` }));
    // Conditions of a column look at its own row before the form.
    const inRow: Situation = { ...situation, values: { ...situation.values, ...row } };
    for (const column of field.columns) refusals.push(...checkCell(scheme, column, row, at, inRow));
  });
  for (const total of field.totals) {
    const found = sumDecimals(
      (value as readonly StoredValue[]).map((row) => (isRecord(row) ? row[total.column] : undefined)),
    );
    const expected = valueAt(situation.values, total.equals);
    if (isGiven(expected) && compareValues(found, expected) !== 0)
      refusals.push(
        refuse(
          'total-differs',
          { label: labelOf(scheme, total.column), found, expected: quote(expected) },
          { field: path },
        ),
      );
  }
  return refusals;
}

function checkCell(scheme: Scheme, column: Field, row: StoredValues, at: string, situation: Situation): Refusal[] {
  const cell = valueAt(row, column.id);
  const path = `${at}.${column.id}`;
  const shown = column.showIf === undefined || holds(column.showIf, situation);
  if (isGiven(cell))
    return shown
      ? checkValue(scheme, column, cell, path, situation)
      : [refuse('field-hidden', { label: labelOf(scheme, column.id) }, { field: path })];
  const required =
    shown && (column.required || (column.requiredIf !== undefined && holds(column.requiredIf, situation)));
  return required ? [refuse('field-missing', { label: labelOf(scheme, column.id) }, { field: path })] : [];
}

function checkSites(field: Of<'sites'>, value: StoredValue, label: string, path: string): Refusal[] {
  if (!Array.isArray(value))
    return [
      refuse('value-kind', { label, expected: { zh: '场所列表', en: 'sites' }, found: quote(value) }, { field: path }),
    ];
  const refusals: Refusal[] = [];
  if (value.length < field.least || value.length > field.most)
    refusals.push(
      refuse(
        'value-rows',
        { label, least: String(field.least), most: String(field.most), found: String(value.length) },
        { field: path },
      ),
    );
  (value as readonly StoredValue[]).forEach((site, index) => {
    const at = `${path}.${index + 1}`;
    if (!isRecord(site)) {
      refusals.push(
        refuse('value-kind', { label, expected: siteColumns.join(', '), found: quote(site) }, { field: at }),
      );
      return;
    }
    for (const name of Object.keys(site))
      if (!(siteColumns as readonly string[]).includes(name))
        refusals.push(refuse('field-unknown', { field: name }, { field: `${at}.${name}` }));
    for (const name of ['name', 'address'] as const)
      if (typeof site[name] !== 'string' || site[name] === '')
        refusals.push(refuse('field-missing', { label: `${label}.${name}` }, { field: `${at}.${name}` }));
    const persons = site['persons'];
    if (persons !== undefined && !(Number.isSafeInteger(persons) && (persons as number) >= 0))
      refusals.push(
        refuse(
          'value-kind',
          { label: `${label}.persons`, expected: { zh: '人数', en: 'whole number' }, found: quote(persons) },
          { field: `${at}.persons` },
        ),
      );
  });
  return refusals;
}

function checkBalance(scheme: Scheme, balance: FormSpec['balances'][number], values: StoredValues): Refusal[] {
  const parts = balance.sum.map((f) => valueAt(values, f));
  const expected = valueAt(values, balance.equals);
  if (!isGiven(expected) || !parts.every(isGiven)) return [];
  const found = sumDecimals(parts);
  if (compareValues(found, expected) === 0) return [];
  return [
    refuse(
      'balance-differs',
      {
        sum: balance.sum.map((f) => labelOf(scheme, f)).join(' + '),
        found,
        equals: labelOf(scheme, balance.equals),
        expected: quote(expected),
      },
      { field: balance.equals },
    ),
  ];
}

export function isRecord(value: unknown): value is Readonly<Record<string, StoredValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSealed(value: StoredValue): boolean {
  return isRecord(value) && typeof value['vault'] === 'string' && typeof value['digest'] === 'string';
}

function isMoney(value: StoredValue, currency: string): boolean {
  return (
    isRecord(value) &&
    value['currency'] === currency &&
    typeof value['amount'] === 'string' &&
    /^\d{1,13}(\.\d{1,2})?$/.test(value['amount'])
  );
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDay(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = month === 2 && leap ? 29 : (monthLengths[month - 1] ?? 0);
  return day >= 1 && day <= length;
}

function quote(value: StoredValue | undefined): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text === undefined ? '' : text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
