import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { addressOf, api } from '../desk/api.ts';
import { useWords } from '../desk/words.ts';
import { ForwardList } from './forward-list.tsx';
import { type RoundWithScheme, roundStepSpec, useIsUnit } from './round-parts.ts';

/** What a recommending unit forwarded in this round, what became of it, and its list as a file. */
export function Forwarded({ round, scheme }: RoundWithScheme) {
  const words = useWords();
  const isUnit = useIsUnit(scheme);
  const list = useQuery({
    queryKey: ['round', round.id, 'list'],
    queryFn: () => api.get('/api/v1/rounds/{id}/list', { path: { id: round.id } }),
    enabled: isUnit && !round.isDesk,
    retry: false,
  });
  if (!isUnit || round.isDesk || list.data === undefined) return null;
  const { rows, takesList } = list.data;
  const collects = round.steps.some((s) => s.status === 'open' && roundStepSpec(scheme, s.id)?.work === 'collect');
  return (
    <>
      {takesList && collects ? <ForwardList round={round} scheme={scheme} /> : null}
      <section className="panel" aria-labelledby="forwarded-title">
        <h2 id="forwarded-title">
          {words.t('forwarded')} <span className="soft">{rows.length}</span>
        </h2>
        {rows.length === 0 ? (
          <p className="soft">{words.t('noneForwarded')}</p>
        ) : (
          <>
            <div className="table-wrap">
              <table className="stacked">
                <thead>
                  <tr>
                    <th scope="col">{words.t('title')}</th>
                    <th scope="col">{words.t('applicant')}</th>
                    <th scope="col">{words.t('listResult')}</th>
                    <th scope="col">{words.t('listWhy')}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <tr key={row.case}>
                      <td data-label={words.t('title')}>
                        <Link to="/cases/$id" params={{ id: row.case }} search={{}}>
                          {row.title}
                        </Link>
                      </td>
                      <td data-label={words.t('applicant')}>{row.applicant}</td>
                      <td data-label={words.t('listResult')}>
                        {[row.state, row.grade, row.number].filter((text) => text !== '').join(' · ')}
                      </td>
                      <td data-label={words.t('listWhy')}>{row.why}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <ListFiles round={round.id} />
          </>
        )}
      </section>
    </>
  );
}

/** The list with its results, as a workbook or CSV. */
export function ListFiles({ round }: { readonly round: string }) {
  const words = useWords();
  const file = (format: string) =>
    addressOf('/api/v1/rounds/{id}/list/file', { path: { id: round }, query: { format } });
  return (
    <p className="no-print">
      <Button size="small" icon={<DownloadOutlined aria-hidden />} href={file('xlsx')} download>
        {words.t('listFile')}
      </Button>{' '}
      <a href={file('csv')} download>
        CSV
      </a>
    </p>
  );
}
