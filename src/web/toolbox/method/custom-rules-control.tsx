import { ruleText } from '#toolbox/control-charts/rule-text.ts';
import type { RuleTest } from '#toolbox/control-charts/rules.ts';
import type { OptionValues } from '#toolbox/method/method.ts';
import { fieldName, valueWord } from '#toolbox/words/field-names.ts';
import { useWords } from '../words/language.tsx';
import { kindFields, ruleKinds, type TypedTest, testOfKind, typedTests, wholeTest } from './custom-rules.ts';
import { numberOf, typedValue } from './number-input.tsx';
import { PriceSaid, PricesOnAsking } from './rule-prices.tsx';

interface CustomRulesControlProps {
  readonly options: OptionValues;
  readonly onChange: (value: unknown, what: string) => void;
}

/** At most so many tests: one bit each in the mask of a point. */
const mostTests = 30;

/** Tests of one's own, each a kind with its figures and the sentence that it makes. */
export function CustomRulesControl({ options, onChange }: CustomRulesControlProps) {
  const words = useWords();
  const tests = typedTests(options['customRules']);
  const replace = (place: number, next: TypedTest, what: string) =>
    onChange(
      tests.map((old, k) => (k === place ? next : old)),
      what,
    );
  const without = (place: number) => tests.filter((_, k) => k !== place);
  return (
    <fieldset className="option wide custom-rules">
      <legend>{words.t('customTests')}</legend>
      <PricesOnAsking
        sets={tests.map((_, k) => ({ ...options, customRules: without(k).map(asNumbers) }))}
        items={tests.map((test, k) => (price) => (
          <CustomRule
            // biome-ignore lint/suspicious/noArrayIndexKey: tests are known by their places
            key={k}
            place={k}
            test={test}
            onChange={(next, what) => replace(k, next, what)}
            onRemove={tests.length > 1 ? () => onChange(without(k), '') : undefined}
          >
            {tests.length > 1 ? <PriceSaid kind="without" price={price} /> : null}
          </CustomRule>
        ))}
      />
      {tests.length < mostTests ? (
        <button type="button" className="add-row" onClick={() => onChange([...tests, testOfKind('run')], '')}>
          + {words.t('addTest')}
        </button>
      ) : null}
    </fieldset>
  );
}

function asNumbers(test: TypedTest): TypedTest {
  return Object.fromEntries(Object.entries(test).map(([name, value]) => [name, numberOf(value)])) as TypedTest;
}

interface CustomRuleProps {
  readonly place: number;
  readonly test: TypedTest;
  readonly onChange: (next: TypedTest, what: string) => void;
  readonly onRemove: (() => void) | undefined;
  readonly children: React.ReactNode;
}

function CustomRule({ place, test, onChange, onRemove, children }: CustomRuleProps) {
  const words = useWords();
  const whole = wholeTest(asNumbers(test));
  return (
    <div className="custom-rule">
      <div className="custom-rule-parts">
        <select
          aria-label={words.t('testKind', { n: place + 1 })}
          value={test.kind}
          onChange={(event) => onChange(testOfKind(event.target.value as RuleTest['kind']), '')}
        >
          {ruleKinds.map((kind) => (
            <option key={kind} value={kind}>
              {words.of(valueWord('kind', kind))}
            </option>
          ))}
        </select>
        {Object.keys(kindFields[test.kind]).map((field) => (
          <label key={field}>
            {words.of(fieldName(field, 'customRules'))}{' '}
            <input
              inputMode="decimal"
              size={4}
              value={String(test[field] ?? '')}
              aria-invalid={!Number.isFinite(numberOf(test[field]))}
              onChange={(event) => onChange({ ...test, [field]: typedValue(event.target.value) }, `${place}.${field}`)}
            />
          </label>
        ))}
        {test.kind === 'mixture' ? (
          <label className="check">
            <input
              type="checkbox"
              checked={test['bothSides'] === true}
              onChange={(event) => onChange({ ...test, bothSides: event.target.checked }, '')}
            />
            {words.of(fieldName('bothSides', 'customRules'))}
          </label>
        ) : null}
        {onRemove ? (
          <button type="button" aria-label={words.t('removeTest', { n: place + 1 })} onClick={onRemove}>
            ×
          </button>
        ) : null}
      </div>
      <p className="soft">
        {place + 1}. {whole ? words.of(ruleText(whole)) : words.t('testIncomplete')}
        {children}
      </p>
    </div>
  );
}
