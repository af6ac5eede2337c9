/** Builds the browser's part as `touchstone start` does, with its mark, so that no test builds it once more. */
import { buildDesk } from '../src/cli/desk-build.ts';

await buildDesk(console.log);
