import { exampleIn } from '#toolbox/method/example-in.ts';
import type { MethodCard } from '../bench/protocol.ts';
import { Marked } from '../result/marked.tsx';
import { useWords } from '../words/language.tsx';

interface TeachingProps {
  readonly card: MethodCard;
  readonly onExample: () => void;
}

/** What the method is for, when it may be used, what to do where it may not, and a worked example of real numbers. */
export function Teaching({ card, onExample }: TeachingProps) {
  const words = useWords();
  return (
    <section className="card teaching" aria-labelledby="teaching-title">
      <h2 id="teaching-title">{words.t('teaching')}</h2>
      <p>{words.of(card.purpose)}</p>
      {card.conditions.length > 0 ? (
        <>
          <h3>{words.t('conditions')}</h3>
          <dl className="conditions">
            {card.conditions.map((one) => (
              <div key={one.condition.en}>
                <dt>{words.of(one.condition)}</dt>
                <dd>
                  <span className="soft">{words.t('otherwise')}</span> <Marked text={words.of(one.otherwise)} />
                </dd>
              </div>
            ))}
          </dl>
        </>
      ) : null}
      {card.columns.length > 0 ? (
        <>
          <h3>{words.t('whatData')}</h3>
          <ul>
            {card.columns.map((role) => (
              <li key={role.role}>
                {words.of(role.text)}{' '}
                <span className="soft">
                  {words.t(
                    role.kind === 'label'
                      ? 'kindLabel'
                      : role.kind === 'date'
                        ? 'kindDate'
                        : role.kind === 'count'
                          ? 'kindCount'
                          : 'kindNumber',
                  )}
                  {role.optional ? ` · ${words.t('optional')}` : ''}
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <h3>{words.t('workedExample')}</h3>
      <p>
        {words.of(card.example.text)} <span className="soft">{exampleIn(card, words.language).source}</span>
      </p>
      <button type="button" onClick={onExample}>
        {words.t('tryExample')}
      </button>
      <h3>{words.t('sources')}</h3>
      <ul>
        {card.sources.map((source) => (
          <li key={source}>{source}</li>
        ))}
      </ul>
      <p className="soft">
        {words.t('commandLine')} <code>touchstone toolbox {card.id}</code>
      </p>
    </section>
  );
}
