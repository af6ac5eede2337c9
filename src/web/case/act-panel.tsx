import { Button } from 'antd';
import { useState } from 'react';
import type { Case, Opening } from '../api/generated/api.ts';
import { Said } from '../desk/said.tsx';
import { refusalWords, useWords } from '../desk/words.ts';
import { mineIn, othersIn, specOf } from './case-parts.ts';
import { ClockShown } from './clock-shown.tsx';
import { openingName } from './next-bar.tsx';
import { StepForm } from './step-form.tsx';

const keyOf = (opening: Pick<Opening, 'on' | 'line'>) => `${opening.on} ${opening.line ?? ''}`;

/**
 * What this person may do: one thing opens by itself, of several one is chosen. A link from a work list names the step; where
 * that step is not hers, it is said why.
 */
export function ActPanel({
  kase,
  asked,
  onDone,
}: {
  readonly kase: Case;
  readonly asked: { readonly do?: string; readonly line?: string };
  readonly onDone: (ended: string | null) => void;
}) {
  const words = useWords();
  const mine = mineIn(kase);
  const [chosen, setChosen] = useState<string | null>(null);
  const linked = mine.find((o) => o.on === asked.do && (asked.line === undefined || o.line === asked.line));
  const next = mine.find((o) => keyOf(o) === chosen) ?? linked ?? mine[0];
  // Somebody else was first: the form stays with what was written and the word of what happened.
  const [kept, setKept] = useState<Opening | null>(null);
  const current = kept === null ? next : (mine.find((o) => keyOf(o) === keyOf(kept)) ?? kept);
  const done = (ended: string | null) => {
    setKept(null);
    onDone(ended);
  };
  const spec = current === undefined ? undefined : specOf(kase, current.on);
  return (
    <section id="act" className="panel act-panel" aria-labelledby="act-title" tabIndex={-1}>
      {current === undefined || spec === undefined ? (
        <WhyNotMe kase={kase} />
      ) : (
        <>
          {mine.length > 1 ? (
            <fieldset className="choose-act bare" aria-label={words.t('chooseWhat')}>
              {mine.map((opening) => (
                <Button
                  key={keyOf(opening)}
                  type={opening === current ? 'primary' : 'default'}
                  aria-pressed={opening === current}
                  onClick={() => {
                    setKept(null);
                    setChosen(keyOf(opening));
                  }}
                >
                  {openingName(kase, opening, words)}
                </Button>
              ))}
            </fieldset>
          ) : null}
          <h2 id="act-title">{openingName(kase, current, words)}</h2>
          <ClockShown clock={current.clock} zone={kase.scheme.zone} />
          <StepForm
            key={keyOf(current)}
            kase={kase}
            spec={spec}
            opening={current}
            onDone={done}
            onChanged={() => setKept(current)}
          />
        </>
      )}
    </section>
  );
}

/** Nobody is left to guess: each open step says why it is not this person's. */
function WhyNotMe({ kase }: { readonly kase: Case }) {
  const words = useWords();
  const others = othersIn(kase);
  if (others.length === 0) return null;
  return (
    <details>
      <summary id="act-title">{words.t('whyNotMe')}</summary>
      <ul className="refusals">
        {others.map((opening) => (
          <li key={`${opening.act} ${keyOf(opening)}`}>
            <strong>{openingName(kase, opening, words)}</strong>
            {opening.bars.map((bar) => {
              const { text, help } = refusalWords(bar, kase.texts, words);
              return (
                <div key={bar.code}>
                  <Said text={text} />{' '}
                  <span className="soft">
                    <Said text={help} />
                  </span>
                </div>
              );
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}
