import { memo, useState } from 'react';
import type { StoredValues } from '#certification/case/events.ts';
import { drawFlow } from '#certification/scheme/draw.ts';
import type { FormSpec, Scheme } from '#certification/scheme/scheme.ts';
import { expectedOf } from '#certification/scheme/walk/field-words.ts';
import { useWords } from '../desk/words.ts';
import { FormFields } from '../form/form-fields.tsx';
import { download } from '../toolbox/analysis/download.ts';
import { Select } from './parts/bits.tsx';
import { DeviceWorld } from './walk/device-world.tsx';
import { textIn } from './walk/walk-shown.tsx';
import type { Say } from './workshop.tsx';

/** Not of the workshop, which changes with every key: a preview is drawn again when the scheme is read anew. */
function useLanguage(): { readonly language: 'zh' | 'en'; readonly say: Say } {
  const { language } = useWords();
  return { language, say: (zh, en) => (language === 'zh' ? zh : en) };
}

/** The flow as `touchstone scheme draw` draws it. */
export const FlowPicture = memo(function FlowPicture({
  scheme,
  flow,
}: {
  readonly scheme: Scheme;
  readonly flow: string;
}) {
  const { language, say } = useLanguage();
  const svg = drawFlow(scheme, flow, language);
  if (svg === undefined) return null;
  return (
    <figure className="w-flow-picture">
      <div className="w-scroll-x">
        <img
          src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
          alt={`${say('流程图：', 'Drawing of the flow: ')}${textIn(scheme, `flow.${flow}`, language)}`}
        />
      </div>
      <figcaption className="no-print">
        <button type="button" onClick={() => download(svg, `${scheme.id}-${flow}.svg`, 'image/svg+xml')}>
          {say('下载 SVG', 'Download as SVG')}
        </button>
      </figcaption>
    </figure>
  );
});

/** The form as the applicant will see it: the desk's own form, filled in on the device and sent nowhere. */
export const FormPreview = memo(function FormPreview({ scheme }: { readonly scheme: Scheme }) {
  const { say, language } = useLanguage();
  const [chosen, setChosen] = useState('');
  const [values, setValues] = useState<StoredValues>({});
  const form = scheme.forms.find((f) => f.id === chosen) ?? scheme.forms[0];
  if (form === undefined) return <p className="soft">{say('还没有表单。', 'There is no form yet.')}</p>;
  return (
    <div className="w-form-preview">
      <Select
        label={say('看哪张表', 'which form')}
        value={form.id}
        options={scheme.forms.map((f) => ({ id: f.id, text: textIn(scheme, `form.${f.id}`, language) }))}
        onChange={setChosen}
      />
      <DeviceWorld run={null}>
        <FormFields
          key={form.id}
          scope="preview"
          form={form}
          values={values}
          around={{ steps: new Map(), standing: {} }}
          texts={scheme.texts}
          refusals={[]}
          remarks={[]}
          isDisabled={false}
          onChange={setValues}
        />
      </DeviceWorld>
    </div>
  );
});

/** What is printed: the scheme on paper, without the controls. */
export const PrintSheet = memo(function PrintSheet({ scheme }: { readonly scheme: Scheme }) {
  const { language, say } = useLanguage();
  return (
    <div className="print-sheet">
      <p className="print-title">{textIn(scheme, 'title', language)}</p>
      <p>{textIn(scheme, 'summary', language)}</p>
      <p>
        {scheme.id}@{scheme.edition} · {say('所有者', 'owner')} {textIn(scheme, `party.${scheme.owner}`, language)} ·{' '}
        {say('自', 'from ')}
        {scheme.inForce.from}
      </p>
      <p>{scheme.basis.map((b) => `${b.document}${b.article ?? ''}`).join('；')}</p>
      {scheme.flows.map((flow) => (
        <FlowPicture key={flow.id} scheme={scheme} flow={flow.id} />
      ))}
      {scheme.forms.map((form) => (
        <FormOnPaper key={form.id} scheme={scheme} form={form} />
      ))}
    </div>
  );
});

function FormOnPaper({ scheme, form }: { readonly scheme: Scheme; readonly form: FormSpec }) {
  const { language } = useLanguage();
  return (
    <section>
      <h2>{textIn(scheme, `form.${form.id}`, language)}</h2>
      <table>
        <tbody>
          {form.fields.map((field) => (
            <tr key={field.id}>
              <th scope="row">
                {textIn(scheme, `field.${field.id}`, language)}
                {field.required ? ' *' : ''}
              </th>
              <td>{expectedOf(field, scheme.texts, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
