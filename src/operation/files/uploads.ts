import { paramIn, type Refusal, type RefusalParam, refuse } from '#certification/act/refusal.ts';
import { type HiddenParts, hiddenParts } from '#certification/policy/hidden.ts';
import { may, mayOnCase, mayOnRound } from '#certification/policy/policy.ts';
import { type LoadedCase, loadCase, loadRound } from '../acts/loading.ts';
import { isId } from '../acts/needs.ts';
import { denied, type Outcome, refusedWith } from '../acts/outcome.ts';
import type { Acting } from '../acts/request.ts';
import { tidy } from '../acts/tidy.ts';
import { blindFileName } from '../desk/blind.ts';
import type { StoredFile } from '../ports/files.ts';
import type { Id } from '../ports/values.ts';
import type { World } from '../world.ts';
import { contentTypeOf, headBytes, knownEndings } from './content-type.ts';

const megabyte = 1_048_576;
/**
 * Takes a file in: streamed in bounded memory, hashed on the way, its type told by its content. It belongs to its uploader
 * until an act names it in a form; then to that case. A cut-off upload leaves nothing under a digest.
 */
export async function keepUpload(
  world: World,
  acting: Acting,
  given: { readonly name: string; readonly bytes: AsyncIterable<Uint8Array>; readonly most?: number },
): Promise<Outcome<StoredFile>> {
  if (!may('file.upload', acting.viewer)) return denied('not-allowed');
  const stored = await putFile(world, given);
  if ('refused' in stored) return refusedWith([stored.refused]);
  const file: StoredFile = {
    id: world.newId(),
    ...stored,
    case: null,
    round: null,
    party: null,
    uploadedBy: acting.viewer.account,
    uploadedAt: world.clock.now(),
  };
  await world.storage.inTransaction((transaction) => world.storage.files.put(transaction, file));
  return { is: 'done', value: file, repeated: false };
}

type Stored = Pick<StoredFile, 'digest' | 'size' | 'mediaType' | 'name'>;

/** Puts a file's bytes away and says what it is. Of a refused one nothing is kept: it is refused before it has its name. */
export async function putFile(
  world: World,
  given: { readonly name: string; readonly bytes: AsyncIterable<Uint8Array>; readonly most?: number },
): Promise<Stored | { readonly refused: Refusal }> {
  const name = tidy(given.name)
    .replace(/[\p{Cc}/\\]/gu, '')
    .trim()
    .slice(-200);
  // More than any form allows: the form's own limit is checked when the file is named in it.
  const { mostUpload } = world.house;
  const most = Math.min(given.most ?? mostUpload, mostUpload);
  const fitting = new FittingBytes(name, given.bytes);
  try {
    const put = await world.storage.blobs.put(fitting, { most });
    if ('tooLarge' in put)
      return { refused: fileRefused(name, { zh: `超过 ${sizeText(most)}`, en: `it is over ${sizeText(most)}` }, most) };
    return { digest: put.digest, size: put.size, mediaType: fitting.mediaType, name };
  } catch (error) {
    if (error instanceof Unfit) return { refused: fileRefused(name, error.why, most) };
    throw error;
  }
}

const sizeText = (bytes: number) =>
  bytes < megabyte ? `${Math.floor(bytes / 1024)} kB` : `${Math.floor(bytes / megabyte)} MB`;

/** Why bytes are not what their name says. */
class Unfit extends Error {
  readonly why: RefusalParam;

  constructor(why: RefusalParam) {
    super(paramIn(why, 'en'));
    this.why = why;
  }
}

/** Bytes as they pass by; they break off with `Unfit` when they are none, or not what the file's name says. */
class FittingBytes implements AsyncIterable<Uint8Array> {
  mediaType = '';
  readonly #name: string;
  readonly #bytes: AsyncIterable<Uint8Array>;

  constructor(name: string, bytes: AsyncIterable<Uint8Array>) {
    this.#name = name;
    this.#bytes = bytes;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    let head: Uint8Array | null = new Uint8Array(0);
    for await (const chunk of this.#bytes) {
      if (head !== null) {
        head = Buffer.concat([head, chunk.subarray(0, headBytes)]).subarray(0, headBytes);
        if (head.length >= headBytes) {
          this.#judge(head);
          head = null;
        }
      }
      yield chunk;
    }
    if (head !== null) this.#judge(head);
  }

  #judge(head: Uint8Array): void {
    if (head.length === 0) throw new Unfit({ zh: '空文件', en: 'it is empty' });
    const found = contentTypeOf(this.#name, head);
    if (!found.ok)
      throw new Unfit({
        zh: `内容与扩展名 \`${found.found}\` 不符（应为 ${found.expected}）`,
        en: `its content is no \`${found.found}\` (expected ${found.expected})`,
      });
    this.mediaType = found.mediaType;
  }
}

function fileRefused(name: string, why: RefusalParam, most: number): Refusal {
  return refuse(
    'value-file',
    { label: name, why, types: knownEndings, most: String(Math.floor(most / megabyte)) },
    { field: 'file' },
  );
}

/** A file for somebody who may read it: her own upload, or one of a case that is open to her and not hidden from her. */
export async function fileFor(world: World, acting: Acting, id: Id): Promise<StoredFile | null> {
  const file = isId(id) ? await world.storage.files.byId(id) : null;
  if (file === null) return null;
  const { viewer } = acting;
  if (file.case !== null) return fileOfCase(world, acting, file, file.case);
  if (file.round !== null) {
    const round = await loadRound(world, file.round);
    const opened = round?.state.opened;
    return opened && mayOnRound('round.desk', viewer, { scheme: opened.scheme, body: opened.body }) ? file : null;
  }
  return viewer.account !== '' && file.uploadedBy === viewer.account ? file : null;
}

async function fileOfCase(world: World, acting: Acting, file: StoredFile, id: Id): Promise<StoredFile | null> {
  const kase = await loadCase(world, id);
  if (kase === null || !mayOnCase('file.read', acting.viewer, kase.summary)) return null;
  const hidden = hiddenParts(kase.scheme, kase.state, acting.viewer);
  if (!isOpen(kase, hidden, file)) return null;
  return hidden.applicant ? { ...file, name: blindFileName(file) } : file;
}

function isOpen(kase: LoadedCase, hidden: HiddenParts, file: StoredFile): boolean {
  if (hidden.steps.size === 0 && hidden.othersLines.size === 0) return true;
  // A file that stands in a hidden step is hidden with it, unless it stands in an open one too.
  const inForms = [...kase.state.steps].flatMap(([id, step]) =>
    JSON.stringify([step.values, [...step.lines.values()].map((l) => l.values)]).includes(file.digest) ? [id] : [],
  );
  const inAnswers = kase.state.answers.flatMap((a) =>
    a.step !== null && a.file.digest === file.digest ? [a.step] : [],
  );
  const places = [...inForms, ...inAnswers];
  return places.length === 0 || places.some((step) => !hidden.steps.has(step) && !hidden.othersLines.has(step));
}
