import { isUnderHs } from '../codes/classification.ts';
import { normaliseSearch } from '../codes/normalise.ts';
import { refusal } from '../codes/refusal.ts';
import type { Day } from '../time/day.ts';
import { type Answer, AnswerBuilder, type Json, refused } from './answer.ts';
import type { Catalogue, CatalogueItem } from './catalogue.ts';
import { askingOf, type Calculator, dayField, dayOfInput, type RuleContext, scopeFields } from './context.ts';
import { type Input, textIn } from './input.ts';
import { askJoined, type RuleRef } from './rulebook.ts';

/**
 * Does a product need compulsory certification on a day (example 13)? By the kind's four digits, by name, or by HS as a
 * first screen. What the loaded catalogue does not hold is *unknown*, never "not needed"; a self-declaration is
 * first-party and leaves no certificate (domain, point 17).
 */
export const catalogueCalculator: Calculator = {
  name: 'catalogue',
  text: { zh: '强制性产品认证目录', en: 'Compulsory certification catalogue' },
  about: { zh: '某日某产品是否需要 CCC 或自我声明', en: 'Whether a product needs CCC or a self-declaration on a day' },
  input: [
    { name: 'product', kind: 'text', text: { zh: '产品名称', en: 'product' } },
    { name: 'code', kind: 'text', text: { zh: '产品种类代码（四位）', en: 'code of the kind (four digits)' } },
    { name: 'hs', kind: 'text', text: { zh: 'HS 编码（仅初筛）', en: 'HS code (a first screen only)' } },
    dayField,
    ...scopeFields,
  ],
  example: { product: '电动自行车充电器', day: '2025-11-01' },
  compute: computeCatalogue,
};

type State = 'third-party' | 'self-declaration' | 'not-yet' | 'no-longer' | 'unknown';

function computeCatalogue(input: Input, context: RuleContext): Answer {
  const day = dayOfInput(input);
  const { catalogue } = context;
  const [product, code, hs] = [textIn(input, 'product'), textIn(input, 'code'), textIn(input, 'hs')];
  if (product === undefined && code === undefined && hs === undefined) {
    return refused(
      refusal(
        'nothing-asked',
        {},
        {
          zh: '应给出产品名称、种类代码或 HS 编码之一',
          en: 'Expected a product, the code of a kind or an HS code, found none',
        },
        { zh: '填写其中一项', en: 'Give one of them' },
      ),
    );
  }
  if (code !== undefined && !/^\d{2}(\d{2})?$/.test(code)) {
    return refused(
      refusal(
        'wrong-code',
        { found: code },
        {
          zh: `种类代码应为两位或四位数字，实为 \`${code}\``,
          en: `Expected a kind of two or four digits, found \`${code}\``,
        },
        { zh: '例如 0701', en: 'Such as 0701' },
      ),
    );
  }
  const found = matching(catalogue, { product, code, hs });
  const answer = new AnswerBuilder();
  // An item with a first day of its own is known before it too; of all others the edition knows nothing earlier.
  if (day < catalogue.from && !found.some((item) => item.from !== null)) {
    beforeEdition(answer, catalogue, day, code ?? product ?? hs ?? '');
    return answer.done();
  }
  if (found.length === 0) {
    unknown(answer, catalogue, code ?? product ?? hs ?? '', code);
    return answer.done();
  }
  const states = found.map((item) =>
    itemLine(answer, item, {
      catalogue,
      day,
      screened: hs !== undefined && code === undefined && product === undefined,
    }),
  );
  if (states.some((state) => state.state === 'self-declaration')) {
    const rule = askJoined(context.book, 'declaration.first-party', 'flag', askingOf(input, day));
    answer.line({
      id: 'first-party',
      text: {
        zh: '自我声明由生产者作出，没有认证证书，核验结论须注明',
        en: 'A self-declaration is made by the maker: there is no certificate, and a verdict must say so',
      },
      value: 'first-party',
      rule: rule?.binding,
    });
  }
  const distinct = new Set(states.map((state) => state.state));
  const screened = hs !== undefined && product === undefined && code === undefined;
  const state = distinct.size === 1 && !screened ? (states[0]?.state ?? 'unknown') : 'compare';
  answer.line({ id: 'state', text: stateText(state), value: state, figure: ['state', ''] });
  answer.details(states);
  return answer.done();
}

function matching(
  catalogue: Catalogue,
  asked: { readonly product: string | undefined; readonly code: string | undefined; readonly hs: string | undefined },
): readonly CatalogueItem[] {
  if (asked.code !== undefined)
    return catalogue.items.filter((item) =>
      asked.code?.length === 2 ? item.code.startsWith(asked.code) : item.code === asked.code,
    );
  if (asked.product !== undefined) {
    const wanted = normaliseSearch(asked.product);
    const exact = catalogue.items.filter((item) => item.names.some((name) => normaliseSearch(name) === wanted));
    if (exact.length > 0 || wanted.length < 2) return exact;
    return catalogue.items.filter((item) => item.names.some((name) => normaliseSearch(name).includes(wanted)));
  }
  const digits = asked.hs ?? '';
  return catalogue.items.filter((item) =>
    item.hs.some((prefix) => isUnderHs(digits, prefix) || isUnderHs(prefix, digits)),
  );
}

