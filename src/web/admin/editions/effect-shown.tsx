import type { EditionEffect } from '../../api/generated/api.ts';
import { useCited } from '../../desk/cited.ts';
import { useWords } from '../../desk/words.ts';

/** What an edition changes against the one in force, and what it touches of what lives, in counts. */
export function EffectShown({ effect }: { readonly effect: EditionEffect }) {
  const words = useWords();
  const cited = useCited();
  const counts = { open: effect.cases.open, looked: effect.cases.lookedInto, drafts: effect.drafts };
  return (
    <>
      <h3>{words.t('editionTouches')}</h3>
      <p>{words.t('editionCounts', { ...counts, rounds: effect.rounds, holders: effect.holders })}</p>
      <ul>
        {effect.entries.map((e) => (
          <li key={e.edition}>{words.t('editionEntries', e)}</li>
        ))}
        {effect.lines.map((line) => (
          <li key={`${line.kind} ${JSON.stringify(line.at)}`}>
            <strong>{words.of(line.subject)}</strong>
            {words.colon}
            {words.t(lineWords[line.kind])} · {words.t('editionLine', { cases: line.cases, drafts: line.drafts })}
            {line.found.length === 0 ? null : (
              <span className="soft"> {words.list(line.found.map((f) => words.of(f)))}</span>
            )}
          </li>
        ))}
        {effect.lines.length === 0 ? <li>{words.t('editionTouchesNone')}</li> : null}
      </ul>
      <h3>
        {effect.from === null
          ? words.t('editionFirst')
          : words.t('editionChanges', { count: effect.changes.length, edition: effect.from.edition })}
      </h3>
      <ul>
        {effect.changes.map((change) => (
          <li key={change.text.en}>
            {change.weight === 'stricter' ? <strong>▲ </strong> : change.weight === 'looser' ? '▽ ' : null}
            {cited(words.of(change.text))}
          </li>
        ))}
      </ul>
      {effect.changes.length === 0 ? null : <p className="soft">{words.t('editionMarks')}</p>}
    </>
  );
}

const lineWords = {
  'flow-gone': 'editionFlowGone',
  'step-gone': 'editionStepGone',
  'value-refused': 'editionValueRefused',
  'field-gone': 'editionFieldGone',
  'field-demanded': 'editionFieldDemanded',
} as const;
