import { Button, Checkbox, Input, Select } from 'antd';
import { useId, useState } from 'react';
import { ActDialog } from '../act/act-dialog.tsx';
import type { RoundAct } from '../api/generated/api.ts';
import { useWords } from '../desk/words.ts';
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
      {isOpen ? <CorrectDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

interface Row {
  readonly case: string;
  readonly title: string;
  readonly grade: string | null;
  readonly isListed: boolean;
}

function CorrectDialog({ round, scheme, onClose }: RoundWithScheme & { readonly onClose: () => void }) {
  const words = useWords();
  const id = useId();
  const [why, setWhy] = useState('');
  const [rows, setRows] = useState<readonly Row[]>(() => rowsOf(round));
  const submission = useRoundAct(round, words.t('corrected'), onClose);
  const put = (at: string, part: Partial<Row>) => setRows(rows.map((r) => (r.case === at ? { ...r, ...part } : r)));
  const grades = scheme.round?.quotas ?? [];
  return (
    <ActDialog
      title={words.t('correctDisplay')}
      hint={words.t('correctHint')}
      texts={scheme.texts}
      isOpen
      action={words.t('correctIssue')}
      submission={submission}
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
        onChange={setWhy}
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
