import { z } from '@hono/zod-openapi';
import { schemeObjects } from '#certification/scheme/scheme.ts';
import { certainties } from '#certification/scheme/vocabulary/head.ts';
import { overlapReport } from '#operation/schemes/programmes.ts';
import { today } from '#operation/verify/look-up.ts';
import type { World } from '#operation/world.ts';
import { route } from '../route/route.ts';
import { day, text } from './shapes.ts';

const shape = z
  .object({
    day,
    programmes: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['scheme', 'approval', 'evaluation']),
        title: text,
        owner: z.object({ id: z.string(), name: text }),
        object: z.enum(schemeObjects),
        requirements: z.array(z.string()),
        basis: z.array(z.object({ document: z.string(), certainty: z.enum(certainties) })),
        fee: z.object({ charged: z.boolean(), basis: z.string().nullable(), certainty: z.enum(certainties) }),
        sunset: day.nullable(),
        remarks: z.array(z.object({ id: z.string(), code: z.string(), says: text })),
      }),
    ),
    overlaps: z.array(
      z.object({
        a: z.string(),
        b: z.string(),
        object: z.enum(schemeObjects),
        shared: z.array(z.string()),
        sharePercent: z.int(),
        sameOwner: z.boolean(),
        reasons: z.array(text),
      }),
    ),
  })
  .openapi('OverlapReport', { description: '制度、审批与评比的重复 / Overlaps of schemes, approvals and evaluations' });

/** The schemes in force today, one edition each, beside the register of approvals and evaluations. */
export async function overlapsToday(world: World) {
  const on = today(world);
  const ids = [...new Set((await world.schemes.all()).map((s) => s.id))];
  const schemes = await Promise.all(ids.map((id) => world.schemes.inForce(id, on)));
  return overlapReport(
    schemes.filter((s) => s !== null),
    on,
  );
}

export const overlapRoutes = [
  route({
    method: 'get',
    path: '/api/v1/scheme-overlaps',
    id: 'schemeOverlaps',
    family: 'schemes',
    says: {
      zh: '制度、审批与行业评比之间的重复，及收费依据与到期日',
      en: 'Overlaps between schemes, approvals and industry evaluations, with their fees and ends',
    },
    policy: 'open',
    limit: 'look-up',
    answer: { json: shape },
    run: ({ world }) => overlapsToday(world),
  }),
];
