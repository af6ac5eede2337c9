import { z } from '@hono/zod-openapi';
import { fileFor, keepUpload } from '#operation/files/uploads.ts';
import type { StoredFile } from '#operation/ports/files.ts';
import { doneOr } from '../problem/of-outcome.ts';
import { Problem } from '../problem/problem.ts';
import { tooLarge } from '../route/json-body.ts';
import { route } from '../route/route.ts';
import { attachment } from './attachment.ts';
import { digest, id, instant } from './shapes.ts';

const fileShape = z
  .object({ id, digest, size: z.int(), mediaType: z.string(), name: z.string(), uploadedAt: instant })
  .openapi('File', { description: '已上传的文件 / An uploaded file' });

function show({ id, digest, size, mediaType, name, uploadedAt }: StoredFile) {
  return { id, digest, size, mediaType, name, uploadedAt };
}

const upload = route({
  method: 'put',
  path: '/api/v1/files',
  id: 'uploadFile',
  family: 'files',
  says: { zh: '上传文件', en: 'Upload a file' },
  more: {
    zh: '正文即文件字节（不用 multipart），上限由设置 UPLOAD_LIMIT_MB 定，默认 300 MB。类型按内容判定，须与扩展名相符；SHA-256 随传随算。',
    en: 'The body is the file’s bytes (no multipart), as large as the setting `UPLOAD_LIMIT_MB` allows, 300 MB unless set. Its type is told by its content and must agree with its ending; its SHA-256 is made on the way.',
  },
  policy: 'file.upload',
  query: z.strictObject({
    name: z.string().min(1).max(400).openapi({ description: '文件名（含扩展名） / Name with its ending' }),
  }),
  body: { stream: 'any' },
  status: 201,
  answer: { json: fileShape },
  problems: ['too-large', 'refused', 'disk-full'],
  run: async ({ world, acting, query, header, bytes, reply }) => {
    const { mostUpload } = world.house;
    if (Number(header('content-length') ?? '0') > mostUpload) throw tooLarge(mostUpload);
    const file = doneOr(await keepUpload(world, await acting(), { name: query.name, bytes: bytes() }));
    reply.header('location', `/api/v1/files/${file.id}`);
    return show(file);
  },
});

const download = route({
  method: 'get',
  path: '/api/v1/files/{id}',
  id: 'downloadFile',
  family: 'files',
  says: { zh: '下载文件', en: 'Download a file' },
  more: { zh: '支持单个字节范围（Range）。', en: 'A single byte range is served (`Range`).' },
  policy: 'file.read',
  params: z.object({ id }),
  answer: { media: ['application/octet-stream'] },
  problems: ['not-found', 'wrong-range'],
  run: async ({ world, acting, params, header }) => {
    // Whoever may not read it is told what a stranger is told.
    const file = await fileFor(world, await acting(), params.id);
    if (file === null) throw new Problem('not-found');
    const range = readRange(header('range'), file.size);
    const bytes = await world.storage.blobs.get(file.digest, range ?? undefined);
    if (bytes === null) throw new Problem('fault', {}, new Error(`The blob of the file ${file.id} is missing.`));
    return new Response(streamOf(bytes), {
      status: range === null ? 200 : 206,
      headers: {
        'content-type': file.mediaType,
        'content-disposition': attachment(file.name),
        'content-length': String(range === null ? file.size : range.end - range.start),
        'cache-control': 'private, no-store',
        'accept-ranges': 'bytes',
        etag: `"${file.digest}"`,
        ...(range === null ? {} : { 'content-range': `bytes ${range.start}-${range.end - 1}/${file.size}` }),
      },
    });
  },
});

/** One byte range (RFC 9110 14.2); null when none is asked for, or several, which may be answered with the whole. */
export function readRange(
  header: string | undefined,
  size: number,
): { readonly start: number; readonly end: number } | null {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  const [, first = '', last = ''] = found ?? [];
  if (found === null || (first === '' && last === '')) return null;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  if (start < end && start < size) return { start, end };
  throw new Problem('wrong-range', { headers: { 'content-range': `bytes */${size}` } });
}

/** The bytes as a stream that is read no faster than the client takes it, and closed when the client goes away. */
export function streamOf(bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const reading = bytes[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await reading.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => {
      await reading.return?.();
    },
  });
}

export const fileRoutes = [upload, download];
