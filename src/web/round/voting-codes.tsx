import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input, InputNumber } from 'antd';
import { useId, useState } from 'react';
import type { PublicVote, Round } from '../api/generated/api.ts';
import { type ApiProblem, api } from '../desk/api.ts';
import { useWords } from '../desk/words.ts';
import { FieldFrame } from '../form/field-frame.tsx';
import { ProblemShown } from '../shell/problem-shown.tsx';

/** Codes for voters without an account: given out once, as a file, and kept nowhere. */
export function VotingCodes({ round, vote }: { readonly round: Round; readonly vote: PublicVote }) {
  const words = useWords();
  const client = useQueryClient();
  const id = useId();
  const [count, setCount] = useState<number | null>(100);
  const [to, setTo] = useState('');
  const issue = useMutation<{ readonly codes: readonly string[] }, ApiProblem>({
    mutationFn: () =>
      api.post('/api/v1/rounds/{id}/voting-codes', { path: { id: round.id }, body: { count: count ?? 0, to } }),
    onSuccess: () => {
      setTo('');
      return client.invalidateQueries({ queryKey: ['round', round.id] });
    },
  });
  const given = vote.desk?.codes ?? [];
  const codes = issue.data?.codes;
  const refusals = issue.error?.refusals ?? [];
  const at = (field: string) => refusals.filter((refusal) => refusal.field === field);
  return (
    <>
      <h3>{words.t('votingCodes')}</h3>
      <p className="soft">{words.t('votingCodesHint')}</p>
      <ul className="plain">
        {given.map((batch) => (
          <li key={batch.from}>
            {batch.to} <span className="soft">{words.t('codesMany', { count: batch.count })}</span>
          </li>
        ))}
      </ul>
      <form
        className="fields voting-codes"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          issue.mutate();
        }}
      >
        <FieldFrame id={`${id}-to`} label={words.t('codesTo')} required refusals={at('to')} texts={{}} words={words}>
          <Input id={`${id}-to`} value={to} maxLength={300} onChange={(event) => setTo(event.target.value)} />
        </FieldFrame>
        <FieldFrame
          id={`${id}-count`}
          label={words.t('codesCount')}
          required
          refusals={at('count')}
          texts={{}}
          words={words}
        >
          <InputNumber
            id={`${id}-count`}
            min={1}
            max={20_000}
            precision={0}
            controls={false}
            value={count}
            onChange={setCount}
          />
        </FieldFrame>
        <div>
          <Button htmlType="submit" loading={issue.isPending}>
            {words.t('codesIssue')}
          </Button>
        </div>
      </form>
      {issue.error === null || refusals.length > 0 ? null : <ProblemShown problem={issue.error} />}
      {codes === undefined ? null : (
        <Alert
          type="success"
          showIcon
          role="status"
          title={words.t('codesReady', { count: codes.length })}
          description={
            <a
              href={`data:text/csv;charset=utf-8,${encodeURIComponent(`${codes.join('\r\n')}\r\n`)}`}
              download="codes.csv"
            >
              {words.t('codesFile')}
            </a>
          }
        />
      )}
    </>
  );
}
