import type { StoredValue, StoredValues } from '#certification/case/events.ts';
import { isGiven } from '#certification/case/field-value.ts';
import type { Field } from '#certification/scheme/form.ts';
import type { FormSpec } from '#certification/scheme/scheme.ts';
import { type SchemeTexts, useWords } from '../desk/words.ts';
import { CodeName } from './code-input.tsx';
import { PartyName } from './register-select.tsx';
import { siteFields, siteTexts } from './rows-input.tsx';
import { asFiles, asList, asRecord, asRows, asText, isSealed, sizeText } from './values.ts';

interface Shown {
  readonly texts: SchemeTexts;
  /** Where a file may be downloaded, told by its content; null when it may not. */
  readonly fileAddress: (digest: string) => string | null;
}

/** What a form holds, to be read: a list of names and values; fields without a value are left out. */
export function ValuesShown({
  form,
  values,
  texts,
  fileAddress,
}: Shown & { readonly form: FormSpec; readonly values: StoredValues }) {
  const words = useWords();
  const given = form.fields.filter((field) => Object.hasOwn(values, field.id) && isGiven(values[field.id]));
  if (given.length === 0) return <p className="soft">{words.t('nothingFilled')}</p>;
  return (
    <dl className="values">
      {given.map((field) => (
        <div key={field.id} className={field.kind === 'rows' || field.kind === 'sites' ? 'value-wide' : 'value'}>
          <dt>{words.key(texts, `field.${field.id}`)}</dt>
          <dd>
            <ValueShown field={field} value={values[field.id]} texts={texts} fileAddress={fileAddress} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function ValueShown({
  field,
  value,
  texts,
  fileAddress,
}: Shown & { readonly field: Field; readonly value: StoredValue | undefined }) {
  const words = useWords();
  if (!isGiven(value)) return <>—</>;
  if (isSealed(value)) return <span className="soft">{words.t('sealedValue')}</span>;
  switch (field.kind) {
    case 'text':
      return field.bilingual ? <Bilingual value={value} /> : <span className="prose">{asText(value)}</span>;
    case 'number':
      return (
        <>
          {asText(value)} {field.unit ? words.key(texts, `unit.${field.unit}`, field.unit) : ''}
        </>
      );
    case 'money':
      return (
        <>
          {field.currency} {asText(asRecord(value)['amount'])}
        </>
      );
    case 'date':
      return <time dateTime={asText(value)}>{asText(value)}</time>;
    case 'code':
      return (
        <>
          {asList(value).map((code) => (
            <div key={code}>
              <CodeName list={field.list} code={code} words={words} />
            </div>
          ))}
        </>
      );
    case 'choice':
      return <>{words.list(asList(value).map((option) => words.key(texts, `option.${field.id}.${option}`, option)))}</>;
    case 'flag':
      return <>{words.t(value === true ? 'yes' : 'no')}</>;
    case 'party':
      return <PartyName id={asText(value)} />;
    case 'entry':
      return <a href={`/entries/${asText(value)}`}>{words.t('verdictPage')}</a>;
    case 'file':
      return <FilesShown value={value} fileAddress={fileAddress} />;
    case 'rows':
      return <RowsShown columns={field.columns} value={value} texts={texts} fileAddress={fileAddress} />;
    case 'sites':
      return <RowsShown columns={siteFields} value={value} texts={siteTexts(words)} fileAddress={fileAddress} />;
  }
}

function Bilingual({ value }: { readonly value: StoredValue }) {
  const { zh, en } = asRecord(value);
  const texts = [asText(zh ?? (typeof value === 'string' ? value : undefined)), asText(en)].filter((t) => t !== '');
  return (
    <>
      {texts.map((text) => (
        <div key={text} className="prose">
          {text}
        </div>
      ))}
    </>
  );
}

function FilesShown({ value, fileAddress }: { readonly value: StoredValue } & Pick<Shown, 'fileAddress'>) {
  const words = useWords();
  return (
    <ul className="files">
      {asFiles(value).map((file) => {
        const address = fileAddress(file.digest);
        return (
          <li key={file.digest}>
            {address === null ? (
              file.name
            ) : (
              <a href={address} download aria-label={words.t('download', { name: file.name })}>
                {file.name}
              </a>
            )}{' '}
            <span className="soft">{sizeText(file.size)}</span>
          </li>
        );
      })}
    </ul>
  );
}

function RowsShown({
  columns,
  value,
  texts,
  fileAddress,
}: Shown & { readonly columns: readonly Field[]; readonly value: StoredValue }) {
  const words = useWords();
  const rows = asRows(value);
  const used = columns.filter((column) => rows.some((row) => isGiven(row[column.id])));
  return (
    <div className="table-wrap">
      <table>
        <thead>
          <tr>
            {used.map((column) => (
              <th key={column.id} scope="col">
                {words.key(texts, `field.${column.id}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own and stand still here.
            <tr key={index}>
              {used.map((column) => (
                <td key={column.id}>
                  <ValueShown field={column} value={row[column.id]} texts={texts} fileAddress={fileAddress} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
