import type { Method } from '../method/method.ts';
import { anyMethod } from '../outcome/answer.ts';
import { affinity } from './affinity.ts';
import { arrowDiagram } from './arrow-diagram.ts';
import { causeEffect } from './cause-effect.ts';
import { costOfQuality } from './cost-of-quality.ts';
import { eightD } from './eight-d.ts';
import { fiveWhy } from './five-why.ts';
import { histogram } from './histogram.ts';
import { kano } from './kano.ts';
import { matrixDataAnalysis } from './matrix-data-analysis.ts';
import { matrixDiagram } from './matrix-diagram.ts';
import { pareto } from './pareto.ts';
import { pdpc } from './pdpc.ts';
import { qfd } from './qfd.ts';
import { relations } from './relations.ts';
import { satisfactionIndex } from './satisfaction-index.ts';
import { scatter } from './scatter.ts';
import { checkSheet, stratification } from './stratification.ts';
import { treeDiagram } from './tree-diagram.ts';

/** The old and the new seven tools, then improvement, then the customer. */
export const qualityToolMethods: readonly Method[] = [
  anyMethod(checkSheet),
  anyMethod(pareto),
  anyMethod(stratification),
  anyMethod(histogram),
  anyMethod(scatter),
  anyMethod(causeEffect),
  anyMethod(affinity),
  anyMethod(relations),
  anyMethod(treeDiagram),
  anyMethod(matrixDiagram),
  anyMethod(matrixDataAnalysis),
  anyMethod(pdpc),
  anyMethod(arrowDiagram),
  anyMethod(fiveWhy),
  anyMethod(eightD),
  anyMethod(qfd),
  anyMethod(costOfQuality),
  anyMethod(kano),
  anyMethod(satisfactionIndex),
];
