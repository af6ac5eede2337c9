import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { Alert } from 'antd';
import { generalTexts } from '#certification/scheme/general-texts.ts';
import { eventWords } from '../act/changed.tsx';
import type { EntryView } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import { useCited } from '../desk/cited.ts';
import { instantText, useWords } from '../desk/words.ts';
import { Loading, ProblemShown } from '../shell/problem-shown.tsx';
import { useToday } from '../shell/session.ts';
import { Due, daysLeftUntil } from '../work-list/due.tsx';
import { EntryActs } from './entry-acts.tsx';
import { EntryFacts } from './entry-facts.tsx';
import { EntryLinks } from './entry-links.tsx';
import { StatusChip } from './status-chip.tsx';

/** An entry at the desk of its issuer or holder: what stands, what is owed, what must follow, what can be done. */
export function EntryPage() {
  const { id } = useParams({ strict: false });
  const view = useQuery({
    queryKey: ['entry', id],
    queryFn: () => api.get('/api/v1/entries/{id}', { path: { id: id ?? '' } }),
  });
  if (view.isPending) return <Loading />;
  if (view.data === undefined) return <ProblemShown problem={view.error} retry={() => void view.refetch()} />;
  return <EntryShown view={view.data} />;
}

function EntryShown({ view }: { readonly view: EntryView }) {
  const words = useWords();
  const asked = useSearch({ strict: false });
  const { entry } = view;
  return (
    <article className="case">
      <header className="case-head">
        <div>
          <p className="soft">{words.key({ ...generalTexts, ...view.texts }, `kind.${entry.kind}`, entry.kind)}</p>
          <h1>{entry.number}</h1>
          <p>
            <StatusChip status={entry.status} /> {words.of(entry.holderNames)}
          </p>
          <EntryLinks id={entry.id} hasCredential={entry.hasCredential} />
        </div>
      </header>
      <Musts view={view} />
      <Move view={view} />
      <div className="case-body">
        <div className="case-main">
          {view.state === null ? (
            <Alert type="info" showIcon title={words.t('notYours')} />
          ) : (
            <EntryActs view={view} asked={asked.do ?? null} />
          )}
          <Duties view={view} />
          <Changes view={view} />
        </div>
        <aside className="case-aside">
          <EntryFacts view={view} />
        </aside>
      </div>
    </article>
  );
}

const musts = { 'must-suspend': 'mustSuspend', 'must-withdraw': 'mustWithdraw', flag: 'mustFlag' } as const;

/** What must follow and has not been done, before everything else. */
function Musts({ view }: { readonly view: EntryView }) {
  const words = useWords();
  const { consequences = [], suspension = null } = view.state ?? {};
  return (
    <>
      {consequences.map((must) => (
        <Alert
          key={`${must.duty} ${must.consequence}`}
          type={must.consequence === 'flag' ? 'warning' : 'error'}
          showIcon
          role="alert"
          title={words.t(musts[must.consequence])}
          description={words.t('mustBecause', {
            duty:
              must.duty === 'transition'
                ? words.t('transition')
                : words.key(view.texts, `duty.${must.duty}`, must.duty),
            due: must.due,
          })}
        />
      ))}
      {suspension === null ? null : (
        <Alert
          type="warning"
          showIcon
          title={
            suspension.until === null
              ? words.t('suspendedSince', { from: suspension.from })
              : words.t('suspendedUntil', { from: suspension.from, until: suspension.until })
          }
          description={suspension.codes === null ? undefined : words.list([...suspension.codes])}
        />
      )}
    </>
  );
}

/** That it has to move to another edition, and the flow by which it does; for its holder and its issuer. */
function Move({ view }: { readonly view: EntryView }) {
  const words = useWords();
  const cited = useCited();
  const { transition } = view;
  if (transition === null || view.state === null) return null;
  return (
    <Alert
      className="window-notice"
      type="warning"
      showIcon
      role="note"
      title={words.of(transition.says)}
      description={
        <>
          <span className="soft">{words.t('basis', { basis: cited(transition.basis) })}</span>{' '}
          {transition.flows.length === 0
            ? null
            : words.t('moveBy', {
                flows: words.list(transition.flows.map((flow) => words.key(view.texts, `flow.${flow}`, flow))),
              })}
        </>
      }
    />
  );
}

function Duties({ view }: { readonly view: EntryView }) {
  const words = useWords();
  const cited = useCited();
  const today = useToday();
  if (view.state === null) return null;
  const { duties } = view.state;
  return (
    <section className="panel" aria-labelledby="duties-title">
      <h2 id="duties-title">{words.t('duties')}</h2>
      {duties.length === 0 ? <p className="soft">{words.t('noDuties')}</p> : null}
      <ul className="plain">
        {duties.map((duty) => (
          <li key={duty.duty} className="duty">
            <strong>{words.key(view.texts, `duty.${duty.duty}`, duty.duty)}</strong>{' '}
            <Due due={duty.due} daysLeft={daysLeftUntil(today, duty.due)} />
            <div className="soft">
              {words.t('lateMeans')}
              {words.colon}
              {words.t(musts[duty.late])}
              {duty.basis === '' ? '' : ` · ${words.t('basis', { basis: cited(duty.basis) })}`}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Every change of status with the day from which it holds; at the desk also who did it. */
function Changes({ view }: { readonly view: EntryView }) {
  const words = useWords();
  return (
    <section className="panel" aria-labelledby="changes-title">
      <h2 id="changes-title">{words.t('changes')}</h2>
      <div className="table-wrap">
        <table>
          <thead>
            <tr>
              <th scope="col">{words.t('day')}</th>
              <th scope="col">{words.t('whatChanged')}</th>
              <th scope="col">{words.t('state')}</th>
              <th scope="col">{words.t('reason')}</th>
            </tr>
          </thead>
          <tbody>
            {[...view.changes].reverse().map((change, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two changes may be alike in everything; they stand still.
              <tr key={index}>
                <td>
                  {change.earliest === null || change.earliest === change.latest
                    ? change.latest
                    : `(${change.earliest}, ${change.latest}]`}
                </td>
                <td>{words.of(change.says)}</td>
                <td>
                  <StatusChip status={change.status} />
                </td>
                <td>{change.reason === null ? '' : reasonText(view, change.reason, words)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {view.history.length === 0 ? null : (
        <details>
          <summary>{words.t('history')}</summary>
          <ol className="history">
            {[...view.history].reverse().map((event) => (
              <li key={event.version}>
                <time dateTime={event.at}>{instantText(event.at)}</time>
                <strong>{eventWords(event.type, event.about, view.texts, words)}</strong>
                <span className="soft">
                  {event.role === 'system'
                    ? words.t('bySystem')
                    : words.key(view.texts, `role.${event.role}`, event.role)}
                </span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}

/** `list:code` by the scheme's own words for it; codes of foreign registers stay as they are. */
function reasonText(view: EntryView, reason: string, words: ReturnType<typeof useWords>): string {
  const [list = '', code = ''] = reason.split(':');
  return words.key(view.texts, `reason.${list}.${code}`, reason);
}
