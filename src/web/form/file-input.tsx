import { DeleteOutlined, PaperClipOutlined, UploadOutlined } from '@ant-design/icons';
import { Alert, Button, Progress } from 'antd';
import { useRef, useState } from 'react';
import type { StoredValue } from '#certification/case/events.ts';
import type { Field } from '#certification/scheme/form.ts';
import { ApiProblem, type UploadedFile, uploadFile } from '../desk/api.ts';
import { useWords } from '../desk/words.ts';

type FileField = Extract<Field, { kind: 'file' }>;

/** Files of a slot: the limit is said before one chooses, the progress while it goes up, a refusal in words. */
export function FileInput({ field, value, onChange }: { readonly field: FileField; readonly value: StoredValue | undefined; readonly onChange: (value: StoredValue | undefined) => void }) {
  const words = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [percent, setPercent] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const files = Array.isArray(value) ? (value as unknown as readonly Pick<UploadedFile, 'digest' | 'name' | 'size' | 'mediaType'>[]) : [];

  const take = async (list: FileList | null) => {
    setProblem(null);
    const added: StoredValue[] = [];
    for (const file of [...(list ?? [])]) {
      if (file.size > field.mostMegabytes * 1_048_576) {
        setProblem(`${file.name}: ${(file.size / 1_048_576).toFixed(1)} MB > ${field.mostMegabytes} MB`);
        continue;
      }
      try {
        const { digest, name, size, mediaType } = await uploadFile(file, setPercent);
        added.push({ digest, name, size, mediaType });
      } catch (error) {
        setProblem(error instanceof ApiProblem ? `${file.name}: ${error.message} ${error.help}` : String(error));
      }
    }
    setPercent(null);
    if (input.current) input.current.value = '';
    if (added.length > 0) onChange(field.many ? [...(files as unknown as StoredValue[]), ...added] : added.slice(0, 1));
  };

  return (
    <div>
      {files.map((file) => (
        <div key={file.digest} className="file">
          <PaperClipOutlined /> {file.name} <span className="soft">{(file.size / 1024).toFixed(0)} kB</span>
          <Button size="small" type="text" aria-label={words.t('remove')} icon={<DeleteOutlined />} onClick={() => onChange((files as unknown as StoredValue[]).filter((f) => (f as { digest?: string }).digest !== file.digest))} />
        </div>
      ))}
      <input ref={input} type="file" hidden multiple={field.many} accept={field.types.map((t) => `.${t}`).join(',')} onChange={(e) => void take(e.target.files)} />
      <Button icon={<UploadOutlined />} onClick={() => input.current?.click()} loading={percent !== null}>
        {words.t('upload')}
      </Button>
      <div className="hint">{words.t('uploadHint', { types: field.types.join('、') || '*', most: field.mostMegabytes })}</div>
      {percent === null ? null : <Progress percent={percent} aria-label={words.t('uploading', { percent })} />}
      {problem === null ? null : <Alert type="error" showIcon title={problem} />}
    </div>
  );
}
