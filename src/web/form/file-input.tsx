import { DeleteOutlined, PaperClipOutlined, UploadOutlined } from '@ant-design/icons';
import { Alert, Button, Progress } from 'antd';
import { useRef, useState } from 'react';
import type { StoredValue } from '#certification/case/events.ts';
import type { Field } from '#certification/scheme/form.ts';
import { ApiProblem, uploadFile } from '../desk/api.ts';
import { Said } from '../desk/said.tsx';
import type { Words } from '../desk/words.ts';
import { ariaOf, type ControlProps } from './control.ts';
import { useOnDevice } from './on-device.ts';
import { asFiles, type FileValue, sizeText } from './values.ts';

type FileField = Extract<Field, { kind: 'file' }>;

/** Files of a slot: the limit is said before one chooses, the progress while it goes up, a refusal in words. */
export function FileInput(props: ControlProps<FileField>) {
  const { id, field, value, words, isDisabled, onChange } = props;
  const input = useRef<HTMLInputElement>(null);
  const [going, setGoing] = useState<{ readonly name: string; readonly percent: number } | null>(null);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const files = asFiles(value);
  const device = useOnDevice();

  const take = async (chosen: readonly File[]) => {
    const added: FileValue[] = [];
    const failed: string[] = [];
    for (const file of chosen) {
      const tooLarge = file.size > field.mostMegabytes * 1_048_576;
      const sent = tooLarge
        ? tooLargeText(file, field, words)
        : await (device?.takeFile(file) ?? sendFile(file, words, setGoing));
      if (typeof sent === 'string') failed.push(sent);
      else added.push(sent);
    }
    setGoing(null);
    setProblems(failed);
    if (input.current) input.current.value = '';
    const fresh = field.many ? [...files, ...added.filter((a) => !files.some((f) => f.digest === a.digest))] : added;
    if (added.length > 0) onChange(fresh.map((file): StoredValue => ({ ...file })));
  };
  const remove = (digest: string) => {
    const left = files.filter((file) => file.digest !== digest);
    onChange(left.length === 0 ? undefined : left.map((file): StoredValue => ({ ...file })));
  };

  return (
    <div className="file-input">
      <ul className="files">
        {files.map((file) => (
          <li key={file.digest}>
            <PaperClipOutlined aria-hidden /> <span className="file-name">{file.name}</span>{' '}
            <span className="soft">{sizeText(file.size)}</span>
            <Button
              type="text"
              disabled={isDisabled}
              aria-label={words.t('removeFile', { name: file.name })}
              icon={<DeleteOutlined aria-hidden />}
              onClick={() => remove(file.digest)}
            />
          </li>
        ))}
      </ul>
      <input
        ref={input}
        type="file"
        hidden
        tabIndex={-1}
        aria-hidden="true"
        multiple={field.many}
        accept={field.types.map((type) => `.${type}`).join(',')}
        onChange={(event) => void take([...(event.target.files ?? [])])}
      />
      <Button
        id={id}
        icon={<UploadOutlined aria-hidden />}
        disabled={isDisabled}
        loading={going !== null}
        aria-labelledby={`${props.labelledBy} ${id}`}
        {...ariaOf(props)}
        onClick={() => input.current?.click()}
      >
        {words.t(field.many ? 'chooseFiles' : 'chooseFile')}
      </Button>
      <p className="hint">
        {words.t('fileHint', {
          types: field.types.length === 0 ? words.t('anyType') : words.list(field.types.map((t) => t.toUpperCase())),
          most: field.mostMegabytes,
        })}
      </p>
      <div role="status">
        {going === null ? null : (
          <>
            <span className="soft">{words.t('uploading', going)}</span>
            <Progress percent={going.percent} showInfo={false} aria-hidden="true" />
          </>
        )}
      </div>
      {problems.map((problem) => (
        <Alert key={problem} type="error" showIcon role="alert" title={<Said text={problem} />} />
      ))}
    </div>
  );
}

function tooLargeText(file: File, field: FileField, words: Words): string {
  return words.t('tooLarge', { name: file.name, most: field.mostMegabytes, found: sizeText(file.size) });
}

/** What was stored, or in words why not. */
async function sendFile(
  file: File,
  words: Words,
  tell: (going: { readonly name: string; readonly percent: number }) => void,
): Promise<FileValue | string> {
  try {
    tell({ name: file.name, percent: 0 });
    const { digest, name, size, mediaType } = await uploadFile(file, (percent) => tell({ name: file.name, percent }));
    return { digest, name, size, mediaType };
  } catch (error) {
    const problem = error instanceof ApiProblem ? error : null;
    const why =
      problem === null || problem.status === 0
        ? words.t('unreachable')
        : problem.refusals.length > 0
          ? problem.refusals.map((r) => `${words.of(r.text)} ${words.of(r.help)}`).join(' ')
          : `${problem.message} ${problem.help}`;
    return words.t('notUploaded', { name: file.name, why });
  }
}
