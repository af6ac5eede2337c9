import { type Refusal, refusalText } from '#certification/act/refusal.ts';
import type { Outcome } from '#operation/acts/outcome.ts';
import { Problem, type RefusalShown } from './problem.ts';

/** What an act brought about; anything else than `done` becomes a problem. */
export function doneOr<T>(outcome: Outcome<T>): T {
  switch (outcome.is) {
    case 'done':
      return outcome.value;
    case 'refused':
      throw new Problem('refused', { refusals: outcome.refusals.map(showRefusal) });
    case 'changed': {
      const { expected, current, since } = outcome.change;
      const detail = {
        zh: `应为第 ${expected} 版，现为第 ${current} 版。`,
        en: `Expected version ${expected}, found version ${current}.`,
      };
      throw new Problem('changed-since', { detail, change: { expected, current, since } });
    }
    case 'denied':
      throw new Problem(outcome.why);
    case 'key-reused':
      throw new Problem('key-reused', {
        detail: { zh: `该键于 ${outcome.usedAt} 用过。`, en: `The key was used on ${outcome.usedAt}.` },
      });
  }
}

export function showRefusal(refusal: Refusal): RefusalShown {
  const [zh, en] = [refusalText(refusal, 'zh'), refusalText(refusal, 'en')];
  return {
    code: refusal.code,
    params: refusal.params,
    text: { zh: zh.text, en: en.text },
    help: { zh: zh.help, en: en.help },
    field: refusal.field ?? null,
    basis: refusal.basis ?? null,
  };
}
