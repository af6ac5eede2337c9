import { type Refusal, refuse } from '../act/refusal.ts';
import { compareValues, type Situation, valueAt } from '../scheme/evaluate.ts';
import { type Field, siteColumns } from '../scheme/form.ts';
import type { StoredValue } from './events.ts';

export function isGiven(value: StoredValue | undefined): value is StoredValue {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

export type Of<K extends Field['kind']> = Extract<Field, { kind: K }>;

export function checkText(field: Of<'text'>, value: StoredValue, label: string, path: string): Refusal[] {
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

export function checkNumber(field: Of<'number'>, value: StoredValue, label: string, path: string): Refusal[] {
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

export function checkDayLimits(
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

export function checkCodes(
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

export function checkChoice(field: Of<'choice'>, value: StoredValue, label: string, path: string): Refusal[] {
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

export function checkEntry(
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

export function checkFiles(field: Of<'file'>, value: StoredValue, label: string, path: string): Refusal[] {
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

export function checkSites(field: Of<'sites'>, value: StoredValue, label: string, path: string): Refusal[] {
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

export function isRecord(value: unknown): value is Readonly<Record<string, StoredValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSealed(value: StoredValue): boolean {
  return isRecord(value) && typeof value['vault'] === 'string' && typeof value['digest'] === 'string';
}

export function isMoney(value: StoredValue, currency: string): boolean {
  return (
    isRecord(value) &&
    value['currency'] === currency &&
    typeof value['amount'] === 'string' &&
    /^\d{1,13}(\.\d{1,2})?$/.test(value['amount'])
  );
}

export function quote(value: StoredValue | undefined): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text === undefined ? '' : text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
