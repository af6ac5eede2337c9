import { carryOut } from './carry-out.ts';
import type { Answered, Asked, Evaluation, Report } from './protocol.ts';
import { buffersOf } from './shorten.ts';

/** The bench: reads, computes and writes beside the page, so that typing never waits for a calculation. */
self.addEventListener('message', (event: MessageEvent<Asked>) => {
  void answer(event.data);
});

async function answer({ id, name, ask }: Asked): Promise<void> {
  try {
    const given = await (carryOut[name] as (ask: unknown, report: Report) => Promise<unknown>)(ask, (progress) =>
      post({ id, progress }, []),
    );
    post({ id, ok: true, answer: given }, transfersOf(name, given));
  } catch (fault) {
    post({ id, ok: false, fault: fault instanceof Error ? fault.message : String(fault) }, []);
  }
}

function post(message: Answered, transfer: Transferable[]): void {
  self.postMessage(message, { transfer });
}

function transfersOf(name: Asked['name'], given: unknown): Transferable[] {
  if (name !== 'evaluate') return [];
  const { outcome } = given as Evaluation;
  return outcome?.ok ? buffersOf(outcome.scenes) : [];
}
