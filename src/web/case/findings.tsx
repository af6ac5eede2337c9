import { Button } from 'antd';
import { useState } from 'react';
import type { Case, Finding, Opening } from '../api/generated/api.ts';
import { instantText, useWords } from '../desk/words.ts';
import { useToday } from '../shell/session.ts';
import { Due, daysLeftUntil } from '../work-list/due.tsx';
import { doerName } from './case-parts.ts';
import { AnswerForm, RaiseForm, SettleForm } from './finding-forms.tsx';

/** The findings of a case: raised, answered, verified, each with its day and whose turn it is. */
export function Findings({ kase }: { readonly kase: Case }) {
  const words = useWords();
  const raising = kase.openings.filter((o) => o.act === 'raise-finding' && o.bars.length === 0);
  const hasLoop = kase.flow.steps.some((step) => step.findings !== undefined);
  if (!hasLoop || (kase.findings.length === 0 && raising.length === 0)) return null;
  return (
    <section className="panel" aria-labelledby="findings-title" id="findings">
      <h2 id="findings-title">{words.t('findings')}</h2>
      {kase.findings.length === 0 ? <p className="soft">{words.t('noFindings')}</p> : null}
      <ol className="findings">
        {kase.findings.map((finding) => (
          <FindingShown key={finding.finding} kase={kase} finding={finding} />
        ))}
      </ol>
      {raising.map((opening) => (
        <Raise key={opening.on} kase={kase} opening={opening} />
      ))}
    </section>
  );
}

function Raise({ kase, opening }: { readonly kase: Case; readonly opening: Opening }) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  return isOpen ? (
    <RaiseForm kase={kase} opening={opening} onClose={() => setOpen(false)} />
  ) : (
    <Button onClick={() => setOpen(true)}>{words.t('raise')}</Button>
  );
}

const states = { open: 'findingOpen', answered: 'findingAnswered', closed: 'findingClosed' } as const;

function FindingShown({ kase, finding }: { readonly kase: Case; readonly finding: Finding }) {
  const words = useWords();
  const today = useToday(kase.scheme.zone);
  const opening = kase.openings.find((o) => o.on === finding.finding);
  const isMine = opening !== undefined && opening.bars.length === 0;
  return (
    <li className={`finding finding-${finding.state}`}>
      <div className="step-head">
        <strong>{words.key(kase.texts, `grade.${finding.grade}`)}</strong>
        <span>{finding.clause}</span>
        <span className="chip">{words.t(states[finding.state])}</span>
        {finding.blocks && finding.state !== 'closed' ? <span className="soft">{words.t('blocks')}</span> : null}
        {finding.answerBy !== null && finding.state === 'open' ? (
          <span>
            {words.t('answerBy')} <Due due={finding.answerBy} daysLeft={daysLeftUntil(today, finding.answerBy)} />
          </span>
        ) : null}
      </div>
      <p className="prose">{finding.text}</p>
      <p className="soft">
        {words.t('raisedBy', {
          who: doerName(kase, finding.raisedBy, words),
          at: instantText(finding.raisedAt, kase.scheme.zone),
        })}
      </p>
      {finding.answer === null ? null : (
        <dl className="values">
          <div className="value">
            <dt>{words.t('cause')}</dt>
            <dd className="prose">{finding.answer.cause}</dd>
          </div>
          <div className="value">
            <dt>{words.t('correction')}</dt>
            <dd className="prose">{finding.answer.correction}</dd>
          </div>
        </dl>
      )}
      {finding.settlement === null ? null : (
        <dl className="values">
          <div className="value">
            <dt>{words.t('verification')}</dt>
            <dd className="prose">{finding.settlement}</dd>
          </div>
        </dl>
      )}
      {isMine && opening.act === 'answer-finding' ? <AnswerForm kase={kase} finding={finding} /> : null}
      {isMine && opening.act === 'settle-finding' ? <SettleForm kase={kase} finding={finding} /> : null}
    </li>
  );
}
