import { useState } from 'react';
import { entryKinds } from '#certification/scheme/result.ts';
import { actsAfterIssue } from '#certification/scheme/vocabulary/result.ts';
import { wordAt, wordsAt } from '#certification/scheme/words.ts';
import { addPlace, removePlace, removeText, setPlace, setText } from '../model/folder.ts';
import { idFrom } from '../model/ids.ts';
import { keysAt } from '../model/view.ts';
import { AddNamed, OrderButtons, Row, Said, Select, TextPair } from '../parts/bits.tsx';
import { SharedParts } from '../parts/shared-parts.tsx';
import { valueWord } from '../parts/value-words.ts';
import { WordEditor } from '../parts/word-editor.tsx';
import { labelOf, useWorkshop } from '../workshop.tsx';

/** What is entered in the register, how it is numbered, how long it holds, what is owed meanwhile, what may be done to it. */
export function Results() {
  const workshop = useWorkshop();
  const { own, say, language, change } = workshop;
  const [kind, setKind] = useState('certificate');
  const results = keysAt(own, ['results']).filter((id) => id !== 'use');
  return (
    <>
      <SharedParts path={['results']} />
      {results.map((id) => (
        <OneResult key={id} id={id} />
      ))}
      <section className="w-card">
        <AddNamed
          what={say('结果', 'result')}
          more={
            <Select
              label={say('登记类别', 'kind of entry')}
              value={kind}
              options={entryKinds.map((one) => ({ id: one, text: valueWord(one, language, 'kind') }))}
              onChange={setKind}
            />
          }
          onAdd={(zh, en) =>
            change('results add', (folder) => {
              const id = idFrom(en, 'result', results);
              const fresh = { kind, validity: { years: 3 }, number: `${id.slice(0, 2).toUpperCase()}{year}{serial:4}` };
              const added = addPlace(folder, ['results'], fresh, id);
              return setText(setText(added, `result.${id}`, 'zh', zh), `result.${id}`, 'en', en);
            })
          }
        />
        <p className="soft">
          {say(
            '结果由流程的结论产生：在“流程”里为“通过”选择它。',
            'A result comes of an outcome: choose it there, under “Flow”.',
          )}
        </p>
      </section>
    </>
  );
}

function OneResult({ id }: { readonly id: string }) {
  const workshop = useWorkshop();
  const { own, say, language, change } = workshop;
  const path = ['results', id];
  const [result, duty, act] = [wordAt('result'), wordAt('duty'), wordAt('act')];
  const acts = keysAt(own, [...path, 'acts']).filter((name) => name !== 'use');
  const duties = keysAt(own, [...path, 'duties']).filter((name) => name !== 'use');
  const inside = wordsAt('inside result').filter((word) => word.name === 'number' || word.name === 'scope');
  const each = wordAt('inside result', 'each') ?? wordAt('inside step', 'each');
  const hasEach = keysAt(own, path).includes('each');
  const flows = keysAt(own, ['flows']);
  const lists = keysAt(own, ['reasons']);
  const roles = keysAt(own, ['roles']);
  return (
    <section className="w-card">
      <div className="w-item-head">
        <TextPair of={`result.${id}`} label={say('结果', 'result')} />
        <code>{id}</code>
        <OrderButtons
          name={labelOf(workshop, `result.${id}`)}
          onRemove={() => change(`results ${id}`, (folder) => removeText(removePlace(folder, path), `result.${id}`))}
        />
      </div>
      {result && <WordEditor word={result} path={path} first={['validity', 'issuer']} />}
      {inside.map((word) => (
        <div key={word.name} className="w-inner">
          <h4>{valueWord(word.name, language, 'inside-result')}</h4>
          <WordEditor
            word={word}
            path={[...path, word.name]}
            first={word.name === 'scope' ? ['text', 'codes', 'grade'] : []}
          />
        </div>
      ))}
      {hasEach && each ? (
        <div className="w-inner">
          <h4>{say('每行或每项一个', 'One for each line')}</h4>
          <WordEditor word={each} path={[...path, 'each']} />
        </div>
      ) : null}
      <div className="w-inner">
        <h4>
          {say('持有期间的义务（监督、年报、复审）', 'What is owed while it holds (surveillance, report, review)')}
        </h4>
        <SharedParts path={[...path, 'duties']} />
        {duties.map((name) => (
          <div key={name} className="w-item">
            <div className="w-item-head">
              <TextPair of={`duty.${name}`} label={say('义务', 'duty')} />
              <code>{name}</code>
              <OrderButtons
                name={labelOf(workshop, `duty.${name}`)}
                onRemove={() =>
                  change(`duties ${name}`, (folder) =>
                    removeText(removePlace(folder, [...path, 'duties', name]), `duty.${name}`),
                  )
                }
              />
            </div>
            {duty && <WordEditor word={duty} path={[...path, 'duties', name]} first={['next', 'late']} />}
            <Said at={[...path, 'duties', name]} />
          </div>
        ))}
        <AddNamed
          what={say('义务', 'duty')}
          onAdd={(zh, en) =>
            change('duties add', (folder) => {
              const name = idFrom(en, 'duty', duties);
              const period = { months: 12, 'first-day-counts': false };
              const fresh = { flow: flows.at(-1) ?? 'initial', first: period, next: period, late: 'must-suspend' };
              const added = addPlace(folder, [...path, 'duties'], fresh, name);
              return setText(setText(added, `duty.${name}`, 'zh', zh), `duty.${name}`, 'en', en);
            })
          }
        />
      </div>
      <div className="w-inner">
        <h4>{say('发出后的处理', 'What may be done to it later')}</h4>
        <SharedParts path={[...path, 'acts']} />
        {acts.map((name) => (
          <div key={name} className="w-item">
            <div className="w-item-head">
              <strong>{valueWord(name, language)}</strong>
              <OrderButtons
                name={valueWord(name, language)}
                onRemove={() => change(`acts ${name}`, (folder) => removePlace(folder, [...path, 'acts', name]))}
              />
            </div>
            {act && (
              <WordEditor
                word={act}
                path={[...path, 'acts', name]}
                first={name === 'suspend' ? ['most', 'afterwards'] : []}
              />
            )}
            <Said at={[...path, 'acts', name]} />
          </div>
        ))}
        <Row label={say('再加', 'Add')}>
          <Select
            label={say('添加处理', 'add an act')}
            value=""
            empty={say('暂停、恢复、撤销……', 'suspend, restore, withdraw …')}
            options={actsAfterIssue
              .filter((name) => !acts.includes(name))
              .map((name) => ({ id: name, text: valueWord(name, language) }))}
            onChange={(name) =>
              name === ''
                ? undefined
                : change('acts add', (folder) =>
                    setPlace(folder, [...path, 'acts', name], {
                      by: roles.at(-1) ?? 'decider',
                      reasons: lists.find((list) => list.startsWith(name.slice(0, 5))) ?? lists[0] ?? 'refusal',
                    }),
                  )
            }
          />
        </Row>
      </div>
      <Said at={path} />
    </section>
  );
}
