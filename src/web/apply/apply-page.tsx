import { Link, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import type { SchemeSummary } from '../api/generated/api.ts';
import { useWords } from '../desk/words.ts';
import { Begun } from '../draft/begun.tsx';
import { newCaseDraft } from '../draft/places.ts';
import { Empty, Loading, ProblemShown } from '../shell/problem-shown.tsx';
import { useSession } from '../shell/session.ts';
import { useSchemes } from '../work-list/cases-page.tsx';
import { OpenCaseForm } from './open-case-form.tsx';

type Flow = SchemeSummary['flows'][number];

/** Flows that this person's roles may open, of schemes that are in force. */
function mayOpen(flow: Flow, roles: readonly string[]): boolean {
  return flow.openedBy.some((role) => roles.includes(role));
}

/** First the scheme and the flow, with what they are; then the little that opens a case. */
export function ApplyPage() {
  const words = useWords();
  const { scheme: schemeId, flow: flowId, entry, round } = useSearch({ strict: false });
  const schemes = useSchemes();
  const roles = useSession().employment?.roles ?? [];
  if (schemes.isPending) return <Loading />;
  if (schemes.isError) return <ProblemShown problem={schemes.error} retry={() => void schemes.refetch()} />;
  const open = schemes.data.rows.filter((s) => s.isInForce && s.flows.some((flow) => mayOpen(flow, roles)));
  const scheme = schemes.data.rows.find((s) => s.id === schemeId && s.isInForce);
  const flow = scheme?.flows.find((f) => f.id === flowId);
  return (
    <>
      <div className="page-title">
        <h1>{words.t('apply')}</h1>
        <p className="soft">{words.t('applyHint')}</p>
      </div>
      {scheme && flow ? (
        <OpenCaseForm
          key={`${scheme.id} ${flow.id}`}
          scheme={scheme}
          flow={flow}
          entry={entry ?? null}
          round={round ?? null}
        />
      ) : open.length === 0 ? (
        <Empty title={words.t('nothingToApply')} hint={words.t('nothingToApplyHint')} />
      ) : (
        <div className="cards">
          {open.map((s) => (
            <SchemeCard key={s.id} scheme={s} roles={roles} />
          ))}
        </div>
      )}
    </>
  );
}

function SchemeCard({ scheme, roles }: { readonly scheme: SchemeSummary; readonly roles: readonly string[] }) {
  const words = useWords();
  const flows = scheme.flows.filter((flow) => mayOpen(flow, roles));
  const direct = flows.filter((flow) => flow.onEntry === null);
  const onEntry = flows.filter((flow) => flow.onEntry !== null);
  return (
    <section className="card" aria-labelledby={`scheme-${scheme.id}`}>
      <h2 id={`scheme-${scheme.id}`}>{words.of(scheme.title)}</h2>
      <p className="soft">{words.of(scheme.summary)}</p>
      <p>
        <span className="chip">{words.t(scheme.voluntary ? 'voluntary' : 'compulsory')}</span>{' '}
        {scheme.runsInRounds ? <span className="chip">{words.t('inRounds')}</span> : null}{' '}
        <a href={`/schemes/${scheme.id}`} target="_blank" rel="noreferrer">
          {words.t('edition', { edition: scheme.edition })}
        </a>
      </p>
      <div className="buttons">
        {direct.map((flow) => (
          <Link key={flow.id} to="/apply" search={{ scheme: scheme.id, flow: flow.id }}>
            <Button type="primary" tabIndex={-1}>
              {words.of(flow.title)}
            </Button>{' '}
            <Begun subject={newCaseDraft(scheme.id, flow.id, null).subject} />
          </Link>
        ))}
      </div>
      {onEntry.length === 0 ? null : (
        <p className="hint">
          {words.t('onEntryHint')} <Link to="/entries">{words.list(onEntry.map((flow) => words.of(flow.title)))}</Link>
        </p>
      )}
    </section>
  );
}
