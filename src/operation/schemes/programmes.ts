import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  findOverlaps,
  normalDocument,
  type Overlap,
  type Programme,
  type ProgrammeRemark,
  programmeOf,
  remarksOf,
} from '#certification/scheme/edition/overlap.ts';
import { type Scheme, schemeObjects } from '#certification/scheme/scheme.ts';
import { certainties } from '#certification/scheme/vocabulary/head.ts';

const text = z.strictObject({ zh: z.string(), en: z.string() });
const shape = z.strictObject({
  programmes: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(['approval', 'evaluation']),
      title: text,
      owner: text.extend({ id: z.string() }),
      object: z.enum(schemeObjects),
      requirements: z.array(z.string()),
      basis: z.strictObject({ document: z.string(), certainty: z.enum(certainties), source: z.string() }),
      fee: z.strictObject({
        charged: z.boolean(),
        basis: z.string().optional(),
        certainty: z.enum(certainties).default('verified'),
      }),
      sunset: z.iso.date().nullable(),
    }),
  ),
});

/** The register of approvals and industry evaluations. @throws Error that names every place that is not what it should be. */
export function readProgrammes(source: string): readonly Programme[] {
  const result = shape.safeParse(parse(source));
  if (!result.success) throw new Error(`programmes.yaml: ${z.prettifyError(result.error)}`);
  return result.data.programmes.map(({ owner, basis, fee, requirements, ...rest }) => ({
    ...rest,
    owner: { id: owner.id, name: { zh: owner.zh, en: owner.en } },
    requirements: [...requirements, normalDocument(basis.document)],
    basis: [{ document: basis.document, certainty: basis.certainty }],
    fee: { charged: fee.charged, basis: fee.basis ?? null, certainty: fee.certainty },
  }));
}

let read: readonly Programme[] | undefined;
const house = resolve(import.meta.dirname, '..', '..', '..', 'charter', 'programmes.yaml');

export interface OverlapReport {
  readonly day: string;
  readonly programmes: readonly (Programme & { readonly remarks: readonly ProgrammeRemark[] })[];
  readonly overlaps: readonly Overlap[];
}

/** The declared schemes beside the approvals and evaluations of the register: who overlaps with whom, and what is to be said. */
export function overlapReport(schemes: readonly Scheme[], day: string): OverlapReport {
  read ??= readProgrammes(readFileSync(house, 'utf8'));
  const programmes = [...schemes.map(programmeOf), ...read];
  return {
    day,
    programmes: programmes.map((p) => ({ ...p, remarks: remarksOf(p, day) })),
    overlaps: findOverlaps(programmes),
  };
}
