import { createContext, type ReactNode, useContext } from 'react';
import type { Param } from '#certification/scheme/vocabulary/word.ts';
import { wordAt } from '#certification/scheme/words.ts';
import {
  type Condition,
  type FieldTest,
  fieldTests,
  type Operand,
  readCondition,
  rowsOf,
  typed,
  writeCondition,
} from '../model/condition.ts';
import type { Plain } from '../model/edit-yaml.ts';
import { type Around, kindOfField, namesIn } from '../model/names.ts';
import { keysAt, nodeAt, wordsOf } from '../model/view.ts';
import { labelOf, useWorkshop, type Workshop } from '../workshop.tsx';
import { type Option, Select, Ticks } from './bits.tsx';
import { YamlBox } from './yaml-box.tsx';

/** Draws the control of one parameter of a word: given in, since parameters may hold conditions themselves. */
export type DrawParam = (props: {
  readonly param: Param;
  readonly label: string;
  readonly place: string;
  readonly value: Plain | undefined;
  readonly onChange: (value: Plain | undefined) => void;
}) => ReactNode;
const Drawing = createContext<DrawParam>(() => null);

type Group = Extract<Condition, { is: 'group' }>;

/** Levels below the first; the language reads three in all. */
const deepest = 1;

/** A condition as one reads it aloud: rows of a field, a step or an entry; all of them must hold, or any; a row may be a group. */
export function ConditionControl({
  label,
  value,
  empty,
  around = {},
  drawParam,
  onChange,
}: {
  readonly label: string;
  readonly value: Plain | undefined;
  readonly empty: string;
  readonly around?: Around;
  readonly drawParam: DrawParam;
  readonly onChange: (value: Plain | undefined) => void;
}) {
  const group = rowsOf(value === undefined ? null : readCondition(value));
  return (
    <Drawing value={drawParam}>
      <GroupRows
        label={label}
        group={group}
        level={0}
        empty={empty}
        around={around}
        onChange={(fresh) => onChange(writeCondition(fresh))}
      />
    </Drawing>
  );
}

function GroupRows({
  label,
  group,
  level,
  empty,
  around,
  onChange,
}: {
  readonly label: string;
  readonly group: Group;
  readonly level: number;
  readonly empty: string;
  readonly around: Around;
  readonly onChange: (group: Group) => void;
}) {
  const { say } = useWorkshop();
  const { parts } = group;
  const put = (index: number, part: Condition | null) =>
    onChange({ ...group, parts: parts.flatMap((old, i) => (i === index ? (part === null ? [] : [part]) : [old])) });
  return (
    <fieldset className="w-conditions" aria-label={label}>
      {parts.length < 2 ? null : (
        <Select
          label={say(`${label} 怎样合并`, `how the rows of ${label} join`)}
          value={group.join}
          options={[
            { id: 'all', text: say('以下全部成立', 'all of these hold') },
            { id: 'any', text: say('以下任一成立', 'any of these holds') },
          ]}
          onChange={(join) => onChange({ ...group, join: join === 'any' ? 'any' : 'all' })}
        />
      )}
      {parts.map((part, index) => {
        const name = say(`${label} 第 ${index + 1} 行`, `${label}, row ${index + 1}`);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name of its own.
          <div key={index} className={part.is === 'group' ? 'w-condition w-condition-group' : 'w-condition'}>
            {part.is === 'written' ? null : (
              <Select
                label={say(`${name} 成立与否`, `${name}: holds or not`)}
                value={part.not === true ? 'not' : 'holds'}
                options={[
                  { id: 'holds', text: say('成立', 'it holds that') },
                  { id: 'not', text: say('不成立', 'it does not hold that') },
                ]}
                onChange={(way) => {
                  const { not: _, ...rest } = part;
                  put(index, way === 'not' ? { ...rest, not: true } : rest);
                }}
              />
            )}
            <RowControl
              label={name}
              part={part}
              level={level}
              around={around}
              onChange={(fresh) => put(index, fresh)}
            />
            <button
              type="button"
              className="w-remove-row"
              aria-label={say(`删除 ${name}`, `Remove ${name}`)}
              onClick={() => put(index, null)}
            >
              ×
            </button>
          </div>
        );
      })}
      <AddRow
        label={label}
        level={level}
        empty={parts.length === 0 && level === 0 ? empty : say('再加一行……', 'One more row …')}
        around={around}
        onAdd={(part) => onChange({ ...group, parts: [...parts, part] })}
      />
    </fieldset>
  );
}