/** The line of the catalogue, as a place in print. */
function catalogueRef(catalogue: Catalogue, item: CatalogueItem | null): RuleRef {
  const { edition, title } = catalogue;
  const article = item === null ? '目录' : item.code || item.text.zh;
  return {
    pack: 'ccc-catalogue',
    edition,
    title,
    row: article,
    article,
    certainty: item?.certainty ?? catalogue.certainty,
    source: item?.source ?? catalogue.source,
    name: `ccc-catalogue@${edition} ${article}`,
  };
}

function itemLine(
  answer: AnswerBuilder,
  item: CatalogueItem,
  { catalogue, day, screened }: { readonly catalogue: Catalogue; readonly day: Day; readonly screened: boolean },
): {
  readonly code: string;
  readonly name: string;
  readonly state: State;
  readonly from: string | null;
  readonly mode: string;
} {
  const inForce = (item.from === null || day >= item.from) && (item.to === null || day <= item.to);
  const state: State = inForce
    ? item.mode === 'third-party'
      ? 'third-party'
      : 'self-declaration'
    : item.from !== null && day < item.from
      ? 'not-yet'
      : 'no-longer';
  const apply = item.applyFrom
    ? { zh: `，${item.applyFrom} 起受理申请`, en: `, applications since ${item.applyFrom}` }
    : { zh: '', en: '' };
  const when = item.from
    ? { zh: `（自 ${item.from} 起强制${apply.zh}）`, en: ` (compulsory from ${item.from}${apply.en})` }
    : { zh: '', en: '' };
  const said = stateText(state);
  const label = item.code === '' ? '' : `${item.code} `;
  answer.line({
    id: item.code || 'kind',
    text: {
      zh: `${screened ? 'HS 初筛：' : ''}${label}${item.text.zh}：${said.zh}${when.zh}；以目录文字为准`,
      en: `${screened ? 'HS screen: ' : ''}${label}${item.text.en}: ${said.en}${when.en}; the wording of the catalogue decides`,
    },
    value: state,
    ref: catalogueRef(catalogue, item),
    inputs: { day, source: item.source },
    changes:
      item.from && state === 'not-yet'
        ? { zh: `自 ${item.from} 起改变`, en: `changes on ${item.from}` }
        : {
            zh: `目录调整（现为 ${catalogue.edition} 年修订）；产品的结构、用途或电压不在该行描述之内`,
            en: `a change of the catalogue (now ${catalogue.edition}); a product whose construction, use or voltage the line does not describe`,
          },
    certainty: state === 'self-declaration' ? item.modeCertainty : item.certainty,
  });
  return { code: item.code, name: item.text.zh, state, from: item.from, mode: item.mode };
}

function beforeEdition(answer: AnswerBuilder, catalogue: Catalogue, day: Day, asked: string): void {
  answer.line({
    id: 'unknown',
    text: {
      zh: `已加载的 ${catalogue.edition} 年目录自 ${catalogue.from} 起适用，对 \`${asked}\` 在 ${day} 的要求不作判断`,
      en: `The loaded catalogue (${catalogue.edition}) speaks of days from ${catalogue.from} on: nothing is said of \`${asked}\` on ${day}`,
    },
    value: 'unknown',
    ref: catalogueRef(catalogue, null),
    // The first day was not read in the announcement itself.
    certainty: 'to-be-confirmed',
    inputs: { day },
    changes: { zh: `自 ${catalogue.from} 起另有结论`, en: `from ${catalogue.from} on there is an answer` },
  });
  answer.line({ id: 'state', text: stateText('unknown'), value: 'unknown', figure: ['state', ''] });
  answer.details([] satisfies Json);
}

function unknown(answer: AnswerBuilder, catalogue: Catalogue, asked: string, code: string | undefined): void {
  const complete = code !== undefined && catalogue.completeClasses.includes(code.slice(0, 2));
  const loaded = catalogue.completeClasses.join('、');
  answer.line({
    id: 'unknown',
    text: {
      zh: complete
        ? `已加载的 ${catalogue.edition} 年目录第 ${code?.slice(0, 2)} 类中没有 \`${asked}\`，但不能据此断定不需要认证`
        : `\`${asked}\` 不在已加载的目录内（第 ${loaded} 类及其后增补），结论为未知`,
      en: complete
        ? `Class ${code?.slice(0, 2)} of the loaded catalogue (${catalogue.edition}) has no \`${asked}\`; that alone does not say that none is needed`
        : `\`${asked}\` is outside the loaded catalogue (classes ${catalogue.completeClasses.join(', ')} and later additions): unknown`,
    },
    value: 'unknown',
    ref: catalogueRef(catalogue, null),
    changes: { zh: '请对照现行目录文字自行比对', en: 'Compare the text of the catalogue in force yourself' },
  });
  answer.line({ id: 'state', text: stateText('unknown'), value: 'unknown', figure: ['state', ''] });
  answer.details([] satisfies Json);
}

function stateText(state: string): { readonly zh: string; readonly en: string } {
  const texts: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
    'third-party': { zh: '需要强制性认证（第三方）', en: 'compulsory certification is needed' },
    'self-declaration': { zh: '需要自我声明', en: 'a self-declaration is needed' },
    'not-yet': { zh: '尚未强制', en: 'not yet compulsory' },
    'no-longer': { zh: '已不再强制', en: 'no longer compulsory' },
    compare: {
      zh: '有多种可能，请对照目录文字',
      en: 'several kinds are possible: compare the wording of the catalogue',
    },
  };
  return texts[state] ?? { zh: '未知', en: 'unknown' };
}
