import { valueWord } from '#toolbox/words/field-names.ts';
import { isRecord } from '#toolbox/words/value-shapes.ts';
import { useWords, type Words } from '../words/language.tsx';

/** What whoever asked wants to know first, before the picture: what to take and when to accept, or the verdict; else nothing. */
export function Headline({ values }: { readonly values: unknown }) {
  const words = useWords();
  if (!isRecord(values)) return null;
  const plan = planLines(values, words);
  if (plan.length > 0)
    return (
      <div className="verdict plan-lines">
        {plan.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    );
  const said = verdictOf(values, words);
  if (!said) return null;
  return (
    <p className={`verdict ${said.tone}`}>
      <span aria-hidden="true">{said.tone === 'good' ? '✓' : '◆'}</span> {said.text}
    </p>
  );
}

/** A sampling plan in the words of the inspector: how many to take, on how many nonconforming ones to accept or not. */
function planLines(values: Readonly<Record<string, unknown>>, words: Words): readonly string[] {
  const stages = Array.isArray(values['stages']) ? values['stages'].filter(isRecord) : [];
  const isPlan =
    stages.length > 0 && stages.every((one) => typeof one['n'] === 'number' && typeof one['re'] === 'number');
  if (!isPlan) return [];
  if (values['inspectAll'] === true) return [words.t('planAll')];
  return stages.map((one, k) => {
    const params = { k: k + 1, n: Number(one['n']), ac: Number(one['ac']), re: Number(one['re']) };
    if (stages.length === 1) return words.t('planSingle', params);
    return words.t(typeof one['ac'] === 'number' ? 'planStage' : 'planStageNoAccept', params);
  });
}

interface Verdict {
  readonly tone: 'good' | 'bad' | '';
  readonly text: string;
}

function verdictOf(values: Readonly<Record<string, unknown>>, words: Words): Verdict | null {
  const { verdict, accepted } = values;
  if (typeof accepted === 'boolean')
    return {
      tone: accepted ? 'good' : 'bad',
      text: words.of(valueWord('decision', accepted ? 'accepted' : 'not-accepted')),
    };
  if (typeof verdict !== 'string') return null;
  return {
    tone: verdict === 'acceptable' ? 'good' : verdict === 'unacceptable' ? 'bad' : '',
    text: words.of(valueWord('verdict', verdict)),
  };
}
