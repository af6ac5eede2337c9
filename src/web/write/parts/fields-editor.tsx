import { useState } from 'react';
import { wordAt, wordsAt } from '#certification/scheme/words.ts';
import type { Path, Plain } from '../model/edit-yaml.ts';
import { addPlace, movePlace, removePlace, removeText, type SchemeFolder, setPlace, setText } from '../model/folder.ts';
import { idFrom } from '../model/ids.ts';
import { kindOfField, namesIn } from '../model/names.ts';
import { keysAt, nodeAt, plainOf, wordOf, wordsOf } from '../model/view.ts';
import { labelOf, pathKey, useWorkshop } from '../workshop.tsx';
import { AddNamed, OrderButtons, Said, Select, TextPair } from './bits.tsx';
import { listAt, NamedList } from './named-list.tsx';
import { SharedParts } from './shared-parts.tsx';
import { valueWord } from './value-words.ts';
import { WordEditor } from './word-editor.tsx';

const kinds = wordsAt('field kind').map((word) => word.name);

/** A field's own map: a bare name of a kind takes every default. */
function fieldMap(tree: ReturnType<typeof nodeAt>): Readonly<Record<string, Plain>> {
  const plain = plainOf(tree);
  if (typeof plain === 'string') return { [plain]: {} };
  return typeof plain === 'object' && plain !== null && !Array.isArray(plain)
    ? (plain as Readonly<Record<string, Plain>>)
    : {};
}

/** A kind as it is first written: what it can't do without is put in. */
function freshKind(kind: string): Plain {
  if (kind === 'choice') return { choice: ['option-1', 'option-2'] };
  if (kind === 'code') return { code: 'region' };
  if (kind === 'entry') return { entry: 'certificate' };
  if (kind === 'rows') return { rows: { columns: { item: 'text' } } };
  return kind;
}

function textsOfKind(folder: SchemeFolder, kind: string, id: string): SchemeFolder {
  const both = (of: SchemeFolder, key: string, zh: string, en: string) =>
    setText(setText(of, key, 'zh', zh), key, 'en', en);
  if (kind === 'rows') return both(folder, 'field.item', '项目', 'Item');
  if (kind !== 'choice') return folder;
  return both(
    both(folder, `option.${id}.option-1`, '选项一', 'Option one'),
    `option.${id}.option-2`,
    '选项二',
    'Option two',
  );
}

/** The fields of a form, or the columns of rows: name, kind, in their order; what one field needs more opens beneath it. */
export function FieldsEditor({ path }: { readonly path: Path }) {
  const workshop = useWorkshop();
  const { own, say, language, change } = workshop;
  const [kind, setKind] = useState('text');
  const fields = keysAt(own, path).filter((id) => id !== 'use');
  const isColumns = path.at(-1) === 'columns';
  const what = isColumns ? say('列', 'column') : say('字段', 'field');
  const add = (zh: string, en: string) =>
    change(`${pathKey(path)} add`, (folder) => {
      const id = idFrom(en, 'field', [...fields, ...namesIn(workshop.judged.flat, 'field', {}, workshop.house)]);
      const added = addPlace(folder, path, freshKind(kind), id);
      const named = setText(setText(added, `field.${id}`, 'zh', zh), `field.${id}`, 'en', en);
      return textsOfKind(named, kind, id);
    });
  return (
    <div className="w-fields-editor">
      <SharedParts path={path} />
      {fields.map((id) => (
        <FieldEditor key={id} path={[...path, id]} id={id} />
      ))}
      <AddNamed
        what={what}
        more={
          <Select
            label={say('取值类型', 'kind of value')}
            value={kind}
            options={kinds.map((name) => ({ id: name, text: valueWord(name, language, 'field') }))}
            onChange={setKind}
          />
        }
        onAdd={add}
      />
    </div>
  );
}

