import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useId, useState } from 'react';
import { ActDialog } from '../act/act-dialog.tsx';
import type { RoundAct } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import { useWords } from '../desk/words.ts';
import { DraftGate } from '../draft/draft-gate.tsx';
import { namedDraft } from '../draft/places.ts';
import { type OpenedDraft, useFormDraft } from '../draft/use-draft.ts';
import { FieldFrame } from '../form/field-frame.tsx';
import { WordsField } from '../form/words-field.tsx';
import { type RoundWithScheme, roundStepSpec } from './round-parts.ts';
import { useRoundAct } from './use-round-act.ts';

interface ReplaceProps extends RoundWithScheme {
  readonly of: { readonly id: string; readonly title: string; readonly persons: readonly string[] };
  readonly names: ReadonlyMap<string, string>;
}

/** Gives one open review to another reviewer, with the reason. */
export function ReplaceReviewer(props: ReplaceProps) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" className="no-print" onClick={() => setOpen(true)}>
        {words.t('replaceReviewer')}
      </Button>
      {isOpen ? (
        <DraftGate place={namedDraft(`round:${props.round.id}:act.replace:${props.of.id}`)}>
          {(opened) => <ReplaceDialog {...props} opened={opened} onClose={() => setOpen(false)} />}
        </DraftGate>
      ) : null}
    </>
  );
}

function ReplaceDialog({
  opened,
  round,
  scheme,
  of,
  names,
  onClose,
}: ReplaceProps & { readonly opened: OpenedDraft; readonly onClose: () => void }) {
  const words = useWords();
  const id = useId();
  const role = scheme.round?.assignment?.role ?? '';
  const step = round.steps.find((s) => roundStepSpec(scheme, s.id)?.work === 'assign')?.id ?? '';
  const candidates = useQuery({
    queryKey: ['candidates', round.id, step, role],
    queryFn: () => api.get('/api/v1/rounds/{id}/candidates', { path: { id: round.id }, query: { step, role } }),
  });
  const begin = { from: of.persons[0] ?? '', to: null as string | null, why: '' };
  const { draft, content: written, change } = useFormDraft(opened, begin);
  const { to, why } = written;
  // Whom the draft names may have been replaced since.
  const from = of.persons.includes(written.from) ? written.from : begin.from;
  const submission = useRoundAct(round, words.t('replaced'), { draft, onDone: onClose });
  const free = (candidates.data?.rows ?? []).filter((c) => c.person !== null && !of.persons.includes(c.person.id));
  const chosen = free.find((c) => c.person?.id === to);
  const refusals = submission.problem?.refusals ?? [];
  return (
    <ActDialog
      title={`${words.t('replaceReviewer')}${words.colon}${of.title}`}
      texts={scheme.texts}
      isOpen
      action={words.t('replaceReviewer')}
      submission={submission}
      draft={draft}
      content={(): RoundAct => ({
        act: 'replace-reviewer',
        case: of.id,
        from,
        to: { role, person: chosen?.person?.id ?? null, party: chosen?.party.id ?? round.body.id },
        why,
      })}
      onClose={onClose}
    >
      <FieldFrame
        id={`${id}-from`}
        label={words.t('replaceFrom')}
        required
        refusals={refusals.filter((r) => r.field === 'from')}
        texts={{}}
        words={words}
      >
        <Select
          id={`${id}-from`}
          className="wide-select"
          value={from}
          options={of.persons.map((person) => ({ value: person, label: names.get(person) ?? '…' }))}
          onChange={(fresh: string) => change({ from: fresh })}
        />
      </FieldFrame>
      <FieldFrame
        id={`${id}-to`}
        label={words.t('replaceTo')}
        required
        refusals={refusals.filter((r) => r.field === 'to')}
        texts={{}}
        words={words}
      >
        <Select
          id={`${id}-to`}
          className="wide-select"
          placeholder={words.t('choose')}
          value={to}
          loading={candidates.isPending}
          options={free.map((c) => ({
            value: c.person?.id ?? '',
            label: `${words.of(c.person?.name)} · ${words.of(c.party.name)}`,
          }))}
          onChange={(fresh: string) => change({ to: fresh })}
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
