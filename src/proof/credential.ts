import {
  type CredentialReason,
  credentialSteps,
  notReached,
  type ReasonParameters,
  type StepOutcome,
  type StepResult,
  stepResult,
} from './credential-reasons.ts';
import { credentialShapes, findCredentialShape } from './credential-shapes.ts';
import { isDid, parseDidUrl } from './did.ts';
import { instantMilliseconds, instantText } from './instant.ts';
import type { IssuerKey, ResolveIssuer } from './issuer.ts';
import { type Jws, jwsAlgorithms, readJws, show, unwrapJws, type VerifySignature } from './jws.ts';
import { shapeProblems } from './shape.ts';

/** What the check needs from outside: primitives, sources and the time. */
export interface CredentialChecks {
  readonly verifySignature: VerifySignature;
  readonly resolveIssuer: ResolveIssuer;
  /** The instant at which the question is asked, with its offset. */
  readonly now: string;
  /** Asks for the status today; left out when offline. */
  readonly status?: AskStatus;
}

export interface StatusEntry {
  readonly listUrl: string;
  readonly index: number;
  readonly purpose: string;
}

/**
 * Unreachable is not unknown, and neither is withdrawn. `asOf` is the instant of which the answer tells; a list that can't be
 * believed, or is not the one that was named, is a fault of its own.
 */
export type StatusAnswer =
  | { readonly answer: 'may-be-relied-on'; readonly asOf: string; readonly hasSmallerScope: boolean }
  | { readonly answer: 'may-not-be-relied-on'; readonly asOf: string; readonly state: string }
  | { readonly answer: 'unreachable'; readonly reason: string }
  | {
      readonly answer: 'faulty-list';
      readonly code: Extract<CredentialReason, `status-list-${string}`>;
      readonly parameters: ReasonParameters;
    };

export type AskStatus = (entry: StatusEntry, issuer: string) => StatusAnswer | Promise<StatusAnswer>;

/**
 * Whether a report refuses nothing but reliance: the file is genuine, and says the truth of its day; only its dates or its
 * status say that it may not be relied on at the time asked about.
 */
export function isGenuineButOver({ outcome, steps }: CredentialReport): boolean {
  const isOver = (one: StepResult) =>
    one.step === 'dates' || (one.step === 'status' && !one.code.startsWith('status-list-'));
  return outcome === 'failed' && steps.every((one) => one.outcome === 'ok' || isOver(one));
}

export interface CredentialReport {
  /**
   * `failed` when any step failed; `incomplete` when none failed but not everything was checked (what, stands in the steps);
   * `ok` only when every step was checked and held.
   */
  readonly outcome: 'ok' | 'incomplete' | 'failed';
  /** One result for each of `credentialSteps`, in that order. */
  readonly steps: readonly StepResult[];
  /** The content; null when it could not even be read. Believe it only as far as the steps go. */
  readonly payload: Readonly<Record<string, unknown>> | null;
  readonly issuer: string | null;
  readonly keyId: string | null;
  /** When it says that it was signed: `iat`, else `validFrom`; UTC. */
  readonly signedAt: string | null;
}

/**
 * Checks a credential (compact JWS, `application/vc+jwt`) and says step by step what held, what failed and what was not checked.
 * @param text the JWS itself, or the JSON envelope around it.
 */
export async function verifyCredential(text: string, checks: CredentialChecks): Promise<CredentialReport> {
  const reading = readJws(unwrapJws(text));
  if (!reading.ok) return reportOf([stepResult(reading.code, reading.parameters)], null);
  const { jws } = reading;
  const steps = [stepResult('format-ok')];

  const algorithm = checkAlgorithm(jws);
  steps.push(algorithm);
  if (algorithm.outcome === 'failed') return reportOf(steps, jws);

  const issuer = await checkIssuer(jws, checks.resolveIssuer);
  steps.push(issuer.result);

  const signature = await checkSignature(jws, issuer.key, checks.verifySignature);
  steps.push(signature);
  if (signature.outcome === 'failed') return reportOf(steps, jws);

  const shape = checkShape(jws.payload);
  steps.push(shape);
  if (shape.outcome === 'failed') return reportOf(steps, jws);

  steps.push(checkDates(jws, checks.now));

  // A status is asked for only in the name of an issuer whose signature held: anyone else could send us anywhere.
  if (issuer.result.outcome === 'ok' && signature.outcome === 'ok') steps.push(await checkStatus(jws, checks.status));
  return reportOf(steps, jws);
}

