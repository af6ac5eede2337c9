import { Button } from 'antd';
import { type FormEvent, useId } from 'react';
import { Refused } from '../act/refused.tsx';
import type { Submission } from '../act/use-submission.ts';
import type { Refusal } from '../api/generated/api.ts';
import { DraftWord } from '../draft/draft-word.tsx';
import type { KeptDraft } from '../draft/use-draft.ts';

/** A small form of administration: a heading, its fields, every refusal, one button. */
export function AdminForm<C>({
  title,
  hint,
  action,
  submission,
  draft,
  content,
  children,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly action: string;
  readonly submission: Submission<C>;
  /** Where what is written is kept; absent where nothing is written. */
  readonly draft?: KeptDraft;
  readonly content: () => NoInfer<C>;
  /** Draws the fields; `id` stands in front of the fields' own ids. */
  readonly children: (id: string, refusals: readonly Refusal[]) => React.ReactNode;
}) {
  const id = useId();
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    void submission.submit(content());
  };
  return (
    <form className="panel act-form" noValidate onSubmit={submit} aria-labelledby={`${id}-head`}>
      <h2 id={`${id}-head`}>{title}</h2>
      {hint === undefined ? null : <p className="hint">{hint}</p>}
      <Refused
        problem={submission.problem}
        texts={{}}
        fieldElement={(path) => `${id}-${path}-field`}
        retry={() => submit()}
      />
      {children(id, submission.problem?.refusals ?? [])}
      <div className="act-end">
        <Button type="primary" htmlType="submit" loading={submission.isBusy}>
          {action}
        </Button>
        {draft === undefined ? null : <DraftWord draft={draft} />}
      </div>
    </form>
  );
}
