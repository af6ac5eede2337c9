import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useSubmission } from '../act/use-submission.ts';
import type { Case, CaseAct, CaseAnswer, Refusal } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import type { KeptDraft } from '../draft/use-draft.ts';

/** An act of a case beside its steps; `said` tells afterwards what was done. */
export function useFurtherAct(
  kase: Case,
  said: string,
  options: {
    readonly draft?: KeptDraft;
    readonly onDone?: (answer: CaseAnswer) => void | Promise<void>;
    readonly check?: (act: CaseAct) => readonly Refusal[];
  },
) {
  const client = useQueryClient();
  const { message } = App.useApp();
  return useSubmission(
    (act: CaseAct, key: string) =>
      api.post('/api/v1/cases/{id}/acts', { path: { id: kase.id }, body: { ...act, expected: kase.version }, key }),
    {
      check: options.check,
      draft: options.draft,
      onDone: async (answer) => {
        await options.onDone?.(answer);
        await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'draft' });
        void message.success(said);
      },
      onChanged: () => client.invalidateQueries({ queryKey: ['case', kase.id] }),
    },
  );
}
