import { Button, Checkbox, Input, Select } from 'antd';
import { useId, useState } from 'react';
import { ActDialog } from '../act/act-dialog.tsx';
import type { RoundAct } from '../api/generated/api.ts';
import { useWords } from '../desk/words.ts';
import { DraftGate } from '../draft/draft-gate.tsx';
import { namedDraft } from '../draft/places.ts';
import { type OpenedDraft, useFormDraft } from '../draft/use-draft.ts';
import { WordsField } from '../form/words-field.tsx';
import type { RoundWithScheme } from './round-parts.ts';
import { useRoundAct } from './use-round-act.ts';

/** Corrects the displayed list by a new notice that links the old one and says why; its period begins anew. */
export function CorrectDisplay(props: RoundWithScheme) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  if (props.round.display === null || props.round.decided !== null) return null;
  return (
    <>
      <Button className="no-print" onClick={() => setOpen(true)}>
        {words.t('correctDisplay')}
      </Button>
      {isOpen ? (
        <DraftGate place={namedDraft(`round:${props.round.id}:act.correct:${props.round.display.notice}`)}>
          {(opened) => <CorrectDialog {...props} opened={opened} onClose={() => setOpen(false)} />}
        </DraftGate>
      ) : null}
    </>
  );
}

type Row = {
  readonly case: string;
  readonly title: string;
  readonly grade: string | null;
  readonly isListed: boolean;
};

interface CorrectProps extends RoundWithScheme {
  readonly opened: OpenedDraft;
  readonly onClose: () => void;
}

function CorrectDialog({ opened, round, scheme, onClose }: CorrectProps) {
  const words = useWords();
  const id = useId();
  const { draft, content: written, change } = useFormDraft(opened, { why: '', rows: [] as readonly Row[] });
  const { why } = written;
  // A project that came to the round, or left it, since the draft was written is shown as it stands.
  const rows = rowsOf(round).map((row) => written.rows.find((r) => r.case === row.case) ?? row);
  const submission = useRoundAct(round, words.t('corrected'), { draft, onDone: onClose });
  const put = (at: string, part: Partial<Row>) =>
    change({ rows: rows.map((r) => (r.case === at ? { ...r, ...part } : r)) });
  const grades = scheme.round?.quotas ?? [];
  return (
    <ActDialog
      title={words.t('correctDisplay')}
      hint={words.t('correctHint')}
      texts={scheme.texts}
      isOpen
      action={words.t('correctIssue')}
      submission={submission}
      draft={draft}
      content={(): RoundAct => ({
        act: 'correct-display',
        notice: round.display?.notice ?? '',
        why,
        rows: rows.filter((r) => r.isListed).map(({ case: of, title, grade }) => ({ case: of, title, grade })),
      })}
      onClose={onClose}
    >
      <ol className="findings">
        {rows.map((row) => (
          <li key={row.case} className={`finding ${row.isListed ? 'finding-closed' : 'finding-open'}`}>
            <Checkbox checked={row.isListed} onChange={(e) => put(row.case, { isListed: e.target.checked })}>
              {words.t('listed')}
            </Checkbox>
            <Input
              aria-label={words.t('title')}
              value={row.title}
              disabled={!row.isListed}
              onChange={(e) => put(row.case, { title: e.target.value })}
            />
            {grades.length === 0 ? null : (
              <Select
                aria-label={words.t('proposedGrade')}
                value={row.grade ?? ''}
                disabled={!row.isListed}
                options={[
                  { value: '', label: words.t('noGrade') },
                  ...grades.map((g) => ({ value: g.id, label: words.key(scheme.texts, `grade.${g.id}`, g.id) })),
                ]}
                onChange={(grade: string) => put(row.case, { grade: grade === '' ? null : grade })}
              />
            )}
          </li>
        ))}
      </ol>
      <WordsField
        id={`${id}-why`}
        label={words.t('correctWhy')}
        required
        value={why}
        path="why"
        refusals={submission.problem?.refusals ?? []}
        texts={scheme.texts}
        onChange={(fresh) => change({ why: fresh })}
      />
    </ActDialog>
  );
}

/** What is displayed, and what else is in the round and might have been left out. */
function rowsOf(round: RoundWithScheme['round']): readonly Row[] {
  const shown = round.display?.list ?? [];
  return [
    ...shown.map((r) => ({ case: r.case, title: r.title, grade: r.grade, isListed: true })),
    ...round.cases
      .filter((c) => c.ending === null && !shown.some((r) => r.case === c.id))
      .map((c) => ({ case: c.id, title: c.title, grade: null, isListed: false })),
  ];
}
