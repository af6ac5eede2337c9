import { useState } from 'react';
import { wordAt } from '#certification/scheme/words.ts';
import { addPlace, addPlaceAfter, movePlace, removePlace, removeText, setText } from '../model/folder.ts';
import { idFrom } from '../model/ids.ts';
import { keysAt, nodeAt, wordsOf } from '../model/view.ts';
import { AddNamed, OrderButtons, Said, Select, TextPair } from '../parts/bits.tsx';
import { nameOptions } from '../parts/param-control.tsx';
import { SharedParts } from '../parts/shared-parts.tsx';
import { StepEditor } from '../parts/step-editor.tsx';
import { WordEditor } from '../parts/word-editor.tsx';
import { labelOf, useWorkshop } from '../workshop.tsx';

/** What happens: flows, their steps in order, and the ways out. */
export function Flow({ flow, onFlow }: { readonly flow: string; readonly onFlow: (flow: string) => void }) {
  const workshop = useWorkshop();
  const { own, say, change } = workshop;
  const flows = keysAt(own, ['flows']).filter((id) => id !== 'use');
  return (
    <>
      <nav className="w-flow-choice" aria-label={say('流程', 'Flows')}>
        {flows.map((id) => (
          <button key={id} type="button" aria-pressed={id === flow} onClick={() => onFlow(id)}>
            {labelOf(workshop, `flow.${id}`)}
          </button>
        ))}
      </nav>
      {flows.includes(flow) ? <OneFlow key={flow} flow={flow} /> : null}
      <section className="w-card">
        <h2>{say('再加一个流程', 'One more flow')}</h2>
        <p className="soft">
          {say(
            '例如发证之后的监督：在“针对此结果的一项登记”选择结果，最后一步的结论选“保持”。',
            'For instance a surveillance: it runs on an entry of a result, and its last step ends in “confirm”.',
          )}
        </p>
        <AddNamed
          what={say('流程', 'flow')}
          onAdd={(zh, en) => {
            const id = idFrom(en, 'flow', flows);
            change('flows add', (folder) => {
              const [role = 'applicant'] = keysAt(own, ['roles']);
              const added = addPlace(folder, ['flows'], { 'opened-by': role, steps: {} }, id);
              return setText(setText(added, `flow.${id}`, 'zh', zh), `flow.${id}`, 'en', en);
            });
            onFlow(id);
          }}
        />
      </section>
    </>
  );
}

function OneFlow({ flow }: { readonly flow: string }) {
  const workshop = useWorkshop();
  const { own, say, change } = workshop;
  const word = wordAt('flow');
  const path = ['flows', flow];
  const steps = keysAt(own, [...path, 'steps']).filter((id) => id !== 'use');
  const exits = keysAt(own, [...path, 'exits']).filter((id) => id !== 'use');
  const [after, setAfter] = useState('');
  const roles = nameOptions(workshop, 'role', {});
  const [by, setBy] = useState('');
  const addStep = (zh: string, en: string) =>
    change('steps add', (folder) => {
      const taken = keysAt(own, ['flows']).flatMap((f) => keysAt(own, ['flows', f, 'steps']));
      const id = idFrom(en, 'step', taken);
      const added = addPlaceAfter(folder, [...path, 'steps'], after, id, { by: by || (roles[0]?.id ?? 'applicant') });
      setAfter(id);
      return setText(setText(added, `step.${id}`, 'zh', zh), `step.${id}`, 'en', en);
    });
  return (
    <>
      <section className="w-card">
        <div className="w-item-head">
          <TextPair of={`flow.${flow}`} label={say('流程', 'flow')} />
          <code>{flow}</code>
          <OrderButtons
            name={labelOf(workshop, `flow.${flow}`)}
            onRemove={() => change(`flows ${flow}`, (folder) => removeText(removePlace(folder, path), `flow.${flow}`))}
          />
        </div>
        {word && <WordEditor word={word} path={path} around={{ flow }} />}
        <SharedParts path={[...path, 'steps']} />
        <Said at={path} />
      </section>
      {steps.map((id, index) => (
        <StepEditor
          key={id}
          flow={flow}
          step={id}
          number={index + 1}
          earlier={steps.slice(0, index)}
          onMove={(way) => change(`steps ${id}`, (folder) => movePlace(folder, [...path, 'steps', id], way))}
        />
      ))}
      <section className="w-card w-add-step">
        <h3>{say('添加步骤', 'Add a step')}</h3>
        <AddNamed
          what={say('步骤', 'step')}
          more={
            <>
              <Select
                label={say('由谁办理', 'done by')}
                value={by || (roles[0]?.id ?? '')}
                options={roles}
                onChange={setBy}
              />
              <Select
                label={say('放在哪一步之后', 'after which step')}
                value={steps.includes(after) ? after : ''}
                options={steps.map((id) => ({
                  id,
                  text: say(`在“${labelOf(workshop, `step.${id}`)}”之后`, `after “${labelOf(workshop, `step.${id}`)}”`),
                }))}
                empty={say('放在最后', 'at the end')}
                onChange={setAfter}
              />
            </>
          }
          onAdd={addStep}
        />
      </section>
      <section className="w-card">
        <h3>{say('出口：随时可以离开的路', 'Ways out, open until a step is done')}</h3>
        {exits.map((id) => (
          <div key={id} className="w-item">
            <div className="w-item-head">
              <TextPair of={`exit.${id}`} label={say('出口', 'way out')} />
              <code>{id}</code>
              <OrderButtons
                name={labelOf(workshop, `exit.${id}`)}
                onRemove={() =>
                  change(`exits ${id}`, (folder) =>
                    removeText(removePlace(folder, [...path, 'exits', id]), `exit.${id}`),
                  )
                }
              />
            </div>
            <ExitWord path={[...path, 'exits', id]} flow={flow} />
            <Said at={[...path, 'exits', id]} />
          </div>
        ))}
        <AddNamed
          what={say('出口', 'way out')}
          onAdd={(zh, en) =>
            change('exits add', (folder) => {
              const id = idFrom(en, 'exit', exits);
              const [opener = 'applicant'] = wordsOf(nodeAt(own, [...path, 'opened-by']));
              const added = addPlace(folder, [...path, 'exits'], opener, id);
              return setText(setText(added, `exit.${id}`, 'zh', zh), `exit.${id}`, 'en', en);
            })
          }
        />
      </section>
    </>
  );
}

function ExitWord({ path, flow }: { readonly path: readonly string[]; readonly flow: string }) {
  const word = wordAt('exit');
  return word ? <WordEditor word={word} path={path} around={{ flow }} first={['until']} /> : null;
}
