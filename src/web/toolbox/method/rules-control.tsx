import { type RuleSetId, ruleSets } from '#toolbox/control-charts/rule-sets.ts';
import type { OptionSpec, OptionValues } from '#toolbox/method/method.ts';
import { useWords } from '../words/language.tsx';
import { chosenOf, toggled } from './option-control.tsx';
import { PriceSaid, PricesOnAsking } from './rule-prices.tsx';

interface RulesControlProps {
  readonly spec: Extract<OptionSpec, { kind: 'choices' }>;
  readonly options: OptionValues;
  readonly onChange: (value: unknown) => void;
}

/** The tests of the chosen set in their own words, instead of by number. */
export function RulesControl({ spec, options, onChange }: RulesControlProps) {
  const words = useWords();
  const set = String(options['ruleSet'] ?? 'nelson');
  if (!Object.hasOwn(ruleSets, set)) return null;
  const { rules } = ruleSets[set as RuleSetId];
  const chosen = chosenOf(spec, options[spec.name]);
  return (
    <fieldset className="option wide">
      <legend>{words.t('testsInUse')}</legend>
      <div className="checks one-column">
        <PricesOnAsking
          sets={rules.map((_, k) => ({ ...options, rules: toggled(spec, chosen, String(k + 1)) ?? spec.default }))}
          items={rules.map((rule, k) => (price) => {
            const isChosen = chosen.includes(String(k + 1));
            return (
              <label className="check">
                <input
                  type="checkbox"
                  checked={isChosen}
                  onChange={() => onChange(toggled(spec, chosen, String(k + 1)))}
                />
                <span>
                  {k + 1}. {words.of(rule.text)}
                  <PriceSaid kind={isChosen ? 'without' : 'with'} price={price} />
                </span>
              </label>
            );
          })}
        />
      </div>
      <p className="soft">{words.t('testsCost')}</p>
    </fieldset>
  );
}
