import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { readCredentialSummary } from '#certification/credential/read-credential.ts';
import { verifySignature } from '#operation/keys/node-crypto.ts';
import { type CredentialReport, verifyCredential } from '#proof/credential.ts';
import { credentialsInPdf, isPdf } from '#proof/credential-in-pdf.ts';
import { stepText } from '#proof/credential-reasons.ts';
import { didWebDocumentUrl } from '#proof/did.ts';
import { readDidDocument } from '#proof/did-document.ts';
import type { IssuerAnswer, ResolveIssuer } from '#proof/issuer.ts';
import { parseIssuerFile, resolveFromFile } from '#proof/issuer-file.ts';
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
    { name: 'offline', kind: 'flag', text: { zh: '不连网', en: 'use no network' } },
    {
      name: 'at',
      kind: 'text',
      value: 'INSTANT',
      text: { zh: '按此时刻判断（默认为现在）', en: 'judge at this instant (default: now)' },
    },
  ],
  exits: [0, 1],
  examples: ['touchstone verify certificate.jwt --issuers issuers.json', 'touchstone verify certificate.pdf'],
  run: async (args, terminal) => {
    const [file] = args.positionals;
    if (file === undefined)
      throw new UsageError(
        { zh: '没有给出文件。', en: 'No file was given.' },
        { expected: 'touchstone verify FILE', found: '—', help: 'touchstone verify --help' },
        terminal.language,
      );
    const text = textOf(file === '-' ? await terminal.input() : readInput(file, terminal), terminal);
    const report = await verifyCredential(text, {
      verifySignature,
      now: args.text('at') ?? new Date().toISOString(),
      resolveIssuer: resolver(args, terminal),
    });
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
          expected: 'issuer file',
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

const mostDocument = 262_144;

/** Reads the DID document at the issuer's own address (did:web); at most 256 kB within ten seconds, https except on this machine. */
async function fetchIssuer(did: string): Promise<IssuerAnswer> {
  const url = didWebDocumentUrl(did);
  if (url === undefined) return { answer: 'unknown', where: did };
  const local = /^(localhost|127\.0\.0\.1)(:|$)/.test(new URL(url).host);
  try {
    const response = await fetch(local ? url.replace('https:', 'http:') : url, {
      signal: AbortSignal.timeout(10_000),
      redirect: 'error',
    });
    if (response.status === 404) return { answer: 'unknown', where: url };
    if (!response.ok) return { answer: 'unreachable', reason: `${url}: ${response.status}` };
    const text = await response.text();
    if (text.length > mostDocument) return { answer: 'unreachable', reason: `${url}: > ${mostDocument}` };
    return readDidDocument(JSON.parse(text) as unknown, did);
  } catch (error) {
    return { answer: 'unreachable', reason: `${url}: ${error instanceof Error ? error.message : String(error)}` };
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
  };
  terminal.out(words[report.outcome][language]);
  for (const step of report.steps)
    terminal.out(
      `  ${step.outcome === 'ok' ? '✓' : step.outcome === 'failed' ? '✗' : '–'} ${stepText(step)[language]}`,
    );
  if (summary !== null && report.outcome !== 'failed')
    terminal.out(
      `  ${summary.number ?? ''} · ${summary.holder} · ${summary.validFrom.slice(0, 10)} – ${summary.validUntil?.slice(0, 10) ?? ''}`,
    );
}
