import type { JsonSchema } from '../method/method.ts';
import { array, integer, number, object, oneOf, string } from '../outcome/answer.ts';

const rating: JsonSchema = { type: 'integer', minimum: 1, maximum: 10 };
const ratings = object({ s: rating, o: rating, d: rating });

export const characteristicSchema = object(
  {
    id: string,
    name: string,
    target: number,
    lsl: number,
    usl: number,
    unit: string,
    special: oneOf('critical', 'significant'),
  },
  ['target', 'lsl', 'usl', 'unit', 'special'],
);

const failureFields = {
  id: string,
  step: string,
  characteristic: string,
  mode: string,
  effect: string,
  cause: string,
  prevention: string,
  detection: string,
  s: rating,
  o: rating,
  d: rating,
  action: string,
  responsible: string,
  due: string,
  after: ratings,
};
const failureOptional = ['prevention', 'detection', 'action', 'responsible', 'due', 'after'];
export const failureSchema = object(failureFields, failureOptional);
export const ratedFailureSchema = object(
  { ...failureFields, ap: oneOf('H', 'M', 'L'), rpn: integer, apAfter: oneOf('H', 'M', 'L') },
  [...failureOptional, 'apAfter'],
);

export const controlSchema = object(
  {
    id: string,
    step: string,
    characteristic: string,
    failures: array(string),
    gauge: string,
    grrTolerance: number,
    sampleSize: string,
    frequency: string,
    method: string,
    reaction: string,
  },
  ['grrTolerance'],
);
export const chartSchema = object(
  { id: string, control: string, characteristic: string, method: string, lsl: number, usl: number, target: number },
  ['lsl', 'usl', 'target'],
);
export const chainSchema = object({
  characteristics: array(characteristicSchema),
  failures: array(failureSchema),
  controls: array(controlSchema),
  charts: array(chartSchema),
});

const textSchema = object({ zh: string, en: string });
export const findingSchema = object({
  code: string,
  kind: oneOf('characteristic', 'failure', 'control', 'chart'),
  id: string,
  text: textSchema,
});
export const impactSchema = object({
  characteristic: string,
  change: oneOf('added', 'removed', 'changed'),
  fields: array(string),
  failures: array(string),
  controls: array(string),
  charts: array(string),
  todo: array(textSchema),
});
