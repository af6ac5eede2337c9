import { z } from '@hono/zod-openapi';
import type { Party } from '#operation/ports/parties.ts';
import { coverageOf } from '#operation/verify/coverage.ts';
import { searchRegister } from '#operation/verify/search-register.ts';
import { route } from '../route/route.ts';
import { coverageShape, entryShape, showEntry } from './entry-shape.ts';
import { cappedCount, day, id } from './shapes.ts';

/** A party as everybody may see it. */
export const partyShape = z
  .object({
    id,
    kind: z.enum(['organisation', 'person']),
    names: z.array(
      z.object({ language: z.enum(['zh', 'en', 'und']), name: z.string(), from: day.nullable(), to: day.nullable() }),
    ),
    codes: z.array(z.object({ system: z.string(), value: z.string() })),
  })
  .openapi('Party', { description: '单位或人员 / An organisation or a person' });

export function showParty({ id, kind, names, codes }: Party) {
  return { id, kind, names, codes };
}

const search = route({
  method: 'get',
  path: '/api/v1/search',
  id: 'search',
  family: 'search',
  says: { zh: '检索名录', en: 'Search the register' },
  more: {
    zh: '编号、名称（含曾用名）、产品、代码的任意片段；全半角、空格、大小写、繁简不论。没有找到时 offered 给出相近者。',
    en: 'Any fragment of number, name (old ones too), product or code; width, spaces, case and traditional characters make no difference. `offered` holds near texts when nothing was found.',
  },
  policy: 'verdict.ask',
  isForAll: true,
  limit: 'look-up',
  query: z.strictObject({ q: z.string().min(1).max(200) }),
  answer: {
    json: z
      .object({
        asked: z.string(),
        compared: z.string(),
        entries: z.array(entryShape),
        entryCount: cappedCount,
        parties: z.array(z.object({ party: partyShape, hit: z.string() })),
        offered: z.array(z.string()),
        coverage: coverageShape,
      })
      .openapi('SearchAnswer'),
  },
  problems: ['too-many'],
  run: async ({ world, query, door }) => {
    const [answer, coverage] = await Promise.all([searchRegister(world, query.q), coverageOf(world)]);
    return {
      ...answer,
      entries: answer.entries.map((e) => showEntry(e, door.address)),
      parties: answer.parties.map(({ party, hit }) => ({ party: showParty(party), hit })),
      coverage,
    };
  },
});

const coverage = route({
  method: 'get',
  path: '/api/v1/coverage',
  id: 'coverage',
  family: 'search',
  says: { zh: '名录覆盖范围与时间', en: 'What the register covers, and how fresh it is' },
  policy: 'verdict.ask',
  isForAll: true,
  answer: { json: coverageShape },
  run: async ({ world }) => coverageOf(world),
});

export const searchRoutes = [search, coverage];
