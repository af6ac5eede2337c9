import type { Case, Opening } from '../api/generated/api.ts';
import { dayText, useWords } from '../desk/words.ts';
import { lineName, mineIn, othersIn, whoDoes } from './case-parts.ts';
import { ClockShown } from './clock-shown.tsx';

/** The next thing to do, always in sight: what, who, until when; where it is this person's turn, the way to the form. */
export function NextBar({ kase, onGo }: { readonly kase: Case; readonly onGo: () => void }) {
  const words = useWords();
  const mine = [...mineIn(kase), ...myFindings(kase)];
  const others = othersIn(kase);
  const [first] = mine;
  const [other] = others;
  if (kase.ended)
    return (
      <div className="next next-ended" role="status">
        <strong>{words.t('caseEnded', { ending: words.key(kase.texts, `ending.${kase.ended.ending}`) })}</strong>
        <span className="soft">{dayText(kase.ended.at, kase.scheme.zone)}</span>
        {kase.ended.reason ? (
          <span>
            {words.key(kase.texts, `reason.${kase.ended.reason.list}.${kase.ended.reason.code}`)}{' '}
            {kase.ended.reason.words}
          </span>
        ) : null}
      </div>
    );
  if (first)
    return (
      <div className="next next-mine" role="status">
        <span className="next-word">{words.t('next')}</span>
        <strong>
          {mine.length === 1 ? words.t('yourTurn') : words.t('yourTurnMany', { count: mine.length })}
          {words.colon}
          {openingName(kase, first, words)}
        </strong>
        <ClockShown clock={first.clock} zone={kase.scheme.zone} />
        <button type="button" className="next-go no-print" onClick={onGo}>
          {words.t('toTheForm')}
        </button>
      </div>
    );
  if (other)
    return (
      <div className="next next-waits" role="status">
        <span className="next-word">{words.t('next')}</span>
        <strong>{openingName(kase, other, words)}</strong>
        <span>{words.t('waitsFor', { who: whoDoes(kase, other, words) })}</span>
        <ClockShown clock={other.clock} zone={kase.scheme.zone} />
        {others.length > 1 ? (
          <span className="soft">
            {words.t('alsoOpen')}
            {words.list(others.slice(1, 4).map((opening) => openingName(kase, opening, words)))}
            {others.length > 4 ? '…' : ''}
          </span>
        ) : null}
      </div>
    );
  return (
    <div className="next next-waits" role="status">
      {words.t('nothingOpen')}
    </div>
  );
}

/** Answers and verifications that are this person's. */
function myFindings(kase: Case): readonly Opening[] {
  return kase.openings.filter(
    (opening) => (opening.act === 'answer-finding' || opening.act === 'settle-finding') && opening.bars.length === 0,
  );
}

export function openingName(kase: Case, opening: Opening, words: ReturnType<typeof useWords>): string {
  if (opening.act === 'answer-finding') return words.t('answerIt');
  if (opening.act === 'settle-finding') return words.t('settle');
  const step = words.key(kase.texts, `step.${opening.on}`);
  return opening.line === null
    ? step
    : words.t('lineOf', { step, line: lineName(kase, opening.on, opening.line, words) });
}
