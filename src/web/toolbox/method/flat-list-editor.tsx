import { fieldName } from '#toolbox/words/field-names.ts';
import { useWords } from '../words/language.tsx';
import { CellInput } from './cell-input.tsx';
import { AddRow, ListTools, moved } from './list-tools.tsx';
import type { SchemaEditorProps } from './schema-editor.tsx';
import { blankRow, type FlatField, flatFields, pasteCells, valueAt, withValue } from './schema-value.ts';

/** A list of flat rows as a table: type into it, or paste rows copied from a spreadsheet into any of its cells. */
export function FlatListEditor({ schema, value, method, field, onChange }: SchemaEditorProps) {
  const words = useWords();
  const list = Array.isArray(value) ? value : [];
  const fields = flatFields(schema);
  const nameOf = ({ path }: FlatField) => {
    const names = path.map((part) => fieldName(part, method));
    return { zh: names.map((one) => one.zh).join(' · '), en: names.map((one) => one.en).join(' · ') };
  };
  const paste = (event: React.ClipboardEvent, row: number, column: number) => {
    const text = event.clipboardData.getData('text/plain');
    if (!/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    onChange(pasteCells(schema, list, { row, column }, text), '');
  };
  return (
    <div className="flat-list">
      {list.length > 0 ? (
        <div className="scroll-table">
          <table className="edit-table">
            <thead>
              <tr>
                <th>
                  <span className="unseen">{words.t('rowTools')}</span>
                </th>
                {fields.map((one) => (
                  <th key={one.path.join('.')} scope="col">
                    {words.of(nameOf(one))}
                    {one.required ? '' : <span className="soft"> {words.t('optional')}</span>}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {list.map((row, r) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows are known by their places
                <tr key={r}>
                  <td>
                    <ListTools
                      place={r}
                      length={list.length}
                      onMove={(to) => onChange(moved(list, r, to), '')}
                      onRemove={() =>
                        onChange(
                          list.filter((_, other) => other !== r),
                          '',
                        )
                      }
                    />
                  </td>
                  {fields.map((one, c) => (
                    <td key={one.path.join('.')} data-label={words.of(nameOf(one))}>
                      <CellInput
                        schema={one.schema}
                        value={valueAt(row, one.path)}
                        required={one.required}
                        label={nameOf(one)}
                        field={one.path.at(-1) ?? field}
                        onChange={(next) =>
                          onChange(
                            list.map((old, other) => (other === r ? withValue(old, one.path, next) : old)),
                            `${r}.${one.path.join('.')}`,
                          )
                        }
                        onPaste={(event) => paste(event, r, c)}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      <AddRow onAdd={() => onChange([...list, blankRow(schema, list)], '')} />
    </div>
  );
}
