import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useSubmission } from '../act/use-submission.ts';
import type { Refusal } from '../api/generated/api.ts';
import type { KeptDraft } from '../draft/use-draft.ts';

/** An act of administration: said when done, and every list asked anew. */
export function useAdminAct<C, A>(
  send: (content: C, key: string) => Promise<A>,
  said: string | ((answer: A) => string),
  options: {
    readonly draft?: KeptDraft;
    readonly onDone?: (answer: A) => void;
    readonly check?: (content: C) => readonly Refusal[];
  } = {},
) {
  const client = useQueryClient();
  const { message } = App.useApp();
  return useSubmission(send, {
    check: options.check,
    draft: options.draft,
    onDone: async (answer) => {
      options.onDone?.(answer);
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'draft' });
      void message.success(typeof said === 'string' ? said : said(answer));
    },
  });
}
