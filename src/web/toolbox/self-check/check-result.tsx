import { useState } from 'react';
import { catalogue } from '#toolbox/generated/catalogue.ts';
import { forms } from '#toolbox/self-check/forms.ts';
import type { Questionnaire, Start } from '#toolbox/self-check/questionnaire.ts';
import { compareSheets, mostActions, type SelfCheck } from '#toolbox/self-check/self-check.ts';
import type { KeptSheet } from '../keep/device-store.ts';
import { href } from '../shell/route.ts';
import { useWords } from '../words/language.tsx';
import { answerTexts } from './questions.tsx';

interface CheckResultProps {
  readonly questionnaire: Questionnaire;
  readonly sheet: KeptSheet;
  readonly check: SelfCheck;
  readonly earlier: readonly KeptSheet[];
  readonly onAgain: () => void;
  readonly onRemove: (sheet: KeptSheet) => void;
  /** The check that was removed last, to be put back. */
  readonly removed: KeptSheet | null;
  readonly onPutBack: () => void;
}

/** Where the firm stands by section, the ranked actions, and what changed since an earlier check. */
export function CheckResult(props: CheckResultProps) {
  const { questionnaire, sheet, check, earlier, onAgain, onRemove, removed, onPutBack } = props;
  const words = useWords();
  return (
    <>
      <section className="card">
        <h2>{words.t('whereYouStand')}</h2>
        {check.percent === null ? (
          <p>{words.t('nothingAnswered')}</p>
        ) : (
          <>
            <p className="big-figure">{Math.round(check.percent)} %</p>
            <p className="soft">{words.t('percentMeaning')}</p>
            <ul className="section-bars">
              {check.sections.map((section) => (
                <li key={section.section}>
                  <span>{words.of(section.title)}</span>
                  <span className="bar" aria-hidden="true">
                    <span style={{ width: `${section.percent ?? 0}%` }} />
                  </span>
                  <span className="number">{section.percent === null ? '—' : `${Math.round(section.percent)} %`}</span>
                </li>
              ))}
            </ul>
            {check.unanswered.length > 0 ? (
              <p className="soft">{words.t('unanswered', { n: check.unanswered.length })}</p>
            ) : null}
          </>
        )}
      </section>
      <section className="card">
        <h2>{words.t('actions', { n: mostActions })}</h2>
        {check.actions.length === 0 ? <p>{words.t('noActions')}</p> : null}
        <ol className="actions">
          {check.actions.map(({ rank, action, clauses, questions }) => (
            <li key={action.id} value={rank}>
              <p>
                <strong>{words.of(action.title)}</strong>
              </p>
              <p>{words.of(action.reason)}</p>
              <p className="soft">
                {words.t('effort', { hours: action.effortHours })} ·{' '}
                {clauses.filter((one) => /^\d/.test(one)).join(', ')} <StartLink start={action.start} />
              </p>
              <FromAnswers questionnaire={questionnaire} sheet={sheet} questions={questions} />
            </li>
          ))}
        </ol>
        {check.actions.length > 0 ? (
          <p className="soft">{words.t('totalEffort', { hours: check.totalHours })}</p>
        ) : null}
        <div className="tools no-print">
          <button type="button" onClick={() => window.print()}>
            {words.t('print')}
          </button>
          <button type="button" onClick={onAgain}>
            {words.t('checkAgain')}
          </button>
        </div>
        <p className="soft no-print">{words.t('checkAgainHint')}</p>
      </section>
      <Earlier questionnaire={questionnaire} sheet={sheet} earlier={earlier} onRemove={onRemove} />
      {removed ? (
        <p role="status" className="no-print">
          {words.t('checkRemoved', { day: removed.day })}{' '}
          <button type="button" className="link" onClick={onPutBack}>
            {words.t('undo')}
          </button>
        </p>
      ) : null}
    </>
  );
}

