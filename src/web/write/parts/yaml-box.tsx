import { useState } from 'react';
import { type Plain, readPlain, shortYaml } from '../model/edit-yaml.ts';
import { useWorkshop } from '../workshop.tsx';

/**
 * What the page has no controls for, as it is written in the file: kept untouched, said to be so, and open to whoever knows
 * the language. What can't be read stays in the box and does not reach the file.
 */
export function YamlBox({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: Plain | undefined;
  readonly onChange: (value: Plain | undefined) => void;
}) {
  const { say } = useWorkshop();
  const written = value === undefined ? '' : shortYaml(value);
  const [typed, setTyped] = useState<string | null>(null);
  const [isWrong, setWrong] = useState(false);
  const commit = () => {
    if (typed === null || typed === written) return setTyped(null);
    const read = typed.trim() === '' ? undefined : readPlain(typed);
    const isRead = typed.trim() === '' || read !== undefined;
    setWrong(!isRead);
    if (!isRead) return;
    setTyped(null);
    onChange(read);
  };
  return (
    <div className="w-yaml-box">
      <textarea
        aria-label={label}
        rows={Math.min(8, Math.max(1, Math.ceil((typed ?? written).length / 60)))}
        spellCheck={false}
        value={typed ?? written}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
      />
      {isWrong ? (
        <p className="w-said" role="alert">
          {say('读不懂这段 YAML，尚未写入文件。', 'This YAML cannot be read; it is not in the file yet.')}
        </p>
      ) : null}
    </div>
  );
}
