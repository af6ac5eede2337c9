import { useState } from 'react';
import type { Scene } from '#toolbox/scene/scene.ts';
import { shownScalar } from '../result/numerals.ts';
import { useWords } from '../words/language.tsx';

/** Rows that are put into the page at once. */
const pageRows = 200;

/** The table behind a picture, for who can't see it or wants its figures. */
export function TableBehind({ scene }: { readonly scene: Scene }) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState(pageRows);
  const { head, rows } = scene.table;
  if (rows.length === 0) return null;
  return (
    <details className="table-behind" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.t('tableBehind', { title: words.of(scene.title), n: rows.length })}</summary>
      {open ? (
        <div className="scroll-table">
          <table>
            <thead>
              <tr>
                {head.map((text, k) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: headings repeat, their places do not
                  <th key={k} scope="col">
                    {words.of(text)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, shown).map((row, r) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own
                <tr key={r}>
                  {row.map((cell, c) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: cells are known by their column
                    <td key={c} className={typeof cell === 'number' ? 'number' : undefined}>
                      {shownScalar(cell, words.language)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {shown < rows.length ? (
            <button type="button" onClick={() => setShown(shown + 5 * pageRows)}>
              {words.t('moreRows', { n: rows.length - shown })}
            </button>
          ) : null}
        </div>
      ) : null}
    </details>
  );
}
