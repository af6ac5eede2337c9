import type { ReactNode } from 'react';
import { typed } from '../model/condition.ts';
import type { Path, Plain } from '../model/edit-yaml.ts';
import { type Around, kindOfField, namesIn } from '../model/names.ts';
import { keysAt, nodeAt, wordOf, wordsOf } from '../model/view.ts';
import { labelOf, useWorkshop, type Workshop } from '../workshop.tsx';
import { type Option, Select } from './bits.tsx';

type PlainMap = { readonly [key: string]: Plain };
export const isMap = (value: Plain | undefined): value is PlainMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface ControlProps {
  readonly label: string;
  readonly value: Plain | undefined;
  readonly onChange: (value: Plain | undefined) => void;
}

/** Pairs of a name and a value, a row each; a name that is known already is offered, or any other is written. */
function Pairs({
  label,
  value,
  names,
  fresh,
  control,
  onChange,
}: ControlProps & {
  readonly names: readonly Option[];
  readonly fresh: Plain;
  readonly control: (name: string, text: string, value: Plain, put: (value: Plain | undefined) => void) => ReactNode;
}) {
  const { say } = useWorkshop();
  const map = isMap(value) ? value : {};
  const left = names.filter((name) => !Object.hasOwn(map, name.id));
  const put = (name: string, to: Plain | undefined) => {
    const { [name]: _, ...rest } = map;
    const next: PlainMap = to === undefined ? rest : { ...map, [name]: to };
    onChange(Object.keys(next).length === 0 ? undefined : next);
  };
  return (
    <fieldset className="w-pairs" aria-label={label}>
      {Object.entries(map).map(([name, at]) => {
        const text = names.find((known) => known.id === name)?.text ?? name;
        return (
          <div key={name} className="w-pair">
            <span className="w-pair-name">{text}</span>
            {control(name, text, at, (to) => put(name, to))}
            <button
              type="button"
              className="w-remove-row"
              aria-label={say(`删除 ${label} ${text}`, `Remove ${label} ${text}`)}
              onClick={() => put(name, undefined)}
            >
              ×
            </button>
          </div>
        );
      })}
      {left.length === 0 ? null : (
        <Select
          label={say(`${label} 再加`, `add to ${label}`)}
          value=""
          empty={say('再加……', 'Add …')}
          options={left}
          onChange={(name) => (name === '' ? undefined : put(name, fresh))}
        />
      )}
    </fieldset>
  );
}

/** A constant, or the value of a field. */
function OperandControl({ label, value, fields, onChange }: ControlProps & { readonly fields: readonly Option[] }) {
  const { say } = useWorkshop();
  const field = isMap(value) ? String(value['field'] ?? '') : '';
  return (
    <>
      <Select
        label={say(`${label} 取自`, `${label}: from`)}
        value={field}
        empty={say('一个固定值', 'a fixed value')}
        options={fields.map((f) => ({ id: f.id, text: say(`字段“${f.text}”`, `the field “${f.text}”`) }))}
        onChange={(id) => onChange(id === '' ? '' : { field: id })}
      />
      {field !== '' ? null : (
        <input
          aria-label={`${label} ${say('值', 'value')}`}
          value={value === undefined || value === null || isMap(value) ? '' : String(value)}
          onChange={(event) => onChange(typed(event.target.value))}
        />
      )}
    </>
  );
}

const fieldOptions = (workshop: Workshop): readonly Option[] =>
  namesIn(workshop.judged.flat, 'field', {}, workshop.house).map((id) => ({
    id,
    text: labelOf(workshop, `field.${id}`),
  }));

/** Codes, or the codes of a field. */
export function OperandsControl({ label, value, onChange }: ControlProps) {
  const workshop = useWorkshop();
  const { say } = workshop;
  const codes = Array.isArray(value) ? value.map(String) : isMap(value) || value === undefined ? [] : [String(value)];
  const field = isMap(value) ? String(value['field'] ?? '') : '';
  return (
    <span className="w-condition">
      <Select
        label={say(`${label} 取自`, `${label}: from`)}
        value={field}
        empty={say('所列代码', 'the codes written here')}
        options={fieldOptions(workshop)}
        onChange={(id) => onChange(id === '' ? undefined : { field: id })}
      />
      {field !== '' ? null : (
        <input
          aria-label={label}
          placeholder={say('多个用逗号隔开', 'several: with commas')}
          defaultValue={codes.join(', ')}
          key={codes.join()}
          onBlur={({ target }) => {
            const list = target.value.split(/[,，、]/).flatMap((code) => (code.trim() === '' ? [] : [code.trim()]));
            if (list.join() !== codes.join()) onChange(list.length === 0 ? undefined : list);
          }}
        />
      )}
    </span>
  );
}

