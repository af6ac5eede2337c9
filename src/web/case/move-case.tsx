import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Select } from 'antd';
import { useId, useState } from 'react';
import { ActDialog } from '../act/act-dialog.tsx';
import type { Case, CaseAct, MovePlan } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import { Said } from '../desk/said.tsx';
import { refusalWords, useWords } from '../desk/words.ts';
import { DraftGate } from '../draft/draft-gate.tsx';
import { stepDraft } from '../draft/places.ts';
import { type OpenedDraft, useFormDraft } from '../draft/use-draft.ts';
import { WordsField } from '../form/words-field.tsx';
import { Loading, ProblemShown } from '../shell/problem-shown.tsx';
import { useFurtherAct } from './use-further-act.ts';

/** Moves the case to the edition to which its scheme's owner leads, after it is said what that brings with it. */
export function MoveCase({ kase }: { readonly kase: Case }) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const opening = kase.openings.find((o) => o.act === 'move' && o.bars.length === 0);
  if (opening === undefined || kase.window === null) return null;
  return (
    <div className="window-move no-print">
      <Button onClick={() => setOpen(true)}>{words.t('caseMoveTo', { to: words.of(kase.window.toName) })}</Button>
      {isOpen ? (
        <DraftGate place={stepDraft(kase.id, 'move.edition', null)}>
          {(opened) => <MoveDialog opened={opened} kase={kase} edition={opening.on} onClose={() => setOpen(false)} />}
        </DraftGate>
      ) : null}
    </div>
  );
}

const nothingMoved = { words: '', fields: {} as Readonly<Record<string, string>> };

interface MoveDialogProps {
  readonly opened: OpenedDraft;
  readonly kase: Case;
  readonly edition: string;
  readonly onClose: () => void;
}

function MoveDialog({ opened, kase, edition, onClose }: MoveDialogProps) {
  const words = useWords();
  const id = useId();
  const { draft, content: written, change } = useFormDraft(opened, nothingMoved);
  const { words: said, fields } = written;
  const renamed = Object.entries(fields).map(([from, to]) => ({ from, to }));
  const plan = useQuery({
    queryKey: ['move', kase.id, kase.version, edition, renamed],
    queryFn: () =>
      api.post('/api/v1/cases/{id}/move-plan', { path: { id: kase.id }, body: { edition, fields: renamed } }),
    placeholderData: (before) => before,
  });
  const title = words.t('caseMoveTo', { to: words.of(kase.window?.toName) });
  const submission = useFurtherAct(kase, words.t('submitted', { what: title }), { draft, onDone: onClose });
  return (
    <ActDialog
      title={title}
      hint={words.t('moveHint', { edition })}
      texts={kase.texts}
      isOpen
      action={title}
      submission={submission}
      draft={draft}
      content={(): CaseAct => ({ act: 'move', edition, fields: renamed, words: said })}
      fieldElement={(path) => `${id}-${path}-field`}
      onClose={onClose}
    >
      {plan.data === undefined ? (
        plan.error === null ? (
          <Loading />
        ) : (
          <ProblemShown problem={plan.error} retry={() => void plan.refetch()} />
        )
      ) : (
        <Plan
          plan={plan.data}
          texts={kase.texts}
          onChoose={(from, to) => {
            const { [from]: _, ...others } = fields;
            change({ fields: to === '' ? others : { ...others, [from]: to } });
          }}
        />
      )}
      <WordsField
        id={`${id}-words`}
        label={words.t('moveWords')}
        required
        value={said}
        path="words"
        refusals={submission.problem?.refusals ?? []}
        texts={kase.texts}
        onChange={(text) => change({ words: text })}
      />
    </ActDialog>
  );
}

function Plan({
  plan,
  texts,
  onChoose,
}: {
  readonly plan: MovePlan;
  readonly texts: Case['texts'];
  readonly onChoose: (from: string, to: string) => void;
}) {
  const words = useWords();
  const { bars, lost, lacking, returnsTo, opens, reopens, clocksDropped } = plan;
  const names = (list: typeof opens) => words.list(list.map((one) => words.of(one.text)));
  const isPlain = [bars, lost, lacking, opens, reopens].every((list) => list.length === 0);
  return (
    <div className="move-plan">
      {bars.length === 0 ? null : (
        <Alert
          type="error"
          showIcon
          title={words.t('moveBars')}
          description={
            <ul>
              {bars.map((bar) => {
                const { text, help } = refusalWords(bar, texts, words);
                return (
                  <li key={bar.code + bar.text.zh}>
                    <Said text={text} />{' '}
                    <span className="soft">
                      <Said text={help} />
                    </span>
                  </li>
                );
              })}
            </ul>
          }
        />
      )}
      {isPlain ? <p>{words.t('movePlain')}</p> : null}
      {lacking.length === 0 ? null : (
        <section>
          <h3>{words.t('moveLacking')}</h3>
          <ul>
            {lacking.map(({ step, refusals }) => (
              <li key={step.id}>
                <strong>{words.of(step.text)}</strong>
                {refusals.length === 0 ? ' ' : words.colon}
                {refusals.length === 0
                  ? words.t('moveHidden')
                  : refusals.map((refusal) => {
                      const { text, help } = refusalWords(refusal, texts, words);
                      return (
                        <span key={`${refusal.code} ${refusal.field}`}>
                          <Said text={text} />{' '}
                          <span className="soft">
                            <Said text={help} />
                          </span>{' '}
                        </span>
                      );
                    })}
              </li>
            ))}
          </ul>
          {returnsTo === null ? null : (
            <p>
              <strong>{words.t('moveReturns', { step: words.of(returnsTo.text) })}</strong>
            </p>
          )}
        </section>
      )}
      {lost.length === 0 ? null : (
        <section>
          <h3>{words.t('moveLost')}</h3>
          <ul className="plain">
            {lost.map((l) => (
              <li key={l.field} className="move-lost">
                <span>{words.of(l.label)}</span>
                <Select
                  aria-label={words.of(l.label)}
                  value={l.goesTo ?? ''}
                  options={[
                    { value: '', label: words.t('moveLetGo') },
                    ...l.mayGoTo.map((m) => ({
                      value: m.field,
                      label: words.t('moveInto', { field: words.of(m.label) }),
                    })),
                  ]}
                  onChange={(to) => onChoose(l.field, to)}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      {opens.length === 0 ? null : (
        <p>
          {words.t('moveOpens')}
          {words.colon}
          {names(opens)}
        </p>
      )}
      {reopens.length === 0 ? null : (
        <p>
          {words.t('moveWaits')}
          {words.colon}
          {names(reopens)}
        </p>
      )}
      {clocksDropped.length === 0 ? null : (
        <p>
          {words.t('moveClocks')}
          {words.colon}
          {names(clocksDropped)}
        </p>
      )}
    </div>
  );
}
