import type { Plain } from '../model/edit-yaml.ts';
import { kindOfField, namesIn } from '../model/names.ts';
import { keysAt, nodeAt, wordsOf } from '../model/view.ts';
import { labelOf, useWorkshop } from '../workshop.tsx';
import { type Option, Select } from './bits.tsx';
import { YamlBox } from './yaml-box.tsx';

const tests = ['is', 'is-not', 'at-least', 'at-most', 'given'] as const;
type Test = (typeof tests)[number];

interface FieldCondition {
  readonly field: string;
  readonly test: Test;
  readonly value: string | number | boolean;
}

/** `{ field: x, is: y }`, with one test and one constant; all else is beyond these controls. */
export function simpleCondition(value: Plain | undefined): FieldCondition | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { field, ...rest } = value as { readonly [key: string]: Plain };
  const [[name, constant] = ['given', true], ...more] = Object.entries(rest);
  const test = tests.find((t) => t === name);
  const isConstant = typeof constant === 'string' || typeof constant === 'number' || typeof constant === 'boolean';
  return typeof field === 'string' && test && isConstant && more.length === 0 ? { field, test, value: constant } : null;
}

const written = ({ field, test, value }: FieldCondition): Plain => ({ field, [test]: value });

/** A condition as one reads it aloud: a field, how it is compared, with what; anything wider as it is written. */
export function ConditionControl({
  label,
  value,
  empty,
  onChange,
}: {
  readonly label: string;
  readonly value: Plain | undefined;
  readonly empty: string;
  readonly onChange: (value: Plain | undefined) => void;
}) {
  const workshop = useWorkshop();
  const { say, judged, house } = workshop;
  const simple = simpleCondition(value);
  if (value !== undefined && simple === null)
    return (
      <>
        <p className="soft">{say('这个条件按文件写法显示：', 'This condition is shown as it is written:')}</p>
        <YamlBox label={label} value={value} onChange={onChange} />
      </>
    );
  const fields = namesIn(judged.flat, 'field', {}, house).map((id) => ({ id, text: labelOf(workshop, `field.${id}`) }));
  const begin = (field: string) => {
    if (field === '') return onChange(undefined);
    const options = optionsOf(workshop, field);
    const first = options[0]?.id;
    onChange(
      written({ field, test: first === undefined ? 'given' : 'is', value: first === undefined ? true : typed(first) }),
    );
  };
  const words: Readonly<Record<Test, string>> = {
    is: say('等于', 'is'),
    'is-not': say('不等于', 'is not'),
    'at-least': say('至少', 'at least'),
    'at-most': say('至多', 'at most'),
    given: say('已填', 'is filled in'),
  };
  return (
    <div className="w-condition">
      <Select
        label={`${label} ${say('字段', 'field')}`}
        value={simple?.field ?? ''}
        options={fields}
        empty={empty}
        onChange={begin}
      />
      {simple === null ? null : (
        <>
          <Select
            label={`${label} ${say('比较', 'test')}`}
            value={simple.test}
            options={tests.map((id) => ({ id, text: words[id] }))}
            onChange={(test) =>
              onChange(
                written({
                  ...simple,
                  test: tests.find((t) => t === test) ?? 'is',
                  value: test === 'given' ? true : simple.test === 'given' ? '' : simple.value,
                }),
              )
            }
          />
          {simple.test === 'given' ? null : (
            <Constant
              label={label}
              simple={simple}
              options={optionsOf(workshop, simple.field)}
              onChange={(v) => onChange(written({ ...simple, value: v }))}
            />
          )}
        </>
      )}
    </div>
  );
}

function Constant({
  label,
  simple,
  options,
  onChange,
}: {
  readonly label: string;
  readonly simple: FieldCondition;
  readonly options: readonly Option[];
  readonly onChange: (value: string | number | boolean) => void;
}) {
  const { say } = useWorkshop();
  const name = `${label} ${say('值', 'value')}`;
  return options.length > 0 ? (
    <Select label={name} value={String(simple.value)} options={options} onChange={(v) => onChange(typed(v))} />
  ) : (
    <input aria-label={name} value={String(simple.value)} onChange={(e) => onChange(typed(e.target.value))} />
  );
}

/** Numbers and yes or no are compared as such. */
function typed(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(?:0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}

function optionsOf(workshop: ReturnType<typeof useWorkshop>, field: string): readonly Option[] {
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