function checkAlgorithm({ algorithm }: Jws): StepResult {
  if (Object.hasOwn(jwsAlgorithms, algorithm)) return stepResult('algorithm-ok', { found: show(algorithm) });
  const expected = Object.keys(jwsAlgorithms).map(show).join(' / ');
  return stepResult('algorithm-not-allowed', { expected, found: show(algorithm) });
}

/** Issuer and key: the key named by `kid` belongs to the DID that issues, is known, and was valid when it signed. */
async function checkIssuer(jws: Jws, resolve: ResolveIssuer): Promise<{ result: StepResult; key?: IssuerKey }> {
  const did = issuerOf(jws.payload);
  if (did === null || !isDid(did)) return { result: stepResult('issuer-missing', { found: show(did) }) };
  const key = jws.keyId ?? '';
  const kid = parseDidUrl(key);
  if (kid === undefined || kid.fragment === null)
    return { result: stepResult('issuer-kid', { found: show(jws.keyId) }) };
  if (kid.did !== did) return { result: stepResult('issuer-other-did', { expected: did, found: kid.did }) };
  const answer = await resolve(did);
  if (answer.answer === 'unreachable')
    return { result: stepResult('issuer-unreachable', { did, reason: answer.reason }) };
  if (answer.answer === 'unknown' || answer.issuer.did !== did)
    return {
      result: stepResult('issuer-unknown', {
        did,
        where: answer.answer === 'unknown' ? answer.where : answer.issuer.did,
      }),
    };
  const found = answer.issuer.keys.find((one) => one.id === key);
  if (found === undefined) return { result: stepResult('issuer-no-such-key', { did, key }) };
  if (jwsAlgorithms[jws.algorithm] !== found.algorithm)
    return { result: stepResult('issuer-key-algorithm', { key, expected: found.algorithm, found: jws.algorithm }) };
  return { result: keyOnTheDay(found, signingInstant(jws)) ?? stepResult('issuer-ok', { did, key }), key: found };
}

/** Why the key could not sign at that instant; undefined when it could. */
function keyOnTheDay(key: IssuerKey, signedAt: number | undefined): StepResult | undefined {
  if (signedAt === undefined) return stepResult('issuer-no-day');
  const at = instantText(signedAt);
  if (key.from !== null && signedAt < Date.parse(key.from))
    return stepResult('issuer-key-not-yet', { key: key.id, from: key.from, at });
  if (key.until !== null && signedAt >= Date.parse(key.until))
    return stepResult('issuer-key-ended', { key: key.id, until: key.until, at });
  if (key.revoked === null) return undefined;
  const { from, reason } = key.revoked;
  if (signedAt >= Date.parse(from)) return stepResult('issuer-key-revoked', { key: key.id, from, reason, at });
  return reason === 'compromised' ? stepResult('issuer-key-compromised-later', { key: key.id, from, at }) : undefined;
}

async function checkSignature(jws: Jws, key: IssuerKey | undefined, verify: VerifySignature): Promise<StepResult> {
  if (key === undefined) return stepResult('signature-no-key');
  const { algorithm, publicKey } = key;
  const holds = await verify({ algorithm, publicKey, message: jws.message, signature: jws.signature });
  return stepResult(holds ? 'signature-ok' : 'signature-wrong');
}

function checkShape(payload: Readonly<Record<string, unknown>>): StepResult {
  const row = findCredentialShape(payload);
  if (row === undefined) {
    const expected = credentialShapes.map((one) => one.name).join('; ');
    return stepResult('shape-unknown', { expected, found: show([payload['@context'], payload.type]) });
  }
  const problems = shapeProblems(row.shape, payload);
  const [first] = problems;
  if (first === undefined) return stepResult('shape-ok', { shape: row.name });
  return stepResult('shape-wrong', { shape: row.name, ...first, count: problems.length });
}