/** Which answers an action comes from, so that nobody has to take it on trust. */
function FromAnswers({
  questionnaire,
  sheet,
  questions,
}: Pick<CheckResultProps, 'questionnaire' | 'sheet'> & { readonly questions: readonly string[] }) {
  const words = useWords();
  return (
    <details className="from-answers">
      <summary>{words.t('fromAnswers', { n: questions.length })}</summary>
      <ul>
        {questionnaire.questions
          .filter((question) => questions.includes(question.id))
          .map((question) => (
            <li key={question.id}>
              {words.of(question.text)} <strong>{words.t(answerTexts[sheet.answers[question.id] ?? 'no'])}</strong>
            </li>
          ))}
      </ul>
    </details>
  );
}

function StartLink({ start }: { readonly start: Start }) {
  const words = useWords();
  if ('method' in start) {
    const method = catalogue.find((one) => one.id === start.method);
    return method ? (
      <a href={href({ page: 'method', method: method.id, work: null })}>
        {words.t('startWithMethod', { name: words.of(method.title) })}
      </a>
    ) : null;
  }
  const form = forms.find((one) => one.id === start.form);
  return form ? (
    <a href={href({ page: 'form', form: form.id })}>{words.t('startWithForm', { name: words.of(form.title) })}</a>
  ) : null;
}

function Earlier({
  questionnaire,
  sheet,
  earlier,
  onRemove,
}: Pick<CheckResultProps, 'questionnaire' | 'sheet' | 'earlier' | 'onRemove'>) {
  const words = useWords();
  const [chosen, setChosen] = useState('');
  const before = earlier.find((one) => one.id === chosen) ?? earlier[0];
  if (!before) return null;
  const comparison = compareSheets(questionnaire, before, sheet);
  const title = (id: string) => {
    const action = questionnaire.actions.find((one) => one.id === id);
    return action ? words.of(action.title) : id;
  };
  const textOf = (id: string) => {
    const question = questionnaire.questions.find((one) => one.id === id);
    return question ? words.of(question.text) : id;
  };
  const better = comparison.changes.filter((one) => one.better).length;
  return (
    <section className="card">
      <div className="card-head">
        <h2>{words.t('changedSince')}</h2>
        <span className="no-print">
          <select
            aria-label={words.t('earlierCheck')}
            value={before.id}
            onChange={(event) => setChosen(event.target.value)}
          >
            {earlier.map((one) => (
              <option key={one.id} value={one.id}>
                {one.day} ({Object.keys(one.answers).length})
              </option>
            ))}
          </select>{' '}
          <button type="button" onClick={() => onRemove(before)}>
            {words.t('removeEarlier')}
          </button>
        </span>
      </div>
      <p>
        {words.t('changesCounted', {
          from: comparison.from,
          to: comparison.to,
          better,
          worse: comparison.changes.length - better,
        })}
      </p>
      {comparison.otherEdition ? <p className="soft">{words.t('otherEdition')}</p> : null}
      <div className="scroll-table">
        <table>
          <thead>
            <tr>
              <th scope="col">{words.t('section')}</th>
              <th scope="col">{comparison.from}</th>
              <th scope="col">{comparison.to}</th>
            </tr>
          </thead>
          <tbody>
            {comparison.sections.map((one) => (
              <tr key={one.section}>
                <td>
                  {words.of(questionnaire.sections.find((s) => s.id === one.section)?.title ?? { zh: '', en: '' })}
                </td>
                <td className="number">{one.before === null ? '—' : `${Math.round(one.before)} %`}</td>
                <td className="number">{one.now === null ? '—' : `${Math.round(one.now)} %`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {comparison.changes.length > 0 ? (
        <details open={comparison.changes.length <= 12}>
          <summary>{words.t('changedAnswers', { n: comparison.changes.length })}</summary>
          <ul>
            {comparison.changes.map((one) => (
              <li key={one.question}>
                <span aria-hidden="true">{one.better ? '▲' : '▼'}</span> {textOf(one.question)}{' '}
                <strong>
                  {words.t(answerTexts[one.before])} → {words.t(answerTexts[one.now])}
                </strong>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {(['done', 'open', 'fresh'] as const).map((kind) =>
        comparison[kind].length > 0 ? (
          <div key={kind}>
            <h3>{words.t(`actions-${kind}`)}</h3>
            <ul>
              {comparison[kind].map((id) => (
                <li key={id}>{title(id)}</li>
              ))}
            </ul>
          </div>
        ) : null,
      )}
    </section>
  );
}
