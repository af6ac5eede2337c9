import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { WorldParts } from '#storage/bench/world/teller.ts';
import { certificateNumber } from '#storage/bench/world/teller.ts';
import { organisationOf, scopeOf, spread } from '#storage/bench/world/vocabulary.ts';
import { type Asked, ask, joinAsked, quantile } from './ask.ts';
import type { Measured } from './measured.ts';

export interface HttpContest {
  readonly databaseUrl: string;
  /** For the house's own files: its secret. */
  readonly folder: string;
  readonly parts: WorldParts;
  /** A day of the world's past. */
  readonly past: string;
  readonly connections: number;
  /** Of each of the things that are measured, all rounds together. */
  readonly seconds: number;
}

const rounds = 6;
/** So many certificates more need a second more until a search finds its pages in memory. */
const warmedASecond = 50_000;
const fragmentsFor = { shortest: 2, longest: 6 };

/** Asks the whole door and the bare route beside it in short turns, so that a busy machine slows both. */
export async function contestHttp(contest: HttpContest): Promise<readonly Measured[]> {
  const { parts, connections, seconds, past } = contest;
  const serving = await startServing(contest);
  try {
    const number = (n: number) => encodeURIComponent(certificateNumber(parts, spread(n, 77) % parts.plan.certificates));
    const { house, bare } = serving;
    const questions = {
      bare: { port: bare, path: (n: number) => `/bare?number=${number(n)}`, connections },
      verdict: { port: house, path: (n: number) => `/api/v1/verdict?number=${number(n)}`, connections },
      past: { port: house, path: (n: number) => `/api/v1/verdict?number=${number(n)}&on=${past}`, connections },
      search: { port: house, path: (n: number) => searchPath(parts, n), connections },
      'search alone': { port: house, path: (n: number) => searchPath(parts, n), connections: 1 },
    };
    const names = Object.keys(questions) as (keyof typeof questions)[];
    const turns = new Map<string, Asked[]>(names.map((name) => [name, []]));
    let turn = 0;
    const askFor = (name: keyof typeof questions, seconds: number) => {
      const from = turn++ * 1_000_000;
      const question = questions[name];
      return ask({ ...question, path: (n) => question.path(from + n), seconds });
    };
    // Statements, caches and above all the compiler are warm after thousands of questions.
    for (const name of names) await askFor(name, Math.min(3, seconds));
    // What is searched lies in memory only when it has been asked for.
    await askFor('search', parts.plan.certificates / warmedASecond);
    for (let round = 0; round < rounds; round++)
      for (const name of names) turns.get(name)?.push(await askFor(name, seconds / rounds));
    const of = (name: keyof typeof questions) => joinAsked(turns.get(name) ?? []);
    return judge(of('bare'), of('verdict'), of('past'), of('search'), of('search alone'), connections);
  } finally {
    await serving.stop();
  }
}

const rateOf = ({ count, seconds }: Asked) => count / seconds;

function judge(bare: Asked, verdict: Asked, past: Asked, search: Asked, alone: Asked, connections: number): Measured[] {
  const failures = [bare, verdict, past, search, alone].reduce((sum, { failures }) => sum + failures, 0);
  const shown = (asked: Asked) => `${rateOf(asked).toFixed(0)}/s`;
  const times = (asked: Asked) =>
    `p50 ${quantile(asked, 0.5).toFixed(1)}, p95 ${quantile(asked, 0.95).toFixed(1)}, p99 ${quantile(asked, 0.99).toFixed(1)} ms`;
  return [
    {
      name: `verdict as JSON against a bare route, ${connections} connections`,
      figure: rateOf(verdict) / rateOf(bare),
      unit: '',
      goal: { least: 0.7 },
      behind: `${shown(verdict)} against ${shown(bare)}`,
    },
    {
      name: 'its p99 against that route’s',
      figure: quantile(verdict, 0.99) / quantile(bare, 0.99),
      unit: '',
      goal: { most: 3 },
      behind: `${times(verdict)} against ${times(bare)}`,
    },
    {
      name: 'status on a past day, cost against today',
      figure: rateOf(verdict) / rateOf(past),
      unit: '',
      goal: { most: 2 },
      behind: `${shown(past)} against ${shown(verdict)}`,
    },
    {
      name: `search by 2 to 6 characters, p95, ${connections} connections`,
      figure: quantile(search, 0.95),
      unit: 'ms',
      goal: { most: 50 },
      behind: `${shown(search)}, ${times(search)}`,
    },
    {
      name: 'the same, one connection',
      figure: quantile(alone, 0.95),
      unit: 'ms',
      goal: { most: 50 },
      behind: `${shown(alone)}, ${times(alone)}`,
    },
    { name: 'questions that were not answered', figure: failures, unit: '', goal: { most: 0 }, behind: '' },
  ];
}

/** Fragments as people type them: common ones, pieces of names, of products and of numbers. */
function searchPath(parts: WorldParts, n: number): string {
  const { words, plan } = parts;
  return `/api/v1/search?q=${encodeURIComponent(fragment())}`;

  function fragment(): string {
    const kind = n % 10;
    if (kind === 0) return '上海';
    if (kind === 1) return '有限公司';
    const text =
      kind < 7
        ? organisationOf(words, spread(n, 5) % plan.organisations).name
        : kind < 9
          ? scopeOf(words, spread(n, 6))
          : certificateNumber(parts, spread(n, 7) % plan.certificates);
    const { shortest, longest } = fragmentsFor;
    const length = Math.min(text.length, shortest + (spread(n, 9) % (longest - shortest + 1)));
    const from = spread(n, 8) % (text.length - length + 1);
    return text.slice(from, from + length);
  }
}

interface Serving {
  readonly house: number;
  readonly bare: number;
  stop(): Promise<void>;
}

async function startServing({ databaseUrl, folder }: HttpContest): Promise<Serving> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'served-world.ts')], {
    env: {
      ...process.env,
      NODE_OPTIONS: '--disable-warning=ExperimentalWarning',
      DATABASE_URL: databaseUrl,
      DATA_FOLDER: folder,
      DEMONSTRATION: 'no',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ports = JSON.parse(await firstLine(child)) as { readonly house: number; readonly bare: number };
  const ended = new Promise<void>((done) => child.on('exit', () => done()));
  return {
    ...ports,
    stop: () => {
      child.stdin.end();
      return ended;
    },
  };
}

function firstLine(child: ChildProcessByStdio<Writable, Readable, null>): Promise<string> {
  return new Promise((done, fail) => {
    createInterface(child.stdout).once('line', done);
    child.on('exit', (code) => fail(new Error(`The server to be measured ended with ${code} before it listened.`)));
  });
}
