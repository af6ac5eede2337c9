import { Alert } from 'antd';
import type { Change } from '../api/generated/api.ts';
import type { TextKey } from '../desk/texts/language.ts';
import { instantText, type SchemeTexts, useWords, type Words } from '../desk/words.ts';

/** Others were first: what they did, and that what one has filled in is still there. */
export function Changed({ change, texts }: { readonly change: Change | null; readonly texts: SchemeTexts }) {
  const words = useWords();
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={words.t('changedTitle')}
      description={
        <>
          <ul className="refusals">
            {(change?.since ?? []).map((event) => (
              <li key={event.version}>
                {instantText(event.at)} {words.key(texts, `role.${event.role}`, event.role)}
                {words.colon}
                {eventWords(event.type, event.about, texts, words)}
              </li>
            ))}
          </ul>
          {words.t('changedHint')}
        </>
      }
    />
  );
}

const eventTexts: Readonly<Record<string, TextKey>> = {
  CaseOpened: 'eventCaseOpened',
  StepDone: 'eventStepDone',
  PersonReleased: 'eventPersonReleased',
  ConflictDeclared: 'eventConflictDeclared',
  FindingRaised: 'eventFindingRaised',
  FindingAnswered: 'eventFindingAnswered',
  FindingSettled: 'eventFindingSettled',
  AnswerAttached: 'eventAnswerAttached',
  CaseLeft: 'eventCaseLeft',
  CaseMoved: 'eventCaseMoved',
  ClockRanOut: 'eventClockRanOut',
  ClocksReckoned: 'eventClocksReckoned',
  RoundOpened: 'eventRoundOpened',
  CaseJoined: 'eventCaseJoined',
  GatePassed: 'eventGatePassed',
  ReviewersAssigned: 'eventReviewersAssigned',
  CasesRanked: 'eventCasesRanked',
  ListDisplayed: 'eventListDisplayed',
  ObjectionReceived: 'eventObjectionReceived',
  ObjectionAnswered: 'eventObjectionAnswered',
  ListDecided: 'eventListDecided',
  EntryDecided: 'eventEntryDecided',
  EntryIssued: 'eventEntryIssued',
  EntrySuspended: 'eventEntrySuspended',
  EntryRestored: 'eventEntryRestored',
  EntryScopeChanged: 'eventEntryScopeChanged',
  EntryEnded: 'eventEntryEnded',
  EntryExpired: 'eventEntryExpired',
  EntrySucceeded: 'eventEntrySucceeded',
  DutyMet: 'eventDutyMet',
  DutyMissed: 'eventDutyMissed',
  TransitionReminded: 'eventTransitionReminded',
};

/** What happened, in words; what it was about by the scheme's own name for it. */
export function eventWords(type: string, about: string, texts: SchemeTexts, words: Words): string {
  const key = Object.hasOwn(eventTexts, type) ? eventTexts[type] : undefined;
  const kind = key === undefined ? type : words.t(key);
  const name = ['step', 'exit', 'clock', 'duty'].map((p) => `${p}.${about}`).find((k) => Object.hasOwn(texts, k));
  return name === undefined ? kind : type === 'StepDone' ? words.key(texts, name) : `${kind} ${words.key(texts, name)}`;
}
