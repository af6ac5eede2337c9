import { useState } from 'react';
import { readTree } from '#certification/scheme/tree.ts';
import { download } from '../../toolbox/analysis/download.ts';
import { schemeFile, textOfFile, textsFile, withFile } from '../model/folder.ts';
import { SaidList } from '../parts/bits.tsx';
import { useWorkshop } from '../workshop.tsx';

/** The files as they will lie in the folder; whoever knows the language writes here directly. */
export function Files({ file, onFile }: { readonly file: string; readonly onFile: (file: string) => void }) {
  const workshop = useWorkshop();
  const { folder, judged, say, change } = workshop;
  const names = [
    schemeFile,
    textsFile,
    ...Object.keys(folder.files)
      .filter((n) => n !== schemeFile && n !== textsFile)
      .sort(),
  ];
  const shown = names.includes(file) ? file : schemeFile;
  const text = textOfFile(folder, shown);
  return (
    <section className="w-card w-files-section">
      <h2>{say('文件', 'Files')}</h2>
      <p className="soft">
        {say(
          `下载后得到文件夹 ${judged.id}/。本页没有控件的内容也在这里，原样保留。`,
          `Downloaded, they make the folder ${judged.id}/. What the page has no controls for stands here too, untouched.`,
        )}
      </p>
      <nav className="w-flow-choice" aria-label={say('文件', 'Files')}>
        {names.map((name) => (
          <button key={name} type="button" aria-pressed={name === shown} onClick={() => onFile(name)}>
            {name}
          </button>
        ))}
      </nav>
      <FileText
        key={shown}
        name={shown}
        text={text}
        onChange={(fresh) => change(`file ${shown}`, (f) => withFile(f, shown, fresh))}
      />
      <SaidList workshop={workshop} messages={judged.messages.filter(({ diagnostic }) => diagnostic.file === shown)} />
      <button type="button" onClick={() => download(text, shown.replace(/^.*\//, ''), 'application/yaml')}>
        {say(`只下载 ${shown}`, `Download ${shown} alone`)}
      </button>
    </section>
  );
}

function FileText({
  name,
  text,
  onChange,
}: {
  readonly name: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
}) {
  const { say } = useWorkshop();
  const [wrap, setWrap] = useState(true);
  const isYaml = readTree({ name, text }).diagnostics.length === 0;
  return (
    <>
      <textarea
        className={wrap ? 'file-text' : 'file-text unwrapped'}
        aria-label={name}
        spellCheck={false}
        rows={Math.min(40, Math.max(12, text.split('\n').length + 1))}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
      <label className="w-tick">
        <input type="checkbox" checked={wrap} onChange={(event) => setWrap(event.target.checked)} />
        {say('自动换行', 'Wrap lines')}
      </label>
      {isYaml ? null : (
        <p className="w-said" role="alert">
          {say(
            '这不是完整的 YAML：改好之前，其他各节暂停修改，内容不会丢失。',
            'This is no whole YAML yet: until it is, the other sections wait; nothing is lost.',
          )}
        </p>
      )}
    </>
  );
}