function FieldEditor({ path, id }: { readonly path: Path; readonly id: string }) {
  const workshop = useWorkshop();
  const { own, say, language, change } = workshop;
  const node = nodeAt(own, path);
  const kind = kindOfField(node);
  const map = fieldMap(node);
  const name = labelOf(workshop, `field.${id}`);
  const word = wordAt('field kind', kind);
  const field = wordAt('field');
  // Whether it is required is a tick at hand; a field that is required on a condition is none by itself.
  const isRequired = typeof map['required'] === 'boolean' ? map['required'] : map['required-if'] === undefined;
  const put = (fresh: Readonly<Record<string, Plain>>, more: (f: SchemeFolder) => SchemeFolder = (f) => f) =>
    change(pathKey(path), (folder) => more(setPlace(folder, path, short(fresh))));
  const setKind = (to: string) => {
    const { [kind]: _, ...rest } = map;
    const fresh = freshKind(to);
    put(
      { ...(typeof fresh === 'object' ? (fresh as Readonly<Record<string, Plain>>) : { [to]: {} }), ...rest },
      (folder) => textsOfKind(removeText(folder, `option.${id}`), to, id),
    );
  };
  return (
    <div className="w-item w-field-item" data-field={id}>
      <div className="w-item-head">
        <TextPair of={`field.${id}`} label={say('字段', 'field')} />
        <Select
          label={say(`${name} 的类型`, `kind of ${name}`)}
          value={kind}
          options={kinds.map((k) => ({ id: k, text: valueWord(k, language, 'field') }))}
          onChange={setKind}
        />
        <label className="w-tick">
          <input
            type="checkbox"
            checked={isRequired}
            onChange={(event) => {
              const { required: _, ...rest } = map;
              const byDefault = map['required-if'] === undefined;
              put(event.target.checked === byDefault ? rest : { ...rest, required: event.target.checked });
            }}
          />
          {say('必填', 'required')}
        </label>
        <OrderButtons
          name={name}
          onMove={(by) => change(pathKey(path), (folder) => movePlace(folder, path, by))}
          onRemove={() => change(pathKey(path), (folder) => removeText(removePlace(folder, path), `field.${id}`))}
        />
      </div>
      {kind === 'choice' ? <Options path={[...path, 'choice']} field={id} /> : null}
      {kind === 'rows' && node?.is === 'map' ? (
        <div className="w-inner">
          <h4>{say('列', 'Columns')}</h4>
          <FieldsEditor path={[...path, 'rows', 'columns']} />
        </div>
      ) : null}
      <UnitText path={[...path, 'number']} />
      <details className="w-more">
        <summary>{say('更多：长度、条件、公开……', 'More: limits, conditions, publicity …')}</summary>
        {word && word.params.length > 0 ? (
          <WordEditor
            word={word}
            path={[...path, kind]}
            without={['options', 'columns']}
            first={word.params.map((param) => param.name)}
          />
        ) : null}
        {field && (
          <WordEditor
            word={field}
            path={path}
            without={['required']}
            first={field.params.map((param) => param.name)}
            // A bare kind becomes a map, so that more can be said of the field.
            {...(node?.is === 'map' ? {} : { onPut: (params) => put({ ...map, ...params }) })}
          />
        )}
        <p className="soft">
          <code>{id}</code> {say('在文件中的名称', 'is its name in the files')}
        </p>
      </details>
      <Said at={path} />
    </div>
  );
}

/** A field that says nothing beside its kind is written as the bare name of it. */
function short(map: Readonly<Record<string, Plain>>): Plain {
  const [[key, value] = ['', null], ...more] = Object.entries(map);
  const isBare = more.length === 0 && typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return isBare ? key : map;
}

function Options({ path, field }: { readonly path: Path; readonly field: string }) {
  const { own, say } = useWorkshop();
  const node = nodeAt(own, path);
  const list = node?.is === 'map' ? [...path, 'options'] : path;
  return (
    <div className="w-inner">
      <NamedList
        path={list}
        names={wordsOf(nodeAt(own, list))}
        what={say('选项', 'option')}
        kind="option"
        textKey={(option) => `option.${field}.${option}`}
        write={listAt(list)}
      />
    </div>
  );
}

/** A unit of one's own needs its name; what the language has itself shows through. */
function UnitText({ path }: { readonly path: Path }) {
  const { own, say } = useWorkshop();
  const node = nodeAt(own, path);
  const unit = node?.is === 'map' ? wordOf(nodeAt(node, ['unit'])) : wordOf(node);
  if (unit === '') return null;
  return (
    <div className="w-inner w-unit">
      <span className="w-row-label">{say('单位', 'Unit')}</span>
      <TextPair of={`unit.${unit}`} label={say('单位', 'unit')} />
    </div>
  );
}
