#!/usr/bin/env node
// What `npx touchstone` starts: the same front door as `npm start`, with the command line's own words.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

process.argv.splice(2, 0, 'touchstone');
await import(pathToFileURL(join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'tools', 'run.mjs')).href);
