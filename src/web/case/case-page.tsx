import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect } from 'react';
import type { Case } from '../api/generated/api.ts';
import { dayText, useWords } from '../desk/words.ts';
import { Loading, ProblemShown } from '../shell/problem-shown.tsx';
import { ActPanel } from './act-panel.tsx';
import { mineIn, othersIn, useCase } from './case-parts.ts';
import { CaseSide } from './case-side.tsx';
import { Findings } from './findings.tsx';
import { History } from './history.tsx';
import { MoveCase } from './move-case.tsx';
import { NextBar } from './next-bar.tsx';
import { OtherActs } from './other-acts.tsx';
import { StepsShown } from './steps-shown.tsx';
import { WindowNotice } from './window-notice.tsx';

/** A case drawn from its own edition of its scheme. */
export function CasePage() {
  const { id } = useParams({ strict: false });
  const kase = useCase(id ?? '');
  if (kase.isPending) return <Loading />;
  // What was read stays in sight when asking again fails.
  if (kase.data === undefined) return <ProblemShown problem={kase.error} retry={() => void kase.refetch()} />;
  return <CaseShown kase={kase.data} />;
}

function CaseShown({ kase }: { readonly kase: Case }) {
  const words = useWords();
  const navigate = useNavigate();
  const asked = useSearch({ strict: false });
  useEffect(() => {
    document.title = `${kase.title} · ${words.t('name')}`;
  }, [kase.title, words]);

  const toForm = () => {
    const hasStep = mineIn(kase).length > 0;
    const target = document.getElementById(hasStep ? 'act' : 'findings');
    target?.scrollIntoView({ block: 'start' });
    target?.querySelector<HTMLElement>('form input, form textarea, form button')?.focus({ preventScroll: true });
  };

  return (
    <article className="case">
      <header className="case-head">
        <div>
          <p className="soft">
            {words.key(kase.texts, 'title')} · {words.key(kase.texts, `flow.${kase.flow.id}`)}
          </p>
          <h1>{kase.title}</h1>
          <p className="soft">
            {kase.applicant === null ? words.t('blind') : words.of(kase.applicant.name)} · {words.of(kase.body.name)} ·{' '}
            {words.t('opened', { at: dayText(kase.openedAt, kase.scheme.zone) })}
          </p>
        </div>
        <Button className="no-print" onClick={() => print()}>
          {words.t('print')}
        </Button>
      </header>
      <WindowNotice window={kase.window}>
        <MoveCase kase={kase} />
      </WindowNotice>
      <NextBar kase={kase} onGo={toForm} />
      <div className="case-body">
        <div className="case-main">
          {kase.ended === null && (mineIn(kase).length > 0 || othersIn(kase).length > 0) ? (
            <ActPanel
              kase={kase}
              asked={asked}
              onDone={() => {
                // The link that led here named the step that is done now.
                void navigate({ to: '/cases/$id', params: { id: kase.id }, search: {}, replace: true });
                window.scrollTo({ top: 0 });
              }}
            />
          ) : null}
          <Findings kase={kase} />
          <section className="panel" aria-labelledby="steps-title">
            <h2 id="steps-title">{words.t('steps')}</h2>
            <StepsShown kase={kase} />
          </section>
          <History kase={kase} />
        </div>
        <aside className="case-aside">
          <CaseSide kase={kase} />
          <OtherActs kase={kase} />
        </aside>
      </div>
    </article>
  );
}
