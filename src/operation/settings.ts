import { isIP } from 'node:net';
import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';

/** What one may set, one row each: its variable, what it means, its default, and how its text is read. */
interface SettingRow<T> {
  readonly variable: string;
  readonly zh: string;
  readonly en: string;
  /** The text that stands when nothing is set; null: not set. */
  readonly otherwise: string | null;
  readonly example: string;
  readonly read: z.ZodType<T, string | null>;
}

const row = <T>(setting: SettingRow<T>): SettingRow<T> => setting;

const optional = <T>(schema: z.ZodType<T, string>) => z.union([z.null(), schema]);

function address(schemes: readonly string[], expected: string) {
  return z
    .string()
    .refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol), { message: expected });
}

/** An address, a network as `10.0.0.0/8`, or `loopback` for this machine. */
function isProxy(text: string): boolean {
  if (text === 'loopback') return true;
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  return version !== 0 && !address.includes('%') && (bits === undefined || Number(bits) <= (version === 4 ? 32 : 128));
}

const instantWords = 'an instant such as 2027-11-25T08:00:00.000Z';
const uploadWords = 'megabytes from 1 to 100000';
const proxyWords = 'addresses or networks such as `loopback, 10.0.0.0/8, fd00::/8`, or `none`';

/** The one table of settings: read at the start, printed by `--help`, and written into the README. */
export const settingsTable = {
  port: row({
    variable: 'PORT',
    zh: '服务端口',
    en: 'port on which the server listens',
    otherwise: '8080',
    example: '8080',
    read: z
      .string('a port from 0 to 65535')
      .regex(/^\d{1,5}$/, 'a port from 0 to 65535')
      .transform(Number)
      .refine((n) => n <= 65_535, 'a port from 0 to 65535'),
  }),
  listen: row({
    variable: 'LISTEN',
    zh: '监听地址；容器或局域网用 0.0.0.0',
    en: 'address on which the server listens; 0.0.0.0 for a container or a local network',
    otherwise: '127.0.0.1',
    example: '0.0.0.0',
    read: z
      .string('an address such as 127.0.0.1')
      .regex(/^[0-9a-fA-F.:]+$|^localhost$/, 'an address such as 127.0.0.1'),
  }),
  dataFolder: row({
    variable: 'DATA_FOLDER',
    zh: '数据目录（内置数据库、文件、密钥保护文件）',
    en: 'folder of the embedded database, the files and the secret file',
    otherwise: 'data',
    example: '/var/lib/touchstone',
    read: z
      .string('a folder')
      .min(1, 'a folder')
      .transform((text) => (isAbsolute(text) ? text : resolve(text))),
  }),
  databaseUrl: row({
    variable: 'DATABASE_URL',
    zh: '外部 PostgreSQL（15 或更高）；不设则用内置数据库',
    en: 'a PostgreSQL 15 or later of your own; not set: the embedded one',
    otherwise: null,
    example: 'postgres://touchstone:secret@db.example.org/touchstone',
    read: optional(address(['postgres:', 'postgresql:'], 'an address such as postgres://user:password@host/database')),
  }),
  tlsCertificate: row({
    variable: 'TLS_CERT',
    zh: '证书文件（PEM）；与 TLS_KEY 同时设置',
    en: 'certificate file (PEM); set together with TLS_KEY',
    otherwise: null,
    example: '/etc/touchstone/cert.pem',
    read: optional(z.string().min(1, 'a file')),
  }),
  tlsKey: row({
    variable: 'TLS_KEY',
    zh: '私钥文件（PEM）',
    en: 'private key file (PEM)',
    otherwise: null,
    example: '/etc/touchstone/key.pem',
    read: optional(z.string().min(1, 'a file')),
  }),
  logLevel: row({
    variable: 'LOG_LEVEL',
    zh: '日志级别',
    en: 'how much the log tells',
    otherwise: 'info',
    example: 'debug',
    read: z.enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'fatal, error, warn, info, debug, trace or silent',
    ),
  }),
  language: row({
    variable: 'UI_LANGUAGE',
    zh: '默认语言',
    en: 'language when the reader names none',
    otherwise: 'zh',
    example: 'en',
    read: z.enum(['zh', 'en'], 'zh or en'),
  }),
  publicAddress: row({
    variable: 'PUBLIC_ADDRESS',
    zh: '对外网址，写入证书与二维码；正式使用前必须设定',
    en: 'the address that the world uses: it stands in certificates and QR codes; set it before real use',
    otherwise: null,
    example: 'https://register.example.org',
    read: optional(
      address(['https:', 'http:'], 'an address such as https://register.example.org').transform((text) =>
        text.replace(/\/+$/, ''),
      ),
    ),
  }),
  secretFile: row({
    variable: 'SECRET_FILE',
    zh: '密钥保护文件；不设则为数据目录下的 secret',
    en: 'file with the secret that seals the signing keys; not set: `secret` in the data folder',
    otherwise: null,
    example: '/etc/touchstone/secret',
    read: optional(z.string().min(1, 'a file')),
  }),
  trustedProxies: row({
    variable: 'TRUSTED_PROXIES',
    zh: '其 X-Forwarded-For 可信的反向代理：地址或网段，以逗号分隔；loopback 为本机，none 为全不信',
    en: 'proxies whose `X-Forwarded-For` is believed: addresses or networks, separated by commas; `loopback` is this machine, `none` believes nobody',
    otherwise: 'loopback',
    example: 'loopback, 10.0.0.0/8, fd00::/8',
    read: z
      .string(proxyWords)
      .transform((text) => (text.trim() === 'none' ? [] : text.split(',').map((part) => part.trim())))
      .refine((names) => names.every(isProxy), proxyWords),
  }),
  uploadLimit: row({
    variable: 'UPLOAD_LIMIT_MB',
    zh: '单个上传文件的上限（MB）；表单字段可另设更小的上限',
    en: 'largest file that may be uploaded, in MB; a field of a form may set a smaller one',
    otherwise: '300',
    example: '4096',
    read: z
      .string(uploadWords)
      .regex(/^\d{1,6}$/, uploadWords)
      .transform(Number)
      .refine((n) => n >= 1 && n <= 100_000, uploadWords),
  }),
  clockRanAheadUntil: row({
    variable: 'CLOCK_RAN_AHEAD_UNTIL',
    zh: '服务器时钟曾经超前时设：超前期间记录的最晚时刻（UTC）。此前的记录之后可按更正后的时钟续办',
    en: 'set when the clock of the server once ran ahead: the latest instant (UTC) that was recorded then; what was recorded up to it may be followed by the time that is right',
    otherwise: null,
    example: '2027-11-25T08:00:00.000Z',
    read: optional(
      z
        .string()
        .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/, instantWords)
        .refine((text) => !Number.isNaN(Date.parse(text)), instantWords)
        .transform((text) => new Date(text).toISOString()),
    ),
  }),
  demonstration: row({
    variable: 'DEMONSTRATION',
    zh: '是否为演示系统：首次启动建立虚构数据，时钟可拨动',
    en: 'a demonstration: invented data at the first start, and a clock that can be moved',
    otherwise: 'yes',
    example: 'no',
    read: z.enum(['yes', 'no'], 'yes or no').transform((text) => text === 'yes'),
  }),
} as const;

