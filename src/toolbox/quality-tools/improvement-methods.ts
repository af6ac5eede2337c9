import type { Method } from '../method/method.ts';
import { anyMethod } from '../outcome/answer.ts';
import { costOfQuality } from './cost-of-quality.ts';
import { eightD } from './eight-d.ts';
import { fiveWhy } from './five-why.ts';
import { kano } from './kano.ts';
import { qfd } from './qfd.ts';
import { satisfactionIndex } from './satisfaction-index.ts';

/** Improvement, then the customer. */
export const improvementMethods: readonly Method[] = [
  anyMethod(fiveWhy),
  anyMethod(eightD),
  anyMethod(qfd),
  anyMethod(costOfQuality),
  anyMethod(kano),
  anyMethod(satisfactionIndex),
];
