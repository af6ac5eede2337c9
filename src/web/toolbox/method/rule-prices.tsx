import { Fragment, type ReactNode, useState } from 'react';
import type { OptionValues } from '#toolbox/method/method.ts';
import type { RulesPrice } from '../bench/price-rules.ts';
import { numeral } from '../result/numerals.ts';
import { useWords } from '../words/language.tsx';
import { useRulePrices } from './use-rule-prices.ts';

/** What is known of a price: not asked for, being found, or found. */
export type AskedPrice = RulesPrice | 'finding' | null;

interface PricesOnAskingProps {
  /** For each test the set that it would leave or make. */
  readonly sets: readonly OptionValues[];
  readonly items: readonly ((price: AskedPrice) => ReactNode)[];
}

/** Tests with what each costs, found where somebody asks: many tests together take a while to price. */
export function PricesOnAsking({ sets, items }: PricesOnAskingProps) {
  const words = useWords();
  const [asked, setAsked] = useState(false);
  const prices = useRulePrices(asked ? sets : []);
  return (
    <>
      {items.map((item, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tests are known by their places
        <Fragment key={k}>{item(asked ? (prices[k] ?? 'finding') : null)}</Fragment>
      ))}
      <button type="button" className="link" aria-pressed={asked} onClick={() => setAsked(!asked)}>
        {words.t(asked ? 'hidePrices' : 'showPrices')}
      </button>
    </>
  );
}

/** In words: how often a false alarm would come with or without a test, and how soon a shift is seen. */
export function PriceSaid({ kind, price }: { readonly kind: 'with' | 'without'; readonly price: AskedPrice }) {
  const words = useWords();
  if (price === null) return null;
  if (price === 'finding') return <span className="price soft"> {words.t('computing')}</span>;
  return (
    <span className="price soft">
      {' '}
      {price.arl0 === null || price.arl1 === null
        ? words.t('noPrice')
        : words.t(kind === 'with' ? 'priceWith' : 'priceWithout', {
            every: numeral(price.arl0, 3),
            shift: price.shift,
            after: numeral(price.arl1, 3),
          })}
    </span>
  );
}
