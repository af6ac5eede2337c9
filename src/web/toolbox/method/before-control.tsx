import type { OptionSpec, OptionValues } from '#toolbox/method/method.ts';
import { useWords } from '../words/language.tsx';
import { SchemaEditor } from './schema-editor.tsx';

interface BeforeControlProps {
  readonly spec: Extract<OptionSpec, { kind: 'json' }>;
  readonly method: string;
  readonly options: OptionValues;
  readonly onChange: (value: unknown, what?: string) => void;
}

/**
 * The state before a change: kept by one tap before anything is changed, so that nobody types it twice. Its tables are folded
 * away, for they are seldom touched.
 */
export function BeforeControl({ spec, method, options, onChange }: BeforeControlProps) {
  const words = useWords();
  const before = options[spec.name];
  const now = options['chain'];
  return (
    <fieldset className="option wide before">
      <legend>{words.of(spec.text)}</legend>
      <p className="soft">{words.t(before === undefined ? 'beforeHint' : 'beforeKept')}</p>
      <div className="tools">
        <button type="button" disabled={now === undefined} onClick={() => onChange(now, '')}>
          {words.t(before === undefined ? 'keepBefore' : 'keepBeforeAgain')}
        </button>
        {before === undefined ? null : (
          <button type="button" onClick={() => onChange(undefined, '')}>
            {words.t('dropBefore')}
          </button>
        )}
      </div>
      {before === undefined ? null : (
        <details>
          <summary>{words.t('seeBefore')}</summary>
          <SchemaEditor schema={spec.schema} value={before} method={method} field={spec.name} onChange={onChange} />
        </details>
      )}
    </fieldset>
  );
}
