import { useId } from 'react';
import type { OptionSpec } from '#toolbox/method/method.ts';
import { Marked } from '../result/marked.tsx';
import { useWords } from '../words/language.tsx';
import { NumberInput } from './number-input.tsx';
import { SchemaEditor } from './schema-editor.tsx';

interface OptionControlProps {
  readonly spec: OptionSpec;
  readonly method: string;
  readonly value: unknown;
  /** undefined: back to the default. `what` names the place within the option, for undo; '' is a step of its own. */
  readonly onChange: (value: unknown, what?: string) => void;
}

/** The control of one option, drawn from its spec. */
export function OptionControl({ spec, method, value, onChange }: OptionControlProps) {
  const words = useWords();
  const id = useId();
  const changed = value !== undefined;
  if (spec.kind === 'json')
    return (
      <fieldset className="option wide">
        <legend>{words.of(spec.text)}</legend>
        <SchemaEditor
          schema={spec.schema}
          value={value ?? spec.default}
          method={method}
          field={spec.name}
          onChange={onChange}
        />
      </fieldset>
    );
  if (spec.kind === 'choices') return <ChoicesControl spec={spec} value={value} onChange={onChange} />;
  if (spec.kind === 'flag')
    return (
      <div className={`option${changed ? ' changed' : ''}`}>
        <label className="check">
          <input
            type="checkbox"
            checked={(value ?? spec.default) === true}
            onChange={(event) => onChange(event.target.checked === spec.default ? undefined : event.target.checked)}
          />
          {words.of(spec.text)}
        </label>
      </div>
    );
  return (
    <div className={`option${changed ? ' changed' : ''}${spec.kind === 'text' ? ' wide' : ''}`}>
      <label htmlFor={id}>
        <Marked text={words.of(spec.text)} />
      </label>
      {spec.kind === 'choice' ? (
        <select
          id={id}
          value={String(value ?? spec.default)}
          onChange={(event) => onChange(event.target.value === spec.default ? undefined : event.target.value)}
        >
          {spec.choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {words.of(choice.text)}
            </option>
          ))}
        </select>
      ) : spec.kind === 'number' ? (
        <NumberInput id={id} spec={spec} value={value} onChange={onChange} />
      ) : (
        <input
          id={id}
          value={String(value ?? '')}
          placeholder={spec.default ?? ''}
          onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
        />
      )}
    </div>
  );
}

interface ChoicesControlProps {
  readonly spec: Extract<OptionSpec, { kind: 'choices' }>;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

function ChoicesControl({ spec, value, onChange }: ChoicesControlProps) {
  const words = useWords();
  const chosen = chosenOf(spec, value);
  return (
    <fieldset className="option wide">
      <legend>{words.of(spec.text)}</legend>
      <div className="checks">
        {spec.choices.map((choice) => (
          <label key={choice.value} className="check">
            <input
              type="checkbox"
              checked={chosen.includes(choice.value)}
              onChange={() => onChange(toggled(spec, chosen, choice.value))}
            />
            {words.of(choice.text)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function chosenOf(spec: Extract<OptionSpec, { kind: 'choices' }>, value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : spec.default;
}

/** The chosen values in the order of the spec; the default itself is no change. */
export function toggled(
  spec: Extract<OptionSpec, { kind: 'choices' }>,
  chosen: readonly string[],
  value: string,
): readonly string[] | undefined {
  const next = spec.choices
    .map((choice) => choice.value)
    .filter((one) => (one === value ? !chosen.includes(one) : chosen.includes(one)));
  return next.join() === spec.default.join() ? undefined : next;
}
