import type { Method } from '../method/method.ts';
import { anyMethod } from '../outcome/answer.ts';
import { affinity } from './affinity.ts';
import { arrowDiagram } from './arrow-diagram.ts';
import { matrixDataAnalysis } from './matrix-data-analysis.ts';
import { matrixDiagram } from './matrix-diagram.ts';
import { pdpc } from './pdpc.ts';
import { relations } from './relations.ts';
import { treeDiagram } from './tree-diagram.ts';

/** The new seven tools. */
export const newSevenToolMethods: readonly Method[] = [
  anyMethod(affinity),
  anyMethod(relations),
  anyMethod(treeDiagram),
  anyMethod(matrixDiagram),
  anyMethod(matrixDataAnalysis),
  anyMethod(pdpc),
  anyMethod(arrowDiagram),
];
