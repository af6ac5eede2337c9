import { Link } from '@tanstack/react-router';
import type { Scheme } from '#certification/scheme/scheme.ts';
import type { ListReport } from '../api/generated/api.ts';
import { Said } from '../desk/said.tsx';
import { useWords } from '../desk/words.ts';

type Row = ListReport['rows'][number];

/** A list row by row: what is wrong at which column first, then what becomes of the others. */
export function ListRows({ report, scheme }: { readonly report: ListReport; readonly scheme: Scheme }) {
  const words = useWords();
  const rank = { refused: 0, forwarded: 1, already: 2 };
  const rows = [...report.rows].sort((a, b) => rank[a.is] - rank[b.is] || a.row - b.row);
  return (
    <div className="table-wrap">
      <table className="stacked">
        <thead>
          <tr>
            <th scope="col" className="number">
              {words.t('listRow')}
            </th>
            <th scope="col">{words.t('title')}</th>
            <th scope="col">{words.t('applicant')}</th>
            <th scope="col">{words.t('listBecomes')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row}>
              <td className="number" data-label={words.t('listRow')}>
                {row.row}
              </td>
              <td data-label={words.t('title')}>
                {row.case === null ? row.title : <CaseLink id={row.case} title={row.title} />}
              </td>
              <td data-label={words.t('applicant')}>
                {row.applicant}
                {row.isNewApplicant ? <span className="chip">{words.t('listNewApplicant')}</span> : null}
              </td>
              <td data-label={words.t('listBecomes')}>
                <Becomes row={row} scheme={scheme} taken={report.taken} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CaseLink({ id, title }: { readonly id: string; readonly title: string }) {
  return (
    <Link to="/cases/$id" params={{ id }} search={{}}>
      {title}
    </Link>
  );
}

function Becomes({ row, scheme, taken }: { readonly row: Row; readonly scheme: Scheme; readonly taken: boolean }) {
  const words = useWords();
  if (row.is === 'refused')
    return (
      <ul className="plain list-problems">
        {row.problems.map(({ column, problem }) => (
          <li key={`${problem.code} ${problem.field}`}>
            {column === null ? null : (
              <strong>
                {words.of(column)}
                {words.colon}
              </strong>
            )}
            <Said text={words.of(problem.text)} />{' '}
            <span className="soft">
              <Said text={words.of(problem.help)} />
            </span>
          </li>
        ))}
      </ul>
    );
  if (row.is === 'already') return <span className="soft">{words.t('listAlready')}</span>;
  const said = words.t(taken ? 'listForwarded' : 'listWillForward');
  if (row.next === null) return <>{said}</>;
  const step = words.key(scheme.texts, `step.${row.next.step}`, row.next.step);
  const lacks = row.next.lacks;
  return (
    <>
      {said}{' '}
      <span className="soft">
        {lacks.length === 0
          ? words.t('listNext', { step })
          : words.t('listLacks', { step, fields: words.list(lacks.map((field) => words.of(field))) })}
      </span>
    </>
  );
}
