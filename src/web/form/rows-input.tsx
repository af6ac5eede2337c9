import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { StoredValue, StoredValues } from '#certification/case/events.ts';
import { type Field, siteColumns } from '#certification/scheme/form.ts';
import type { Refusal } from '../api/generated/api.ts';
import type { TextKey } from '../desk/texts/language.ts';
import type { SchemeTexts, Words } from '../desk/words.ts';
import { PasteRows } from './paste-rows.tsx';
import { asRows } from './values.ts';

interface RowsProps {
  readonly id: string;
  readonly value: StoredValue | undefined;
  readonly columns: readonly Field[];
  readonly path: string;
  readonly texts: SchemeTexts;
  readonly refusals: readonly Refusal[];
  readonly words: Words;
  readonly labelledBy: string;
  readonly isDisabled: boolean;
  readonly onChange: (value: StoredValue | undefined) => void;
  /** Draws one cell; given in, because a cell is a field again. */
  readonly cell: (props: {
    readonly column: Field;
    readonly path: string;
    readonly value: StoredValue | undefined;
    readonly row: StoredValues;
    readonly onChange: (value: StoredValue | undefined) => void;
  }) => React.ReactNode;
}

/** So many rows stand open at first: a list of thousands would hold up the page. */
const atOnce = 50;

/** Rows as cards: right on a phone and by keyboard alike. Many come in by pasting them from a spreadsheet. */
export function RowsInput(props: RowsProps) {
  const { value, columns, path, texts, refusals, words, labelledBy, isDisabled, onChange, cell } = props;
  const rows = asRows(value);
  const [asked, setShown] = useState(atOnce);
  // A row that was refused is in sight, however far down it stands.
  const refused = refusals.flatMap(({ field }) =>
    field?.startsWith(`${path}.`) ? [Number(field.slice(path.length + 1).split('.')[0])] : [],
  );
  const shown = Math.max(asked, ...refused.filter(Number.isInteger));
  const put = (fresh: readonly StoredValues[]) => onChange(fresh.length === 0 ? undefined : fresh);
  const change = (index: number, name: string, fresh: StoredValue | undefined) =>
    put(
      rows.map((row, i) => {
        if (i !== index) return row;
        const { [name]: _, ...rest } = row;
        return fresh === undefined ? rest : { ...rest, [name]: fresh };
      }),
    );
  return (
    <fieldset className="rows bare" aria-labelledby={labelledBy}>
      {rows.slice(0, shown).map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name of its own, and rows are not reordered.
        <fieldset key={index}>
          <legend>{words.t('rowOf', { row: index + 1 })}</legend>
          <div className="row-fields">
            {columns.map((column) => (
              <div key={column.id} className={`row-field row-field-${column.kind}`}>
                {cell({
                  column,
                  path: `${path}.${index + 1}.${column.id}`,
                  value: row[column.id],
                  row,
                  onChange: (fresh) => change(index, column.id, fresh),
                })}
              </div>
            ))}
          </div>
          <Button
            icon={<DeleteOutlined aria-hidden />}
            disabled={isDisabled}
            onClick={() => put(rows.filter((_, i) => i !== index))}
          >
            {words.t('removeRow', { row: index + 1 })}
          </Button>
        </fieldset>
      ))}
      {rows.length > shown ? (
        <p>
          {words.t('rowsShown', { shown, all: rows.length })}{' '}
          <Button onClick={() => setShown(shown + atOnce)}>{words.t('moreRows')}</Button>
        </p>
      ) : null}
      <div className="buttons">
        <Button
          icon={<PlusOutlined aria-hidden />}
          disabled={isDisabled}
          onClick={() => {
            put([...rows, {}]);
            setShown(Math.max(shown, rows.length + 1));
          }}
        >
          {words.t('addRow')}
        </Button>
        <PasteRows
          columns={columns}
          texts={texts}
          words={words}
          isDisabled={isDisabled}
          onRows={(pasted) => put([...rows.filter((row) => Object.keys(row).length > 0), ...pasted])}
        />
      </div>
    </fieldset>
  );
}

const plain = { personal: false, public: true } as const;
const siteNames: Readonly<Record<(typeof siteColumns)[number], TextKey>> = {
  name: 'siteName',
  address: 'siteAddress',
  region: 'siteRegion',
  persons: 'sitePersons',
  activities: 'siteActivities',
};

/** The columns of sites, the same in every scheme, as fields. */
export const siteFields: readonly Field[] = siteColumns.map((id): Field => {
  const required = id === 'name' || id === 'address';
  if (id === 'persons') return { id, kind: 'number', decimals: 0, required, ...plain };
  if (id === 'region') return { id, kind: 'code', list: 'region', many: false, required, ...plain };
  return { id, kind: 'text', most: 300, lines: 1, bilingual: false, required, ...plain };
});

export function siteTexts(words: Words): SchemeTexts {
  return Object.fromEntries(
    siteColumns.map((id) => {
      const said = words.t(siteNames[id]);
      return [`field.${id}`, { zh: said, en: said }];
    }),
  );
}
