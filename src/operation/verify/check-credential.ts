import { inflateSync } from 'node:zlib';
import { type CertificateSummary, readCredentialSummary } from '#certification/credential/read-credential.ts';
import { type CredentialReport, type StatusAnswer, verifyCredential } from '#proof/credential.ts';
import { credentialsInPdf, isPdf } from '#proof/credential-in-pdf.ts';
import type { IssuerAnswer } from '#proof/issuer.ts';
import { type StatusState, statusStates } from '#proof/status-list.ts';
import { signingKeyOf } from '../issue/issuing-keys.ts';
import { didOfParty } from '../issue/party-did.ts';
import { verifySignature } from '../keys/node-crypto.ts';
import type { World } from '../world.ts';
import { type Found, lookUpEntry, today } from './look-up.ts';

export interface CheckedCredential {
  readonly report: CredentialReport;
  /** What the credential says; null when it could not be read. Only as true as the report. */
  readonly summary: CertificateSummary | null;
  /** The entry in this register, with its verdict; null when it is not from here. */
  readonly found: Found | null;
}

/** What was handed in, as text: a credential, its envelope, or a certificate PDF with the credential inside. */
export function credentialIn(
  file: Uint8Array,
):
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: { readonly zh: string; readonly en: string } } {
  if (!isPdf(file)) return { ok: true, text: new TextDecoder().decode(file).trim() };
  const inside = credentialsInPdf(file, (bytes) => inflateSync(bytes, { maxOutputLength: 1_048_576 }));
  const [only] = inside;
  if (only === undefined)
    return {
      ok: false,
      why: {
        zh: '此 PDF 内没有签名凭证。请用编号查询，或上传系统签发的 PDF。',
        en: 'This PDF holds no signed credential. Look its number up, or hand in the PDF that the system made.',
      },
    };
  if (inside.length > 1)
    return {
      ok: false,
      why: {
        zh: `此 PDF 内有 ${inside.length} 份凭证，应只有一份：文件被追加过内容。`,
        en: `This PDF holds ${inside.length} credentials where one is expected: something was appended to it.`,
      },
    };
  return { ok: true, text: only };
}

/** Checks a credential step by step against this register's keys and today's status, and finds its entry. */
export async function checkCredential(world: World, text: string): Promise<CheckedCredential> {
  let found: Found | null = null;
  const report = await verifyCredential(text, {
    verifySignature,
    now: world.clock.now(),
    resolveIssuer: (did) => resolveOwn(world, did),
    status: async (): Promise<StatusAnswer> => {
      found = await foundOf(world, text);
      return found === null
        ? { answer: 'unreachable', reason: 'the entry is not in this register' }
        : statusNow(world, found);
    },
  });
  return {
    report,
    summary: report.payload === null ? null : readCredentialSummary(report.payload),
    found: found ?? (report.outcome === 'failed' ? null : await foundOf(world, text)),
  };
}

/** What the issuer's status list says now, read where the list is made from. */
async function statusNow(world: World, found: Found): Promise<StatusAnswer> {
  const asOf = world.clock.now();
  const place = await world.storage.statusPlaces.ofEntry(found.dossier.entry.id);
  const state = (Object.keys(statusStates) as StatusState[]).find((name) => statusStates[name] === place?.state);
  if (state === undefined) return { answer: 'unreachable', reason: 'the entry has no place in a status list here' };
  return state === 'holds' || state === 'smaller-scope'
    ? { answer: 'may-be-relied-on', asOf, hasSmallerScope: state === 'smaller-scope' }
    : { answer: 'may-not-be-relied-on', asOf, state };
}

/** Issuers whose keys this register keeps. */
async function resolveOwn(world: World, did: string): Promise<IssuerAnswer> {
  const party = /^did:web:.*:parties:([0-9a-f-]{36})$/.exec(did)?.[1];
  if (party === undefined || didOfParty(world.house.address, party) !== did)
    return { answer: 'unknown', where: world.house.address };
  const [rows, known] = await Promise.all([world.storage.keys.ofParty(party), world.storage.parties.byId(party)]);
  if (rows.length === 0 || known === null) return { answer: 'unknown', where: world.house.address };
  const name = (language: string) => known.names.findLast((n) => n.language === language)?.name;
  const zh = name('zh') ?? name('und') ?? '';
  return {
    answer: 'known',
    issuer: {
      did,
      name: { zh, en: name('en') ?? zh },
      keys: rows.map((row) => signingKeyOf(world.house.address, row)),
    },
  };
}

/** The entry that the credential names by its own address, if it is one of ours. */
async function foundOf(world: World, text: string): Promise<Found | null> {
  const id = entryIdIn(text);
  return id === null ? null : lookUpEntry(world, id, { day: today(world), known: null, name: null, codes: [] }, null);
}

function entryIdIn(text: string): string | null {
  const part = text.trim().split('.')[1];
  if (part === undefined) return null;
  try {
    const payload: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    const id = typeof payload === 'object' && payload !== null && 'id' in payload ? String(payload.id) : '';
    return /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:\D*)$/.exec(id)?.[1] ?? null;
  } catch {
    return null;
  }
}
