import type { Tree } from '#certification/scheme/tree.ts';
import { wordAt, wordsAt } from '#certification/scheme/words.ts';
import type { Path, Plain } from '../model/edit-yaml.ts';
import { addPlace, movePlace, removePlace, type SchemeFolder, setPlace, setText } from '../model/folder.ts';
import { idFrom } from '../model/ids.ts';
import { keysAt, nodeAt, wordOf } from '../model/view.ts';
import { pathKey, useWorkshop } from '../workshop.tsx';
import { OrderButtons, Said, Select, TextPair } from './bits.tsx';
import { valueWord } from './value-words.ts';
import { WordEditor } from './word-editor.tsx';

const names = wordsAt('guard').map((word) => word.name);

const guardOf = (node: Tree): string =>
  node.is === 'scalar'
    ? node.source
    : node.is === 'map'
      ? ([...node.entries.keys()].find((key) => names.includes(key)) ?? '')
      : '';

/** What each guard can't do without, when it is first put in. */
function freshGuard(
  name: string,
  roles: readonly string[],
  steps: readonly string[],
  fields: readonly string[],
): Plain {
  const [role = 'applicant'] = roles.slice(1);
  const [step = 'application'] = steps;
  const [field = 'name'] = fields;
  const period = { months: 1, 'first-day-counts': false };
  const table: Readonly<Record<string, Plain>> = {
    'not-same-as': role,
    'not-banned': 'applicant',
    competent: field,
    present: field,
    order: [field],
    time: { from: step, most: period },
    vote: { step, share: '2/3' },
    score: { step, field, least: 60 },
    'rank-within-quota': 'first',
    'no-history': { kind: 'certificate', status: ['withdrawn'], within: { years: 1, 'first-day-counts': false } },
    accumulated: { field, column: field, least: 1 },
    holds: { who: 'applicant', kind: 'certificate' },
  };
  return Object.hasOwn(table, name) ? { [name]: table[name] ?? {} } : name;
}

/** The list of guards: each of a kind of the language, with its own parameters. */
export function GuardsEditor({
  path,
  flow,
  prepare,
}: {
  readonly path: Path;
  readonly flow: string;
  readonly prepare: (folder: SchemeFolder) => SchemeFolder;
}) {
  const { own, say, language, change, judged } = useWorkshop();
  const list = nodeAt(own, path);
  const guards = list?.is === 'list' ? list.items : [];
  const add = (name: string) =>
    change(`${pathKey(path)} add`, (folder) => {
      const ready = prepare(folder);
      const fields = keysAt(own, ['forms']).flatMap((form) => keysAt(own, ['forms', form]));
      if (name !== 'requires')
        return addPlace(
          ready,
          path,
          freshGuard(name, keysAt(own, ['roles']), keysAt(own, ['flows', flow, 'steps']), fields),
        );
      const id = idFrom('', 'condition', keysAt(judged.texts, ['message']));
      const guard = { requires: { condition: { field: fields[0] ?? 'name', given: true }, message: id } };
      const said = setText(addPlace(ready, path, guard), `message.${id}`, 'zh', '须满足此条件');
      return setText(said, `message.${id}`, 'en', 'This condition must hold');
    });
  return (
    <div className="w-guards">
      {guards.map((node, index) => {
        const name = guardOf(node);
        const word = wordAt('guard', name) ?? (name === 'holds' ? wordAt('condition', 'holds') : undefined);
        const at = [...path, index];
        const message = wordOf(nodeAt(node, [name, 'message']));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a guard has no name of its own; two of one kind may stand in a list.
          <div key={`${name} ${index}`} className="w-inner w-guard">
            <div className="w-item-head">
              <strong>{valueWord(name, language, 'guard')}</strong>
              <OrderButtons
                name={valueWord(name, language, 'guard')}
                onMove={(by) => change(pathKey(at), (folder) => movePlace(folder, at, by))}
                onRemove={() => change(pathKey(at), (folder) => removePlace(folder, guards.length === 1 ? path : at))}
              />
            </div>
            {message === '' ? null : <TextPair of={`message.${message}`} label={say('说明', 'in words')} />}
            {word && word.params.length > 0 ? (
              <WordEditor
                word={word}
                path={[...at, name]}
                around={{ flow }}
                without={['message']}
                {...(node.is === 'scalar'
                  ? { onPut: (params) => change(pathKey(at), (folder) => setPlace(folder, at, { [name]: params })) }
                  : {})}
              />
            ) : null}
            <Said at={at} />
          </div>
        );
      })}
      <Select
        label={say('添加条件', 'add a guard')}
        value=""
        empty={say('添加条件……', 'Add a guard …')}
        options={names.map((name) => ({ id: name, text: valueWord(name, language, 'guard') }))}
        onChange={(name) => (name === '' ? undefined : add(name))}
      />
    </div>
  );
}
