import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useSubmission } from '../act/use-submission.ts';
import type { Round, RoundAct, RoundAnswer } from '../api/generated/api.ts';
import { api } from '../desk/api.ts';
import type { KeptDraft } from '../draft/use-draft.ts';

/** An act in a round; `said` tells afterwards what was done. */
export function useRoundAct(
  round: Round,
  said: string,
  options: {
    readonly draft?: KeptDraft;
    readonly onDone?: (answer: RoundAnswer) => void | Promise<void>;
    readonly needsIdentity?: boolean;
  },
) {
  const client = useQueryClient();
  const { message } = App.useApp();
  return useSubmission(
    (act: RoundAct, key: string) =>
      // Who runs the round saw its version; a jury sees none, and each of its lines is its own.
      api.post('/api/v1/rounds/{id}/acts', {
        path: { id: round.id },
        body: round.isDesk ? { ...act, expected: round.version } : act,
        key,
      }),
    {
      needsIdentity: options.needsIdentity ?? false,
      draft: options.draft,
      onDone: async (answer) => {
        await options.onDone?.(answer);
        await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'draft' });
        void message.success(said);
      },
      onChanged: () => client.invalidateQueries({ queryKey: ['round', round.id] }),
    },
  );
}
