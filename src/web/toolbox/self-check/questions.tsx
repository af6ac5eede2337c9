import type { AnswerSheet, AnswerValue, Questionnaire } from '#toolbox/self-check/questionnaire.ts';
import { type SelfCheck, sectionOf } from '#toolbox/self-check/self-check.ts';
import { useWords } from '../words/language.tsx';

interface QuestionsProps {
  readonly questionnaire: Questionnaire;
  readonly sheet: AnswerSheet;
  readonly check: SelfCheck;
  readonly onAnswer: (question: string, answer: AnswerValue | null) => void;
  readonly onDone: () => void;
}

export const answerTexts = {
  yes: 'answerYes',
  partly: 'answerPartly',
  no: 'answerNo',
  'not-applicable': 'answerNotApplicable',
} as const;

/** All questions by section, each answered with one tap; nothing has to be answered in order. */
export function Questions({ questionnaire, sheet, check, onAnswer, onDone }: QuestionsProps) {
  const words = useWords();
  return (
    <>
      {questionnaire.sections.map((section) => {
        const score = check.sections.find((one) => one.section === section.id);
        return (
          <section key={section.id} className="card" aria-labelledby={`section-${section.id}`}>
            <div className="card-head">
              <h2 id={`section-${section.id}`}>
                {/^\d+$/.test(section.id) ? `${section.id} ` : ''}
                {words.of(section.title)}
              </h2>
              <span className="soft">
                {score?.answered ?? 0} / {score?.questions ?? 0}
              </span>
            </div>
            {questionnaire.questions
              .filter((question) => sectionOf(question) === section.id)
              .map((question) => (
                <fieldset key={question.id} className="question">
                  <legend>
                    {words.of(question.text)}{' '}
                    {/^\d/.test(question.clause) ? <span className="soft">{question.clause}</span> : null}
                  </legend>
                  <div className="answers">
                    {(Object.keys(answerTexts) as AnswerValue[])
                      .filter((answer) => answer !== 'not-applicable' || question.mayNotApply)
                      .map((answer) => (
                        <label key={answer} className={`answer ${answer}`}>
                          <input
                            type="radio"
                            name={question.id}
                            checked={sheet.answers[question.id] === answer}
                            onChange={() => onAnswer(question.id, answer)}
                          />
                          {words.t(answerTexts[answer])}
                        </label>
                      ))}
                    {sheet.answers[question.id] ? (
                      <button type="button" className="link" onClick={() => onAnswer(question.id, null)}>
                        {words.t('takeAnswerBack')}
                      </button>
                    ) : null}
                  </div>
                </fieldset>
              ))}
          </section>
        );
      })}
      <button type="button" className="primary" onClick={onDone}>
        {words.t('toResult')}
      </button>
    </>
  );
}
