import { useRef, useState } from 'react';
import type { Refusal } from '../api/generated/api.ts';
import { ApiProblem, isUncertain, newKey } from '../desk/api.ts';
import type { KeptDraft } from '../draft/use-draft.ts';
import { isIdentified, useSession } from '../shell/session.ts';

export interface Submission<C> {
  readonly isBusy: boolean;
  readonly problem: ApiProblem | null;
  /** The person is to prove her identity; `prove` goes on when she did. */
  readonly isAskingIdentity: boolean;
  readonly submit: (content: C) => Promise<void>;
  readonly prove: { readonly done: () => void; readonly cancel: () => void };
  readonly clear: () => void;
}

/**
 * Sends an act once: the same content keeps its idempotency key until there is an answer, so that a second try after a lost
 * one does nothing twice. Identity is asked again before the act where it needs it, or when the server says so.
 */
export function useSubmission<C, A>(
  send: (content: C, key: string) => Promise<A>,
  options: {
    readonly needsIdentity?: boolean;
    /** What is missing so plainly that the server need not be asked. */
    readonly check?: ((content: C) => readonly Refusal[]) | undefined;
    /** The draft of what is sent: gone once it is done. */
    readonly draft?: Pick<KeptDraft, 'forget'> | undefined;
    readonly onDone: (answer: A) => void | Promise<void>;
    /** Others were first: the page shows what there is now, and the form keeps what it holds. */
    readonly onChanged?: () => void | Promise<void>;
  },
): Submission<C> {
  const session = useSession();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [asking, setAsking] = useState<{ readonly content: C } | null>(null);
  const last = useRef<{ readonly content: string; readonly key: string } | null>(null);

  const keyFor = (content: C): string => {
    const text = JSON.stringify(content);
    if (last.current?.content !== text) last.current = { content: text, key: newKey() };
    return last.current.key;
  };

  const carryOut = async (content: C) => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await send(content, keyFor(content));
      last.current = null;
      await options.draft?.forget();
      await options.onDone(answer);
    } catch (error) {
      const found = error instanceof ApiProblem ? error : new ApiProblem({ code: 'fault', status: 500 }, error);
      if (!isUncertain(found)) last.current = null;
      if (found.refusals.some((refusal) => refusal.code === 'identity-needed')) setAsking({ content });
      // That the session ended is said by the shell, over this page.
      else if (found.code !== 'not-signed-in') setProblem(found);
      if (found.code === 'changed-since') await options.onChanged?.();
    } finally {
      setBusy(false);
    }
  };

  const submit = async (content: C) => {
    if (isBusy) return;
    const missing = options.check?.(content) ?? [];
    if (missing.length > 0) return setProblem(new ApiProblem({ code: 'refused', status: 422, refusals: missing }));
    if (options.needsIdentity && !isIdentified(session)) setAsking({ content });
    else await carryOut(content);
  };

  return {
    isBusy,
    problem,
    isAskingIdentity: asking !== null,
    submit,
    prove: {
      done: () => {
        const content = asking?.content;
        setAsking(null);
        if (content !== undefined) void carryOut(content);
      },
      cancel: () => setAsking(null),
    },
    clear: () => setProblem(null),
  };
}
