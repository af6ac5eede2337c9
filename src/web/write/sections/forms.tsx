import { addPlace, removePlace, removeText, setText } from '../model/folder.ts';
import { idFrom } from '../model/ids.ts';
import { keysAt } from '../model/view.ts';
import { AddNamed, OrderButtons, Said, TextPair } from '../parts/bits.tsx';
import { FieldsEditor } from '../parts/fields-editor.tsx';
import { SharedParts } from '../parts/shared-parts.tsx';
import { labelOf, useWorkshop } from '../workshop.tsx';

/** What is asked: forms and their fields. */
export function Forms() {
  const workshop = useWorkshop();
  const { own, say, change } = workshop;
  const forms = keysAt(own, ['forms']).filter((id) => id !== 'use');
  return (
    <>
      <SharedParts path={['forms']} />
      {forms.map((id) => (
        <section key={id} className="w-card">
          <div className="w-item-head">
            <TextPair of={`form.${id}`} label={say('表单', 'form')} />
            <code>{id}</code>
            <OrderButtons
              name={labelOf(workshop, `form.${id}`)}
              onRemove={() =>
                change(`forms ${id}`, (folder) => removeText(removePlace(folder, ['forms', id]), `form.${id}`))
              }
            />
          </div>
          <FieldsEditor path={['forms', id]} />
          <Said at={['forms', id]} />
        </section>
      ))}
      <section className="w-card">
        <AddNamed
          what={say('表单', 'form')}
          onAdd={(zh, en) =>
            change('forms add', (folder) => {
              const id = idFrom(en, 'form', forms);
              const added = addPlace(folder, ['forms'], {}, id);
              return setText(setText(added, `form.${id}`, 'zh', zh), `form.${id}`, 'en', en);
            })
          }
        />
        <p className="soft">
          {say(
            '表单要由流程中的一个步骤填写：在“流程”里为步骤选择它。',
            'A form is filled in by a step: choose it there, under “Flow”.',
          )}
        </p>
      </section>
    </>
  );
}
