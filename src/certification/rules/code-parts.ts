import { registeringDepartments } from '../codes/uscc.ts';
import type { RuleContext } from './context.ts';

type Said = { readonly zh: string; readonly en: string };

/** The parts of a code with their labels, in the order in which they stand; what is empty is left out. */
const labels: Readonly<Record<string, Readonly<Record<string, Said>>>> = {
  uscc: {
    department: { zh: '登记管理部门', en: 'registering department' },
    type: { zh: '机构类别', en: 'type' },
    region: { zh: '登记机关行政区划', en: 'region of registration' },
    organisationCode: { zh: '主体标识码（组织机构代码）', en: 'subject (organisation code)' },
    check: { zh: '校验码', en: 'check character' },
  },
  'organisation-code': { body: { zh: '本体代码', en: 'body' }, check: { zh: '校验码', en: 'check character' } },
  lei: {
    issuer: { zh: '发码机构前缀', en: 'prefix of the issuer' },
    entity: { zh: '主体码', en: 'entity' },
    check: { zh: '校验码', en: 'check digits' },
  },
  'ccc-number': {
    year: { zh: '首次发证年份', en: 'year of first issue' },
    body: { zh: '认证机构', en: 'body' },
    class: { zh: '产品大类', en: 'class' },
    kind: { zh: '产品种类', en: 'kind' },
    serial: { zh: '流水号', en: 'serial number' },
  },
  'system-number': {
    body: { zh: '认证机构', en: 'body' },
    year: { zh: '年份', en: 'year' },
    field: { zh: '领域', en: 'field' },
    serial: { zh: '流水号', en: 'serial number' },
    recertifications: { zh: '再认证次数', en: 'recertifications' },
    size: { zh: '规模', en: 'size' },
    suffix: { zh: '子证书', en: 'sub-certificate' },
  },
  'group-standard-number': {
    association: { zh: '社会团体代号', en: 'association' },
    serial: { zh: '顺序号', en: 'serial number' },
    part: { zh: '部分', en: 'part' },
    year: { zh: '年代号', en: 'year' },
  },
  'document-number': {
    issuer: { zh: '发文机关代字', en: 'issuer' },
    year: { zh: '年份', en: 'year' },
    serial: { zh: '发文顺序号', en: 'serial number' },
  },
  gtin: { body: { zh: '主体', en: 'body' }, check: { zh: '校验码', en: 'check digit' } },
  region: { path: { zh: '区划', en: 'division' } },
  'ccc-kind': { class: { zh: '产品大类', en: 'class' }, kind: { zh: '种类', en: 'kind' } },
  industry: {
    section: { zh: '门类', en: 'section' },
    division: { zh: '大类', en: 'division' },
    row: { zh: '名称', en: 'name' },
  },
  sector: { sector: { zh: '专业', en: 'sector' }, row: { zh: '名称', en: 'name' } },
  hs: {
    chapter: { zh: '章', en: 'chapter' },
    heading: { zh: '品目', en: 'heading' },
    subheading: { zh: '子目', en: 'subheading' },
  },
};

/** One line that takes a code apart: `首次发证年份：2016；认证机构：01；…`; null where there is nothing to tell. */
export function codeParts(kind: string, parts: object, context: RuleContext): Said | null {
  const values = new Map<string, unknown>(Object.entries(parts));
  const said = Object.entries(labels[kind] ?? {}).flatMap(([key, label]): Said[] => {
    const value = shown(values.get(key), kind, key, context);
    return value === null ? [] : [{ zh: `${label.zh}：${value.zh}`, en: `${label.en} ${value.en}` }];
  });
  if (said.length === 0) return null;
  return { zh: said.map((part) => part.zh).join('；'), en: said.map((part) => part.en).join('; ') };
}

function shown(value: unknown, kind: string, key: string, context: RuleContext): Said | null {
  if (value === undefined || value === null || value === '') return null;
  if (Array.isArray(value)) return { zh: value.join(''), en: value.join(' ') };
  if (typeof value === 'object')
    return 'zh' in value && 'en' in value ? { zh: String(value.zh), en: String(value.en) } : null;
  const text = String(value);
  const row =
    kind === 'uscc' && key === 'department'
      ? registeringDepartments[text]
      : kind === 'ccc-number' && key === 'class'
        ? context.lists.cccClasses.rows.get(text)
        : undefined;
  return row ? { zh: `${text}（${row.zh}）`, en: `${text} (${row.en})` } : { zh: text, en: text };
}
