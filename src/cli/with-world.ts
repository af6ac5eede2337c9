import { readSettings, type Settings, settingProblemText } from '#operation/settings.ts';
import { type OpenedWorld, openWorld } from '#server/start/open-world.ts';
import type { ExitCode, Terminal } from './command.ts';

/**
 * Runs a command on the database that the settings name: the embedded one is attached to when a server has it running, else
 * started and stopped again. Wrong settings end with 2, a database that can't be reached with 6.
 */
export async function withWorld(
  terminal: Terminal,
  work: (opened: OpenedWorld, settings: Settings) => Promise<ExitCode>,
): Promise<ExitCode> {
  const reading = readSettings(process.env);
  if (!reading.ok) {
    for (const problem of reading.problems) terminal.err(settingProblemText(problem));
    return 2;
  }
  let opened: OpenedWorld;
  try {
    opened = await openWorld(reading.settings, { applicationName: 'touchstone command line', connections: 4 });
  } catch (error) {
    terminal.err(error instanceof Error ? error.message : String(error));
    return 6;
  }
  try {
    return await work(opened, reading.settings);
  } finally {
    await opened.close();
  }
}
