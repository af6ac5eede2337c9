import { refuse } from '#certification/act/refusal.ts';
import type { AnswerAttached } from '#certification/case/events.ts';
import { decideFurther } from '#certification/case/further-acts.ts';
import { hiddenParts } from '#certification/policy/hidden.ts';
import { mayOnCase } from '#certification/policy/policy.ts';
import { type AnswerDocument, documentText, type Recomputed } from '#certification/rules/answer-document.ts';
import { putFile } from '../files/uploads.ts';
import type { Id } from '../ports/values.ts';
import type { World } from '../world.ts';
import { carryOut } from './carry-out.ts';
import { type CaseAnswer, findCase } from './case-acts.ts';
import { decideIn } from './decide-in-case.ts';
import { loadCase } from './loading.ts';
import { type Outcome, refusedWith } from './outcome.ts';
import type { Acting, ActRequest } from './request.ts';
import { tidy } from './tidy.ts';

export interface AttachAnswerRequest extends ActRequest {
  readonly case: Id;
  /** The step that it supports; null for the case as a whole. */
  readonly step: string | null;
  /** The document of an answer, as a calculator gave it; believed only when it is computed again here and is the same. */
  readonly document: unknown;
  readonly words: string;
}

/**
 * Puts a calculator's answer to a case. What is kept is what this house computes from the document's inputs, never what was
 * handed in: a document that says anything else is refused, with the line that differs.
 */
export async function attachAnswer(world: World, request: AttachAnswerRequest): Promise<Outcome<CaseAnswer>> {
  const { step, words, document: given } = tidy(request);
  const content = { act: 'attach-answer', case: request.case, step, words, document: given };
  return carryOut<CaseAnswer>(world, { ...request, content }, async (transaction) => {
    const found = await findCase(world, transaction, request);
    if ('is' in found) return found;
    const { kase } = found;
    const again = world.rules.recompute(given);
    if (!again.same) return refusedWith([differs(again)]);
    const file = await keep(world, again.document);
    const answer: AnswerAttached = { ...summary(again.document), step, words, file };
    const worked = await decideIn(world, transaction, request.acting, kase, {
      by: kase.scheme.roles.filter((r) => r.of !== 'public').map((r) => r.id),
      acting: [],
      values: {},
      naming: [],
      files: [],
      bars: [],
      decide: (context) => decideFurther(kase.scheme, kase.state, { act: 'attach-answer', answer }, context),
    });
    if ('write' in worked)
      await world.storage.files.put(transaction, {
        id: world.newId(),
        ...file,
        case: request.case,
        round: kase.state.opened?.round ?? null,
        party: kase.state.opened?.applicant ?? null,
        uploadedBy: request.acting.viewer.account,
        uploadedAt: world.clock.now(),
      });
    return worked;
  });
}

function differs(again: Extract<Recomputed, { same: false }>) {
  return refuse('answer-differs', { why: again.why }, { field: 'document' });
}

async function keep(world: World, document: AnswerDocument): Promise<AnswerAttached['file']> {
  const bytes = new TextEncoder().encode(documentText(document));
  const name = `${document.calculator}-${document.digest.slice(0, 8)}.json`;
  const stored = await putFile(world, {
    name,
    bytes: (async function* () {
      yield bytes;
    })(),
  });
  if ('refused' in stored) throw new Error(`The document of an answer was refused as a file: ${stored.refused.code}.`);
  const { digest, size, mediaType } = stored;
  return { digest, name, size, mediaType };
}

function summary(
  document: AnswerDocument,
): Pick<AnswerAttached, 'calculator' | 'answer' | 'rules' | 'figures' | 'certainty'> {
  const { calculator, digest, rules, answer } = document;
  const figures = Object.entries(answer.values).map(([name, { value, rule, certainty }]) => ({
    name,
    value,
    rule,
    certainty,
  }));
  return { calculator, answer: digest, rules, figures, certainty: answer.certainty };
}

/** An answer that lies in a case, as it was attached, and what the same inputs give under the rules that are loaded now. */
export interface AttachedAnswer {
  readonly document: AnswerDocument;
  readonly recomputed: Recomputed;
}

/** Null when there is none, or when it is not for this viewer. */
export async function attachedAnswer(
  world: World,
  acting: Acting,
  of: { readonly case: Id; readonly answer: string },
): Promise<AttachedAnswer | null> {
  const kase = await loadCase(world, of.case);
  if (kase === null || !mayOnCase('file.read', acting.viewer, kase.summary)) return null;
  const { steps } = hiddenParts(kase.scheme, kase.state, acting.viewer);
  const found = kase.state.answers.find((a) => a.answer === of.answer && (a.step === null || !steps.has(a.step)));
  if (found === undefined) return null;
  const bytes = await world.storage.blobs.get(found.file.digest);
  if (bytes === null) throw new Error(`The file ${found.file.digest} of an attached answer is missing.`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  // Written by `keep` above, and found under the digest of its bytes.
  const document = JSON.parse(Buffer.concat(chunks).toString('utf8')) as AnswerDocument;
  return { document, recomputed: world.rules.recompute(document) };
}
