import { useEffect, useMemo, useRef } from 'react';
import { createPortal } from 'react-dom';
import type { Assignment } from '#toolbox/method/method.ts';
import { flatten, type Shown } from '#toolbox/words/flatten.ts';
import type { BenchOutcome, MethodCard, TableView } from '../bench/protocol.ts';
import { Headline } from '../result/headline.tsx';
import { Marked } from '../result/marked.tsx';
import { Values } from '../result/result-view.tsx';
import { SaidList } from '../result/said-list.tsx';
import { useWords } from '../words/language.tsx';
import { widthOf } from '../workspace/sheet.ts';
import type { Work } from '../workspace/work.ts';
import { pictureSvg } from './picture.ts';
import type { Sealed } from './save-panel.tsx';

interface ReportProps {
  readonly card: MethodCard;
  readonly work: Work;
  readonly title: string;
  readonly outcome: Extract<BenchOutcome, { ok: true }>;
  readonly table: TableView | null;
  readonly assignment: Assignment;
  readonly sealed: Sealed;
  readonly onPrinted: () => void;
}

/** More rows of data than these are left to the analysis file, whose digest stands on the report. */
const mostDataRows = 400;

/** Tables of more columns than these are printed across the sheet. */
const mostUpright = 11;

function hasWideTable(items: readonly Shown[]): boolean {
  return items.some((item) =>
    item.kind === 'group'
      ? hasWideTable(item.items)
      : item.kind === 'table' && item.rows.length > 1 && item.columns.length > mostUpright,
  );
}

/** The report for A4, put beside the page while it is printed. */
export function Report(props: ReportProps) {
  const { card, work, title, outcome, sealed, onPrinted } = props;
  const words = useWords();
  const picture = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: printed once, as it stood when it was asked for
  useEffect(() => {
    const svg = outcome.scenes.length > 0 ? pictureSvg(outcome.scenes, words.language) : null;
    if (svg) {
      const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
      picture.current?.replaceChildren(document.importNode(parsed.documentElement, true));
    }
    const before = document.title;
    document.title = title;
    window.print();
    document.title = before;
    onPrinted();
  }, []);
  const isWide = useMemo(
    () => hasWideTable(flatten(outcome.values, card.resultSchema, card.id)),
    [outcome.values, card],
  );
  return createPortal(
    <article className={isWide ? 'report wide' : 'report'} lang={words.language === 'zh' ? 'zh-CN' : 'en'}>
      <h1>{title}</h1>
      <p className="soft">
        {words.of(card.title)} · {card.id} v{card.version} · {sealed.madeAt.slice(0, 16).replace('T', ' ')} UTC
      </p>
      <p>{words.of(card.purpose)}</p>
      <Headline values={outcome.values} />
      <div ref={picture} className="report-picture" />
      <SaidList kind="warning" items={outcome.warnings} />
      <Values card={card} outcome={outcome} printed />
      <h2>{words.t('conventionsTitle')}</h2>
      <ul>
        {outcome.conventions.map((one) => (
          <li key={one.name}>{words.of(one.text)}</li>
        ))}
      </ul>
      {outcome.explanations.length > 0 ? <h2>{words.t('formulas')}</h2> : null}
      {outcome.explanations.map((one) => (
        <p key={one.field} className="report-formula">
          <code>{one.field}</code> {one.formula} — <Marked text={words.of(one.text)} /> ({one.source})
        </p>
      ))}
      <ReportData {...props} work={work} />
      <footer>
        {words.t('digestOf')} {sealed.digest}
        <br />
        {words.t('reportFoot', { version: __TOUCHSTONE_VERSION__ })}
      </footer>
    </article>,
    document.body,
  );
}

function ReportData({ work, table }: Pick<ReportProps, 'work' | 'table'>) {
  const words = useWords();
  if (!table || work.data.kind !== 'sheet' || work.data.sheet.rows.length === 0) {
    return table ? <p className="soft">{words.t('dataInFile', { n: table.rows })}</p> : null;
  }
  const { rows } = work.data.sheet;
  if (rows.length > mostDataRows) return <p className="soft">{words.t('dataInFile', { n: table.rows })}</p>;
  return (
    <>
      <h2>{words.t('data')}</h2>
      <div className={widthOf(work.data.sheet) <= 3 ? 'narrow-data' : undefined}>
        <table className="report-data">
          <tbody>
            {rows.map((row, r) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a sheet, in their order
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
    </>
  );
}
