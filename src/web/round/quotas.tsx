import { useQuery } from '@tanstack/react-query';
import { Button, InputNumber, Select } from 'antd';
import { useId, useState } from 'react';
import { tracksOf } from '#certification/round/quota.ts';
import { ActDialog } from '../act/act-dialog.tsx';
import type { RoundAct } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import { useWords } from '../desk/words.ts';
import { DraftGate } from '../draft/draft-gate.tsx';
import { namedDraft } from '../draft/places.ts';
import { type OpenedDraft, useFormDraft } from '../draft/use-draft.ts';
import { FieldFrame } from '../form/field-frame.tsx';
import { WordsField } from '../form/words-field.tsx';
import type { RoundWithScheme } from './round-parts.ts';
import { useRoundAct } from './use-round-act.ts';

/** How many each recommending unit may forward, in all and by track, and how many it has; the secretariat changes one unit's. */
export function Quotas({ round, scheme }: RoundWithScheme) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const units = useQuery({
    queryKey: ['round', round.id, 'recommenders'],
    queryFn: () => api.get('/api/v1/rounds/{id}/recommenders', { path: { id: round.id } }),
  });
  const rows = units.data?.rows ?? [];
  if (rows.length === 0) return null;
  const said = ({ forwarded, quota }: { readonly forwarded: number; readonly quota: number | null }) =>
    quota === null ? words.t('quotaNone', { forwarded }) : words.t('quotaNow', { forwarded, quota });
  return (
    <section className="panel" aria-labelledby="quotas-title">
      <h2 id="quotas-title">{words.t('quotas')}</h2>
      <ul className="plain">
        {rows.map((row) => (
          <li key={row.party.id}>
            {words.of(row.party.name)} <span className="soft">{said(row)}</span>
            {row.tracks.map((track) => (
              <div key={track.track} className="soft">
                {trackWord(words, scheme, track.track)}
                {words.colon}
                {said(track)}
              </div>
            ))}
          </li>
        ))}
      </ul>
      <Button size="small" className="no-print" onClick={() => setOpen(true)}>
        {words.t('setQuota')}
      </Button>
      {isOpen ? (
        <DraftGate place={namedDraft(`round:${round.id}:act.quota`)}>
          {(opened) => (
            <QuotaDialog opened={opened} round={round} scheme={scheme} rows={rows} onClose={() => setOpen(false)} />
          )}
        </DraftGate>
      ) : null}
    </section>
  );
}

function trackWord(words: ReturnType<typeof useWords>, scheme: RoundWithScheme['scheme'], track: string): string {
  const field = scheme.round?.tracks?.field ?? '';
  return words.key(scheme.texts, `option.${field}.${track}`, words.key(scheme.texts, `option.${track}`, track));
}

interface DialogProps extends RoundWithScheme {
  readonly opened: OpenedDraft;
  readonly rows: readonly { readonly party: { readonly id: string; readonly name: { zh: string; en: string } } }[];
  readonly onClose: () => void;
}

const noQuota = { unit: null as string | null, track: '', most: null as number | null, why: '' };

function QuotaDialog({ opened, round, scheme, rows, onClose }: DialogProps) {
  const words = useWords();
  const id = useId();
  const { draft, content: written, change } = useFormDraft(opened, noQuota);
  const { unit, track, most, why } = written;
  const submission = useRoundAct(round, words.t('quotaSet'), { draft, onDone: onClose });
  const refusals = submission.problem?.refusals ?? [];
  const tracks = tracksOf(scheme);
  const at = (field: string) => refusals.filter((r) => r.field === field);
  return (
    <ActDialog
      title={words.t('setQuota')}
      texts={scheme.texts}
      isOpen
      action={words.t('setQuota')}
      submission={submission}
      draft={draft}
      content={(): RoundAct => ({
        act: 'set-quota',
        unit: unit ?? '',
        track: track === '' ? null : track,
        most: most ?? 0,
        why,
      })}
      onClose={onClose}
    >
      <p className="soft">{words.t('quotaHint')}</p>
      <FieldFrame
        id={`${id}-unit`}
        label={words.t('quotaUnit')}
        required
        refusals={at('unit')}
        texts={{}}
        words={words}
      >
        <Select
          id={`${id}-unit`}
          className="wide-select"
          placeholder={words.t('choose')}
          value={unit}
          options={rows.map((row) => ({ value: row.party.id, label: words.of(row.party.name) }))}
          onChange={(fresh: string) => change({ unit: fresh })}
        />
      </FieldFrame>
      {tracks.length === 0 ? null : (
        <FieldFrame
          id={`${id}-track`}
          label={words.t('quotaTrack')}
          required={false}
          refusals={at('track')}
          texts={{}}
          words={words}
        >
          <Select
            id={`${id}-track`}
            className="wide-select"
            value={track}
            options={[
              { value: '', label: words.t('quotaAllTracks') },
              ...tracks.map((t) => ({ value: t, label: trackWord(words, scheme, t) })),
            ]}
            onChange={(fresh: string) => change({ track: fresh })}
          />
        </FieldFrame>
      )}
      <FieldFrame
        id={`${id}-most`}
        label={words.t('quotaMost')}
        required
        refusals={at('most')}
        texts={{}}
        words={words}
      >
        <InputNumber
          id={`${id}-most`}
          min={0}
          max={100_000}
          precision={0}
          controls={false}
          value={most}
          onChange={(fresh) => change({ most: fresh })}
        />
      </FieldFrame>
      <WordsField
        id={`${id}-why`}
        label={words.t('why')}
        required
        value={why}
        path="why"
        refusals={refusals}
        texts={scheme.texts}
        onChange={(fresh) => change({ why: fresh })}
      />
    </ActDialog>
  );
}
