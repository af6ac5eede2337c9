import { useWords } from '../desk/words.ts';
import type { RoundWithScheme } from './round-parts.ts';

/** What came in and what became of it, gate by gate; the counts balance by themselves. */
export function Balance({ round, scheme }: RoundWithScheme) {
  const words = useWords();
  const { balance } = round;
  if (balance === null || balance.received === 0) return null;
  const columns = ['received', 'on', 'rejected', 'withdrawn', 'merged', 'closed'] as const;
  const heads = {
    received: 'balanceReceived',
    on: 'balanceOn',
    rejected: 'balanceRejected',
    withdrawn: 'balanceWithdrawn',
    merged: 'balanceMerged',
    closed: 'balanceClosed',
  } as const;
  return (
    <section className="panel" aria-labelledby="balance-title">
      <h2 id="balance-title">{words.t('balance')}</h2>
      <p>
        {words.t('balanceAll', {
          received: balance.received,
          granted: balance.granted,
          notGranted: balance.notGranted,
          rejected: balance.rejected,
          withdrawn: balance.withdrawn,
          merged: balance.merged,
          closed: balance.closed,
          open: balance.open,
        })}
      </p>
      {balance.byGrade.length === 0 ? null : (
        <p>
          {words.list(
            balance.byGrade.map(
              ({ grade, count }) =>
                `${grade === '' ? words.t('noGrade') : words.key(scheme.texts, `grade.${grade}`, grade)} ${count}`,
            ),
          )}
        </p>
      )}
      {balance.gates.length === 0 ? null : (
        <div className="table-wrap">
          <table>
            <thead>
              <tr>
                <th scope="col">{words.t('gates')}</th>
                {columns.map((column) => (
                  <th key={column} scope="col" className="number">
                    {words.t(heads[column])}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {balance.gates.map((gate) => (
                <tr key={gate.gate}>
                  <td>{words.key(scheme.texts, `step.${gate.gate}`, gate.gate)}</td>
                  {columns.map((column) => (
                    <td key={column} className="number">
                      {gate[column]}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {balance.byRecommender.every((r) => r.recommender === null) ? null : (
        <ul className="plain">
          {balance.byRecommender.map((r) => (
            <li key={r.recommender?.id ?? 'none'}>
              {r.recommender === null ? words.t('noRecommender') : words.of(r.recommender.name)}{' '}
              <span className="soft">{words.t('balanceUnit', { received: r.received, left: r.left })}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