/** VC Data Model 2.0 section 4.9: from `validFrom` on, and up to `validUntil`. */
function checkDates(jws: Jws, now: string): StepResult {
  const { validFrom, validUntil } = jws.payload;
  const at = instantMilliseconds(now);
  if (at === undefined)
    throw new RangeError(`Expected an instant with its offset as the time of the check, found \`${now}\`.`);
  const from = typeof validFrom === 'string' ? instantMilliseconds(validFrom) : undefined;
  if (from === undefined) return stepResult('dates-unreadable', { member: 'validFrom', found: show(validFrom) });
  const until = typeof validUntil === 'string' ? instantMilliseconds(validUntil) : undefined;
  if (validUntil !== undefined && until === undefined)
    return stepResult('dates-unreadable', { member: 'validUntil', found: show(validUntil) });
  if (at < from) return stepResult('dates-not-yet', { from: String(validFrom), now });
  if (until !== undefined && at > until) return stepResult('dates-expired', { until: String(validUntil), now });
  // Clocks differ by a little between signer and verifier; five minutes are customary.
  if (jws.signedAt !== null && jws.signedAt > at + 300_000)
    return stepResult('dates-signed-later', { at: instantText(jws.signedAt), now });
  return stepResult('dates-ok', { from: String(validFrom), until: String(validUntil ?? '—'), now });
}

async function checkStatus(jws: Jws, ask: AskStatus | undefined): Promise<StepResult> {
  const entry = statusEntryOf(jws.payload);
  if (entry === undefined) return stepResult('status-none');
  const list = entry.listUrl;
  if (ask === undefined) return stepResult('status-offline', { list });
  const answer = await ask(entry, issuerOf(jws.payload) ?? '');
  switch (answer.answer) {
    case 'may-be-relied-on':
      return stepResult(answer.hasSmallerScope ? 'status-smaller-scope' : 'status-ok', { asOf: answer.asOf });
    case 'may-not-be-relied-on':
      return notToRelyOn(answer.state, answer.asOf);
    case 'faulty-list':
      return stepResult(answer.code, { list, ...answer.parameters });
    case 'unreachable':
      return stepResult('status-unreachable', { list, reason: answer.reason });
  }
}

/** States that have words of their own; what a foreign list says is said as it says it. */
function notToRelyOn(state: string, asOf: string): StepResult {
  switch (state) {
    case 'suspended':
    case 'withdrawn':
    case 'cancelled':
    case 'succeeded':
      return stepResult(`status-${state}`, { asOf });
    default:
      return stepResult('status-not-to-rely-on', { asOf, state });
  }
}

function reportOf(steps: readonly StepResult[], jws: Jws | null): CredentialReport {
  const all = credentialSteps.map((step) => steps.find((one) => one.step === step) ?? notReached(step));
  const has = (outcome: StepOutcome) => all.some((one) => one.outcome === outcome);
  const signedAt = jws === null ? undefined : signingInstant(jws);
  return {
    outcome: has('failed') ? 'failed' : has('not-checked') ? 'incomplete' : 'ok',
    steps: all,
    payload: jws?.payload ?? null,
    issuer: jws === null ? null : issuerOf(jws.payload),
    keyId: jws?.keyId ?? null,
    signedAt: signedAt === undefined ? null : instantText(signedAt),
  };
}

/** When the signature was made: the header's `iat`; a foreign credential without one is taken at its `validFrom`. */
function signingInstant(jws: Jws): number | undefined {
  const { validFrom } = jws.payload;
  return jws.signedAt ?? (typeof validFrom === 'string' ? instantMilliseconds(validFrom) : undefined);
}

function issuerOf(payload: Readonly<Record<string, unknown>>): string | null {
  const { issuer } = payload;
  if (typeof issuer === 'string') return issuer;
  if (typeof issuer !== 'object' || issuer === null) return null;
  const { id } = issuer as { id?: unknown };
  return typeof id === 'string' ? id : null;
}

function statusEntryOf(payload: Readonly<Record<string, unknown>>): StatusEntry | undefined {
  const entry = payload.credentialStatus as Readonly<Record<string, unknown>> | undefined;
  if (entry === undefined) return undefined;
  return {
    listUrl: String(entry.statusListCredential),
    // UNTP writes an integer, W3C a text of digits; the shape admits both and nothing else.
    index: Number(entry.statusListIndex),
    purpose: String(entry.statusPurpose),
  };
}
