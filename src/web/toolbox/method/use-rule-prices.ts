import { useEffect, useState } from 'react';
import type { OptionValues } from '#toolbox/method/method.ts';
import { bench } from '../bench/bench.ts';
import type { RulesPrice } from '../bench/price-rules.ts';

/** The prices of sets of tests, found one after another while somebody looks; those still to come are undefined. */
export function useRulePrices(sets: readonly OptionValues[]): readonly (RulesPrice | undefined)[] {
  const key = JSON.stringify(sets);
  const [found, setFound] = useState<{ readonly key: string; readonly prices: readonly RulesPrice[] }>({
    key,
    prices: [],
  });
  useEffect(() => {
    let left = false;
    const prices: RulesPrice[] = [];
    const run = async () => {
      for (const options of JSON.parse(key) as readonly OptionValues[]) {
        if (left) return;
        prices.push(await bench.ask('priceRules', { options }));
        if (!left) setFound({ key, prices: [...prices] });
      }
    };
    void run().catch(() => undefined);
    return () => {
      left = true;
    };
  }, [key]);
  return found.key === key ? found.prices : [];
}
