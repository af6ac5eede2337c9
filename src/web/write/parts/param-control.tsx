import type { Kind, Param } from '#certification/scheme/vocabulary/word.ts';
import type { Path, Plain } from '../model/edit-yaml.ts';
import { type Around, kindOfField, namesIn } from '../model/names.ts';
import { keysAt, nodeAt } from '../model/view.ts';
import { labelOf, useWorkshop, type Workshop } from '../workshop.tsx';
import { type Option, Select, Ticks } from './bits.tsx';
import { ConditionControl } from './condition-control.tsx';
import {
  FiguresControl,
  InputsControl,
  isMap,
  OperandsControl,
  PeriodsControl,
  QuotasControl,
} from './table-controls.tsx';
import { valueWord } from './value-words.ts';
import { YamlBox } from './yaml-box.tsx';

export interface ParamProps {
  readonly param: Param;
  readonly label: string;
  readonly place: string;
  readonly path: Path;
  readonly value: Plain | undefined;
  readonly around: Around;
  readonly onChange: (value: Plain | undefined) => void;
}

const words = (value: Plain | undefined): readonly string[] =>
  value === undefined || value === null || isMap(value)
    ? []
    : Array.isArray(value)
      ? value.map(String)
      : [String(value)];
const one = (value: Plain | undefined): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
/** A single word stands bare. */
const bare = (list: readonly string[]): Plain | undefined =>
  list.length === 0 ? undefined : list.length === 1 ? list[0] : [...list];

/** Spaces of names that have texts of their own, and under which key. */
const textsOf: Partial<Record<string, string>> = {
  role: 'role',
  form: 'form',
  field: 'field',
  rows: 'field',
  column: 'field',
  step: 'step',
  stage: 'step',
  'case-step': 'step',
  flow: 'flow',
  result: 'result',
  reasons: 'reason',
  grade: 'grade',
};

export function nameOptions(
  workshop: Workshop,
  space: Parameters<typeof namesIn>[1],
  around: Around,
): readonly Option[] {
  const texts = textsOf[space];
  return namesIn(workshop.judged.flat, space, around, workshop.house).map((id) => ({
    id,
    text: texts === undefined ? id : labelOf(workshop, `${texts}.${id}`),
  }));
}

