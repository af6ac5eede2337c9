import { useState } from 'react';
import { wordAt } from '#certification/scheme/words.ts';
import { addPlace, movePlace, removePlace, removeText, setText } from '../model/folder.ts';
import { idFrom } from '../model/ids.ts';
import { keysAt, nodeAt, wordsOf } from '../model/view.ts';
import { AddNamed, OrderButtons, Said, Select, TextPair } from '../parts/bits.tsx';
import { listAt, NamedList } from '../parts/named-list.tsx';
import { SharedParts } from '../parts/shared-parts.tsx';
import { valueWord } from '../parts/value-words.ts';
import { WordEditor } from '../parts/word-editor.tsx';
import { labelOf, useWorkshop } from '../workshop.tsx';

const sides = ['applicant', 'body', 'named-party', 'owner', 'recommender', 'public'];

/** Who acts, and why one may say no. */
export function Roles() {
  const workshop = useWorkshop();
  const { own, say, language, change } = workshop;
  const [of, setOf] = useState('body');
  const role = wordAt('role');
  const roles = keysAt(own, ['roles']).filter((id) => id !== 'use');
  const lists = keysAt(own, ['reasons']).filter((id) => id !== 'use');
  return (
    <>
      <section className="w-card">
        <h2>{say('角色', 'Roles')}</h2>
        <SharedParts path={['roles']} />
        {roles.map((id) => (
          <div key={id} className="w-item">
            <div className="w-item-head">
              <TextPair of={`role.${id}`} label={say('角色', 'role')} />
              <code>{id}</code>
              <OrderButtons
                name={labelOf(workshop, `role.${id}`)}
                onMove={(by) => change(`roles ${id}`, (folder) => movePlace(folder, ['roles', id], by))}
                onRemove={() =>
                  change(`roles ${id}`, (folder) => removeText(removePlace(folder, ['roles', id]), `role.${id}`))
                }
              />
            </div>
            {role && <WordEditor word={role} path={['roles', id]} />}
            <Said at={['roles', id]} />
          </div>
        ))}
        <AddNamed
          what={say('角色', 'role')}
          more={
            <Select
              label={say('来自哪一方', 'from whose party')}
              value={of}
              options={sides.map((side) => ({ id: side, text: valueWord(side, language) }))}
              onChange={setOf}
            />
          }
          onAdd={(zh, en) =>
            change('roles add', (folder) => {
              const id = idFrom(en, 'role', roles);
              const added = addPlace(folder, ['roles'], of, id);
              return setText(setText(added, `role.${id}`, 'zh', zh), `role.${id}`, 'en', en);
            })
          }
        />
      </section>
      <section className="w-card">
        <h2>{say('原因代码表', 'Lists of reasons')}</h2>
        <p className="soft">
          {say('拒绝、暂停、撤销都要给出其中一条原因。', 'Whoever refuses, suspends or withdraws gives one of these.')}
        </p>
        <SharedParts path={['reasons']} />
        {lists.map((id) => (
          <div key={id} className="w-item">
            <div className="w-item-head">
              <TextPair of={`reason.${id}`} label={say('原因表', 'list of reasons')} />
              <code>{id}</code>
              <OrderButtons
                name={labelOf(workshop, `reason.${id}`)}
                onRemove={() =>
                  change(`reasons ${id}`, (folder) => removeText(removePlace(folder, ['reasons', id]), `reason.${id}`))
                }
              />
            </div>
            <ReasonCodes list={id} />
            <Said at={['reasons', id]} />
          </div>
        ))}
        <AddNamed
          what={say('原因表', 'list')}
          onAdd={(zh, en) =>
            change('reasons add', (folder) => {
              const id = idFrom(en, 'reasons', lists);
              const added = addPlace(folder, ['reasons'], ['other'], id);
              return setText(setText(added, `reason.${id}`, 'zh', zh), `reason.${id}`, 'en', en);
            })
          }
        />
      </section>
    </>
  );
}

function ReasonCodes({ list }: { readonly list: string }) {
  const { own, say } = useWorkshop();
  const node = nodeAt(own, ['reasons', list]);
  const path = node?.is === 'map' ? ['reasons', list, 'codes'] : ['reasons', list];
  return (
    <NamedList
      path={path}
      names={wordsOf(nodeAt(own, path))}
      what={say('原因', 'reason')}
      kind="reason"
      textKey={(code) => `reason.${list}.${code}`}
      write={listAt(path)}
    />
  );
}
