import type { Refusal } from '../api/generated/api.ts';
import { Said } from '../desk/said.tsx';
import { refusalWords, type SchemeTexts, type Words } from '../desk/words.ts';

export interface FrameProps {
  readonly id: string;
  readonly label: string;
  readonly required: boolean;
  readonly unit?: string | undefined;
  readonly hint?: string | undefined;
  readonly remark?: string | undefined;
  readonly refusals: readonly Refusal[];
  readonly texts: SchemeTexts;
  readonly words: Words;
  /** The control is a group (radio buttons, rows): it is named by the label, not reached by it. */
  readonly isGroup?: boolean;
  readonly children: React.ReactNode;
}

export const labelId = (id: string) => `${id}-label`;
export const helpId = (id: string) => `${id}-help`;

/** Label, control, hint; the remark of a return above it, refusals in words beneath it. */
export function FieldFrame({
  id,
  label,
  required,
  unit,
  hint,
  remark,
  refusals,
  texts,
  words,
  isGroup,
  children,
}: FrameProps) {
  const name = (
    <>
      {label}
      {unit === undefined ? null : <span className="soft"> ({unit})</span>}
      {required ? (
        <span className="must" title={words.t('required')}>
          <span aria-hidden="true"> *</span>
          <span className="unseen">{words.t('required')}</span>
        </span>
      ) : null}
    </>
  );
  return (
    <div className={`field${refusals.length > 0 ? ' refused' : ''}`} id={`${id}-field`}>
      {isGroup ? (
        <span className="label" id={labelId(id)}>
          {name}
        </span>
      ) : (
        <label className="label" htmlFor={id} id={labelId(id)}>
          {name}
        </label>
      )}
      {remark === undefined ? null : <p className="remark">{words.t('returnedRemark', { remark })}</p>}
      {children}
      <div id={helpId(id)}>
        {hint === undefined ? null : <p className="hint">{hint}</p>}
        {refusals.map((refusal) => {
          const { text, help } = refusalWords(refusal, texts, words);
          return (
            <p className="refusal" role="alert" key={refusal.code + text}>
              <Said text={`${text} ${help}`} />
            </p>
          );
        })}
      </div>
    </div>
  );
}
