import { Button } from 'antd';
import { useState } from 'react';
import type { EntryView } from '../api/generated/api.ts';
import { Said } from '../desk/said.tsx';
import { refusalWords, useWords } from '../desk/words.ts';
import { Begun } from '../draft/begun.tsx';
import { DraftGate } from '../draft/draft-gate.tsx';
import { namedDraft } from '../draft/places.ts';
import { EntryActDialog } from './entry-act-dialog.tsx';
import { FlowLink } from './flow-link.tsx';

type Act = EntryView['acts'][number];

/** The acts on an entry that are this person's, the others with why not, and the flows that may be opened about it. */
export function EntryActs({ view, asked }: { readonly view: EntryView; readonly asked: string | null }) {
  const words = useWords();
  const [chosen, setChosen] = useState<Act['act'] | null>(null);
  const mine = view.acts.filter((act) => act.bars.length === 0);
  const others = view.acts.filter((act) => act.bars.length > 0);
  const flows = view.flows.filter((flow) => flow.mayOpen);
  const act = mine.find((a) => a.act === chosen);
  const must = new Set(view.state?.consequences.map((c) => c.consequence));
  const isUrgent = (a: Act) =>
    (a.act === 'suspend' && must.has('must-suspend')) || (a.act === 'withdraw' && must.has('must-withdraw'));
  return (
    <section className="panel act-panel" id="act" aria-labelledby="acts-title">
      <h2 id="acts-title">{words.t('actsOnIt')}</h2>
      {mine.length === 0 && flows.length === 0 ? <p className="soft">{words.t('nothingToDo')}</p> : null}
      <div className="buttons">
        {mine.map((a) => (
          <Button
            key={a.act}
            type={isUrgent(a) || asked === a.act ? 'primary' : 'default'}
            danger={a.act === 'withdraw' || isUrgent(a)}
            onClick={() => setChosen(a.act)}
          >
            {words.key(view.texts, `act.${a.act}`, a.act)}
            <Begun subject={`entry:${view.id}:${a.act}`} />
          </Button>
        ))}
      </div>
      {flows.length === 0 ? null : (
        <>
          <h3>{words.t('flowsOnIt')}</h3>
          <ul className="plain">
            {flows.map(({ flow }) => (
              <li key={flow}>
                <FlowLink view={view} flow={flow} />
              </li>
            ))}
          </ul>
        </>
      )}
      {others.length === 0 ? null : (
        <details>
          <summary>{words.t('whyNotMe')}</summary>
          <ul className="refusals">
            {others.map((a) => (
              <li key={a.act}>
                <strong>{words.key(view.texts, `act.${a.act}`, a.act)}</strong>
                {a.bars.map((bar) => (
                  <div key={bar.code}>
                    <Said text={refusalWords(bar, view.texts, words).text} />
                  </div>
                ))}
              </li>
            ))}
          </ul>
        </details>
      )}
      {act === undefined ? null : (
        <DraftGate key={act.act} place={namedDraft(`entry:${view.id}:${act.act}`)}>
          {(opened) => <EntryActDialog opened={opened} view={view} act={act} onClose={() => setChosen(null)} />}
        </DraftGate>
      )}
    </section>
  );
}
