import type { Refusal } from '#certification/act/refusal.ts';
import { stepOf } from '#certification/case/state.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import type { Choice } from '#certification/scheme/walk/choices.ts';
import { refusalInWords } from '#certification/scheme/walk/refusal-words.ts';
import type { StandingEntry, Walked } from '#certification/scheme/walk/walk.ts';
import { caseState } from '#certification/scheme/worked-case/running.ts';
import { valueWord } from '../parts/value-words.ts';
import { useWorkshop } from '../workshop.tsx';

export function textIn(scheme: Scheme, key: string, language: 'zh' | 'en'): string {
  const last = key.split('.').at(-1) ?? key;
  return (Object.hasOwn(scheme.texts, key) ? scheme.texts[key]?.[language] : undefined) || last;
}

export function Refusals({ scheme, refusals }: { readonly scheme: Scheme; readonly refusals: readonly Refusal[] }) {
  const { language } = useWorkshop();
  return (
    <ul className="w-said">
      {refusals.map((refusal) => (
        <li key={`${refusal.code} ${refusal.field ?? ''} ${JSON.stringify(refusal.params)}`}>
          {refusalInWords(scheme, refusal, language)}
        </li>
      ))}
    </ul>
  );
}

const verbs: Readonly<Record<Choice['kind'], readonly [zh: string, en: string]>> = {
  open: ['提出：', 'Open: '],
  do: ['', ''],
  find: ['开不符合：', 'Raise a finding: '],
  answer: ['答复不符合：', 'Answer a finding: '],
  settle: ['验证整改：', 'Settle a finding: '],
  leave: ['出口：', 'Leave: '],
  entry: ['对登记：', 'On the entry: '],
  round: ['开启批次', 'Open the round'],
  stage: ['批次：', 'Round: '],
};

/** One thing that can be done: by whom, until when; for who asks and may not, why. */
export function ChoiceCard({
  scheme,
  choice,
  asks,
  isChosen,
  onChoose,
}: {
  readonly scheme: Scheme;
  readonly choice: Choice;
  readonly asks: boolean;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) {
  const { say, language } = useWorkshop();
  const name = choice.text === '' ? '' : textIn(scheme, choice.text, language);
  const roles = choice.roles.map((role) => textIn(scheme, `role.${role}`, language)).join(say('、', ', '));
  const on = choice.kind === 'entry' ? ` ${textIn(scheme, `result.${choice.on}`, language)}` : '';
  return (
    <>
      <button
        type="button"
        className="w-choice"
        data-choice={`${choice.kind} ${choice.on}`}
        aria-expanded={isChosen}
        onClick={onChoose}
      >
        <strong>
          {verbs[choice.kind][language === 'zh' ? 0 : 1]}
          {name}
          {on}
          {choice.line === null ? '' : ` [${choice.line}]`}
        </strong>
        <span className="soft">
          {roles}
          {choice.may.length === 0 ? say('（无人可办）', ' (nobody may)') : ''}
          {choice.due === null ? '' : say(` · 限 ${choice.due}`, ` · due ${choice.due}`)}
        </span>
      </button>
      {(asks || choice.may.length === 0) && choice.bars.length > 0 ? (
        <Refusals scheme={scheme} refusals={choice.bars} />
      ) : null}
    </>
  );
}

/** Where each case stands: its steps in order. */
export function Steps({ scheme, run }: { readonly scheme: Scheme; readonly run: Walked['run'] }) {
  const { say, language } = useWorkshop();
  const marks = { done: '✓', open: '▸', waiting: '○', skipped: '–' } as const;
  const said = {
    done: say('已办', 'done'),
    open: say('在办', 'open'),
    waiting: say('未到', 'not yet'),
    skipped: say('跳过', 'skipped'),
  } as const;
  return (
    <>
      {[...run.cases.keys()].map((name) => {
        const state = caseState(run, name);
        const flow = scheme.flows.find((f) => f.id === state?.opened?.flow);
        if (!state || !flow) return null;
        return (
          <div key={name} className="w-walk-case">
            <h3>
              {textIn(scheme, `flow.${flow.id}`, language)} <code>{name}</code>
              {state.ended ? ` · ${textIn(scheme, `ending.${state.ended.ending}`, language)}` : ''}
            </h3>
            <ol className="plain">
              {flow.steps.map((step) => {
                const { status } = stepOf(state, step.id);
                return (
                  <li key={step.id} className={`w-step-${status}`}>
                    <span aria-hidden="true">{marks[status]} </span>
                    {textIn(scheme, `step.${step.id}`, language)} <small className="soft">{said[status]}</small>
                  </li>
                );
              })}
            </ol>
          </div>
        );
      })}
    </>
  );
}

export function Register({ scheme, entries }: { readonly scheme: Scheme; readonly entries: readonly StandingEntry[] }) {
  const { say, language } = useWorkshop();
  return (
    <div className="w-walk-register">
      <h3>{say('名录', 'The register')}</h3>
      {entries.length === 0 ? <p className="soft">{say('还没有登记。', 'No entry yet.')}</p> : null}
      <ul className="plain">
        {entries.map((entry) => (
          <li key={entry.id} data-entry={entry.number}>
            <strong>{entry.number}</strong> {textIn(scheme, `result.${entry.result}`, language)} ·{' '}
            {valueWord(entry.status, language)} · {entry.from} – {entry.to ?? say('无终止', 'without end')}
            {Object.entries(entry.due).map(([duty, day]) => (
              <div key={duty} className="soft">
                {textIn(scheme, `duty.${duty}`, language)}: {day}
              </div>
            ))}
            {entry.must.map((must) => (
              <div key={must} className="w-bad">
                {valueWord(must, language)}
              </div>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}