/** Code → how many at most. The codes are those of a grade, or of the field that parts the tracks. */
export function QuotasControl({ label, value, onChange, path }: ControlProps & { readonly path: Path }) {
  const workshop = useWorkshop();
  const { say, own, judged } = workshop;
  const track = wordOf(nodeAt(own, ['round', 'track']));
  const fields = keysAt(judged.flat, ['results']).map((id) =>
    wordOf(nodeAt(judged.flat, ['results', id, 'scope', 'grade'])),
  );
  const names = (path.at(-1) === 'track-quotas' ? [track] : fields).flatMap((field) => choicesOf(workshop, field));
  return (
    <>
      <Pairs
        label={label}
        value={value}
        names={names}
        fresh={1}
        onChange={onChange}
        control={(_, text, at, put) => (
          <input
            aria-label={`${label} ${text}`}
            inputMode="numeric"
            className="w-short"
            value={String(at ?? '')}
            onChange={(event) => put(typed(event.target.value))}
          />
        )}
      />
      {names.length > 0 || isMap(value) ? null : (
        <span className="soft">
          {say(
            '先有等次字段（结果的范围里选“等次”）或赛道字段，才有名额可定。',
            'First a field of grades (in the scope of a result) or of tracks; then there are quotas to set.',
          )}
        </span>
      )}
    </>
  );
}

export function choicesOf(workshop: Workshop, field: string): readonly Option[] {
  const { flat } = workshop.judged;
  const form = keysAt(flat, ['forms']).find((id) => nodeAt(flat, ['forms', id, field]) !== undefined);
  const node = nodeAt(flat, ['forms', form ?? '', field]);
  if (field === '' || kindOfField(node) !== 'choice') return [];
  const written = nodeAt(node, ['choice', 'options']) ?? nodeAt(node, ['choice']);
  return wordsOf(written).map((id) => ({ id, text: labelOf(workshop, `option.${field}.${id}`) }));
}

/** The calculator that stands beside, with its inputs and figures. */
function calculatorBeside(workshop: Workshop, path: Path) {
  const name =
    wordOf(nodeAt(workshop.own, [...path.slice(0, -1), 'calculator'])) ||
    wordOf(nodeAt(workshop.own, path.slice(0, -1)));
  return workshop.house.around.calculators?.get(name);
}

const asOptions = (names: readonly string[]): readonly Option[] => names.map((id) => ({ id, text: id }));

/** Input of the calculator → constant or field. */
export function InputsControl({ label, value, onChange, path }: ControlProps & { readonly path: Path }) {
  const workshop = useWorkshop();
  const fields = fieldOptions(workshop);
  return (
    <Pairs
      label={label}
      value={value}
      names={asOptions(calculatorBeside(workshop, path)?.inputs ?? [])}
      fresh=""
      onChange={onChange}
      control={(name, _, at, put) => (
        <OperandControl label={`${label} ${name}`} value={at} fields={fields} onChange={put} />
      )}
    />
  );
}

/** Field of the step's form → figure of the calculator that it may not be less than. */
export function FiguresControl({ label, value, onChange, path }: ControlProps & { readonly path: Path }) {
  const workshop = useWorkshop();
  const { own, judged } = workshop;
  const form = wordOf(nodeAt(own, [...path.slice(0, -2), 'form']));
  const numbers = keysAt(judged.flat, ['forms', form]).filter(
    (id) => kindOfField(nodeAt(judged.flat, ['forms', form, id])) === 'number',
  );
  const figures = asOptions(calculatorBeside(workshop, path)?.figures ?? []);
  return (
    <Pairs
      label={label}
      value={value}
      names={numbers.map((id) => ({ id, text: labelOf(workshop, `field.${id}`) }))}
      fresh={figures[0]?.id ?? ''}
      onChange={onChange}
      control={(_, text, at, put) => (
        <Select label={`${label} ${text}`} value={String(at ?? '')} options={figures} onChange={put} />
      )}
    />
  );
}

/** Grade → period. */
export function PeriodsControl({
  label,
  value,
  around,
  onChange,
  period,
}: ControlProps & {
  readonly around: Around;
  readonly period: (label: string, value: Plain, put: (value: Plain | undefined) => void) => ReactNode;
}) {
  const workshop = useWorkshop();
  const grades = namesIn(workshop.judged.flat, 'grade', around, workshop.house);
  return (
    <Pairs
      label={label}
      value={value}
      names={grades.map((id) => ({ id, text: labelOf(workshop, `grade.${id}`) }))}
      fresh={{ 'working-days': 10, 'first-day-counts': false }}
      onChange={onChange}
      control={(_, text, at, put) => period(`${label} ${text}`, at, put)}
    />
  );
}
