import { useEffect, useState } from 'react';
import { catalogue } from '#toolbox/generated/catalogue.ts';
import { type Advice, type Answers, advise, openChoices } from '#toolbox/guide/guide.ts';
import { bench } from '../bench/bench.ts';
import type { MethodCard } from '../bench/protocol.ts';
import { Marked } from '../result/marked.tsx';
import { href } from '../shell/route.ts';
import { useWords } from '../words/language.tsx';

const questions = [
  { name: 'want', text: 'askWant' },
  { name: 'data', text: 'askData' },
  { name: 'taken', text: 'askTaken' },
] as const;

/** Three questions that lead to a method, with why, its conditions, and what to do where they do not hold. */
export function GuidePanel() {
  const words = useWords();
  const [answers, setAnswers] = useState<Answers>({});
  const open = openChoices(answers);
  const asked = questions.filter(
    ({ name }) =>
      name === 'want' ||
      (name === 'data' && answers.want !== undefined) ||
      (name === 'taken' && answers.data !== undefined),
  );
  const choose = (name: keyof Answers, value: string) => {
    const kept = name === 'want' ? {} : name === 'data' ? { want: answers.want } : answers;
    setAnswers(settled({ ...kept, [name]: value } as Answers));
  };
  const isAdvised = answers.want !== undefined && (answers.data !== undefined || open.data.length === 0);
  const advice = isAdvised
    ? advise(
        answers,
        catalogue.map((one) => ({ ...one, conditions: [] })),
      )
    : [];
  return (
    <section className="card guide" aria-labelledby="guide-title">
      <div className="card-head">
        <h2 id="guide-title">{words.t('guideTitle')}</h2>
        {answers.want ? (
          <button type="button" className="link" onClick={() => setAnswers({})}>
            {words.t('startOver')}
          </button>
        ) : null}
      </div>
      {asked.map(({ name, text }, k) => (
        <fieldset key={name} className="guide-question">
          <legend>
            {k + 1}. {words.t(text)}
          </legend>
          <div className="answers">
            {open[name].map((choice) => (
              <button
                key={choice.value}
                type="button"
                aria-pressed={answers[name] === choice.value}
                onClick={() => choose(name, choice.value)}
              >
                {words.of(choice.text)}
              </button>
            ))}
          </div>
        </fieldset>
      ))}
      <div aria-live="polite">
        {advice.length > 0 ? <h3>{words.t('advice')}</h3> : null}
        {advice.slice(0, 6).map((one) => (
          <AdviceShown key={one.method} advice={one} />
        ))}
      </div>
    </section>
  );
}

/** Where a question leaves one answer only, that is taken: nobody is asked what can't be otherwise. */
function settled(answers: Answers): Answers {
  const { data, taken } = openChoices(answers);
  if (answers.data === undefined && data.length === 1 && data[0]) return settled({ ...answers, data: data[0].value });
  if (answers.data !== undefined && answers.taken === undefined && taken.length === 1 && taken[0])
    return { ...answers, taken: taken[0].value };
  return answers;
}

/** A method that answers; its conditions come from the method itself. */
function AdviceShown({ advice }: { readonly advice: Advice }) {
  const words = useWords();
  const [card, setCard] = useState<MethodCard | null>(null);
  const [asked, setAsked] = useState(false);
  const isOpen = advice.first || asked;
  useEffect(() => {
    let left = false;
    if (isOpen)
      void bench
        .ask('describe', { method: advice.method })
        .then((found) => {
          if (!left) setCard(found);
        })
        .catch(() => undefined);
    return () => {
      left = true;
    };
  }, [advice.method, isOpen]);
  return (
    <div className={`advice${advice.first ? ' first' : ''}`}>
      <p>
        <a href={href({ page: 'method', method: advice.method, work: null })}>
          <strong>{words.of(advice.title)}</strong>
        </a>{' '}
        {words.of(advice.why)}
        {advice.first ? null : (
          <>
            {' '}
            <button type="button" className="link" aria-expanded={asked} onClick={() => setAsked(!asked)}>
              {words.t('conditions')}
            </button>
          </>
        )}
      </p>
      {isOpen && card?.id === advice.method && card.conditions.length > 0 ? (
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
      ) : null}
    </div>
  );
}
