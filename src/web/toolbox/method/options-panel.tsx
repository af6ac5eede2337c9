import type { OptionSpec, OptionValues } from '#toolbox/method/method.ts';
import type { MethodCard } from '../bench/protocol.ts';
import { useWords } from '../words/language.tsx';
import { BeforeControl } from './before-control.tsx';
import { CustomRulesControl } from './custom-rules-control.tsx';
import { OptionControl } from './option-control.tsx';
import { RulesControl } from './rules-control.tsx';

interface OptionsPanelProps {
  readonly card: MethodCard;
  readonly options: OptionValues;
  readonly onOption: (name: string, value: unknown, what?: string) => void;
  readonly onReset: () => void;
  /** Offered here where the method takes no table, and so has no panel of data. */
  readonly onExample: (() => void) | undefined;
}

/** All options of a method; those that its set of tests does not use are left out. */
export function OptionsPanel({ card, options, onOption, onReset, onExample }: OptionsPanelProps) {
  const words = useWords();
  const shown = card.options.filter((spec) => isUsed(spec, card, options));
  if (shown.length === 0) return null;
  const changed = Object.keys(options).length;
  return (
    <section className="card" aria-labelledby="options-title">
      <div className="card-head">
        <h2 id="options-title">{words.t(onExample ? 'partInput' : 'options')}</h2>
        {changed > 0 ? (
          <button type="button" className="link" onClick={onReset}>
            {words.t('resetOptions', { n: changed })}
          </button>
        ) : null}
      </div>
      {onExample ? (
        <div className="tools">
          <button type="button" onClick={onExample}>
            {words.t('example')}
          </button>
        </div>
      ) : null}
      <div className="options">
        {shown.map((spec) =>
          spec.kind === 'choices' && spec.name === 'rules' && hasRuleSet(card) ? (
            <RulesControl
              key={spec.name}
              spec={spec}
              options={options}
              onChange={(value) => onOption(spec.name, value)}
            />
          ) : spec.name === 'before' && spec.kind === 'json' ? (
            <BeforeControl
              key={spec.name}
              spec={spec}
              method={card.id}
              options={options}
              onChange={(value, what) => onOption(spec.name, value, what)}
            />
          ) : spec.name === 'customRules' && hasRuleSet(card) ? (
            <CustomRulesControl
              key={spec.name}
              options={options}
              onChange={(value, what) => onOption(spec.name, value, what)}
            />
          ) : (
            <OptionControl
              key={spec.name}
              spec={spec}
              method={card.id}
              value={options[spec.name]}
              onChange={(value, what) => onOption(spec.name, value, what)}
            />
          ),
        )}
      </div>
    </section>
  );
}

function hasRuleSet(card: MethodCard): boolean {
  return card.options.some((spec) => spec.name === 'ruleSet');
}

function isUsed(spec: OptionSpec, card: MethodCard, options: OptionValues): boolean {
  if (!hasRuleSet(card)) return true;
  const isCustom = options['ruleSet'] === 'custom';
  if (spec.name === 'customRules') return isCustom;
  return spec.name !== 'rules' || !isCustom;
}
