import { parentPort, workerData } from 'node:worker_threads';
import { type Errand, runErrand } from './parcel.ts';
import { Teller } from './teller.ts';
import { type WorldScript, worldPartsOf } from './world-parts.ts';

/** A thread that tells errands of the world whose script it was given. */
const teller = new Teller(worldPartsOf(workerData as WorldScript));

parentPort?.on('message', (errand: Errand) => parentPort?.postMessage(runErrand(teller, errand)));
