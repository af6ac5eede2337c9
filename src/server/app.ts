import { Hono } from 'hono';
import type { Logger } from 'pino';
import type { RuleContext } from '#certification/rules/context.ts';
import type { World } from '#operation/world.ts';
import { loopback, type Proxies } from './access/proxies.ts';
import type { ClockMover } from './api/clock.ts';
import { apiRoutes } from './api/routes.ts';
import type { CertificatePrinter } from './certificate/certificate-printer.ts';
import { compressAnswers } from './compress-answers.ts';
import { mountDesk } from './desk/mount-desk.ts';
import { type PagesOptions, publicPages } from './pages/routes.ts';
import { votePages } from './pages/vote-routes.ts';
import { answerProblems } from './problem/answer-problems.ts';
import { mountReference } from './reference/mount-reference.ts';
import { frameRequests } from './request-frame.ts';
import { zeroByte } from './route/json-body.ts';
import { type DoorEnv, type DoorSettings, limitPages, mountRoutes } from './route/mount.ts';
import type { Metrics } from './watch/metrics.ts';

export interface AppSettings extends Partial<Omit<DoorSettings, 'address'>> {
  readonly log: Logger;
  readonly metrics: Metrics | null;
  /** The rule packs, for the calculators. */
  readonly rules: RuleContext | null;
  /** Prints certificates outside of the request thread. */
  readonly printer: CertificatePrinter | null;
  /** Told after the clock of a demonstration was moved; null where it can't be. */
  readonly mover: ClockMover | null;
  /** Folder of the built browser pages; null or missing: `/desk` says how to build them. */
  readonly deskFolder: string | null;
  /** Whose word on whom they serve is believed; this machine's own unless said. */
  readonly proxies?: Proxies;
  /** Draws the flows of a scheme, for its page. */
  readonly draw?: PagesOptions['draw'];
}

/** What an address may ask for in a minute before it has to wait: far above a person, far below a crawler. */
const usualLimits: DoorSettings['limits'] = { 'sign-in': 60, 'look-up': 600, bulk: 30 };

/**
 * The whole HTTP door over one world: API, reference, desk and pages. It binds no port and starts nothing, so that a test may
 * ask it through `app.request`.
 */
export function createApp(world: World, settings: AppSettings): Hono<DoorEnv> {
  const { log, metrics, rules, printer, mover, draw } = settings;
  const { address, language } = world.house;
  const door: DoorSettings = {
    address,
    secure: settings.secure ?? address.startsWith('https:'),
    limits: settings.limits ?? usualLimits,
    checkAnswers: settings.checkAnswers ?? false,
  };
  const app = new Hono<DoorEnv>();
  const routes = apiRoutes({ metrics, rules, printer, mover });
  frameRequests(app, { secure: door.secure, language, proxies: settings.proxies ?? loopback, log, metrics });
  answerProblems(app, routes, { address, log });
  app.use(async (c, next) => {
    if (c.req.url.includes('%00')) throw zeroByte();
    await next();
  });
  compressAnswers(app);
  mountRoutes(app, world, routes, door);
  mountReference(app, routes, address);
  mountDesk(app, settings.deskFolder);
  limitPages(app, door);
  app.route('/', votePages(world, door));
  app.route('/', publicPages(world, { rules, ...(draw ? { draw } : {}) }));
  return app;
}