/** What a row may be: a field first of all, then how a step came out, an entry of the register, a group of rows. */
function AddRow({
  label,
  level,
  empty,
  around,
  onAdd,
}: {
  readonly label: string;
  readonly level: number;
  readonly empty: string;
  readonly around: Around;
  readonly onAdd: (part: Condition) => void;
}) {
  const workshop = useWorkshop();
  const { say, judged, house } = workshop;
  const fields = namesIn(judged.flat, 'field', {}, house);
  const steps = namesIn(judged.flat, 'step', around, house);
  const options = [
    ...fields.map((id) => ({ id: `field ${id}`, text: labelOf(workshop, `field.${id}`) })),
    ...steps.map((id) => ({
      id: `step ${id}`,
      text: say(`步骤“${labelOf(workshop, `step.${id}`)}”的结论`, `how “${labelOf(workshop, `step.${id}`)}” came out`),
    })),
    { id: 'holds', text: say('持有某类登记', 'an entry of the register is held') },
    ...(level < deepest ? [{ id: 'group', text: say('一组条件', 'a group of conditions') }] : []),
  ];
  const add = (chosen: string) => {
    const [what, name = ''] = chosen.split(' ');
    if (what === 'field') onAdd(freshField(workshop, name));
    else if (what === 'step') onAdd({ is: 'step', step: name, outcomes: [] });
    else if (what === 'holds') onAdd({ is: 'holds', params: { kind: 'certificate' } });
    else if (what === 'group')
      onAdd({ is: 'group', join: 'any', parts: fields.slice(0, 2).map((id) => freshField(workshop, id)) });
  };
  return (
    <Select
      label={`${label} ${say('字段', 'field')}`}
      value=""
      options={options}
      empty={empty}
      onChange={(chosen) => (chosen === '' ? undefined : add(chosen))}
    />
  );
}

function freshField(workshop: Workshop, field: string): Condition {
  const first = optionsOf(workshop, field)[0]?.id;
  return first === undefined
    ? { is: 'field', field, test: 'given', values: [] }
    : { is: 'field', field, test: 'is', values: [typed(first)] };
}

function RowControl({
  label,
  part,
  level,
  around,
  onChange,
}: {
  readonly label: string;
  readonly part: Condition;
  readonly level: number;
  readonly around: Around;
  readonly onChange: (part: Condition | null) => void;
}) {
  const workshop = useWorkshop();
  const { say } = workshop;
  switch (part.is) {
    case 'field':
      return <FieldRow label={label} part={part} onChange={onChange} />;
    case 'step':
      return (
        <>
          <span>{labelOf(workshop, `step.${part.step}`)}</span>
          <Ticks
            label={say(`${label} 结论（不选即任何结论）`, `${label}: outcomes; none ticked: any`)}
            value={part.outcomes}
            options={outcomesOf(workshop, part.step)}
            onChange={(outcomes) => onChange({ ...part, outcomes })}
          />
        </>
      );
    case 'holds':
      return <HoldsRow label={label} part={part} onChange={onChange} />;
    case 'group':
      return (
        <GroupRows
          label={label}
          group={part}
          level={level + 1}
          empty="—"
          around={around}
          onChange={(group) => onChange(part.not === true ? { ...group, not: true } : group)}
        />
      );
    case 'written':
      return (
        <YamlBox
          label={say(`${label}（按文件写法）`, `${label}, as it is written`)}
          value={part.plain}
          onChange={(plain) => onChange(plain === undefined ? null : readCondition(plain))}
        />
      );
  }
}

function FieldRow({
  label,
  part,
  onChange,
}: {
  readonly label: string;
  readonly part: Extract<Condition, { is: 'field' }>;
  readonly onChange: (part: Condition) => void;
}) {
  const workshop = useWorkshop();
  const { say, judged, house } = workshop;
  const { field, test, values } = part;
  const fields = namesIn(judged.flat, 'field', {}, house).map((id) => ({ id, text: labelOf(workshop, `field.${id}`) }));
  const options = optionsOf(workshop, field);
  const words: Readonly<Record<FieldTest, string>> = {
    is: say('等于', 'is'),
    'is-not': say('不等于', 'is not'),
    'at-least': say('至少', 'at least'),
    'at-most': say('至多', 'at most'),
    given: say('已填', 'is filled in'),
    'not-given': say('未填', 'is not filled in'),
  };
  const setTest = (id: string) => {
    const fresh = fieldTests.find((t) => t === id) ?? 'is';
    const needsNone = fresh === 'given' || fresh === 'not-given';
    const [first = options[0] === undefined ? '' : typed(options[0].id)] = values;
    onChange({ ...part, test: fresh, values: needsNone ? [] : fresh === 'is' && values.length > 0 ? values : [first] });
  };
  return (
    <>
      <Select
        label={say(`${label} 哪个字段`, `${label}: which field`)}
        value={field}
        options={fields}
        onChange={(id) => onChange(freshField(workshop, id))}
      />
      <Select
        label={`${label} ${say('比较', 'test')}`}
        value={test}
        options={fieldTests.map((id) => ({ id, text: words[id] }))}
        onChange={setTest}
      />
      {test === 'given' || test === 'not-given' ? null : (
        <Operands
          label={label}
          values={values}
          isMany={test === 'is'}
          options={options}
          fields={fields.filter((f) => f.id !== field)}
          onChange={(fresh) => onChange({ ...part, values: fresh })}
        />
      )}
    </>
  );
}

