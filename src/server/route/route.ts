import type { z } from '@hono/zod-openapi';
import type { Action } from '#certification/policy/policy.ts';
import type { SignedIn } from '#operation/accounts/sign-in.ts';
import type { Acting } from '#operation/acts/request.ts';
import type { World } from '#operation/world.ts';
import type { Text } from '../problem/problem.ts';
import type { ProblemCode } from '../problem/problems.ts';

export const families = {
  session: { zh: '登录', en: 'Signing in' },
  schemes: { zh: '制度', en: 'Schemes' },
  work: { zh: '待办', en: 'Work lists' },
  cases: { zh: '案件', en: 'Cases' },
  drafts: { zh: '草稿', en: 'Drafts' },
  files: { zh: '文件', en: 'Files' },
  rounds: { zh: '批次', en: 'Rounds' },
  entries: { zh: '登记事项', en: 'Entries' },
  keys: { zh: '公钥', en: 'Public keys' },
  verdicts: { zh: '核验', en: 'Verdicts' },
  search: { zh: '检索', en: 'Search' },
  notices: { zh: '通知公告', en: 'Notices' },
  calculators: { zh: '规则计算', en: 'Calculators' },
  imports: { zh: '名录导入', en: 'Imports' },
  parties: { zh: '单位与人员', en: 'Parties' },
  admin: { zh: '管理', en: 'Administration' },
  health: { zh: '运行状况', en: 'Health' },
} as const satisfies Record<string, Text>;
export type Family = keyof typeof families;

/** Values as operation gives them: read only, all the way down. */
export type Given<T> = T extends readonly (infer Item)[]
  ? readonly Given<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]: Given<T[Name]> }
    : T;

/** Text parameters of an address or its query; what is not text is turned by the schema (`z.coerce`). */
type Parameters = z.ZodObject;

/** How a body comes in: JSON of a shape, text of some types, or a stream of bytes that the route reads itself. */
export type BodySpec<B> =
  | { readonly json: z.ZodType<B> }
  | { readonly text: readonly string[]; readonly most: number }
  /** `jsonShape` is for the reference, where one of the types is JSON. */
  | { readonly stream: readonly string[] | 'any'; readonly jsonShape?: z.ZodType };

/** What a success holds: JSON of a shape, bytes of some type, or nothing. */
export type AnswerSpec<A> =
  | { readonly json: z.ZodType<A>; readonly media?: readonly string[] }
  | { readonly media: readonly string[] }
  | { readonly none: true };

/** What a route knows of the request when it runs: everything parsed, nothing trusted beyond its shape. */
export interface RouteRequest<P, Q, B> {
  readonly world: World;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly bodyType: string;
  readonly language: 'zh' | 'en';
  readonly requestId: string;
  /** The client's own key of this act (`Idempotency-Key`). */
  readonly key: string | undefined;
  readonly header: (name: string) => string | undefined;
  readonly client: { readonly address: string; readonly isLocal: boolean };
  /** Who asks: by session, by token, or the public. Asked once, then remembered. */
  readonly acting: () => Promise<Acting>;
  readonly who: () => Promise<SignedIn | null>;
  /** The session's token, when the request came with one. */
  readonly session: string | undefined;
  /** The body's bytes as they arrive, for a route with `stream`. */
  readonly bytes: () => AsyncIterable<Uint8Array>;
  readonly door: Door;
  /** Sets a header of the answer. */
  readonly reply: {
    readonly header: (name: string, value: string) => void;
    readonly status: (status: 200 | 201 | 202) => void;
  };
}

/** What belongs to the door and not to the world: addresses, limits, cookies of this request. */
export interface Door {
  readonly address: string;
  readonly setCookie: (token: string, expires: Date) => void;
  readonly dropCookie: () => void;
  readonly setLanguage: (language: 'zh' | 'en') => void;
}

export interface RouteSpec<P extends Parameters, Q extends Parameters, B, A> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** As in OpenAPI: `/api/v1/cases/{id}`. */
  readonly path: `/${string}`;
  /** Name of the operation: what the typed client calls it. */
  readonly id: string;
  readonly family: Family;
  readonly says: Text;
  readonly more?: Text;
  /**
   * The row of the policy table that this route asks; `open` asks none, `signed-in` that somebody is. The door itself answers for what needs no row (who is
   * not signed in, a token without the scope, what belongs to the house); a row's own question is asked where it is read.
   */
  readonly policy: Action | 'open' | 'signed-in';
  readonly params?: P;
  readonly query?: Q;
  readonly body?: BodySpec<B>;
  /** The act may carry an `Idempotency-Key`. */
  readonly takesKey?: boolean;
  readonly answer: AnswerSpec<A>;
  readonly status?: 200 | 201 | 202;
  /** Problems beside those that every route has. */
  readonly problems?: readonly ProblemCode[];
  /** Pages of other sites may read the answer too (CORS): what the whole world checks, and says the same to everybody. */
  readonly isForAll?: boolean;
  /** How many requests an address may make in a minute: `sign-in` few, `look-up` many; left out: no limit of its own. */
  readonly limit?: 'sign-in' | 'look-up' | 'bulk';
  readonly run: (request: RouteRequest<z.output<P>, z.output<Q>, B>) => Promise<Given<A> | Response>;
}

/** A route whose shapes no longer matter to those who hold it: the door and the reference. */
export interface Route extends Omit<RouteSpec<Parameters, Parameters, never, unknown>, 'run' | 'body' | 'answer'> {
  readonly body?: BodySpec<unknown>;
  readonly answer: AnswerSpec<unknown>;
  readonly answerTo: (request: RouteRequest<unknown, unknown, unknown>) => Promise<unknown>;
}

/**
 * Declares a route: what it asks for, what it answers, whom it serves, in both languages. `run` may trust the shapes, because
 * the door has parsed them by these very schemas.
 */
export function route<
  B,
  A,
  P extends Parameters = z.ZodObject<z.core.$ZodShape>,
  Q extends Parameters = z.ZodObject<z.core.$ZodShape>,
>(spec: RouteSpec<P, Q, B, A>): Route {
  const { run, ...rest } = spec;
  // The one place where the parsed request gets its types back: `params`, `query` and `body` were made by the spec's schemas.
  const answerTo: Route['answerTo'] = (request) => run(request as RouteRequest<z.output<P>, z.output<Q>, B>);
  return { ...rest, answerTo };
}
