import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { readCredentialSummary } from '#certification/credential/read-credential.ts';
import { verifySignature } from '#operation/keys/node-crypto.ts';
import { gunzip } from '#operation/verify/gunzip.ts';
import { type AskStatus, type CredentialReport, isGenuineButOver, verifyCredential } from '#proof/credential.ts';
import { credentialsInPdf, isPdf } from '#proof/credential-in-pdf.ts';
import { stepText } from '#proof/credential-reasons.ts';
import { didWebDocumentUrl } from '#proof/did.ts';
import { readDidDocument } from '#proof/did-document.ts';
import type { IssuerAnswer, ResolveIssuer } from '#proof/issuer.ts';
import { parseIssuerFile, resolveFromFile } from '#proof/issuer-file.ts';
import { readStatusList, type StatusListChecks } from '#proof/read-status-list.ts';
import { type Arguments, type Command, type Terminal, UsageError } from '../command.ts';

/** Verifies a credential file: against a pinned issuer file without a network, else against the issuer's own address. */
export const verifyCommand: Command = {
  name: 'verify',
  summary: {
    zh: '验证凭证文件或内含凭证的 PDF；说明未核验的部分',
    en: 'verify a credential file, or a PDF that holds one; says what was not checked',
  },
  usage: 'FILE|-',
  options: [
    {
      name: 'issuers',
      kind: 'text',
      value: 'FILE',
      text: { zh: '固定的签发者名册（离线信任）', en: 'pinned issuer file, for trust without a network' },
    },
    {
      name: 'status-list',
      kind: 'text',
      value: 'FILE|online',
      text: {
        zh: '按此状态列表文件核对状态；online 则从凭证指明的地址取得（未给名册且未离线时默认如此）',
        en: 'check the status by this list; `online` fetches it where the credential says (the default, unless an issuer file or --offline is given)',
      },
    },
    { name: 'offline', kind: 'flag', text: { zh: '不连网', en: 'use no network' } },
    {
      name: 'at',
      kind: 'text',
      value: 'INSTANT',
      text: { zh: '按此时刻判断（默认为现在）', en: 'judge at this instant (default: now)' },
    },
  ],
  exits: [0, 1],
  examples: [
    'touchstone verify certificate.pdf',
    'touchstone verify certificate.jwt --issuers issuers.json --status-list list.jwt --offline',
  ],
  run: async (args, terminal) => {
    const [file] = args.positionals;
    if (file === undefined)
      throw new UsageError(
        { zh: '没有给出文件。', en: 'No file was given.' },
        { expected: 'touchstone verify FILE', found: '—', help: 'touchstone verify --help' },
        terminal.language,
      );
    const text = textOf(file === '-' ? await terminal.input() : readInput(file, terminal), terminal);
    const checks = {
      verifySignature,
      now: args.text('at') ?? new Date().toISOString(),
      resolveIssuer: resolver(args, terminal),
    };
    const status = statusAsker(args, terminal, { ...checks, gunzip });
    const report = await verifyCredential(text, status === null ? checks : { ...checks, status });
    show(report, terminal);
    return report.outcome === 'failed' ? 1 : 0;
  },
};

function readInput(file: string, terminal: Terminal): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UsageError(
      { zh: `文件 \`${file}\` 无法读取。`, en: `The file \`${file}\` cannot be read.` },
      { expected: 'FILE', found: error instanceof Error ? error.message : '', help: 'touchstone verify --help' },
      terminal.language,
    );
  }
}

function textOf(bytes: Uint8Array, terminal: Terminal): string {
  if (!isPdf(bytes)) return new TextDecoder().decode(bytes).trim();
  const inside = credentialsInPdf(bytes, (b) => inflateSync(b, { maxOutputLength: 1_048_576 }));
  const [only] = inside;
  if (only !== undefined && inside.length === 1) return only;
  throw new UsageError(
    { zh: 'PDF 内应恰有一份签名凭证。', en: 'A PDF is expected to hold just one signed credential.' },
    { expected: '1', found: String(inside.length), help: 'touchstone verify --help' },
    terminal.language,
  );
}

function resolver(args: Arguments, terminal: Terminal): ResolveIssuer {
  const file = args.text('issuers');
  if (file !== undefined) {
    const parsed = parseIssuerFile(new TextDecoder().decode(readInput(file, terminal)));
    if (!parsed.ok)
      throw new UsageError(
        { zh: '签发者名册有误。', en: 'The issuer file is wrong.' },
        {
          expected: { zh: '签发者名册（JSON）', en: 'an issuer file (JSON)' },
          found: parsed.problems.map((p) => JSON.stringify(p)).join('; '),
          help: 'touchstone verify --help',
        },
        terminal.language,
      );
    return resolveFromFile(parsed.file);
  }
  if (args.flag('offline'))
    return () => ({
      answer: 'unreachable',
      reason: terminal.language === 'zh' ? '离线，且未给签发者名册' : 'offline, and no issuer file was given',
    });
  return fetchIssuer;
}

