import { useContext, useId, useState } from 'react';
import { catalogue } from '#toolbox/generated/catalogue.ts';
import type { Explanation } from '#toolbox/method/method.ts';
import { lastField, type Shown } from '#toolbox/words/flatten.ts';
import { isText, type Scalar } from '#toolbox/words/value-shapes.ts';
import type { Cut } from '../bench/protocol.ts';
import { href } from '../shell/route.ts';
import { useWords } from '../words/language.tsx';
import { ExplanationText, Figure, Why } from './explained.tsx';
import { explanationOf } from './explanation-of.ts';
import { Marked } from './marked.tsx';
import { numeral, shownScalar } from './numerals.ts';
import { Basis } from './result-basis.ts';

interface FiguresProps {
  readonly items: readonly Shown[];
  readonly explanations: readonly Explanation[];
  readonly cuts: readonly Cut[];
}

/** Lists of numbers longer than this stand in the table behind the picture and are not repeated. */
const longList = 16;
/** A longer table begins folded up. */
const longTable = 15;

/** A result's figures, tables and groups, in the order of the method. */
export function Figures({ items, explanations, cuts }: FiguresProps) {
  const figures = items.filter((one) => isSmall(one) && !isMissing(one));
  const rest = items.filter((one) => !isSmall(one)).map(asGroup);
  return (
    <>
      {figures.length > 0 ? (
        <div className="figures">
          {figures.map((one) => (
            <SmallShown key={one.path} item={one} explanations={explanations} />
          ))}
        </div>
      ) : null}
      {rest.map((one) =>
        one.kind === 'group' ? (
          <GroupShown key={one.path} group={one} explanations={explanations} cuts={cuts} />
        ) : one.kind === 'table' ? (
          <TableShown key={one.path} table={one} explanations={explanations} cuts={cuts} />
        ) : null,
      )}
    </>
  );
}

/** More columns than these of a single row are read more easily as figures. */
const wideRow = 5;

/** A table of one long row, as of a single sample, shows its figures instead; the first word of the row is its title. */
function asGroup(item: Shown): Shown {
  const [row, ...others] = item.kind === 'table' ? item.rows : [];
  if (item.kind !== 'table' || !row || others.length > 0 || item.columns.length <= wideRow) return item;
  const title = typeof row[0] === 'string' ? row[0] : null;
  return {
    kind: 'group',
    path: item.path,
    name: title === null ? item.name : { zh: `${item.name.zh}：${title}`, en: `${item.name.en}: ${title}` },
    items: item.columns.flatMap((column, k): Shown[] =>
      k === 0 && title !== null
        ? []
        : [{ kind: 'figure', path: column.path, name: column.name, value: row[k] ?? null }],
    ),
  };
}

function isSmall(item: Shown): boolean {
  return item.kind === 'figure' || item.kind === 'interval' || (item.kind === 'list' && item.items.length <= longList);
}

function isMissing(item: Shown): boolean {
  return (item.kind === 'figure' || item.kind === 'interval') && (item.value === null || item.value === '');
}

function SmallShown({ item, explanations }: { readonly item: Shown; readonly explanations: readonly Explanation[] }) {
  const words = useWords();
  const explanation = explanationOf(item.path, explanations);
  const say = (value: Scalar | { readonly zh: string; readonly en: string }) => shownScalar(value, words.language);
  const common = { path: item.path, name: words.of(item.name), explanation };
  if (item.kind === 'list')
    return <Figure {...common} shown={item.items.map(say).join(words.language === 'zh' ? '、' : ', ')} />;
  if (item.kind === 'interval')
    return (
      <Figure
        {...common}
        shown={say(item.value)}
        detail={item.lower === null && item.upper === null ? undefined : `${say(item.lower)} … ${say(item.upper)}`}
        whole={allDigits(item.value)}
      />
    );
  return item.kind === 'figure' ? <Figure {...common} shown={say(item.value)} whole={allDigits(item.value)} /> : null;
}

