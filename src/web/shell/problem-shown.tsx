import { Alert, Button } from 'antd';
import { ApiProblem } from '../desk/api.ts';
import { Said } from '../desk/said.tsx';
import { refusalWords, useWords } from '../desk/words.ts';

/** A fault in words: what happened, every reason of a refusal, what to do, and the request's number for whoever is told. */
export function ProblemShown({
  problem,
  retry,
}: {
  readonly problem: unknown;
  readonly retry?: (() => void) | undefined;
}) {
  const words = useWords();
  const api = problem instanceof ApiProblem ? problem : null;
  const isAway = api?.status === 0;
  const isMissing = api?.status === 404;
  const refusals = api?.refusals ?? [];
  const failure = refusals.length > 0 ? words.t('refusedTitle') : (api?.message ?? words.t('failed'));
  const title = isAway ? words.t('unreachable') : isMissing ? words.t('notFound') : failure;
  const help = isAway ? words.t('unreachableHint') : isMissing ? words.t('notFoundHint') : (api?.help ?? '');
  return (
    <Alert
      type={isMissing ? 'info' : 'error'}
      showIcon
      role="alert"
      title={<Said text={title} />}
      description={
        <>
          {refusals.length > 0 ? <Reasons refusals={refusals} /> : <Said text={help} />}
          {api && api.status >= 500 && api.requestId !== '' ? (
            <div className="soft">{words.t('requestId', { id: api.requestId })}</div>
          ) : null}
        </>
      }
      action={retry ? <Button onClick={retry}>{words.t('retry')}</Button> : undefined}
    />
  );
}

function Reasons({ refusals }: { readonly refusals: ApiProblem['refusals'] }) {
  const words = useWords();
  return (
    <ul className="refusals">
      {refusals.map((refusal) => {
        const { text, help } = refusalWords(refusal, {}, words);
        return (
          <li key={`${refusal.code} ${refusal.field ?? ''} ${refusal.text.zh}`}>
            <Said text={text} />{' '}
            <span className="soft">
              <Said text={help} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** While something is on its way: said to those who hear the page as well. */
export function Loading() {
  const words = useWords();
  return (
    <p className="loading" role="status">
      {words.t('loading')}
    </p>
  );
}

/** An empty state says what would stand here, and what one may do. */
export function Empty({
  title,
  hint,
  children,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly children?: React.ReactNode;
}) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {hint === undefined ? null : <p className="soft">{hint}</p>}
      {children}
    </div>
  );
}
