import { anyMethod } from '../outcome/answer.ts';
import { variablesLot } from './variables-lot-method.ts';
import { variablesPlan } from './variables-plan-method.ts';

export const variablesMethods = [anyMethod(variablesPlan), anyMethod(variablesLot)] as const;
