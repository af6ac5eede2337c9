import { paramsIn, type Refusal, refusalText } from '#certification/act/refusal.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import type { Outcome } from '#operation/acts/outcome.ts';
import type { World } from '#operation/world.ts';
import { Problem, type RefusalShown } from './problem.ts';
import { inEnglish } from './scheme-words.ts';

/** What an act brought about; anything else than `done` becomes a problem, in the words of the scheme where one is given. */
export function doneOr<T>(outcome: Outcome<T>, texts: Scheme['texts'] = {}): T {
  switch (outcome.is) {
    case 'done':
      return outcome.value;
    case 'refused':
      throw new Problem('refused', { refusals: outcome.refusals.map((r) => showRefusal(r, texts)) });
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

/** The same for an act under a scheme: its words are looked up only when there is a refusal to tell. */
export async function doneUnder<T>(
  world: World,
  outcome: Outcome<T>,
  under: () => Promise<{ readonly scheme: string | null; readonly edition: string | null } | null>,
): Promise<T> {
  if (outcome.is !== 'refused') return doneOr(outcome);
  const found = await under();
  const scheme =
    found === null || found.scheme === null || found.edition === null
      ? null
      : await world.schemes.edition(found.scheme, found.edition);
  return doneOr(outcome, scheme?.texts);
}

export function showRefusal(refusal: Refusal, texts: Scheme['texts'] = {}): RefusalShown {
  const zh = refusalText(refusal, 'zh');
  const en = refusalText({ ...refusal, params: inEnglish(refusal.params, texts) }, 'en');
  return {
    code: refusal.code,
    params: paramsIn(refusal.params, 'zh'),
    text: { zh: zh.text, en: en.text },
    help: { zh: zh.help, en: en.help },
    field: refusal.field ?? null,
    basis: refusal.basis ?? null,
  };
}
