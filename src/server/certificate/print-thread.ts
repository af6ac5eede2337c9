import { parentPort } from 'node:worker_threads';
import type { CertificateFacts } from '#certification/credential/certificate-facts.ts';
import { makeCertificatePdf } from '#operation/certificate-pdf/certificate-pdf.ts';

export interface PrintOrder {
  readonly facts: CertificateFacts;
  readonly madeAt: string;
  readonly credential: string;
}

export type PrintResult =
  | { readonly ticket: number; readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly ticket: number; readonly ok: false; readonly why: string };

/** The thread that prints: fonts and page drawing cost 50 ms and more, which no other request should wait for. */
parentPort?.on('message', async ({ ticket, order }: { readonly ticket: number; readonly order: PrintOrder }) => {
  const { facts, madeAt, credential } = order;
  try {
    const bytes = new Uint8Array(await makeCertificatePdf(facts, { madeAt, credential }));
    const result: PrintResult = { ticket, ok: true, bytes };
    parentPort?.postMessage(result, [bytes.buffer]);
  } catch (error) {
    const result: PrintResult = { ticket, ok: false, why: error instanceof Error ? error.message : String(error) };
    parentPort?.postMessage(result);
  }
});
