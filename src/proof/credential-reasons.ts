/** The named steps of the check, in their order. */
export const credentialSteps = ['format', 'algorithm', 'issuer', 'signature', 'shape', 'dates', 'status'] as const;
export type CredentialStep = (typeof credentialSteps)[number];

export type StepOutcome = 'ok' | 'failed' | 'not-checked';

interface Reason {
  /** Null for the one answer that any step can give. */
  readonly step: CredentialStep | null;
  readonly outcome: StepOutcome;
  readonly zh: string;
  readonly en: string;
}

/** Every answer that a step can give, once, with its words; `{name}` is a parameter. The union of codes follows from it. */
const reasons = {
  'format-ok': {
    step: 'format',
    outcome: 'ok',
    zh: '是一份以 JWS 紧凑格式签名的凭证（vc+jwt）。',
    en: 'A credential signed as a compact JWS (vc+jwt).',
  },
  'format-too-long': {
    step: 'format',
    outcome: 'failed',
    zh: '内容过长：最多 {most} 个字符，实有 {found} 个。',
    en: 'Too long: expected at most {most} characters, found {found}.',
  },
  'format-parts': {
    step: 'format',
    outcome: 'failed',
    zh: '应为以句点分隔的三段（JWS 紧凑格式），实为 {found} 段。',
    en: 'Expected three parts separated by points (compact JWS), found {found}.',
  },
  'format-encoding': {
    step: 'format',
    outcome: 'failed',
    zh: '第 {part} 段不是规范的 base64url 编码。',
    en: 'Part {part} is not canonical base64url.',
  },
  'format-json': {
    step: 'format',
    outcome: 'failed',
    zh: '第 {part} 段应为 UTF-8 编码的 JSON 对象，实际不是。',
    en: 'Expected part {part} to be a JSON object in UTF-8; it is not.',
  },
  'format-repeated-member': {
    step: 'format',
    outcome: 'failed',
    zh: '第 {part} 段中有重复的成员名，含义不唯一。',
    en: 'Part {part} repeats a member, so that it can be read in two ways.',
  },
  'format-typ': {
    step: 'format',
    outcome: 'failed',
    zh: '头部 typ 应为 `vc+jwt`，实为 {found}。',
    en: 'Expected the header `typ` to be `vc+jwt`, found {found}.',
  },
  'format-cty': {
    step: 'format',
    outcome: 'failed',
    zh: '头部 cty 应为 `vc` 或不写，实为 {found}。',
    en: 'Expected the header `cty` to be `vc` or absent, found {found}.',
  },
  'format-header-member': {
    step: 'format',
    outcome: 'failed',
    zh: '头部不得含有 `{member}`：它会改变验证的方法或带入自己的密钥。',
    en: 'The header must not hold `{member}`: it would change how the signature is checked or bring its own key.',
  },
  'format-iat': {
    step: 'format',
    outcome: 'failed',
    zh: '头部 iat 应为自 1970 年起的整秒数，实为 {found}。',
    en: 'Expected the header `iat` to be whole seconds since 1970, found {found}.',
  },
  'format-vc-claim': {
    step: 'format',
    outcome: 'failed',
    zh: '载荷不得含有 `{member}`：本格式中凭证本身即为载荷。',
    en: 'The payload must not hold `{member}`: in this format the credential itself is the payload.',
  },
  'algorithm-ok': {
    step: 'algorithm',
    outcome: 'ok',
    zh: '签名算法 {found} 在许可之列。',
    en: 'The algorithm {found} is on the list of allowed ones.',
  },
  'algorithm-not-allowed': {
    step: 'algorithm',
    outcome: 'failed',
    zh: '签名算法应为 {expected}，实为 {found}。',
    en: 'Expected the algorithm to be {expected}, found {found}.',
  },
  'issuer-ok': {
    step: 'issuer',
    outcome: 'ok',
    zh: '签发者 `{did}` 已知，其密钥 `{key}` 在签名之日有效。',
    en: 'The issuer `{did}` is known, and its key `{key}` was valid when it signed.',
  },
  'issuer-missing': {
    step: 'issuer',
    outcome: 'failed',
    zh: '签发者应为一个 DID，实为 {found}。',
    en: 'Expected the issuer to be a DID, found {found}.',
  },
  'issuer-kid': {
    step: 'issuer',
    outcome: 'failed',
    zh: '头部 kid 应为签发者 DID 加 `#` 与密钥名，实为 {found}。',
    en: 'Expected the header `kid` to be the issuer’s DID, `#` and the name of a key, found {found}.',
  },
  'issuer-other-did': {
    step: 'issuer',
    outcome: 'failed',
    zh: '密钥应属于签发者 `{expected}`，实属 `{found}`。',
    en: 'Expected a key of the issuer `{expected}`, found one of `{found}`.',
  },
  'issuer-unknown': {
    step: 'issuer',
    outcome: 'failed',
    zh: '签发者 `{did}` 不在{where}之中。',
    en: 'The issuer `{did}` is not in {where}.',
  },
  'issuer-unreachable': {
    step: 'issuer',
    outcome: 'not-checked',
    zh: '未能取得签发者 `{did}` 的密钥：{reason}。',
    en: 'The keys of the issuer `{did}` could not be had: {reason}.',
  },
  'issuer-no-such-key': {
    step: 'issuer',
    outcome: 'failed',
    zh: '签发者 `{did}` 没有密钥 `{key}`。',
    en: 'The issuer `{did}` has no key `{key}`.',
  },
  'issuer-key-algorithm': {
    step: 'issuer',
    outcome: 'failed',
    zh: '密钥 `{key}` 用于 {expected}，签名却用 {found}。',
    en: 'The key `{key}` is one for {expected}; the signature is made by {found}.',
  },
  'issuer-no-day': {
    step: 'issuer',
    outcome: 'failed',
    zh: '无法得知签名之日：既无 iat，validFrom 也不是时刻，故不能判断密钥当时是否有效。',
    en: 'The day of signing is unknown (no `iat`, and `validFrom` is no instant), so it can’t be said whether the key was valid then.',
  },
  'issuer-key-not-yet': {
    step: 'issuer',
    outcome: 'failed',
    zh: '密钥 `{key}` 自 {from} 起有效，签名于 {at}。',
    en: 'The key `{key}` is valid from {from}; it signed at {at}.',
  },
  'issuer-key-ended': {
    step: 'issuer',
    outcome: 'failed',
    zh: '密钥 `{key}` 于 {until} 停用，签名于 {at}。',
    en: 'The key `{key}` ended at {until}; it signed at {at}.',
  },
  'issuer-key-revoked': {
    step: 'issuer',
    outcome: 'failed',
    zh: '密钥 `{key}` 已于 {from} 撤销（{reason}），签名于 {at}。',
    en: 'The key `{key}` was revoked at {from} ({reason}); it signed at {at}.',
  },
  'issuer-key-compromised-later': {
    step: 'issuer',
    outcome: 'not-checked',
    zh: '密钥 `{key}` 于 {from} 失密；签名自称作于此前（{at}），但失密的密钥可以倒签日期，须以公开日志为证。',
    en: 'The key `{key}` was compromised at {from}; the signature says that it is older ({at}), but a stolen key can backdate: only the public log could prove it.',
  },
  'signature-ok': {
    step: 'signature',
    outcome: 'ok',
    zh: '签名与内容及密钥相符：签名后未被改动。',
    en: 'The signature fits the content and the key: nothing was altered since.',
  },
  'signature-wrong': {
    step: 'signature',
    outcome: 'failed',
    zh: '签名与内容不符：内容或签名被改动，或并非由该密钥所签。',
    en: 'The signature does not fit: content or signature was altered, or another key made it.',
  },
  'signature-no-key': {
    step: 'signature',
    outcome: 'not-checked',
    zh: '没有密钥，无法核对签名。',
    en: 'Without a key the signature could not be checked.',
  },
  'shape-ok': {
    step: 'shape',
    outcome: 'ok',
    zh: '内容合于 {shape}，没有未定义的成员。',
    en: 'The content fits {shape}, without undefined members.',
  },
  'shape-unknown': {
    step: 'shape',
    outcome: 'failed',
    zh: '@context 与 type 应合于以下之一：{expected}；实为 {found}。',
    en: 'Expected `@context` and `type` of one of: {expected}; found {found}.',
  },
  'shape-wrong': {
    step: 'shape',
    outcome: 'failed',
    zh: '内容不合于 {shape}：{path} 应为 {expected}，实为 {found}（共 {count} 处）。',
    en: 'The content does not fit {shape}: at {path} expected {expected}, found {found} ({count} in all).',
  },
  'dates-ok': {
    step: 'dates',
    outcome: 'ok',
    zh: '有效期自 {from} 至 {until}，{now} 在其内。',
    en: 'Valid from {from} to {until}; {now} lies within.',
  },
  'dates-unreadable': {
    step: 'dates',
    outcome: 'failed',
    zh: '{member} 应为带时区的时刻，实为 {found}。',
    en: 'Expected {member} to be an instant with its offset, found {found}.',
  },
  'dates-not-yet': {
    step: 'dates',
    outcome: 'failed',
    zh: '自 {from} 起才有效，现为 {now}。',
    en: 'Valid only from {from}; it is {now}.',
  },
  'dates-expired': {
    step: 'dates',
    outcome: 'failed',
    zh: '已于 {until} 过期，现为 {now}。',
    en: 'Expired at {until}; it is {now}.',
  },
  'dates-signed-later': {
    step: 'dates',
    outcome: 'failed',
    zh: '签名时刻 {at} 晚于现在 {now}。',
    en: 'It says that it was signed at {at}, which is later than now, {now}.',
  },
  'status-ok': {
    step: 'status',
    outcome: 'ok',
    zh: '截至 {asOf}，签发者的状态列表表明可以依据。',
    en: 'As of {asOf} the issuer’s status list says that it may be relied on.',
  },
  'status-not-to-rely-on': {
    step: 'status',
    outcome: 'failed',
    zh: '截至 {asOf}，签发者的状态列表表明不得依据（{state}）。',
    en: 'As of {asOf} the issuer’s status list says that it may not be relied on ({state}).',
  },
  'status-smaller-scope': {
    step: 'status',
    outcome: 'not-checked',
    zh: '截至 {asOf} 有效，但范围已缩小或部分暂停：凭证所载范围不再全部有效，现行范围须查询名录。',
    en: 'As of {asOf} it is valid with a smaller scope than it says (reduced, or suspended in part): the scope that holds stands in the register.',
  },
  'status-suspended': {
    step: 'status',
    outcome: 'failed',
    zh: '截至 {asOf}，证书处于暂停状态，暂停期间不得依据。',
    en: 'As of {asOf} the certificate is suspended: while it is, it may not be relied on.',
  },
  'status-withdrawn': {
    step: 'status',
    outcome: 'failed',
    zh: '截至 {asOf}，证书已被发证机构撤销，不得依据。',
    en: 'As of {asOf} the certificate has been withdrawn by its issuer: it may not be relied on.',
  },
  'status-cancelled': {
    step: 'status',
    outcome: 'failed',
    zh: '截至 {asOf}，证书已注销，不得依据。',
    en: 'As of {asOf} the certificate has been cancelled: it may not be relied on.',
  },
  'status-succeeded': {
    step: 'status',
    outcome: 'failed',
    zh: '截至 {asOf}，证书已由后续证书取代并注销，应以后续证书为准。',
    en: 'As of {asOf} the certificate has been succeeded by another, which holds in its place.',
  },
  'status-list-stale': {
    step: 'status',
    outcome: 'not-checked',
    zh: '状态列表过旧：作于 {asOf}，只可依据至 {until}，现为 {now}。当时可以依据，此后是否改变未核对；请取新的列表 {list}。',
    en: 'The status list is old: made at {asOf}, it counts until {until}, and it is {now}. It could be relied on then; whether that changed was not checked. Get the list anew: {list}.',
  },
  'status-list-not-yet': {
    step: 'status',
    outcome: 'not-checked',
    zh: '状态列表的时刻 {from} 晚于现在 {now}：未采用，请核对时钟。',
    en: 'The status list is of {from}, which is later than now, {now}: it was not used. Check the clock.',
  },
  'status-list-format': {
    step: 'status',
    outcome: 'failed',
    zh: '所给状态列表不是可读的签名状态列表（{detail}）；应为 {list} 处的文件。',
    en: 'What was given as status list is no readable signed list ({detail}); expected the file at {list}.',
  },
  'status-list-issuer': {
    step: 'status',
    outcome: 'failed',
    zh: '状态列表应由发证机构 `{expected}` 签发，实为 `{found}`。',
    en: 'Expected the status list to be issued by the certificate’s issuer `{expected}`, found `{found}`.',
  },
  'status-list-signature': {
    step: 'status',
    outcome: 'failed',
    zh: '状态列表的签名与内容不符：列表被改动或伪造。',
    en: 'The signature of the status list does not fit: the list was altered or forged.',
  },
  'status-list-key': {
    step: 'status',
    outcome: 'failed',
    zh: '签发状态列表的密钥当时无效或不属于发证机构（{detail}）。',
    en: 'The key that signed the status list was not valid then, or is not the issuer’s ({detail}).',
  },
  'status-list-other': {
    step: 'status',
    outcome: 'failed',
    zh: '应为状态列表 {expected}，实为 `{found}`：请取证书指明的那一份。',
    en: 'Expected the status list {expected}, found `{found}`: get the one that the certificate names.',
  },
  'status-list-purpose': {
    step: 'status',
    outcome: 'failed',
    zh: '状态列表的用途应为 {expected}，实为 {found}。',
    en: 'Expected a status list of purpose {expected}, found {found}.',
  },
  'status-list-too-large': {
    step: 'status',
    outcome: 'failed',
    zh: '状态列表展开后超过 {most} 字节，未予展开。',
    en: 'The status list grows beyond {most} bytes when unpacked, and was not unpacked.',
  },
  'status-list-packed': {
    step: 'status',
    outcome: 'failed',
    zh: '状态列表应为 gzip 压缩的 base64url（`u…`），实际不能展开。',
    en: 'Expected the status list to be gzip in base64url (`u…`); it does not unpack.',
  },
  'status-list-short': {
    step: 'status',
    outcome: 'failed',
    zh: '状态列表至少应有 {expected} 位，实有 {found} 位。',
    en: 'Expected a status list of at least {expected} bits, found {found}.',
  },
  'status-list-range': {
    step: 'status',
    outcome: 'failed',
    zh: '证书的序位 {index} 超出状态列表（共 {length} 位）。',
    en: 'The certificate’s index {index} lies beyond the status list of {length} bits.',
  },
  'status-none': {
    step: 'status',
    outcome: 'not-checked',
    zh: '凭证未指明状态列表（自行保管密钥的机构没有）：是否已被暂停或撤销，无从得知，须按编号查询签发者的名录。',
    en: 'The credential names no status list (a body that keeps its key itself has none): whether it was suspended or withdrawn can’t be known from it; ask the issuer’s register by its number.',
  },
  'status-offline': {
    step: 'status',
    outcome: 'not-checked',
    zh: '未联网查询状态：今日是否仍有效，须查询 {list}。',
    en: 'The status was not asked for (offline): whether it holds today is answered by {list}.',
  },
  'status-unreachable': {
    step: 'status',
    outcome: 'not-checked',
    zh: '未能取得状态列表 {list}：{reason}。',
    en: 'The status list {list} could not be had: {reason}.',
  },
  'not-reached': {
    step: null,
    outcome: 'not-checked',
    zh: '因前一步未通过而未核对。',
    en: 'Not checked, because an earlier step failed.',
  },
} as const satisfies Record<string, Reason>;

export type CredentialReason = keyof typeof reasons;
export type ReasonParameters = Readonly<Record<string, string | number>>;

/** What one step of the check found. */
export interface StepResult {
  readonly step: CredentialStep;
  readonly outcome: StepOutcome;
  readonly code: CredentialReason;
  readonly parameters: ReasonParameters;
}

export function stepResult(
  code: Exclude<CredentialReason, 'not-reached'>,
  parameters: ReasonParameters = {},
): StepResult {
  const { step, outcome } = reasons[code];
  return { step, outcome, code, parameters };
}

export function notReached(step: CredentialStep): StepResult {
  return { step, outcome: 'not-checked', code: 'not-reached', parameters: {} };
}

/** The words of a result, with what was expected and found filled in. */
export function stepText(result: StepResult): { readonly zh: string; readonly en: string } {
  const fill = (text: string) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) =>
      Object.hasOwn(result.parameters, name) ? String(result.parameters[name]) : whole,
    );
  const { zh, en } = reasons[result.code];
  return { zh: fill(zh), en: fill(en) };
}

export const credentialReasons = Object.keys(reasons) as readonly CredentialReason[];
