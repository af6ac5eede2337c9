import { forms } from '#toolbox/self-check/forms.ts';
import { download, fileName, today } from '../analysis/download.ts';
import { useWords } from '../words/language.tsx';

/** Empty rows on a printed form: as many as fill a sheet across. */
const printedRows = 14;

/** A form to begin with: print it, or take it as a table that Excel and WPS open. */
export function FormPage({ form: id }: { readonly form: string }) {
  const words = useWords();
  const form = forms.find((one) => one.id === id);
  if (!form)
    return (
      <div className="narrow-page">
        <h1 tabIndex={-1}>{words.t('noForm')}</h1>
        <a href="#/start">{words.t('whereToStart')}</a>
      </div>
    );
  const title = words.of(form.title);
  return (
    <div className="form-page">
      <h1 tabIndex={-1}>{title}</h1>
      <div className="tools no-print">
        <button type="button" className="primary" onClick={() => window.print()}>
          {words.t('print')}
        </button>
        <button
          type="button"
          onClick={() =>
            download(
              `\ufeff${form.fields.map((field) => `"${words.of(field).replaceAll('"', '""')}"`).join(',')}\r\n`,
              fileName(title, today(), 'csv'),
              'text/csv',
            )
          }
        >
          {words.t('formAsTable')}
        </button>
      </div>
      <div className="scroll-table">
        <table className="form-table">
          <thead>
            <tr>
              {form.fields.map((field) => (
                <th key={field.en} scope="col">
                  {words.of(field)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: printedRows }, (_, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: empty rows
              <tr key={row}>
                {form.fields.map((field) => (
                  <td key={field.en} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
