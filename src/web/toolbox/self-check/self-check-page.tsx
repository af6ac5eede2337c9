import { useEffect, useMemo, useState } from 'react';
import { publicOffice } from '#toolbox/self-check/public-office.ts';
import type { AnswerValue, Questionnaire } from '#toolbox/self-check/questionnaire.ts';
import { assess } from '#toolbox/self-check/self-check.ts';
import { smallFirm } from '#toolbox/self-check/small-firm.ts';
import { today } from '../analysis/download.ts';
import { deviceStore, type KeptSheet } from '../keep/device-store.ts';
import { href } from '../shell/route.ts';
import { useWords } from '../words/language.tsx';
import { newId } from '../workspace/work.ts';
import { CheckResult } from './check-result.tsx';
import { Questions } from './questions.tsx';

const questionnaires: readonly Questionnaire[] = [smallFirm, publicOffice];

/** Where do I start: a self-check that is kept on the device and ends in ranked actions. */
export function SelfCheckPage({ questionnaire }: { readonly questionnaire: string | null }) {
  const words = useWords();
  const chosen = questionnaires.find((one) => one.id === questionnaire);
  if (chosen) return <Check key={chosen.id} questionnaire={chosen} />;
  return (
    <div className="narrow-page">
      <h1 tabIndex={-1}>{words.t('whereToStart')}</h1>
      <p>{words.t('startHint')}</p>
      <div className="start-cards">
        {questionnaires.map((one) => (
          <a key={one.id} className="card" href={href({ page: 'start', questionnaire: one.id })}>
            <strong>{words.of(one.title)}</strong>
            <span>
              {words.t('questionCount', {
                n: one.questions.length,
                minutes: Math.ceil(one.questions.length * one.minutesPerQuestion),
              })}
            </span>
          </a>
        ))}
      </div>
    </div>
  );
}

function Check({ questionnaire }: { readonly questionnaire: Questionnaire }) {
  const words = useWords();
  const { sheets, sheet, keep, begin, remove, removed, putBack, lasting } = useSheets(questionnaire);
  const [showResult, setShowResult] = useState(false);
  const check = useMemo(() => (sheet ? assess(questionnaire, sheet) : null), [questionnaire, sheet]);
  const earlier = sheets.filter((one) => one.id !== sheet?.id);
  const answered = sheet ? Object.keys(sheet.answers).length : 0;
  return (
    <div className="narrow-page self-check">
      <h1 tabIndex={-1}>{words.of(questionnaire.title)}</h1>
      <p className="soft">
        {words.t('editionOf')} {questionnaire.edition} · {words.of(questionnaire.source)}
      </p>
      {questionnaire.confirmed ? null : (
        <p className="to-confirm">
          <strong>{words.t('toBeConfirmed')}</strong> {words.of(questionnaire.note)}
        </p>
      )}
      {lasting ? null : <p className="soft">{words.t('deviceKeepsNothing')}</p>}
      {sheet && check ? (
        <>
          <div className="progress">
            <progress max={questionnaire.questions.length} value={answered} aria-label={words.t('answered')} />
            <span>{words.t('answeredOf', { n: answered, all: questionnaire.questions.length, day: sheet.day })}</span>
            {!showResult && answered > 0 && check.unanswered.length > 0 ? (
              <button type="button" onClick={() => showQuestion(check.unanswered)}>
                {words.t('nextUnanswered')}
              </button>
            ) : null}
            <button type="button" aria-pressed={showResult} onClick={() => setShowResult(!showResult)}>
              {words.t(showResult ? 'toQuestions' : 'toResult')}
            </button>
          </div>
          {showResult ? (
            <CheckResult
              questionnaire={questionnaire}
              sheet={sheet}
              check={check}
              earlier={earlier}
              onRemove={(one) => void remove(one)}
              removed={removed}
              onPutBack={() => void putBack()}
              onAgain={() => {
                void begin(sheet.answers);
                setShowResult(false);
              }}
            />
          ) : (
            <Questions
              questionnaire={questionnaire}
              sheet={sheet}
              check={check}
              onAnswer={(question, answer) => void keep(withAnswer(sheet, question, answer))}
              onDone={() => setShowResult(true)}
            />
          )}
        </>
      ) : (
        <button type="button" className="primary" onClick={() => void begin({})}>
          {words.t('beginCheck', {
            minutes: Math.ceil(questionnaire.questions.length * questionnaire.minutesPerQuestion),
          })}
        </button>
      )}
    </div>
  );
}

/** Brings the first open question below the one in sight, or else the first of all, to the eye and the keyboard. */
function showQuestion(open: readonly string[]): void {
  const places = open.flatMap((id) => document.querySelector<HTMLInputElement>(`input[name="${id}"]`) ?? []);
  const below = places.find((input) => input.getBoundingClientRect().top > innerHeight / 2);
  const next = below ?? places[0];
  next?.closest('.question')?.scrollIntoView({ block: 'center' });
  next?.focus({ preventScroll: true });
}

function withAnswer(sheet: KeptSheet, question: string, answer: AnswerValue | null): KeptSheet {
  const { [question]: _, ...others } = sheet.answers;
  return { ...sheet, answers: answer === null ? others : { ...others, [question]: answer } };
}

/** The newest first; of one day that which was begun last. */
function inOrder(sheets: readonly KeptSheet[]): readonly KeptSheet[] {
  return [...sheets].sort((a, b) => (a.day === b.day ? (a.id < b.id ? 1 : -1) : a.day < b.day ? 1 : -1));
}

/** The sheets of a questionnaire on this device, the newest first; the newest is the one that is filled in. */
function useSheets(questionnaire: Questionnaire) {
  const [sheets, setSheets] = useState<readonly KeptSheet[]>([]);
  const [lasting, setLasting] = useState(true);
  const [removed, setRemoved] = useState<KeptSheet | null>(null);
  useEffect(() => {
    void deviceStore().then(async (store) => {
      setLasting(store.isLasting);
      const all = await store.list('sheets');
      setSheets(inOrder(all.filter((one) => one.questionnaire === questionnaire.id)));
    });
  }, [questionnaire]);
  const keep = async (sheet: KeptSheet) => {
    setSheets((old) => [sheet, ...old.filter((one) => one.id !== sheet.id)]);
    await (await deviceStore()).put('sheets', sheet);
  };
  return {
    sheets,
    sheet: sheets[0],
    lasting,
    keep,
    begin: (answers: KeptSheet['answers']) =>
      keep({
        id: `${new Date().toISOString()}-${newId()}`,
        questionnaire: questionnaire.id,
        edition: questionnaire.edition,
        day: today(),
        answers,
      }),
    removed,
    remove: async (sheet: KeptSheet) => {
      setSheets((old) => old.filter((one) => one.id !== sheet.id));
      setRemoved(sheet);
      await (await deviceStore()).remove('sheets', sheet.id);
    },
    putBack: async () => {
      if (!removed) return;
      setSheets((old) => inOrder([removed, ...old]));
      setRemoved(null);
      await (await deviceStore()).put('sheets', removed);
    },
  };
}
