import { type CredentialChecks, type StatusAnswer, type StatusEntry, verifyCredential } from './credential.ts';
import type { CredentialReason, ReasonParameters } from './credential-reasons.ts';
import {
  bitsOfState,
  decodeStatusBits,
  type Gunzip,
  leastStatusListBits,
  mostListBytes,
  readStatusBit,
  readStatusState,
  statesFragment,
} from './status-list.ts';

export interface StatusListChecks extends Omit<CredentialChecks, 'status'> {
  readonly gunzip: Gunzip;
}

type Payload = Readonly<Record<string, unknown>>;

/**
 * What a list, fetched or handed in, says of one certificate (Bitstring Status List 1.0 section 3.2). Each doubt about the list
 * is an answer of its own. A list that is forged or not the one that the certificate names is refused; one that is merely old
 * still says what was so on its day, and an end it tells of is an end.
 */
export async function readStatusList(
  listText: string,
  entry: StatusEntry,
  issuer: string,
  checks: StatusListChecks,
): Promise<StatusAnswer> {
  const { verifySignature, resolveIssuer, now } = checks;
  const report = await verifyCredential(listText, { verifySignature, resolveIssuer, now });
  const { payload } = report;
  const stepOf = (name: string) => report.steps.find((one) => one.step === name);
  const failed = (name: string) => stepOf(name)?.outcome === 'failed';
  const detail = (name: string) => ({ detail: stepOf(name)?.code ?? '' });
  if (payload === null || failed('format') || failed('algorithm'))
    return faulty('status-list-format', detail(failed('algorithm') ? 'algorithm' : 'format'));
  if (report.issuer !== issuer) return faulty('status-list-issuer', { expected: issuer, found: report.issuer ?? '—' });
  const key = stepOf('issuer');
  if (key?.code === 'issuer-unreachable')
    return { answer: 'unreachable', reason: String(key.parameters['reason'] ?? '') };
  if (failed('signature')) return faulty('status-list-signature', {});
  if (key?.outcome !== 'ok') return faulty('status-list-key', detail('issuer'));
  const named = isOther(payload, entry);
  if (named !== null) return named;
  if (failed('shape')) return faulty('status-list-format', detail('shape'));
  const dates = stepOf('dates');
  const asOf = String(payload['validFrom']);
  if (dates?.code === 'dates-not-yet' || dates?.code === 'dates-signed-later')
    return faulty('status-list-not-yet', { from: asOf, now });
  const answer = readBits(payload, entry, checks.gunzip, asOf);
  return dates?.code === 'dates-expired' && answer.answer === 'may-be-relied-on'
    ? faulty('status-list-stale', { asOf, until: String(payload['validUntil']), now })
    : answer;
}

function isOther(payload: Payload, entry: StatusEntry): StatusAnswer | null {
  const { id, type, credentialSubject } = payload;
  if (!Array.isArray(type) || !type.includes('BitstringStatusListCredential') || id !== entry.listUrl)
    return faulty('status-list-other', { expected: entry.listUrl, found: typeof id === 'string' ? id : '—' });
  const { statusPurpose } = (credentialSubject ?? {}) as { readonly statusPurpose?: unknown };
  // One or more strings (section 2.2).
  const purposes: readonly unknown[] = Array.isArray(statusPurpose) ? statusPurpose : [statusPurpose];
  return purposes.includes(entry.purpose)
    ? null
    : faulty('status-list-purpose', { expected: entry.purpose, found: purposes.map(String).join(', ') });
}

function readBits(payload: Payload, entry: StatusEntry, gunzip: Gunzip, asOf: string): StatusAnswer {
  // The shape was checked before: the subject is one list with these members.
  const subject = payload['credentialSubject'] as { readonly id: string; readonly encodedList: string };
  const bits = decodeStatusBits(subject.encodedList, gunzip);
  if (bits === 'too-large') return faulty('status-list-too-large', { most: mostListBytes });
  if (bits === 'broken') return faulty('status-list-packed', {});
  const length = bits.length * 8;
  if (length < leastStatusListBits)
    return faulty('status-list-short', { expected: leastStatusListBits, found: length });
  const bit = readStatusBit(bits, entry.index);
  if (bit === undefined) return faulty('status-list-range', { index: entry.index, length });
  const isOurs = subject.id === `${entry.listUrl}${statesFragment}` && entry.index % bitsOfState === 0;
  const state = isOurs ? readStatusState(bits, entry.index) : undefined;
  if (bit) return { answer: 'may-not-be-relied-on', asOf, state: state ?? entry.purpose };
  return { answer: 'may-be-relied-on', asOf, hasSmallerScope: state === 'smaller-scope' };
}

function faulty(code: Extract<CredentialReason, `status-list-${string}`>, parameters: ReasonParameters): StatusAnswer {
  return { answer: 'faulty-list', code, parameters };
}
