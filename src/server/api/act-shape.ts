import { z } from '@hono/zod-openapi';
import { likenesses } from '#certification/round/duplicates.ts';
import { formValues, id, jsonOf, orNull } from './shapes.ts';

const name = z.string().min(1).max(200);
const words = z.string().max(20_000);

/** A coded reason: list and code of the scheme, free words beside it. */
export const codedReason = z
  .strictObject({ list: name, code: name, words: words.default('') })
  .openapi('CodedReason', { description: '原因代码 / A coded reason' });

export const namedParty = z
  .strictObject({ role: name, person: id.nullable(), party: id })
  .openapi('NamedParty', { description: '被指派者 / A person or party named for a role' });

const expected = z.int().min(0).optional().openapi({
  description: '您看到的版本；他人先办理时拒绝 / The version that you saw; refused when somebody else acted since',
});

const doing = {
  expected,
  act: z.literal('do'),
  step: name,
  /** Line of a fan-out: row, choice or person. */
  line: z.string().max(300).nullable().default(null),
  outcome: name,
  values: formValues.default({}),
  reason: orNull(codedReason).default(null),
  remarks: z
    .array(z.strictObject({ field: name, remark: words }))
    .max(500)
    .default([]),
  named: z.array(namedParty).max(500).default([]),
};

export const doStepShape = z.strictObject(doing).openapi('DoStep', { description: '办理一个步骤 / Do a step' });

const file = z
  .strictObject({ digest: name, name: z.string().max(300), size: z.int().min(0), mediaType: z.string().max(200) })
  .openapi('FileValue', { description: '已上传的文件 / A file that was uploaded' });

/** Every act of a case. What each may say is the scheme's; what it looks like is here. */
export const caseActShape = z
  .discriminatedUnion('act', [
    doStepShape,
    z.strictObject({
      expected,
      act: z.literal('raise-finding'),
      step: name,
      grade: name,
      clause: z.string().max(300),
      text: words,
    }),
    z.strictObject({
      expected,
      act: z.literal('answer-finding'),
      finding: name,
      cause: words,
      correction: words,
      files: z.array(file).max(100).default([]),
    }),
    z.strictObject({
      expected,
      act: z.literal('settle-finding'),
      finding: name,
      accepted: z.boolean(),
      words: words.default(''),
    }),
    z.strictObject({
      expected,
      act: z.literal('move'),
      edition: name,
      fields: z
        .array(z.strictObject({ from: name, to: name }))
        .max(200)
        .default([])
        .openapi({ description: '新版本中改名的字段 / Fields that go on under another name' }),
      words: words.default(''),
    }),
    z.strictObject({ expected, act: z.literal('leave'), exit: name, reason: orNull(codedReason).default(null) }),
    z.strictObject({
      expected,
      act: z.literal('declare-conflict'),
      kind: z.enum(['organisation', 'project', 'kinship', 'other']),
      words: words.default(''),
    }),
    z.strictObject({
      expected,
      act: z.literal('release'),
      role: name,
      person: id.nullable(),
      party: id,
      words: words.default(''),
    }),
    z.strictObject({
      expected,
      act: z.literal('attach-answer'),
      step: name.nullable().default(null),
      document: jsonOf<Readonly<Record<string, unknown>>>(
        '{ readonly [name: string]: unknown }',
        'POST /api/v1/calc/{calculator}/document 给出的结果文件；服务器重算，不一致即拒绝 / The document that POST /api/v1/calc/{calculator}/document gives; computed again here, refused when it differs',
      ),
      words: words.default(''),
    }),
  ])
  .openapi('CaseAct', { description: '案件中的一项办理 / An act in a case' });

export const roundActShape = z
  .discriminatedUnion('act', [
    z.strictObject({
      ...doing,
      seed: z
        .string()
        .max(500)
        .optional()
        .openapi({ description: '抽取专家的种子，事先公布 / Seed of the draw, published before' }),
      rows: z
        .array(
          z.strictObject({
            case: id,
            granted: z.boolean(),
            grade: z.string().max(100).nullable().default(null),
            reason: orNull(codedReason).default(null),
          }),
        )
        .max(20_000)
        .optional()
        .openapi({ description: '对公示名单逐行作出的决定 / The decision over each displayed row' }),
    }),
    z.strictObject({
      expected,
      act: z.literal('answer-objection'),
      objection: id,
      upheld: z.boolean(),
      words,
    }),
    z.strictObject({ expected, act: z.literal('close-vote'), step: name }),
    z.strictObject({
      expected,
      act: z.literal('correct-display'),
      notice: id.openapi({ description: '被更正的现行公示 / The current notice, which is corrected' }),
      why: words,
      rows: z
        .array(z.strictObject({ case: id, title: z.string().max(300), grade: z.string().max(100).nullable() }))
        .max(20_000),
    }),
    z.strictObject({ expected, act: z.literal('replace-reviewer'), case: id, from: id, to: namedParty, why: words }),
    z.strictObject({
      expected,
      act: z.literal('set-aside-votes'),
      step: name,
      kind: z.enum(['source', 'time']),
      item: id,
      since: z.int(),
      source: z.string().max(100).nullable().default(null),
      why: words,
    }),
    z.strictObject({
      expected,
      act: z.literal('set-quota'),
      unit: id.openapi({ description: '推荐单位 / The recommending unit' }),
      track: name.nullable().default(null).openapi({ description: '类别；空为总名额 / A track; null for all of them' }),
      most: z.int().min(0).max(100_000),
      why: words,
    }),
    z.strictObject({
      expected,
      act: z.literal('judge-duplicate'),
      kept: id,
      other: id,
      isSame: z.boolean(),
      because: z.array(z.enum(likenesses)).max(5).default([]),
      why: words,
    }),
  ])
  .openapi('RoundAct', { description: '批次中的一项办理 / An act in a round' });

const text = z.strictObject({ zh: words.default(''), en: words.default('') });

export const entryActShape = z
  .strictObject({
    expected,
    act: z.enum(['suspend', 'restore', 'reduce', 'extend', 'withdraw', 'cancel']),
    reason: orNull(codedReason).default(null),
    /** Suspend or restore only these codes of the scope. */
    codes: z.array(name).max(5000).nullable().default(null),
    /** The whole new scope, with `reduce` and `extend`. */
    scope: z
      .strictObject({
        codes: z.array(name).max(5000),
        text,
        sites: z.array(formValues).max(1000).default([]),
        standards: z.array(name).max(100).default([]),
      })
      .optional(),
  })
  .openapi('EntryAct', { description: '对登记事项的办理 / An act on an entry' });
