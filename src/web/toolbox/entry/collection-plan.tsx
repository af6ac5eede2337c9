import { useState } from 'react';
import { collectionOrder } from '#toolbox/measurement-systems/collection-order.ts';
import type { MethodCard } from '../bench/protocol.ts';
import { useWords } from '../words/language.tsx';
import type { Work } from '../workspace/work.ts';
import { planRoles } from './entry-columns.ts';

interface CollectionPlanProps {
  readonly card: MethodCard;
  readonly onPlan: (change: Partial<Work>) => void;
}

/**
 * Lays out a gauge study before it is measured: who measures which part when, in an order drawn by lot, the parts under
 * labels that change from trial to trial.
 */
export function CollectionPlan({ card, onPlan }: CollectionPlanProps) {
  const words = useWords();
  const [parts, setParts] = useState('10');
  const [people, setPeople] = useState(words.t('planPeople'));
  const [trials, setTrials] = useState('3');
  const roles = planRoles(card);
  if (!roles) return null;
  const names = people
    .split(/[,，、;；\s]+/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const [partCount, trialCount] = [Number(parts), Number(trials)];
  const isReady =
    Number.isInteger(partCount) &&
    partCount >= 2 &&
    partCount <= 100 &&
    Number.isInteger(trialCount) &&
    trialCount >= 1 &&
    trialCount <= 10 &&
    names.length >= 1 &&
    new Set(names).size === names.length;
  const make = () => {
    const partNames = Array.from({ length: partCount }, (_, k) => String(k + 1));
    const steps = collectionOrder(partNames, names, trialCount, lot);
    const title = (role: string) => {
      const text = words.of(card.columns.find((one) => one.role === role)?.text ?? { zh: role, en: role });
      return text.replace(/[（(].*$/, '').trim();
    };
    const heading = [title('part'), title(roles.person), words.t('planLabel'), title(roles.read)];
    onPlan({
      data: {
        kind: 'sheet',
        sheet: {
          heading: true,
          rows: [heading, ...steps.map((step) => [step.part, step.operator, step.label, ''])],
        },
      },
      assignment: { part: [heading[0] ?? ''], [roles.person]: [heading[1] ?? ''], [roles.read]: [heading[3] ?? ''] },
    });
  };
  return (
    <form
      className="plan"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) make();
      }}
    >
      <h3>{words.t('planTitle')}</h3>
      <p className="soft">{words.t('planHint')}</p>
      <label>
        {words.t('planParts')}
        <input inputMode="numeric" value={parts} onChange={(event) => setParts(event.target.value)} />
      </label>
      <label>
        {words.t('planWho')}
        <input value={people} onChange={(event) => setPeople(event.target.value)} />
      </label>
      <label>
        {words.t('planTrials')}
        <input inputMode="numeric" value={trials} onChange={(event) => setTrials(event.target.value)} />
      </label>
      <button type="submit" disabled={!isReady}>
        {words.t('planMake', { n: isReady ? partCount * trialCount * names.length : '—' })}
      </button>
    </form>
  );
}

/** A number from 0 up to 1, drawn by the device. */
function lot(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
}
