import type { Path, Plain } from '../model/edit-yaml.ts';
import { removeText, type SchemeFolder, setPlace, setText } from '../model/folder.ts';
import { idFrom } from '../model/ids.ts';
import { pathKey, useWorkshop } from '../workshop.tsx';
import { AddNamed, OrderButtons, TextPair } from './bits.tsx';

/** A list of names that are declared here (options, reasons, grades): each with its texts, in an order. */
export function NamedList({
  path,
  names,
  what,
  kind,
  textKey,
  write,
}: {
  readonly path: Path;
  readonly names: readonly string[];
  readonly what: string;
  readonly kind: string;
  readonly textKey: (name: string) => string;
  /** How the whole list is written into the folder. */
  readonly write: (folder: SchemeFolder, names: readonly string[]) => SchemeFolder;
}) {
  const { say, change } = useWorkshop();
  const put = (fresh: readonly string[], more: (folder: SchemeFolder) => SchemeFolder = (f) => f) =>
    change(`${pathKey(path)} list`, (folder) => more(write(folder, fresh)));
  return (
    <div className="w-named-list">
      <ul className="plain">
        {names.map((name, index) => (
          <li key={name} className="w-named">
            <TextPair of={textKey(name)} label={`${what} ${name}`} />
            <code>{name}</code>
            <OrderButtons
              name={name}
              onMove={(by) => {
                const fresh = names.filter((_, i) => i !== index);
                fresh.splice(Math.max(0, index + by), 0, name);
                put(fresh);
              }}
              onRemove={() =>
                put(
                  names.filter((_, i) => i !== index),
                  (folder) => removeText(folder, textKey(name)),
                )
              }
            />
          </li>
        ))}
      </ul>
      <AddNamed
        what={what}
        onAdd={(zh, en) => {
          const id = idFrom(en, kind, names);
          put([...names, id], (folder) => setText(setText(folder, textKey(id), 'zh', zh), textKey(id), 'en', en));
        }}
      />
      {kind === 'reason' && !names.includes('other') ? (
        <button type="button" onClick={() => put([...names, 'other'])}>
          {say('添加“其他（须说明）”', 'Add “other (say why)”')}
        </button>
      ) : null}
    </div>
  );
}

export const asList = (names: readonly string[]): Plain => [...names];
export const listAt = (path: Path) => (folder: SchemeFolder, names: readonly string[]) =>
  setPlace(folder, path, asList(names));
