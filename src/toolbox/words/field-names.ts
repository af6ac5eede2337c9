import type { Text } from '../method/text.ts';
import { fieldList, valueList } from './field-list.ts';

function readList(list: string): ReadonlyMap<string, Text> {
  return new Map(
    list
      .trim()
      .split('\n')
      .map((line): [string, Text] => {
        const [name = '', zh = '', en = ''] = line.split('|');
        return [name, { zh, en: en === '' ? inWords(name.slice(name.lastIndexOf('/') + 1)) : en }];
      }),
  );
}

const fields = readList(fieldList);
const values = readList(valueList);

/** `sigmaWithin` as `sigma within`. */
function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Name of a field of a method's result or input; the field's own words where the list has none. */
export function fieldName(field: string, method: string): Text {
  const own = fields.get(`${method}/${field}`) ?? fields.get(field);
  return own ?? { zh: inWords(field), en: inWords(field) };
}

export function hasFieldName(field: string, method: string): boolean {
  return fields.has(`${method}/${field}`) || fields.has(field);
}

/** The words of a coded value (`acceptable`: 可接受); anything else is said as it stands. */
export function valueWord(field: string, value: string): Text {
  return values.get(`${field}=${value}`) ?? values.get(value) ?? { zh: value, en: value };
}

export function hasValueWord(field: string, value: string): boolean {
  return values.has(`${field}=${value}`) || values.has(value);
}