type Table = typeof settingsTable;
type ReadOf<K extends keyof Table> = z.output<Table[K]['read']>;

/** The settings as they stand, every default filled in. */
export type Settings = { readonly [K in keyof Table]: ReadOf<K> };

export interface SettingProblem {
  readonly variable: string;
  readonly expected: string;
  readonly found: string;
}

export type SettingsReading =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: readonly SettingProblem[] };

/** Reads the settings from the environment and names all problems at once. A variable with an empty text counts as not set. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): SettingsReading {
  const problems: SettingProblem[] = [];
  const read: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(settingsTable)) {
    const given = environment[setting.variable];
    const text = given === undefined || given === '' ? setting.otherwise : given;
    const result = (setting.read as z.ZodType).safeParse(text);
    if (result.success) read[name] = result.data;
    else
      problems.push({
        variable: setting.variable,
        expected: result.error.issues.map((i) => i.message).join('; '),
        found: given ?? 'nothing',
      });
  }
  const [certificate, key] = [environment['TLS_CERT'], environment['TLS_KEY']];
  if (Boolean(certificate) !== Boolean(key))
    problems.push({
      variable: certificate ? 'TLS_KEY' : 'TLS_CERT',
      expected: 'both TLS_CERT and TLS_KEY, or neither',
      found: `only ${certificate ? 'TLS_CERT' : 'TLS_KEY'}`,
    });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, settings: read as unknown as Settings };
}

/** The problems in words, one a line; secrets in an address are not repeated. */
export function settingProblemText(problem: SettingProblem): string {
  const found = problem.found.replace(/\/\/[^@/]*@/, '//…@');
  return `${problem.variable}: expected ${problem.expected}, found \`${found}\`.`;
}

/** The address that stands in certificates when none was set: right on this machine alone. */
export function addressOf(settings: Pick<Settings, 'publicAddress' | 'port' | 'tlsCertificate'>): string {
  return (
    settings.publicAddress ?? `${settings.tlsCertificate === null ? 'http' : 'https'}://localhost:${settings.port}`
  );
}
