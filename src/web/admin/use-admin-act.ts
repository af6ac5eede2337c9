import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useSubmission } from '../act/use-submission.ts';
import type { Refusal } from '../api/generated/api.ts';

/** An act of administration: said when done, and every list asked anew. */
export function useAdminAct<C, A>(
  send: (content: C, key: string) => Promise<A>,
  said: string | ((answer: A) => string),
  onDone: (answer: A) => void = () => undefined,
  check?: (content: C) => readonly Refusal[],
) {
  const client = useQueryClient();
  const { message } = App.useApp();
  return useSubmission(send, {
    check,
    onDone: async (answer) => {
      onDone(answer);
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'draft' });
      void message.success(typeof said === 'string' ? said : said(answer));
    },
  });
}
