import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import type { SchemeLife } from '../../api/generated/api.ts';
import { api } from '../../desk/api.ts';
import { spanText, useWords } from '../../desk/words.ts';
import { Loading, ProblemShown } from '../../shell/problem-shown.tsx';
import { useSchemes } from '../../work-list/cases-page.tsx';
import { DeclareTransition } from './declare-transition.tsx';
import { EffectShown } from './effect-shown.tsx';
import { EndEdition } from './end-edition.tsx';
import { RegisterEdition } from './register-edition.tsx';

type Edition = SchemeLife['editions'][number];

/** The life of a scheme's editions: where each stands, what the next one touches, and the acts on them. */
export function Editions() {
  const words = useWords();
  const schemes = useSchemes();
  const [chosen, setChosen] = useState<string | null>(null);
  if (schemes.isPending) return <Loading />;
  const titles = new Map((schemes.data?.rows ?? []).map((s) => [s.id, words.of(s.title)]));
  const options = [...titles].map(([value, title]) => ({ value, label: title, search: `${title} ${value}` }));
  return (
    <div className="case-main">
      <section className="panel" aria-labelledby="editions-title">
        <h2 id="editions-title">{words.t('editions')}</h2>
        <p className="soft">{words.t('editionsWhat')}</p>
        <label htmlFor="edition-scheme">{words.t('scheme')}</label>
        <Select
          id="edition-scheme"
          className="editions-choice"
          showSearch
          optionFilterProp="search"
          value={chosen}
          onChange={setChosen}
          options={options}
        />
        {chosen === null ? null : <Life key={chosen} scheme={chosen} title={titles.get(chosen) ?? chosen} />}
      </section>
      <RegisterEdition onDone={setChosen} />
    </div>
  );
}

const states = {
  registered: 'editionRegistered',
  'in-force': 'editionInForce',
  superseded: 'editionSuperseded',
  closed: 'editionClosed',
  recalled: 'editionRecalled',
} as const;

function Life({ scheme, title }: { readonly scheme: string; readonly title: string }) {
  const words = useWords();
  const life = useQuery({
    queryKey: ['scheme-life', scheme],
    queryFn: () => api.get('/api/v1/scheme-editions/{id}', { path: { id: scheme } }),
  });
  const weigh = useMutation({
    mutationFn: (edition: string) =>
      api.post('/api/v1/schemes/{id}/effect', { path: { id: scheme }, body: { edition } }),
  });
  if (life.isPending) return <Loading />;
  if (life.data === undefined) return <ProblemShown problem={life.error} retry={() => void life.refetch()} />;
  const { editions } = life.data;
  return (
    <>
      <h3>
        {title}{' '}
        <a href={`/schemes/${scheme}`} target="_blank" rel="noreferrer" className="soft">
          {words.t('editionPublic')}
        </a>
      </h3>
      <ul className="plain editions-list">
        {editions.map((edition) => (
          <li key={edition.edition} className="edition">
            <EditionLine edition={edition} />
            <div className="buttons">
              {edition.state === 'recalled' ? null : (
                <Button
                  loading={weigh.isPending && weigh.variables === edition.edition}
                  onClick={() => weigh.mutate(edition.edition)}
                >
                  {words.t('editionWeigh')}
                </Button>
              )}
              <EndEdition scheme={scheme} edition={edition} today={life.data.today} />
              <DeclareTransition scheme={scheme} edition={edition} editions={editions} />
            </div>
          </li>
        ))}
      </ul>
      {weigh.error === null ? null : <ProblemShown problem={weigh.error} />}
      {weigh.data === undefined ? null : (
        <section aria-live="polite" className="edition-effect">
          <h3>{words.t('edition', { edition: weigh.data.to.edition })}</h3>
          <EffectShown effect={weigh.data} />
        </section>
      )}
    </>
  );
}

function EditionLine({ edition }: { readonly edition: Edition }) {
  const words = useWords();
  const { transition, newUntil } = edition;
  return (
    <div>
      <strong>{words.t('edition', { edition: edition.edition })}</strong>{' '}
      <span className={`chip chip-${edition.state}`}>{words.t(states[edition.state])}</span>{' '}
      <span className="soft">{spanText(words, edition.from, edition.lastDay)}</span>
      {transition === null && newUntil !== null && newUntil !== edition.lastDay && edition.state !== 'recalled' ? (
        <p className="soft">{words.t('editionNewUntil', { day: newUntil })}</p>
      ) : null}
      {transition === null ? null : (
        <p className="soft">
          {words.t('editionTransition', {
            to: words.of(transition.toName),
            newUntil: newUntil ?? transition.newUntil,
            decideUntil: transition.decideUntil ?? words.t('withoutEnd'),
            holdUntil: transition.holdUntil,
          })}{' '}
          {transition.basis.document}{' '}
          {transition.basis.certainty === 'to-be-confirmed' ? (
            <span className="certainty certainty-to-be-confirmed">{words.t('toBeConfirmed')}</span>
          ) : null}
        </p>
      )}
    </div>
  );
}