/** A constant (one of the field's options where it has some), or another field. */
function Operands({
  label,
  values,
  isMany,
  options,
  fields,
  onChange,
}: {
  readonly label: string;
  readonly values: readonly Operand[];
  readonly isMany: boolean;
  readonly options: readonly Option[];
  readonly fields: readonly Option[];
  readonly onChange: (values: readonly Operand[]) => void;
}) {
  const { say } = useWorkshop();
  const name = `${label} ${say('值', 'value')}`;
  const [first = ''] = values;
  const other = typeof first === 'object' ? first.field : null;
  const constants = values.filter((v) => typeof v !== 'object').map(String);
  return (
    <>
      {other !== null ? null : options.length > 0 && isMany ? (
        <Ticks
          label={name}
          value={constants}
          options={options}
          onChange={(v) => onChange(v.length === 0 ? [typed(options[0]?.id ?? '')] : v.map(typed))}
        />
      ) : options.length > 0 ? (
        <Select label={name} value={constants[0] ?? ''} options={options} onChange={(v) => onChange([typed(v)])} />
      ) : (
        <input
          aria-label={name}
          placeholder={isMany ? say('多个用逗号隔开', 'several: with commas') : ''}
          defaultValue={constants.join(', ')}
          key={constants.join()}
          onBlur={({ target }) => {
            const list = (isMany ? target.value.split(/[,，、]/) : [target.value])
              .map((v) => v.trim())
              .filter((v) => v !== '');
            if (list.join() !== constants.join()) onChange(list.length === 0 ? [''] : list.map(typed));
          }}
        />
      )}
      {options.length > 0 && other === null ? null : (
        <Select
          label={say(`${label} 与哪个字段比较`, `${label}: compared with which field`)}
          value={other ?? ''}
          empty={say('此值', 'this value')}
          options={fields.map((f) => ({ id: f.id, text: say(`字段“${f.text}”`, `the field “${f.text}”`) }))}
          onChange={(id) =>
            onChange(id === '' ? [options[0] === undefined ? '' : typed(options[0].id)] : [{ field: id }])
          }
        />
      )}
    </>
  );
}

/** Somebody holds an entry of the register: the parameters of the language's own word. */
function HoldsRow({
  label,
  part,
  onChange,
}: {
  readonly label: string;
  readonly part: Extract<Condition, { is: 'holds' }>;
  readonly onChange: (part: Condition) => void;
}) {
  const { language } = useWorkshop();
  const draw = useContext(Drawing);
  const word = wordAt('condition', 'holds');
  const params = word?.params.filter((param) => param.name !== 'basis') ?? [];
  return (
    <div className="w-holds">
      {params.map((param) => (
        <div key={param.name}>
          <span className="soft">{param.text[language]}</span>{' '}
          {draw({
            param,
            label: `${label} ${param.text[language]}`,
            place: `condition-${param.name}`,
            value: part.params[param.name],
            onChange: (value) => {
              const { [param.name]: _, ...rest } = part.params;
              onChange({ ...part, params: value === undefined ? rest : { ...rest, [param.name]: value } });
            },
          })}
        </div>
      ))}
    </div>
  );
}

function outcomesOf(workshop: Workshop, step: string): readonly Option[] {
  const { flat } = workshop.judged;
  const flow = keysAt(flat, ['flows']).find((id) => nodeAt(flat, ['flows', id, 'steps', step]) !== undefined);
  const at = flow === undefined ? ['round', 'stages', step] : ['flows', flow, 'steps', step];
  const outcomes = keysAt(flat, [...at, 'outcomes']);
  return (outcomes.length === 0 ? ['done'] : outcomes).map((id) => ({
    id,
    text: labelOf(workshop, `outcome.${step}.${id}`),
  }));
}

function optionsOf(workshop: Workshop, field: string): readonly Option[] {
  const { flat } = workshop.judged;
  const form = keysAt(flat, ['forms']).find((id) => nodeAt(flat, ['forms', id, field]) !== undefined);
  const node = nodeAt(flat, ['forms', form ?? '', field]);
  const kind = kindOfField(node);
  if (kind === 'flag')
    return [
      { id: 'true', text: workshop.say('是', 'yes') },
      { id: 'false', text: workshop.say('否', 'no') },
    ];
  if (kind !== 'choice') return [];
  const written = nodeAt(node, ['choice', 'options']) ?? nodeAt(node, ['choice']);
  return wordsOf(written).map((id) => ({ id, text: labelOf(workshop, `option.${field}.${id}`) }));
}
