import { useMutation } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import type { EditionEffect } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import { useWords } from '../desk/words.ts';
import { Loading, ProblemShown } from '../shell/problem-shown.tsx';
import { useSchemes } from '../work-list/cases-page.tsx';

/** What a registered edition changes against the one in force, and what it touches of what lives: before it is in force. */
export function Editions() {
  const words = useWords();
  const schemes = useSchemes();
  const [chosen, setChosen] = useState<string | null>(null);
  const weigh = useMutation({
    mutationFn: (key: string) => {
      const [id = '', edition = ''] = key.split('@');
      return api.post('/api/v1/schemes/{id}/effect', { path: { id }, body: { edition } });
    },
  });
  if (schemes.isPending) return <Loading />;
  const rows = schemes.data?.rows ?? [];
  const options = rows
    .map((s) => ({ value: `${s.id}@${s.edition}`, label: `${words.of(s.title)} ${s.edition}`, later: !s.isInForce }))
    .sort((a, b) => Number(b.later) - Number(a.later));
  return (
    <section className="panel" aria-labelledby="editions-title">
      <h2 id="editions-title">{words.t('editions')}</h2>
      <p className="soft">{words.t('editionsWhat')}</p>
      <label htmlFor="edition">{words.t('editionChoice')}</label>
      <Select
        id="edition"
        showSearch
        optionFilterProp="label"
        style={{ display: 'flex', width: '100%', maxWidth: 480 }}
        value={chosen}
        onChange={setChosen}
        options={options}
      />
      <p>
        <Button
          type="primary"
          disabled={chosen === null}
          loading={weigh.isPending}
          onClick={() => chosen !== null && weigh.mutate(chosen)}
        >
          {words.t('editionWeigh')}
        </Button>
      </p>
      {weigh.error === null ? null : <ProblemShown problem={weigh.error} />}
      {weigh.data === undefined ? null : <Effect effect={weigh.data} />}
    </section>
  );
}

function Effect({ effect }: { readonly effect: EditionEffect }) {
  const words = useWords();
  const counts = { open: effect.cases.open, looked: effect.cases.lookedInto, drafts: effect.drafts };
  return (
    <>
      <h3>{words.t('editionTouches')}</h3>
      <p>{words.t('editionCounts', { ...counts, rounds: effect.rounds, holders: effect.holders })}</p>
      <ul>
        {effect.entries.map((e) => (
          <li key={e.edition}>{words.t('editionEntries', e)}</li>
        ))}
        {effect.lines.map((line) => (
          <li key={`${line.kind} ${JSON.stringify(line.at)}`}>
            <strong>{words.of(line.subject)}</strong>: {words.t(lineWords[line.kind])} ·{' '}
            {words.t('editionLine', { cases: line.cases, drafts: line.drafts })}
            {line.found.length === 0 ? null : (
              <span className="soft"> {words.list(line.found.map((f) => words.of(f)))}</span>
            )}
          </li>
        ))}
      </ul>
      <h3>{words.t('editionChanges', { count: effect.changes.length })}</h3>
      <ul>
        {effect.changes.map((change) => (
          <li key={change.text.en}>
            {change.weight === 'stricter' ? <strong>▲ </strong> : null}
            {words.of(change.text)}
          </li>
        ))}
      </ul>
    </>
  );
}

const lineWords = {
  'flow-gone': 'editionFlowGone',
  'step-gone': 'editionStepGone',
  'value-refused': 'editionValueRefused',
  'field-gone': 'editionFieldGone',
  'field-demanded': 'editionFieldDemanded',
} as const;