function allDigits(value: unknown): string | undefined {
  return typeof value === 'number' && numeral(value).replaceAll('−', '-') !== String(value) ? String(value) : undefined;
}

function GroupShown({
  group,
  explanations,
  cuts,
}: { readonly group: Extract<Shown, { kind: 'group' }> } & Omit<FiguresProps, 'items'>) {
  const words = useWords();
  if (group.items.every((one) => isMissing(one) || (one.kind === 'list' && one.items.length > longList))) return null;
  return (
    <section className="result-group">
      <h4>{words.of(group.name)}</h4>
      <Figures items={group.items} explanations={explanations} cuts={cuts} />
    </section>
  );
}

function TableShown({
  table,
  explanations,
  cuts,
}: { readonly table: Extract<Shown, { kind: 'table' }> } & Omit<FiguresProps, 'items'>) {
  const words = useWords();
  const length = cuts.find((cut) => cut.path === table.path)?.length ?? table.rows.length;
  const own = explanations.filter((one) => one.field === table.path || one.field.startsWith(`${table.path}.`));
  const columns = table.columns.flatMap((column, k) =>
    table.rows.some((row) => row[k] !== null && row[k] !== '') ? [{ ...column, k }] : [],
  );
  const { printed } = useContext(Basis);
  const [asked, setAsked] = useState<string | null>(null);
  const askedColumn = columns.find((column) => column.path === asked);
  const id = useId();
  return (
    <details className="result-table" open={length <= longTable}>
      <summary>
        {words.of(table.name)} <span className="soft">{words.t('rowCount', { n: length })}</span>
      </summary>
      <div className="scroll-table">
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={`${column.path} ${column.k}`} scope="col">
                  {!printed && table.rows.some((row) => typeof row[column.k] === 'number') ? (
                    <button
                      type="button"
                      className="why-column"
                      aria-expanded={asked === column.path}
                      aria-controls={id}
                      title={words.t('whyColumn', { name: words.of(column.name) })}
                      onClick={() => setAsked(asked === column.path ? null : column.path)}
                    >
                      {words.of(column.name)}
                    </button>
                  ) : (
                    words.of(column.name)
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.slice(0, 300).map((row, r) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own
              <tr key={r}>
                {columns.map(({ path, k }) => (
                  <Cell key={`${path} ${k}`} field={lastField(path)} value={row[k] ?? null} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {length > Math.min(300, table.rows.length) ? (
        <p className="soft">{words.t('rowsInExport', { n: length - Math.min(300, table.rows.length) })}</p>
      ) : null}
      <div id={id} className="explanation" hidden={!askedColumn}>
        {askedColumn ? (
          <>
            <p>
              <strong>{words.of(askedColumn.name)}</strong>
            </p>
            <Why path={askedColumn.path} explanation={explanationOf(askedColumn.path, explanations)} />
          </>
        ) : null}
      </div>
      {own.length > 0 ? (
        <details className="why">
          <summary>{words.t('whyThese')}</summary>
          {own.map((one) => (
            <ExplanationText key={one.field} explanation={one} />
          ))}
        </details>
      ) : null}
    </details>
  );
}

/** A cell; the word of a method leads to the method. */
function Cell({ field, value }: { readonly field: string; readonly value: Scalar | { zh: string; en: string } }) {
  const words = useWords();
  const shown = shownScalar(value, words.language);
  const method = field === 'method' && !isText(value) ? catalogue.find((one) => one.id === value) : undefined;
  return (
    <td
      className={typeof value === 'number' ? 'number' : shown.length > 12 ? 'words' : undefined}
      title={allDigits(value)}
    >
      {method ? (
        <a href={href({ page: 'method', method: method.id, work: null })}>{words.of(method.title)}</a>
      ) : typeof value === 'number' ? (
        shown
      ) : (
        <Marked text={shown} />
      )}
    </td>
  );
}
