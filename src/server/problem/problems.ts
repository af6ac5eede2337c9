/**
 * Every problem that the HTTP door answers with (RFC 9457): status, title, and what to do about it. Its code is the end of the
 * `type` address, where the same words stand to be read. One row each; the reference is made of this table.
 */
const problems = {
  'malformed-request': {
    status: 400,
    zh: '请求无法读取',
    en: 'The request cannot be read',
    help: {
      zh: '请检查地址、请求头与正文的编码。',
      en: 'Check the address, the headers and the encoding of the body.',
    },
  },
  'malformed-json': {
    status: 400,
    zh: '正文不是合法的 JSON',
    en: 'The body is not JSON',
    help: { zh: '请发送 UTF-8 编码的 JSON（RFC 8259）。', en: 'Send JSON (RFC 8259) in UTF-8.' },
  },
  'wrong-shape': {
    status: 400,
    zh: '请求内容不符合要求',
    en: 'The content of the request is not as expected',
    help: {
      zh: '逐项原因见 refusals；接口文档见 /api。',
      en: 'Each reason stands in `refusals`; the interface is described at /api.',
    },
  },
  'bad-cursor': {
    status: 400,
    zh: '翻页标记无效',
    en: 'The cursor is not one of this list',
    help: { zh: '请不带标记从头读取。', en: 'Begin again without a cursor.' },
  },
  'not-signed-in': {
    status: 401,
    zh: '尚未登录',
    en: 'You are not signed in',
    help: {
      zh: '请登录，或在 Authorization 中给出接口令牌。',
      en: 'Sign in, or give an API token in `Authorization`.',
    },
  },
  'sign-in-failed': {
    status: 401,
    zh: '登录名或密码不正确',
    en: 'The name or the password is wrong',
    help: {
      zh: '请核对后重试；多次失败后须等待。',
      en: 'Check both and try again; after several failures you have to wait.',
    },
  },
  'token-refused': {
    status: 401,
    zh: '接口令牌无效、已过期或已撤销',
    en: 'The API token is unknown, expired or revoked',
    help: { zh: '请另建令牌。', en: 'Make another token.' },
  },
  'not-allowed': {
    status: 403,
    zh: '您无权这样做',
    en: 'You may not do this',
    help: { zh: '请由有此权限的人员办理。', en: 'Ask a person who may.' },
  },
  'scope-missing': {
    status: 403,
    zh: '该令牌的用途不含此项',
    en: 'The token is not for this use',
    help: { zh: '请另建含此用途的令牌。', en: 'Make a token with this scope.' },
  },
  'foreign-origin': {
    status: 403,
    zh: '请求来自其他网站，已拒绝',
    en: 'The request comes from another site and is refused',
    help: {
      zh: '请从本站页面操作；程序请用接口令牌。',
      en: 'Act from a page of this site; programs use an API token.',
    },
  },
  'not-found': {
    status: 404,
    zh: '没有找到，或您无权知道',
    en: 'Not found, or not for you to know',
    help: { zh: '请核对地址。', en: 'Check the address.' },
  },
  'no-such-route': {
    status: 404,
    zh: '没有这个地址',
    en: 'There is no such address',
    help: { zh: '全部接口见 /api。', en: 'Every route stands at /api.' },
  },
  'wrong-method': {
    status: 405,
    zh: '此地址不支持该方法',
    en: 'This address does not know the method',
    help: { zh: '可用方法见 Allow 响应头。', en: 'The header `Allow` names those that it knows.' },
  },
  'changed-since': {
    status: 409,
    zh: '您打开后，他人已先办理',
    en: 'Somebody else acted since you looked',
    help: {
      zh: '请看 change 中的变化，然后重试；草稿已保留。',
      en: 'Look at `change` and try again; your draft is kept.',
    },
  },
  'name-taken': {
    status: 409,
    zh: '该名称已被使用',
    en: 'The name is taken',
    help: { zh: '请另取。', en: 'Choose another.' },
  },
  'too-large': {
    status: 413,
    zh: '内容过大',
    en: 'The content is too large',
    help: { zh: '上限见 detail。', en: 'The limit stands in `detail`.' },
  },
  'wrong-type': {
    status: 415,
    zh: '内容类型不受支持',
    en: 'The type of the content is not accepted',
    help: { zh: '可用类型见 detail。', en: 'Those that are accepted stand in `detail`.' },
  },
  'wrong-range': {
    status: 416,
    zh: '所要的字节范围不在文件内',
    en: 'The range lies outside the file',
    help: { zh: '请改范围或取全文。', en: 'Ask for another range, or for the whole.' },
  },
  refused: {
    status: 422,
    zh: '此项办理被拒绝',
    en: 'The act is refused',
    help: { zh: '全部原因见 refusals。', en: 'Every reason stands in `refusals`.' },
  },
  'key-reused': {
    status: 422,
    zh: '该幂等键已用于另一请求',
    en: 'The idempotency key was used for another request',
    help: { zh: '请换一个新键。', en: 'Use a new key.' },
  },
  'too-many': {
    status: 429,
    zh: '请求过多，请稍候',
    en: 'Too many requests; wait a little',
    help: { zh: '等待时间见 Retry-After。', en: '`Retry-After` says how long.' },
  },
  fault: {
    status: 500,
    zh: '系统内部错误',
    en: 'An internal fault',
    help: { zh: '请附 requestId 告知管理员。', en: 'Tell the operator, with the `requestId`.' },
  },
  'not-a-demonstration': {
    status: 403,
    zh: '仅演示系统可拨动时钟',
    en: 'Only a demonstration has a clock that can be moved',
    help: { zh: '本系统按真实时间运行。', en: 'This system runs by the true time.' },
  },
  unavailable: {
    status: 503,
    zh: '数据库或文件存储暂时不可用',
    en: 'The database or file store cannot be reached just now',
    help: { zh: '请稍后以同一幂等键重试。', en: 'Try again soon, with the same idempotency key.' },
  },
  'perhaps-done': {
    status: 503,
    zh: '提交时连接中断，不知是否已办理',
    en: 'The connection was lost during the commit; it may be done or not',
    help: {
      zh: '请以同一幂等键重试：已办理的会得到原结果。',
      en: 'Try again with the same idempotency key: what was done is answered again.',
    },
  },
  busy: {
    status: 503,
    zh: '同时办理者过多，未能完成',
    en: 'Too many acted at once; nothing was done',
    help: { zh: '请重试。', en: 'Try again.' },
  },
  'too-slow': {
    status: 503,
    zh: '用时过长，已中止',
    en: 'It took too long and was given up',
    help: { zh: '请缩小范围后重试。', en: 'Ask for less, and try again.' },
  },
  'clock-behind': {
    status: 503,
    zh: '服务器时钟落后于已有记录，未能办理',
    en: 'The clock of the server is behind what was recorded already; nothing was done',
    help: {
      zh: '请告知管理员校准服务器时钟；时钟曾超前者，设 CLOCK_RAN_AHEAD_UNTIL。',
      en: 'Tell the operator to set the clock right; if it once ran ahead, CLOCK_RAN_AHEAD_UNTIL is to be set.',
    },
  },
  'disk-full': {
    status: 507,
    zh: '存储空间已满，未能保存',
    en: 'There is no room left; nothing was kept',
    help: { zh: '请告知管理员。', en: 'Tell the operator.' },
  },
} as const satisfies Record<string, ProblemText>;

export interface ProblemText {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 416 | 422 | 429 | 500 | 503 | 507;
  readonly zh: string;
  readonly en: string;
  readonly help: { readonly zh: string; readonly en: string };
}

export type ProblemCode = keyof typeof problems;
export const problemTexts: Readonly<Record<ProblemCode, ProblemText>> = problems;
