import { Link } from '@tanstack/react-router';
import type { StepSpec } from '#certification/scheme/scheme.ts';
import { useWords } from '../desk/words.ts';
import type { RoundWithScheme } from './round-parts.ts';

/** What the work of a step will do, before it is done: who still stands at a gate, what a display will freeze. */
export function StepWorkShown({ round, scheme, spec }: RoundWithScheme & { readonly spec: StepSpec }) {
  const words = useWords();
  const help = scheme.texts[`help.step.${spec.id}`];
  return (
    <>
      {help === undefined ? null : <p className="guidance">{words.of(help)}</p>}
      {spec.work === 'gate' ? <AtGate round={round} scheme={scheme} spec={spec} /> : null}
      {spec.work === 'display' ? <ToDisplay round={round} scheme={scheme} /> : null}
    </>
  );
}

/** Submissions that are not through: the step of theirs for which the gate waits, or one before it, is open. */
function AtGate({ round, scheme, spec }: RoundWithScheme & { readonly spec: StepSpec }) {
  const words = useWords();
  const steps = scheme.flows.find((flow) => flow.id === scheme.round?.caseFlow)?.steps.map((s) => s.id) ?? [];
  const gate = steps.indexOf(spec.caseStep ?? '');
  const waiting = round.cases.filter(
    (c) => c.ending === null && c.openSteps.some((step) => steps.indexOf(step) >= 0 && steps.indexOf(step) <= gate),
  );
  if (waiting.length === 0) return <p className="guidance">{words.t('gateClear')}</p>;
  return (
    <div className="missing">
      {words.t('gateNow')}
      {words.colon}
      <ul className="refusals">
        {waiting.map((c) => (
          <li key={c.id}>
            <Link to="/cases/$id" params={{ id: c.id }} search={{}}>
              {c.title}
            </Link>{' '}
            <span className="soft">
              {words.list(c.openSteps.map((step) => words.key(scheme.texts, `step.${step}`)))}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function ToDisplay({ round, scheme }: RoundWithScheme) {
  const words = useWords();
  const graded = round.ranked?.rows.filter((row) => row.grade !== null);
  const listed = round.cases.filter(
    (c) => c.ending === null && (graded === undefined || graded.some((row) => row.case === c.id)),
  );
  const gradeOf = (id: string) => graded?.find((row) => row.case === id)?.grade ?? null;
  return (
    <div className="guidance">
      <p>{words.t('displayIssue')}</p>
      <p>
        {words.t('displayList')}
        {words.colon}
      </p>
      <ol>
        {listed.map((c) => {
          const grade = gradeOf(c.id);
          return (
            <li key={c.id}>
              {c.title}{' '}
              <span className="soft">
                {words.of(c.applicant.name)} {grade === null ? '' : words.key(scheme.texts, `grade.${grade}`, grade)}
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
