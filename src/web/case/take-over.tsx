import { Button } from 'antd';
import { useState } from 'react';
import type { StoredValues } from '#certification/case/events.ts';
import { isGiven } from '#certification/case/field-value.ts';
import type { FormSpec } from '#certification/scheme/scheme.ts';
import type { Case } from '../api/generated/api.ts';
import { ApiProblem, api } from '../desk/api.ts';
import { Said } from '../desk/said.tsx';
import { useWords } from '../desk/words.ts';
import { isSealed } from '../form/values.ts';

const mostLooked = 5;

/**
 * Ask once: what the applicant gave in an earlier case under the same name is put in, to be looked through. Files are not taken
 * over: evidence is of its own time.
 */
export function TakeOver({
  kase,
  form,
  values,
  onTake,
}: {
  readonly kase: Case;
  readonly form: FormSpec;
  readonly values: StoredValues;
  readonly onTake: (values: StoredValues) => void;
}) {
  const words = useWords();
  const [said, setSaid] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const applicant = kase.applicant?.id;
  if (applicant === undefined) return null;

  const take = async () => {
    setBusy(true);
    try {
      const found = await earlierCases(kase, applicant);
      const taken = takenFrom(found, form, values);
      setSaid(words.t('tookOver', { count: Object.keys(taken).length }));
      if (Object.keys(taken).length > 0) onTake({ ...values, ...taken });
    } catch (problem) {
      setSaid(problem instanceof ApiProblem && problem.status > 0 ? problem.message : words.t('unreachable'));
    }
    setBusy(false);
  };
  return (
    <p className="take-over">
      <Button loading={isBusy} onClick={() => void take()}>
        {words.t('takeOver')}
      </Button>{' '}
      <span className="soft" role="status">
        <Said text={said ?? words.t('takeOverHint')} />
      </span>
    </p>
  );
}

/** Those under the same scheme first, since they were asked the same; then the newest of all. */
async function earlierCases({ id, scheme }: Case, applicant: string): Promise<readonly Case[]> {
  const newest = { applicant, order: 'opened', limit: mostLooked + 1 } as const;
  const lists = await Promise.all(
    [{ ...newest, scheme: scheme.id }, newest].map((query) => api.get('/api/v1/cases', { query })),
  );
  const ids = lists.flatMap(({ rows }) =>
    rows
      .map((row) => row.id)
      .filter((one) => one !== id)
      .slice(0, mostLooked),
  );
  return Promise.all([...new Set(ids)].map((one) => api.get('/api/v1/cases/{id}', { path: { id: one } })));
}

/** For each field that is still empty, the newest value that an earlier case has under its name. */
function takenFrom(cases: readonly Case[], form: FormSpec, values: StoredValues): StoredValues {
  const taken: Record<string, StoredValues[string]> = {};
  for (const field of form.fields) {
    if (field.kind === 'file' || isGiven(values[field.id])) continue;
    const found = cases.map((earlier) => earlier.values[field.id]).find((value) => isGiven(value) && !isSealed(value));
    if (found !== undefined) taken[field.id] = found;
  }
  return taken;
}
