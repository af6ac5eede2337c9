import type { Hono } from 'hono';
import { html } from 'hono/html';
import { documentAnswer, documentText } from '#certification/rules/answer-document.ts';
import { readCalcQuery } from '#certification/rules/calc-query.ts';
import { calculatorNamed } from '#certification/rules/calculators.ts';
import type { RuleContext } from '#certification/rules/context.ts';
import type { World } from '#operation/world.ts';
import { attachment } from '../api/attachment.ts';
import { languageOf, type Respond, said } from './answer.ts';
import { calcBody, calcListBody } from './calc-page.ts';
import { calcPrint } from './calc-print.ts';
import { withQuery } from './layout.ts';

/** The calculators: a form, the answer line by line, as a document and as a page to print. */
export function calcPages(app: Hono, world: World, respond: Respond, rules: RuleContext | null): void {
  app.get('/calc', (c) =>
    respond(c, { title: said(c, '规则计算', 'Calculators'), section: 'calc' }, calcListBody(languageOf(c))),
  );
  app.get('/calc/:name', async (c) => {
    const calculator = calculatorNamed(c.req.param('name'));
    if (!calculator || !rules)
      return respond(
        c,
        { title: said(c, '未找到', 'Not found') },
        html`<h1>${said(c, '没有这项计算', 'There is no such calculator')}</h1><p><a href="/calc">${said(c, '全部计算', 'All calculators')}</a></p>`,
        404,
      );
    const asked = c.req.query('ask') === undefined ? null : readCalcQuery(calculator.input, c.req.query());
    const made = asked === null ? null : documentAnswer(calculator.name, asked, rules);
    const as = c.req.query('as');
    if (made?.ok && as === 'document') {
      c.header('content-disposition', attachment(`${calculator.name}-${made.document.digest.slice(0, 8)}.json`));
      return c.body(documentText(made.document), 200, { 'content-type': 'application/json; charset=utf-8' });
    }
    if (made?.ok && as === 'print') {
      const here = new URL(c.req.url);
      const address = `${world.house.address}${withQuery(`${here.pathname}${here.search}`, 'as', null)}`;
      return c.html(await calcPrint(calculator, made.document, rules, languageOf(c), address));
    }
    return respond(
      c,
      { title: calculator.text[languageOf(c)], section: 'calc' },
      calcBody(
        calculator,
        asked,
        made && { made, here: c.req.url.replace(/^https?:\/\/[^/]*/, '') },
        rules,
        languageOf(c),
      ),
      made?.ok === false ? 400 : 200,
    );
  });
}