/** The control of one parameter, by the kind that the table of the language gives it; what none fits is shown as written. */
export function ParamControl(props: ParamProps) {
  const workshop = useWorkshop();
  const { param, label, place, path, value, around, onChange } = props;
  const { language, say } = workshop;
  const { kind } = param;
  const byDefault = param.default?.[language];
  const nothing = param.required
    ? undefined
    : byDefault === undefined
      ? '—'
      : `— ${valueWord(byDefault, language, place)}`;
  const fixed = (values: readonly string[]) => values.map((id) => ({ id, text: valueWord(id, language, place) }));
  switch (kind.is) {
    case 'flag':
      return <FlagControl {...props} />;
    case 'text':
    case 'id':
    case 'basis':
    case 'share':
      return (
        <input
          aria-label={label}
          value={one(value)}
          placeholder={byDefault ?? ''}
          onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
        />
      );
    case 'whole':
      return (
        <input
          aria-label={label}
          inputMode="numeric"
          className="w-short"
          value={one(value)}
          placeholder={byDefault ?? ''}
          onChange={(event) => onChange(numberOf(event.target.value))}
        />
      );
    case 'day':
    case 'days':
      return isMap(value) ? (
        <YamlBox label={label} value={value} onChange={onChange} />
      ) : (
        <input
          type="date"
          aria-label={label}
          value={one(value)}
          onChange={(event) => onChange(event.target.value || undefined)}
        />
      );
    case 'one-of':
      return (
        <Select
          label={label}
          value={one(value)}
          options={fixed(kind.values)}
          empty={nothing}
          onChange={(v) => onChange(v || undefined)}
        />
      );
    case 'some-of':
      return kind.values.length > 30 || /^\d/.test(kind.values[0] ?? '') ? (
        <CommaList {...props} />
      ) : (
        <Ticks
          label={label}
          value={words(value)}
          options={fixed(kind.values)}
          onChange={(v) => onChange(v.length === 0 ? undefined : [...v])}
        />
      );
    case 'states':
      // A state with its reasons is written as in the file.
      return isMap(value) || (Array.isArray(value) && value.some(isMap)) ? (
        <YamlBox label={label} value={value} onChange={onChange} />
      ) : (
        <Ticks
          label={label}
          value={words(value)}
          options={fixed(kind.values)}
          onChange={(v) => onChange(v.length === 0 ? undefined : [...v])}
        />
      );
    case 'name':
      return isMap(value) ? (
        <YamlBox label={label} value={value} onChange={onChange} />
      ) : (
        <Select
          label={label}
          value={one(value)}
          options={nameOptions(workshop, kind.of, around)}
          empty={nothing}
          onChange={(v) => onChange(v || undefined)}
        />
      );
    case 'names':
      return (
        <Ticks
          label={label}
          value={words(value)}
          options={nameOptions(workshop, kind.of, around)}
          onChange={(v) => onChange(bare(v))}
        />
      );
    case 'new-names':
    case 'ids':
      return <CommaList {...props} />;
    case 'limit':
      return (
        <Select
          label={label}
          value={isMap(value) ? one(value['field']) : one(value)}
          options={[{ id: 'today', text: say('今天', 'today') }, ...dateFields(workshop)]}
          empty={nothing}
          onChange={(v) => onChange(v === '' ? undefined : v)}
        />
      );
    case 'who':
      return isMap(value) ? (
        <YamlBox label={label} value={value} onChange={onChange} />
      ) : (
        <Select
          label={label}
          value={one(value)}
          options={[...fixed(kind.words), ...nameOptions(workshop, 'role', around)]}
          empty={nothing}
          onChange={(v) => onChange(v || undefined)}
        />
      );
    case 'period':
    case 'length':
      return <PeriodControl {...props} kind={kind} />;
    case 'condition':
      return <ParamCondition {...props} empty={nothing ?? '—'} />;
    case 'after':
      return <AfterControl {...props} />;
    case 'operands':
      return <OperandsControl label={label} value={value} onChange={onChange} />;
    case 'quotas':
      return <QuotasControl label={label} value={value} path={path} onChange={onChange} />;
    case 'inputs':
      return <InputsControl label={label} value={value} path={path} onChange={onChange} />;
    case 'figures':
      return <FiguresControl label={label} value={value} path={path} onChange={onChange} />;
    case 'periods':
      return (
        <PeriodsControl
          label={label}
          value={value}
          around={around}
          onChange={onChange}
          period={(name, at, put) => (
            <PeriodControl {...props} kind={{ is: 'period' }} label={name} value={at} onChange={put} />
          )}
        />
      );
    default:
      return <YamlBox label={label} value={value} onChange={onChange} />;
  }
}

function ParamCondition({ label, value, around, onChange, empty }: ParamProps & { readonly empty: string }) {
  return (
    <ConditionControl
      label={label}
      value={value}
      empty={empty}
      around={around}
      drawParam={(drawn) => <ParamControl {...drawn} path={[]} around={around} />}
      onChange={onChange}
    />
  );
}

