import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useId, useState } from 'react';
import type { Likeness } from '#certification/round/duplicates.ts';
import { ActDialog } from '../act/act-dialog.tsx';
import type { Round, RoundAct } from '../api/generated/api.ts';
import { useWords } from '../desk/words.ts';
import { DraftGate } from '../draft/draft-gate.tsx';
import { namedDraft } from '../draft/places.ts';
import { type OpenedDraft, useFormDraft } from '../draft/use-draft.ts';
import { WordsField } from '../form/words-field.tsx';
import type { RoundWithScheme } from './round-parts.ts';
import { useRoundAct } from './use-round-act.ts';

type Duplicate = Round['duplicates'][number];

/** Submissions that look like one project: the secretary confirms or declines each, with a reason that stays. */
export function Duplicates({ round, scheme }: RoundWithScheme) {
  const words = useWords();
  if (round.duplicates.length === 0) return null;
  const waiting = round.duplicates.filter((d) => d.judged === null).length;
  return (
    <section className="panel" aria-labelledby="duplicates-title">
      <h2 id="duplicates-title">
        {words.t('duplicates')} <span className="soft">{waiting === 0 ? '' : waiting}</span>
      </h2>
      <ol className="findings">
        {round.duplicates.map((duplicate) => (
          <DuplicateShown key={duplicate.cases.join()} round={round} scheme={scheme} duplicate={duplicate} />
        ))}
      </ol>
    </section>
  );
}

const reasons = {
  'title-same': { zh: '题目相同（简繁、全半角、标点不计）', en: 'same title, however it was typed' },
  'title-alike': { zh: '题目相近', en: 'titles alike' },
  'applicant-same': { zh: '同一申报单位', en: 'same applicant' },
  'code-same': { zh: '统一社会信用代码相同', en: 'same social credit code' },
  'name-alike': { zh: '单位名称除公司后缀外相同', en: 'same name but for the legal form' },
} as const satisfies Record<Likeness, { zh: string; en: string }>;

function DuplicateShown({ round, scheme, duplicate }: RoundWithScheme & { readonly duplicate: Duplicate }) {
  const words = useWords();
  const [asked, setAsked] = useState<'same' | 'apart' | null>(null);
  const { judged } = duplicate;
  return (
    <li className={`finding finding-${judged === null ? 'open' : 'closed'}`}>
      {duplicate.cases.map((id) => {
        const member = round.cases.find((c) => c.id === id);
        return (
          <div key={id}>
            <Link to="/cases/$id" params={{ id }} search={{}}>
              {member?.title ?? id}
            </Link>{' '}
            <span className="soft">
              {words.of(member?.applicant.name)}
              {member?.recommender == null ? '' : ` · ${words.of(member.recommender.name)}`}
            </span>
            {judged?.kept === id ? <span className="chip">{words.t('kept')}</span> : null}
          </div>
        );
      })}
      <p className="soft">{words.list(duplicate.because.map((b) => words.of(reasons[b])))}</p>
      {judged === null ? (
        <div className="act-end">
          <Button onClick={() => setAsked('same')}>{words.t('judgeSame')}</Button>
          <Button onClick={() => setAsked('apart')}>{words.t('judgeApart')}</Button>
        </div>
      ) : (
        <p>
          <span className="chip">{words.t(judged.isSame ? 'judgedSame' : 'judgedApart')}</span> {judged.why}
        </p>
      )}
      {asked === null ? null : (
        <DraftGate
          key={asked}
          place={namedDraft(
            `round:${round.id}:act.duplicate-${asked}:${duplicate.cases.map((c) => c.slice(-12)).join('-')}`,
          )}
        >
          {(opened) => (
            <JudgeDialog
              opened={opened}
              round={round}
              scheme={scheme}
              duplicate={duplicate}
              isSame={asked === 'same'}
              onClose={() => setAsked(null)}
            />
          )}
        </DraftGate>
      )}
    </li>
  );
}

interface JudgeProps extends RoundWithScheme {
  readonly opened: OpenedDraft;
  readonly duplicate: Duplicate;
  readonly isSame: boolean;
  readonly onClose: () => void;
}

function JudgeDialog({ opened, round, scheme, duplicate, isSame, onClose }: JudgeProps) {
  const words = useWords();
  const id = useId();
  const { draft, content: written, change } = useFormDraft(opened, { kept: duplicate.cases[0] ?? '', why: '' });
  const { kept, why } = written;
  const submission = useRoundAct(round, words.t(isSame ? 'judgedSame' : 'judgedApart'), { draft, onDone: onClose });
  const title = (of: string) => round.cases.find((c) => c.id === of)?.title ?? of;
  return (
    <ActDialog
      title={words.t(isSame ? 'judgeSame' : 'judgeApart')}
      hint={isSame ? words.t('judgeSameHint') : undefined}
      texts={scheme.texts}
      isOpen
      action={words.t(isSame ? 'judgeSame' : 'judgeApart')}
      submission={submission}
      draft={draft}
      content={(): RoundAct => ({
        act: 'judge-duplicate',
        kept,
        other: duplicate.cases.find((c) => c !== kept) ?? '',
        isSame,
        because: [...duplicate.because],
        why,
      })}
      onClose={onClose}
    >
      {isSame ? (
        <fieldset className="bare">
          <legend>{words.t('keepWhich')}</legend>
          {duplicate.cases.map((of) => (
            <p key={of}>
              <label>
                <input type="radio" name={`${id}-kept`} checked={kept === of} onChange={() => change({ kept: of })} />{' '}
                {title(of)}
              </label>
            </p>
          ))}
        </fieldset>
      ) : null}
      <WordsField
        id={`${id}-why`}
        label={words.t('why')}
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
