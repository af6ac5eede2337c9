import type { JsonSchema } from '#toolbox/method/method.ts';
import type { Text } from '#toolbox/method/text.ts';
import { valueWord } from '#toolbox/words/field-names.ts';
import { useWords } from '../words/language.tsx';
import { cellText, isNumberSchema, isOfType, plainSchema, readCell } from './schema-value.ts';

interface CellInputProps {
  readonly schema: JsonSchema;
  readonly value: unknown;
  readonly required: boolean;
  readonly label: Text;
  readonly field: string;
  readonly onChange: (value: unknown) => void;
  readonly onPaste?: (event: React.ClipboardEvent) => void;
}

/** One word, number or choice of a structured input. */
export function CellInput({ schema, value, required, label, field, onChange, onPaste }: CellInputProps) {
  const words = useWords();
  const plain = plainSchema(schema);
  const name = words.of(label);
  const choices = plain.enum ?? scaleOf(plain);
  if (choices)
    return (
      <select
        aria-label={name}
        value={cellText(value)}
        onChange={(event) => onChange(readCell(event.target.value, plain, required))}
      >
        {required && value !== undefined ? null : <option value="">—</option>}
        {choices.map((choice) => (
          <option key={String(choice)} value={String(choice)}>
            {typeof choice === 'string' ? words.of(valueWord(field, choice)) : String(choice)}
          </option>
        ))}
      </select>
    );
  if (isOfType(plain, 'boolean'))
    return (
      <input
        type="checkbox"
        aria-label={name}
        checked={value === true}
        onChange={(event) => onChange(event.target.checked)}
      />
    );
  const isNumber = isNumberSchema(plain);
  const text = cellText(value);
  const size = isNumber ? 5 : Math.min(36, Math.max(8, text.length * 1.7));
  return (
    <input
      aria-label={name}
      className={isNumber ? 'number' : undefined}
      inputMode={isNumber ? 'decimal' : undefined}
      size={Math.round(size)}
      value={text}
      aria-invalid={isNumber && text !== '' && typeof value !== 'number'}
      placeholder={isOfType(plain, 'array') ? words.t('commaList') : ''}
      onChange={(event) =>
        onChange(
          isNumber ? typing(event.target.value, plain, required) : typedText(event.target.value, plain, required),
        )
      }
      onPaste={onPaste}
    />
  );
}

/** A scale of few whole numbers is chosen, not typed. */
function scaleOf({ type, minimum, maximum }: JsonSchema): readonly number[] | undefined {
  if (type !== 'integer' || minimum === undefined || maximum === undefined || maximum - minimum > 10) return undefined;
  return Array.from({ length: maximum - minimum + 1 }, (_, k) => minimum + k);
}

/** A number while it is typed: `1.` and `0.0` stay as they are until more follows. */
function typing(text: string, schema: JsonSchema, required: boolean): unknown {
  const value = readCell(text, schema, required);
  return typeof value === 'number' && String(value) !== text ? text : value;
}

/** A list keeps the comma that was just typed, so that the next word can follow. */
function typedText(text: string, schema: JsonSchema, required: boolean): unknown {
  const value = readCell(text, schema, required);
  return Array.isArray(value) && /[,，、;；]\s*$/.test(text) ? [...value, ''] : value;
}
