import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { html } from 'hono/html';
import { checkBulk, readBulkLines } from '#operation/verify/bulk-check.ts';
import { codeNamer } from '#operation/verify/code-names.ts';
import { dayAsked } from '#operation/verify/look-up.ts';
import type { World } from '#operation/world.ts';
import { languageOf, type Respond, said } from './answer.ts';
import { bulkCsv, bulkReceipt, bulkWorkbook, limited, readBulkFile } from './bulk-file.ts';
import { bulkForm, bulkResult } from './bulk-page.ts';
import { receiptShelf } from './receipt-shelf.ts';

const uploadLimit = 6 * 1_048_576;

/** A list of numbers in, a verdict for each with its reason out, kept for an hour as files. */
export function bulkPages(app: Hono, world: World, respond: Respond): void {
  const receipts = receiptShelf();
  const { zone } = world.house;
  app.get('/bulk', (c) =>
    respond(c, { title: said(c, '批量核验', 'Bulk check'), section: 'bulk' }, bulkForm(languageOf(c), null)),
  );
  app.post(
    '/bulk',
    bodyLimit({
      maxSize: uploadLimit,
      onError: (c) =>
        respond(
          c,
          { title: said(c, '批量核验', 'Bulk check'), section: 'bulk' },
          bulkForm(
            languageOf(c),
            said(c, '文件超过 6 MB。请分批核验。', 'The file is larger than 6 MB. Check it in parts.'),
          ),
          400,
        ),
    }),
    async (c) => {
      const language = languageOf(c);
      const form = await c.req.parseBody();
      const file = form['file'];
      const pasted = typeof form['lines'] === 'string' ? form['lines'] : '';
      const read =
        file instanceof File && file.size > 0
          ? await readBulkFile(file.name, new Uint8Array(await file.arrayBuffer()))
          : limited(readBulkLines(pasted));
      const on = dayAsked(typeof form['on'] === 'string' ? form['on'] : undefined);
      const problem = !read.ok
        ? read.why[language]
        : !on.ok
          ? said(c, `应为日期，实为 “${on.found}”。`, `Expected a day, found “${on.found}”.`)
          : null;
      if (!read.ok || !on.ok)
        return respond(
          c,
          { title: said(c, '批量核验', 'Bulk check'), section: 'bulk' },
          bulkForm(language, problem, pasted),
          400,
        );
      const answer = await checkBulk(world, read.lines, { on: on.day, known: null });
      const receipt = bulkReceipt(answer, language);
      const codes = await codeNamer(
        world,
        answer.rows.flatMap((row) => row.found?.dossier.entry ?? []),
      );
      receipts.keep(receipt.digest, { answer, language, codes, json: receipt.bytes });
      return respond(
        c,
        { title: said(c, '批量核验结果', 'Result of the bulk check'), section: 'bulk' },
        bulkResult(answer, receipt.digest, {
          zone,
          language,
          codes,
        }),
      );
    },
  );
  app.get('/bulk/:file{[0-9a-f]{64}\\.(xlsx|csv|json)}', async (c) => {
    const [digest = '', ending = ''] = c.req.param('file').split('.');
    const kept = receipts.find(digest);
    if (!kept)
      return respond(
        c,
        { title: said(c, '已过期', 'Gone') },
        html`<h1>${said(c, '结果已不在服务器上', 'The result is no longer kept here')}</h1><p>${said(c, '核验结果只保留一小时。请重新核验。', 'Results are kept for an hour. Check the list again.')} <a href="/bulk">${said(c, '批量核验', 'Bulk check')}</a></p>`,
        404,
      );
    const name = `touchstone-${kept.answer.askedAt.slice(0, 10)}-${digest.slice(0, 8)}.${ending}`;
    const head = (type: string) => ({ 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` });
    if (ending === 'json') return c.body(new Uint8Array(kept.json), 200, head('application/json; charset=utf-8'));
    if (ending === 'csv')
      return c.body(bulkCsv(kept.answer, kept.language, kept.codes), 200, head('text/csv; charset=utf-8'));
    return c.body(
      new Uint8Array(await bulkWorkbook(kept.answer, kept.language, kept.codes)),
      200,
      head('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
    );
  });
}
