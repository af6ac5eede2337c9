import { Button, Modal } from 'antd';
import type { FormEvent } from 'react';
import type { SchemeTexts } from '../desk/words.ts';
import { useWords } from '../desk/words.ts';
import { DraftWord } from '../draft/draft-word.tsx';
import type { KeptDraft } from '../draft/use-draft.ts';
import { IdentityDialog } from './identity-dialog.tsx';
import { Refused } from './refused.tsx';
import type { Submission } from './use-submission.ts';

/** A small act in a dialog: its few fields, its refusals, and one button that says what it does. Esc closes it. */
export function ActDialog<C>({
  title,
  hint,
  texts,
  isOpen,
  isDangerous = false,
  action,
  submission,
  draft,
  content,
  fieldElement = (path) => path,
  onClose,
  children,
}: {
  readonly title: string;
  readonly hint?: string | undefined;
  readonly texts: SchemeTexts;
  readonly isOpen: boolean;
  readonly isDangerous?: boolean;
  readonly action: string;
  readonly submission: Submission<C>;
  /** Where what is written is kept; absent where nothing is written. */
  readonly draft?: KeptDraft;
  readonly content: () => NoInfer<C>;
  readonly fieldElement?: (path: string) => string;
  readonly onClose: () => void;
  readonly children?: React.ReactNode;
}) {
  const words = useWords();
  const close = () => {
    submission.clear();
    onClose();
  };
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    void submission.submit(content());
  };
  return (
    <Modal
      open={isOpen}
      title={title}
      onCancel={close}
      footer={null}
      destroyOnHidden
      mask={{ closable: false }}
      width={640}
    >
      <form onSubmit={submit} noValidate className="dialog-form">
        {hint === undefined ? null : <p>{hint}</p>}
        <Refused problem={submission.problem} texts={texts} fieldElement={fieldElement} retry={() => submit()} />
        {children}
        <div className="dialog-end">
          <Button type="primary" danger={isDangerous} htmlType="submit" size="large" loading={submission.isBusy}>
            {action}
          </Button>
          <Button size="large" onClick={close}>
            {words.t('cancel')}
          </Button>
          {draft === undefined ? null : <DraftWord draft={draft} />}
        </div>
      </form>
      <IdentityDialog submission={submission} />
    </Modal>
  );
}
