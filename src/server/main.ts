import { readSettings, settingProblemText } from '#operation/settings.ts';
import { startServer } from './serve.ts';

/** The server as a program of its own: for a supervisor or a container. People start it by `npm start`. */
const reading = readSettings(process.env);
if (!reading.ok) {
  for (const problem of reading.problems) console.error(settingProblemText(problem));
  process.exit(2);
}

const server = await startServer(reading.settings).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(6);
});
console.error(server.address);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    // `stop` twice is once: an impatient second Ctrl-C waits with the first.
    void server.stop().then(() => process.exit(0));
  });
