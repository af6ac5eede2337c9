import type { RuleContext } from '#certification/rules/context.ts';
import type { CertificatePrinter } from '../certificate/certificate-printer.ts';
import type { Route } from '../route/route.ts';
import type { Metrics } from '../watch/metrics.ts';
import { accountRoutes } from './accounts.ts';
import { calculatorRoutes } from './calculators.ts';
import { candidateRoutes } from './candidates.ts';
import { caseRoutes } from './cases.ts';
import { type ClockMover, clockRoutes } from './clock.ts';
import { documentRoutes } from './documents.ts';
import { draftRoutes } from './drafts.ts';
import { editionRoutes } from './editions.ts';
import { entryRoutes } from './entries.ts';
import { exportRoutes } from './exports.ts';
import { fileRoutes } from './files.ts';
import { healthRoutes } from './health.ts';
import { importRoutes } from './imports.ts';
import { jobRoutes } from './jobs.ts';
import { noticeRoutes } from './notices.ts';
import { objectionRoutes } from './objections.ts';
import { overlapRoutes } from './overlaps.ts';
import { partyRoutes } from './parties.ts';
import { publicVoteRoutes } from './public-votes.ts';
import { roundListRoutes } from './round-lists.ts';
import { roundRoutes } from './rounds.ts';
import { schemeRoutes } from './schemes.ts';
import { searchRoutes } from './search.ts';
import { sessionRoutes } from './session.ts';
import { signingRoutes } from './signing.ts';
import { tokenRoutes } from './tokens.ts';
import { verdictRoutes } from './verdicts.ts';
import { workRoutes } from './work.ts';

/** What some routes need beside the world; the reference needs none of it. */
export interface RouteParts {
  readonly metrics: Metrics | null;
  readonly rules: RuleContext | null;
  readonly printer: CertificatePrinter | null;
  readonly mover: ClockMover | null;
}

/** Every route of the API: door, reference, client and tests walk this one list. */
export function apiRoutes(
  parts: RouteParts = { metrics: null, rules: null, printer: null, mover: null },
): readonly Route[] {
  return [
    ...sessionRoutes,
    ...tokenRoutes,
    ...schemeRoutes,
    ...editionRoutes,
    ...overlapRoutes,
    ...workRoutes,
    ...caseRoutes,
    ...candidateRoutes,
    ...draftRoutes,
    ...fileRoutes,
    ...roundRoutes,
    ...roundListRoutes,
    ...publicVoteRoutes,
    ...objectionRoutes,
    ...entryRoutes,
    ...signingRoutes,
    ...documentRoutes(parts.printer),
    ...verdictRoutes,
    ...searchRoutes,
    ...noticeRoutes,
    ...calculatorRoutes(parts.rules),
    ...importRoutes,
    ...exportRoutes,
    ...partyRoutes,
    ...accountRoutes,
    ...jobRoutes,
    ...clockRoutes(parts.mover),
    ...healthRoutes(parts.metrics),
  ];
}