/** Steps that must be done, or a condition in their stead. A stage waits for stages of its round. */
function AfterControl(props: ParamProps) {
  const workshop = useWorkshop();
  const { label, place, value, around, onChange } = props;
  const { say } = workshop;
  const space = place.startsWith('stage') ? 'stage' : 'step';
  const given = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  const steps = given.every((v) => typeof v === 'string') ? given.map(String) : [];
  const isCondition = given.length > 0 && steps.length === 0;
  return (
    <div>
      <Select
        label={say(`${label} 怎样说`, `${label}: how it is said`)}
        value={isCondition ? 'condition' : 'steps'}
        options={[
          { id: 'steps', text: say('这些完成之后', 'when these are done') },
          { id: 'condition', text: say('条件成立时', 'when a condition holds') },
        ]}
        onChange={(way) => {
          const [first = nameOptions(workshop, space, around)[0]?.id] = steps;
          onChange(way === 'steps' || first === undefined ? undefined : { step: first });
        }}
      />
      {isCondition ? (
        <ParamCondition {...props} empty="—" />
      ) : (
        <Ticks
          label={label}
          value={steps}
          options={nameOptions(workshop, space, around)}
          onChange={(v) => onChange(bare(v))}
        />
      )}
    </div>
  );
}

function numberOf(typed: string): Plain | undefined {
  const text = typed.normalize('NFKC').trim();
  return text === '' ? undefined : /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

function FlagControl({ param, label, value, onChange }: ParamProps) {
  const stands = param.default?.en === 'true';
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={typeof value === 'boolean' ? value : stands}
      onChange={({ target }) => onChange(target.checked === stands && !param.required ? undefined : target.checked)}
    />
  );
}

function CommaList({ param, label, value, onChange }: ParamProps) {
  const { language } = useWorkshop();
  const keep = param.kind.is === 'new-names' || param.kind.is === 'some-of';
  return (
    <input
      aria-label={label}
      defaultValue={words(value).join(', ')}
      key={words(value).join()}
      placeholder={param.default?.[language] ?? ''}
      onBlur={(event) => {
        const list = event.target.value
          .split(/[,，、]\s*/)
          .map((part) => part.trim())
          .filter((part) => part !== '');
        if (list.join() !== words(value).join()) onChange(list.length === 0 ? undefined : keep ? list : bare(list));
      }}
    />
  );
}

const units = ['days', 'working-days', 'months', 'years'] as const;

function PeriodControl({ kind, label, value, onChange, param }: ParamProps & { readonly kind: Kind }) {
  const { say, language } = useWorkshop();
  const isPeriod = kind.is === 'period';
  const map = isMap(value) ? value : {};
  const unit = units.find((name) => Object.hasOwn(map, name));
  if (isMap(value) && unit === undefined) return <YamlBox label={label} value={value} onChange={onChange} />;
  const put = (length: Plain | undefined, of: string, counts: boolean) =>
    onChange(length === undefined ? undefined : { [of]: length, ...(isPeriod ? { 'first-day-counts': counts } : {}) });
  const counts = map['first-day-counts'] === true;
  const of = unit ?? (isPeriod ? 'working-days' : 'years');
  const known = isPeriod ? units : units.filter((name) => name !== 'working-days');
  return (
    <span className="w-period">
      <input
        aria-label={label}
        inputMode="numeric"
        className="w-short"
        placeholder={param.default?.[language] ?? ''}
        value={unit === undefined ? '' : one(map[unit])}
        onChange={(event) => put(numberOf(event.target.value), of, counts)}
      />
      <Select
        label={`${label} ${say('单位', 'unit')}`}
        value={of}
        options={known.map((id) => ({ id, text: valueWord(id, language) }))}
        onChange={(fresh) => put(unit === undefined ? 1 : map[unit], fresh, counts)}
      />
      {isPeriod && unit !== undefined ? (
        <label>
          <input type="checkbox" checked={counts} onChange={(event) => put(map[unit], unit, event.target.checked)} />
          {say('起算当日计入', 'the first day counts')}
        </label>
      ) : null}
    </span>
  );
}

function dateFields(workshop: Workshop): readonly Option[] {
  const { flat } = workshop.judged;
  return keysAt(flat, ['forms']).flatMap((form) =>
    keysAt(flat, ['forms', form]).flatMap((id) =>
      kindOfField(nodeAt(flat, ['forms', form, id])) === 'date' ? [{ id, text: labelOf(workshop, `field.${id}`) }] : [],
    ),
  );
}
