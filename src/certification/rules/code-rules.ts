import type { Text } from '../codes/refusal.ts';
import type { RuleContext } from './context.ts';
import type { RuleCertainty } from './pack.ts';
import type { RuleRef } from './rulebook.ts';

interface Standard {
  readonly pack: string;
  readonly edition: string;
  readonly title: Text;
  readonly article: string;
  readonly source: string;
  readonly certainty: RuleCertainty;
}

/** The document in which each kind of code is laid down: no rule pack, for a form of writing has no days in force here. */
const standards: Readonly<Record<string, Standard>> = {
  uscc: {
    pack: 'gb-32100',
    edition: '2015',
    title: {
      zh: 'GB 32100—2015 法人和其他组织统一社会信用代码编码规则',
      en: 'GB 32100-2015 Unified social credit code of legal persons and other organisations',
    },
    article: '编码规则（含 GB 11714 校验码）',
    source: 'GB 32100-2015，以公开代码验算 / recomputed on published codes',
    certainty: 'verified',
  },
  'organisation-code': {
    pack: 'gb-11714',
    edition: '1997',
    title: { zh: 'GB 11714—1997 全国组织机构代码编制规则', en: 'GB 11714-1997 Organisation codes' },
    article: '校验码',
    source: 'GB 11714-1997，以公开代码验算 / recomputed on published codes',
    certainty: 'verified',
  },
  lei: {
    pack: 'iso-17442',
    edition: '2020',
    title: { zh: 'ISO 17442 全球法人识别编码（LEI）', en: 'ISO 17442 Legal entity identifier (LEI)' },
    article: 'ISO/IEC 7064 MOD 97-10',
    source: 'ISO 17442-1:2020，以公开代码验算 / recomputed on published codes',
    certainty: 'verified',
  },
  'ccc-number': {
    pack: 'ccc-number',
    edition: '2016',
    title: { zh: '强制性产品认证证书编号的通行编法', en: 'Usual form of CCC certificate numbers' },
    article: '年份 4 位、机构 2 位、类别 4 位、流水号 6 位',
    source: '公开的 CCC 证书编号 / published certificate numbers of CCC',
    certainty: 'verified',
  },
  'system-number': {
    pack: 'system-number',
    edition: '2010',
    title: { zh: '管理体系认证证书编号的通行编法', en: 'Usual form of management system certificate numbers' },
    article: '机构、年份、领域、流水号、R 次数、规模',
    source: '公开的证书编号，次数和规模待确认 / published certificate numbers; count and size from memory',
    certainty: 'to-be-confirmed',
  },
  'group-standard-number': {
    pack: 'group-standard-number',
    edition: '2019',
    title: { zh: '团体标准管理规定（国标委联〔2019〕1 号）', en: 'Administration of group standards (2019, no. 1)' },
    article: '团体标准编号',
    source: '公开的团体标准编号 / published numbers of group standards',
    certainty: 'secondary',
  },
  'document-number': {
    pack: 'gb-t-9704',
    edition: '2012',
    title: { zh: 'GB/T 9704—2012 党政机关公文格式', en: 'GB/T 9704-2012 Layout of official documents' },
    article: '发文字号',
    source: '公开的发文字号，两种括号均有使用 / published document numbers; both kinds of brackets are in use',
    certainty: 'secondary',
  },
  gtin: {
    pack: 'gs1-general-specifications',
    edition: '2024',
    title: { zh: 'GS1 通用规范（商品条码 GB 12904）', en: 'GS1 General Specifications' },
    article: '校验码（模 10）',
    source: 'GS1 通用规范，以公开代码验算 / GS1 General Specifications, recomputed on published codes',
    certainty: 'verified',
  },
  hs: {
    pack: 'hs',
    edition: '2022',
    title: { zh: '商品名称及编码协调制度（HS）', en: 'Harmonized System' },
    article: '编码位数（只看形式）',
    source: '只核对位数，未加载编码表 / form only: no table of codes is loaded',
    certainty: 'secondary',
  },
};

/** Where a kind of code stands in print; kinds of a loaded list name the list, its edition and its certainty. */
export function codeRule(kind: string, context: RuleContext): RuleRef | null {
  const listed = listOf(kind, context);
  const found = listed ?? (Object.hasOwn(standards, kind) ? standards[kind] : undefined);
  if (!found) return null;
  return { ...found, row: kind, name: `${found.pack}@${found.edition} ${kind}` };
}

function listOf(kind: string, context: RuleContext): Standard | undefined {
  const { industries, sectors, cccClasses, regions } = context.lists;
  if (kind === 'region')
    return {
      pack: 'gb-t-2260',
      edition: regions.lists.at(-1) ?? '',
      title: { zh: 'GB/T 2260 中华人民共和国行政区划代码', en: 'GB/T 2260 Codes of administrative divisions' },
      article: '代码表',
      source: regions.source,
      certainty: 'secondary',
    };
  const list = { industry: industries, sector: sectors, 'ccc-kind': cccClasses }[kind];
  if (!list) return undefined;
  const { edition, text, source, certainty } = list;
  return { pack: list.list, edition, title: text, article: '代码表', source, certainty };
}
