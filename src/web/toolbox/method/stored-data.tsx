import { useEffect, useState } from 'react';
import { bench } from '../bench/bench.ts';
import type { BookSheet } from '../bench/protocol.ts';
import { useWords } from '../words/language.tsx';
import type { WorkData } from '../workspace/work.ts';

interface StoredDataProps {
  readonly data: Extract<WorkData, { kind: 'stored' }>;
  /** Rows of data, once they are read. */
  readonly rows: number | null;
}

/** A table too large to edit as a sheet: its first rows, and how many there are. */
export function StoredData({ data, rows }: StoredDataProps) {
  const words = useWords();
  const [start, setStart] = useState<BookSheet | null>(null);
  useEffect(() => {
    let left = false;
    void bench
      .ask('firstRows', { blob: data.blob, rows: 12 })
      .then((sheet) => {
        if (!left) setStart(sheet);
      })
      .catch(() => undefined);
    return () => {
      left = true;
    };
  }, [data.blob]);
  return (
    <div className="stored-data">
      <p>
        {data.name ? <strong>{data.name}</strong> : words.t('pastedText')}{' '}
        <span className="soft">
          {(data.blob.size / 1e6).toFixed(1)} MB
          {rows === null ? '' : ` · ${words.t('rowCount', { n: rows.toLocaleString('en') })}`}
        </span>
      </p>
      <p className="soft">{words.t('storedHint')}</p>
      <div className="scroll-table">
        <table>
          <tbody>
            {start?.rows.map((row, r) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file, in their order
              <tr key={r}>
                <th scope="row">{r + 1}</th>
                {row.map((cell, c) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells of a row, in their order
                  <td key={c}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
