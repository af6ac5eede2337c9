import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { checkCredential, credentialIn } from '#operation/verify/check-credential.ts';
import { today } from '#operation/verify/look-up.ts';
import type { World } from '#operation/world.ts';
import { isPdf } from '#proof/credential-in-pdf.ts';
import { languageOf, type Respond, said } from './answer.ts';
import { viewOf } from './verdict-routes.ts';
import { verifyForm, verifyResult } from './verify-page.ts';

const uploadLimit = 6 * 1_048_576;

/** A credential, or a PDF that holds one, checked by signature and register. */
export function verifyPages(app: Hono, world: World, respond: Respond): void {
  app.get('/verify', (c) =>
    respond(c, { title: said(c, '验证文件', 'Verify a file'), section: 'verify' }, verifyForm(languageOf(c), null)),
  );
  app.post(
    '/verify',
    bodyLimit({
      maxSize: uploadLimit,
      onError: (c) =>
        respond(
          c,
          { title: said(c, '验证文件', 'Verify a file'), section: 'verify' },
          verifyForm(languageOf(c), said(c, '文件超过 5 MB。', 'The file is larger than 5 MB.')),
          400,
        ),
    }),
    async (c) => {
      const language = languageOf(c);
      const form = await c.req.parseBody();
      const file = form['file'];
      const pasted = typeof form['text'] === 'string' ? form['text'].trim() : '';
      const bytes =
        file instanceof File && file.size > 0
          ? new Uint8Array(await file.arrayBuffer())
          : new TextEncoder().encode(pasted);
      const input =
        bytes.length === 0
          ? {
              ok: false as const,
              why: { zh: '请选择文件或粘贴凭证文本。', en: 'Choose a file or paste a credential.' },
            }
          : isPdf(bytes)
            ? credentialIn(bytes)
            : { ok: true as const, text: new TextDecoder().decode(bytes).trim() };
      if (!input.ok)
        return respond(
          c,
          { title: said(c, '验证文件', 'Verify a file'), section: 'verify' },
          verifyForm(language, input.why[language], pasted),
          400,
        );
      const checked = await checkCredential(world, input.text);
      return respond(
        c,
        { title: said(c, '验证结果', 'Result'), section: 'verify' },
        verifyResult(checked, await viewOf(world, c, checked.found?.dossier.entry, today(world), world.clock.now())),
      );
    },
  );
}
