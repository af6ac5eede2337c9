import type { StoredValue, StoredValues } from '../../case/events.ts';
import { periodWords } from '../edition/value-words.ts';
import { type Field, siteColumns } from '../form.ts';
import type { Scheme } from '../scheme.ts';

type Language = 'zh' | 'en';
type Texts = Scheme['texts'];

const said = (texts: Texts, key: string, language: Language, otherwise: string) =>
  (Object.hasOwn(texts, key) ? texts[key]?.[language] : undefined) || otherwise;

/** What a field expects, in a few words, for whoever types it in. */
export function expectedOf(field: Field, texts: Texts, language: Language): string {
  const zh = language === 'zh';
  const range = (least: number | undefined, most: number | undefined) =>
    [
      ...(least === undefined ? [] : [zh ? `至少 ${least}` : `at least ${least}`]),
      ...(most === undefined ? [] : [zh ? `至多 ${most}` : `at most ${most}`]),
    ].join(zh ? '，' : ', ');
  const join = (...parts: string[]) => parts.filter((part) => part !== '').join(zh ? '，' : ', ');
  switch (field.kind) {
    case 'text':
      return join(
        field.bilingual ? (zh ? '“中文 | English”' : '“中文 | English”') : zh ? '文字' : 'words',
        range(undefined, field.most),
      );
    case 'number':
      return join(
        field.decimals === 0
          ? zh
            ? '整数'
            : 'whole number'
          : zh
            ? `至多 ${field.decimals} 位小数`
            : `up to ${field.decimals} decimals`,
        field.unit === undefined ? '' : said(texts, `unit.${field.unit}`, language, field.unit),
        range(field.least, field.most),
      );
    case 'money':
      return `${field.currency} 1200.00`;
    case 'date':
      return join('YYYY-MM-DD', limitWords(field, texts, language));
    case 'code':
      return zh ? `代码（${field.list}）` : `code of ${field.list}`;
    case 'choice':
      return field.options
        .map(
          (option, i) =>
            `${i + 1} ${said(texts, `option.${field.id}.${option}`, language, said(texts, `option.${option}`, language, option))}`,
        )
        .join(' / ');
    case 'flag':
      return zh ? '是/否' : 'yes/no';
    case 'party':
      return zh ? '单位的名称' : 'id of a party';
    case 'entry':
      return zh ? '登记事项的编号或结果名' : 'id of an entry or name of a result';
    case 'file':
      return join(field.types.join(' '), zh ? `至多 ${field.mostMegabytes} MB` : `at most ${field.mostMegabytes} MB`);
    case 'rows':
      return `${field.columns.map((column) => said(texts, `field.${column.id}`, language, column.id)).join('; ')} (${range(field.least, field.most)})`;
    case 'sites':
      return `${siteColumns.join('; ')} (${range(field.least, field.most)})`;
  }
}

function limitWords(field: Extract<Field, { kind: 'date' }>, texts: Texts, language: Language): string {
  const zh = language === 'zh';
  const limit = (of: typeof field.notAfter) =>
    of === 'today'
      ? zh
        ? '今天'
        : 'today'
      : of === undefined
        ? ''
        : said(texts, `field.${of.field}`, language, of.field);
  return [
    ...(field.notAfter === undefined
      ? []
      : [zh ? `不晚于${limit(field.notAfter)}` : `not after ${limit(field.notAfter)}`]),
    ...(field.notBefore === undefined
      ? []
      : [zh ? `不早于${limit(field.notBefore)}` : `not before ${limit(field.notBefore)}`]),
    ...(field.leastAfter === undefined
      ? []
      : [zh ? `其后至少${periodWords(field.leastAfter).zh}` : `at least ${periodWords(field.leastAfter).en} after it`]),
    ...(field.mostAfter === undefined
      ? []
      : [zh ? `其后至多${periodWords(field.mostAfter).zh}` : `at most ${periodWords(field.mostAfter).en} after it`]),
  ].join(zh ? '，' : ', ');
}

const separators = /[,，、;；]\s*/;

/**
 * What somebody typed for a field, as the value that the engine takes. Nothing is judged here: what can't be read is handed
 * on as it was typed, so that the engine itself says what it expected.
 */
export function readField(field: Field, typed: string, texts: Texts, today: string): StoredValue {
  const text = typed.trim();
  switch (field.kind) {
    case 'text': {
      const [zh = '', en] = text.split('|').map((part) => part.trim());
      return field.bilingual ? { zh, ...(en === undefined ? {} : { en }) } : text;
    }
    case 'number': {
      const plain = text.normalize('NFKC').replace(/[\s,]/g, '');
      return field.decimals === 0 && /^-?\d{1,15}$/.test(plain) ? Number(plain) : plain;
    }
    case 'money':
      return {
        currency: field.currency,
        amount: text
          .normalize('NFKC')
          .replace(/[\s,]/g, '')
          .replace(/^[A-Z]{3}/, ''),
      };
    case 'date':
      return text === 'today' || text === '今天' ? today : text;
    case 'code':
      return field.many ? text.split(separators) : text;
    case 'choice': {
      const chosen = text.split(field.many ? separators : /$^/).map((part) => optionOf(field, part, texts));
      return field.many ? chosen : (chosen[0] ?? '');
    }
    case 'flag':
      return /^(y|yes|true|1|是|对)$/i.test(text) ? true : /^(n|no|false|0|否|不)$/i.test(text) ? false : text;
    case 'party':
    case 'entry':
      return text;
    case 'file':
      return text.split(separators).map((name) => ({
        digest: 'a'.repeat(64),
        name,
        size: 1000,
        mediaType: 'application/octet-stream',
      }));
    case 'rows':
      return text.split('\n').map((line) => readCells(line, field.columns, texts, today));
    case 'sites':
      return text.split('\n').map(readSite);
  }
}

function optionOf(field: Extract<Field, { kind: 'choice' }>, typed: string, texts: Texts): string {
  const byNumber = /^\d+$/.test(typed) && !field.options.includes(typed) ? field.options[Number(typed) - 1] : undefined;
  const byText = field.options.find((option) =>
    [texts[`option.${field.id}.${option}`], texts[`option.${option}`]].some((t) => t?.zh === typed || t?.en === typed),
  );
  return byNumber ?? byText ?? typed;
}

function readCells(line: string, columns: readonly Field[], texts: Texts, today: string): StoredValues {
  const cells = line.split(/[;；]/).map((cell) => cell.trim());
  return Object.fromEntries(
    cells.flatMap((cell, i) => {
      const column = columns[i];
      if (cell === '') return [];
      return [[column?.id ?? `column-${i + 1}`, column === undefined ? cell : readField(column, cell, texts, today)]];
    }),
  );
}

function readSite(line: string): StoredValues {
  const cells = line.split(/[;；]/).map((cell) => cell.trim());
  return Object.fromEntries(
    cells.flatMap((cell, i) => {
      const name = siteColumns[i] ?? `column-${i + 1}`;
      if (cell === '') return [];
      return [[name, name === 'persons' && /^\d+$/.test(cell) ? Number(cell) : cell]];
    }),
  );
}
