import type { AttestationType, Bilingual } from '#certification/credential/certificate-facts.ts';

/** The opening and the statement of each kind of attestation (ISO/IEC 17000 section 7). */
export const attestationWords: Record<AttestationType, { readonly opening: Bilingual; readonly conforms: Bilingual }> =
  {
    certification: {
      opening: { zh: '兹证明', en: 'This is to certify that' },
      conforms: { zh: '经审核评定，符合下列标准的要求', en: 'has been assessed and found to conform to' },
    },
    declaration: {
      opening: { zh: '兹声明', en: 'This is to declare that the products of' },
      conforms: { zh: '符合下列标准的要求', en: 'conform to' },
    },
    inspection: {
      opening: { zh: '兹证明', en: 'This is to certify that' },
      conforms: { zh: '经检验，符合下列标准的要求', en: 'has been inspected and found to conform to' },
    },
    testing: {
      opening: { zh: '兹证明', en: 'This is to certify that' },
      conforms: { zh: '经检测，依据下列标准', en: 'has been tested according to' },
    },
    verification: {
      opening: { zh: '兹证明', en: 'This is to certify that' },
      conforms: { zh: '经核查，符合下列标准的要求', en: 'has been verified against' },
    },
    validation: {
      opening: { zh: '兹证明', en: 'This is to certify that' },
      conforms: { zh: '经审定，符合下列标准的要求', en: 'has been validated against' },
    },
    calibration: {
      opening: { zh: '兹证明', en: 'This is to certify that' },
      conforms: { zh: '经校准，依据下列标准', en: 'has been calibrated according to' },
    },
  };

export const words = {
  number: { zh: '证书编号', en: 'Certificate No.' },
  uscc: { zh: '统一社会信用代码', en: 'Unified social credit code' },
  address: { zh: '地址', en: 'Address' },
  scope: { zh: '认证范围', en: 'Scope' },
  standards: { zh: '依据标准', en: 'Standards' },
  codes: { zh: '范围代码', en: 'Codes of the scope' },
  grade: { zh: '等级', en: 'Grade' },
  products: { zh: '产品', en: 'Products' },
  sites: { zh: '场所', en: 'Sites' },
  annex: { zh: '附页', en: 'Annex' },
  seeAnnex: { zh: '见附页', en: 'see the annex' },
  scheme: { zh: '认证规则', en: 'Scheme' },
  decidedOn: { zh: '决定日期', en: 'Decided on' },
  from: { zh: '有效期自', en: 'Valid from' },
  to: { zh: '有效期至', en: 'Valid until' },
  withoutEnd: { zh: '长期', en: 'without end' },
  approval: { zh: '机构批准号', en: 'Approval No.' },
  issuedBy: { zh: '发证机构', en: 'Issued by' },
  scan: { zh: '扫码核验', en: 'Scan to verify' },
  page: { zh: '页', en: 'Page' },
  statusNote: {
    zh: '本页为电子凭证的打印形式；证书今日是否有效，以扫码打开的核验结论为准。',
    en: 'This page is the printed form of a signed credential. Whether the certificate holds today is answered by the page that the code opens.',
  },
  attachedNote: {
    zh: '已签名的凭证随本文件附上（credential.jwt）。机构以自有密钥所作的签名，其本身不当然构成《电子签名法》所称可靠电子签名。',
    en: "The signed credential is attached to this file (credential.jwt). A signature by the issuer's own key is not by itself a reliable electronic signature in the sense of the law.",
  },
  demonstrationNote: {
    zh: '演示数据，不是真实的证书，不具任何效力。',
    en: 'Demonstration data: not a real certificate, without any effect.',
  },
} as const satisfies Record<string, Bilingual>;

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A day in both languages: `2026年3月10日`, `10 March 2026`. */
export function dayInWords(day: string): Bilingual {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return { zh: `${year}年${month}月${date}日`, en: `${date} ${months[month - 1] ?? ''} ${year}` };
}
