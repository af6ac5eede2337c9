import type { JsonSchema } from '#toolbox/method/method.ts';
import { fieldName } from '#toolbox/words/field-names.ts';
import { isRecord } from '#toolbox/words/value-shapes.ts';
import { useWords } from '../words/language.tsx';
import { CellInput } from './cell-input.tsx';
import { FlatListEditor } from './flat-list-editor.tsx';
import { AddRow, ListTools, moved } from './list-tools.tsx';
import { blankRow, fieldsOf, isFlatList, isOfType, plainSchema, withValue } from './schema-value.ts';

export interface SchemaEditorProps {
  readonly schema: JsonSchema;
  readonly value: unknown;
  readonly method: string;
  /** Name of the field that is edited. */
  readonly field: string;
  /** `what` names the place that is typed into; '' is a step of its own, to be taken back by itself. */
  readonly onChange: (value: unknown, what?: string) => void;
}

/** Edits a structured input by its schema: flat lists as a table, trees and nested lists as cards, objects by their parts. */
export function SchemaEditor(props: SchemaEditorProps) {
  const schema = plainSchema(props.schema);
  if (isFlatList(schema)) return <FlatListEditor {...props} schema={schema} />;
  if (isOfType(schema, 'array') && isOfType(schema.items ?? {}, 'object'))
    return <CardListEditor {...props} schema={schema} />;
  if (isOfType(schema, 'object')) return <ObjectEditor {...props} schema={schema} />;
  return (
    <CellInput
      schema={schema}
      value={props.value}
      required={false}
      label={fieldName(props.field, props.method)}
      field={props.field}
      onChange={(value) => props.onChange(value)}
    />
  );
}

/** Rows that hold lists of their own (a cause with its causes, a chain with its whys), each a card. */
function CardListEditor({ schema, value, method, field, onChange }: SchemaEditorProps) {
  const list = Array.isArray(value) ? value : [];
  const items = plainSchema(schema).items ?? {};
  const change = (next: readonly unknown[], what = '') => onChange(next, what);
  return (
    <div className="card-list">
      {list.map((row, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are known by their places
        <div key={k} className="row-card">
          <ListTools
            place={k}
            length={list.length}
            onMove={(to) => change(moved(list, k, to))}
            onRemove={() => change(list.filter((_, other) => other !== k))}
          />
          <ObjectEditor
            schema={items}
            value={row}
            method={method}
            field={field}
            onChange={(next, what) =>
              change(
                list.map((one, other) => (other === k ? next : one)),
                within(String(k), what),
              )
            }
          />
        </div>
      ))}
      <AddRow onAdd={() => change([...list, blankRow(schema, list)])} />
    </div>
  );
}

/** The fields of an object: words and numbers in a row, lists and objects below. */
function ObjectEditor({ schema, value, method, field, onChange }: SchemaEditorProps) {
  const words = useWords();
  const own = isRecord(value) ? value : {};
  const fields = fieldsOf(schema);
  const isPart = (one: JsonSchema) =>
    isOfType(one, 'object') || (isOfType(one, 'array') && isOfType(plainSchema(one).items ?? {}, 'object'));
  const set = (name: string, next: unknown, what = 'value') =>
    onChange(withValue(own, [name], next), within(name, what));
  return (
    <div className="object-editor" data-field={field}>
      <div className="object-cells">
        {fields
          .filter((one) => !isPart(one.schema))
          .map((one) => (
            <div key={one.name} className="object-cell">
              <span className="cell-label" aria-hidden="true">
                {words.of(fieldName(one.name, method))}
              </span>
              <CellInput
                schema={one.schema}
                value={own[one.name]}
                required={one.required}
                label={fieldName(one.name, method)}
                field={one.name}
                onChange={(next) => set(one.name, next)}
              />
            </div>
          ))}
      </div>
      {fields
        .filter((one) => isPart(one.schema))
        .map((one) =>
          isOfType(one.schema, 'array') && !isFilled(own[one.name]) ? (
            <button
              key={one.name}
              type="button"
              className="link"
              onClick={() => set(one.name, [blankRow(one.schema, [])], '')}
            >
              + {words.of(fieldName(one.name, method))}
            </button>
          ) : (
            <div key={one.name} className="object-part">
              <h5>{words.of(fieldName(one.name, method))}</h5>
              <SchemaEditor
                schema={one.schema}
                value={own[one.name]}
                method={method}
                field={one.name}
                onChange={(next, what) => set(one.name, isFilled(next) || one.required ? next : undefined, what)}
              />
            </div>
          ),
        )}
    </div>
  );
}

/** Anything but an empty list. */
function isFilled(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

/** The place of a change, seen from outside; a step of its own stays one. */
function within(place: string, what = ''): string {
  return what === '' ? '' : `${place}.${what}`;
}