/** By a list at hand, by the list at its own address, or not at all: then the report says that it was not checked. */
function statusAsker(args: Arguments, terminal: Terminal, checks: StatusListChecks): AskStatus | null {
  const given = args.text('status-list');
  const isOffline = args.flag('offline');
  if (given === 'online' && isOffline)
    throw new UsageError(
      {
        zh: '`--status-list online` 须连网，与 `--offline` 矛盾。',
        en: '`--status-list online` needs the network that `--offline` forbids.',
      },
      { expected: '--status-list FILE', found: '--status-list online --offline', help: 'touchstone verify --help' },
      terminal.language,
    );
  if (given === 'online' || (given === undefined && !isOffline && args.text('issuers') === undefined))
    return async (entry, issuer) => {
      const list = await fetchText(entry.listUrl, mostList);
      return 'reason' in list
        ? { answer: 'unreachable', reason: list.reason }
        : readStatusList(list.text, entry, issuer, checks);
    };
  if (given === undefined) return null;
  const list = new TextDecoder().decode(readInput(given, terminal)).trim();
  return (entry, issuer) => readStatusList(list, entry, issuer, checks);
}

const mostDocument = 262_144;
const mostList = 2_000_000;

type Fetched = { readonly text: string } | { readonly reason: string; readonly isAbsent: boolean };

/** At most so many characters within ten seconds, over https except on this machine, and from no address but this one. */
async function fetchText(url: string, most: number): Promise<Fetched> {
  try {
    const address = new URL(url);
    const isLocal = address.hostname === 'localhost' || address.hostname === '127.0.0.1';
    if (isLocal) address.protocol = 'http:';
    else if (address.protocol !== 'https:') return { reason: `${url}: https`, isAbsent: false };
    const response = await fetch(address, { signal: AbortSignal.timeout(10_000), redirect: 'error' });
    if (!response.ok) return { reason: `${url}: ${response.status}`, isAbsent: response.status === 404 };
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      if (text.length > most) return { reason: `${url}: > ${most}`, isAbsent: false };
    }
    return { text: text.trim() };
  } catch (error) {
    return { reason: `${url}: ${error instanceof Error ? error.message : String(error)}`, isAbsent: false };
  }
}

/** Reads the DID document at the issuer's own address (did:web). */
async function fetchIssuer(did: string): Promise<IssuerAnswer> {
  const url = didWebDocumentUrl(did);
  if (url === undefined) return { answer: 'unknown', where: did };
  const fetched = await fetchText(url, mostDocument);
  if ('reason' in fetched)
    return fetched.isAbsent ? { answer: 'unknown', where: url } : { answer: 'unreachable', reason: fetched.reason };
  try {
    return readDidDocument(JSON.parse(fetched.text) as unknown, did);
  } catch {
    return { answer: 'unreachable', reason: `${url}: JSON` };
  }
}

function show(report: CredentialReport, terminal: Terminal): void {
  const { language } = terminal;
  const summary = report.payload === null ? null : readCredentialSummary(report.payload);
  if (terminal.json) {
    terminal.out(
      JSON.stringify(
        {
          outcome: report.outcome,
          issuer: report.issuer,
          keyId: report.keyId,
          signedAt: report.signedAt,
          steps: report.steps.map((s) => ({ ...s, text: stepText(s) })),
          summary,
        },
        null,
        2,
      ),
    );
    return;
  }
  const words = {
    ok: { zh: '真实，全部核验通过', en: 'genuine, every step checked' },
    incomplete: { zh: '未发现问题，但有未核验的部分', en: 'nothing wrong was found, but not everything was checked' },
    failed: { zh: '拒绝', en: 'refused' },
    over: { zh: '真实，但现在不得依据', en: 'genuine, but not to be relied on now' },
  };
  const isOver = isGenuineButOver(report);
  terminal.out(words[isOver ? 'over' : report.outcome][language]);
  for (const step of report.steps)
    terminal.out(
      `  ${step.outcome === 'ok' ? '✓' : step.outcome === 'failed' ? '✗' : '–'} ${stepText(step)[language]}`,
    );
  if (summary !== null && (report.outcome !== 'failed' || isOver))
    terminal.out(
      `  ${summary.number ?? ''} · ${summary.holder} · ${summary.validFrom.slice(0, 10)} – ${summary.validUntil?.slice(0, 10) ?? ''}`,
    );
}
