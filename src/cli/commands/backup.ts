import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings, settingProblemText } from '#operation/settings.ts';
import { backUp } from '#storage/backup/back-up.ts';
import { checkBackup, restore } from '#storage/backup/restore.ts';
import { startEmbedded } from '#storage/embedded/embedded-database.ts';
import { FolderBlobs } from '#storage/files/folder-blobs.ts';
import { type Command, UsageError } from '../command.ts';
import { houseFolder } from '../house-files.ts';
import { withWorld } from '../with-world.ts';

const program = `touchstone ${(JSON.parse(readFileSync(join(houseFolder, 'package.json'), 'utf8')) as { version: string }).version}`;

function folderOf(positionals: readonly string[], command: string, language: 'zh' | 'en'): string {
  const [folder] = positionals;
  if (folder !== undefined) return folder;
  throw new UsageError(
    { zh: '没有给出文件夹。', en: 'No folder was given.' },
    { expected: 'FOLDER', found: '—', help: `touchstone ${command} --help` },
    language,
  );
}

export const backupCommand: Command = {
  name: 'backup',
  summary: {
    zh: '备份到新文件夹：同一快照的全部表、文件与摘要清单；运行中可做',
    en: 'back up into a new folder: every table from one snapshot, files and a manifest of digests; while it runs',
  },
  usage: 'FOLDER',
  options: [],
  exits: [0, 1, 6],
  examples: ['touchstone backup backup-2026-11-25'],
  run: (args, terminal) =>
    withWorld(terminal, async ({ world, storage }) => {
      const folder = folderOf(args.positionals, 'backup', terminal.language);
      const manifest = await backUp({
        storage,
        folder,
        madeAt: world.clock.now(),
        program,
        onProgress: ({ part, rows }) => terminal.err(`  ${part}: ${rows}`),
      });
      terminal.out(
        terminal.json
          ? JSON.stringify(manifest, null, 2)
          : terminal.language === 'zh'
            ? `已备份到 ${folder}。密钥保护文件（SECRET_FILE）不在其中，请另行保存。`
            : `Backed up to ${folder}. The secret file (SECRET_FILE) is not in it: keep it apart.`,
      );
      return 0;
    }),
};

export const restoreCommand: Command = {
  name: 'restore',
  summary: {
    zh: '恢复到空库，并重新执行之后的删除',
    en: 'restore into an empty database; what was erased since is erased again',
  },
  usage: 'FOLDER',
  options: [
    {
      name: 'check',
      kind: 'flag',
      text: { zh: '只检查备份是否完整，不改动', en: 'only check that the backup is whole; changes nothing' },
    },
    {
      name: 'erasures',
      kind: 'text',
      value: 'FILE',
      text: { zh: '备份之后的删除清单（JSON）', en: 'list of what was erased since the backup (JSON)' },
    },
  ],
  exits: [0, 1, 6],
  examples: [
    'touchstone restore backup-2026-11-25 --check',
    'DATABASE_URL=postgres://… touchstone restore backup-2026-11-25',
  ],
  run: async (args, terminal) => {
    const folder = folderOf(args.positionals, 'restore', terminal.language);
    const faults = await checkBackup(folder);
    if (faults.length > 0 || args.flag('check')) {
      for (const fault of faults) terminal.err(fault);
      if (terminal.json) terminal.out(JSON.stringify({ faults }));
      else if (faults.length === 0) terminal.out(terminal.language === 'zh' ? '备份完整。' : 'The backup is whole.');
      return faults.length === 0 ? 0 : 1;
    }
    const reading = readSettings(process.env);
    if (!reading.ok) {
      for (const problem of reading.problems) terminal.err(settingProblemText(problem));
      return 2;
    }
    const { settings } = reading;
    const erasures = args.text('erasures');
    const database = settings.databaseUrl === null ? await startEmbedded({ folder: settings.dataFolder }) : null;
    try {
      const restored = await restore({
        url: settings.databaseUrl ?? database?.url ?? '',
        blobs: new FolderBlobs(join(settings.dataFolder, 'files')),
        folder,
        ...(erasures !== undefined && existsSync(erasures)
          ? { erasures: JSON.parse(readFileSync(erasures, 'utf8')) }
          : {}),
        onProgress: ({ part, rows }) => terminal.err(`  ${part}: ${rows}`),
      });
      terminal.out(
        terminal.json
          ? JSON.stringify(restored, null, 2)
          : terminal.language === 'zh'
            ? `已恢复（备份于 ${restored.manifest.madeAt}）。请用 touchstone audit 核对。`
            : `Restored (backed up at ${restored.manifest.madeAt}). Check it with touchstone audit.`,
      );
      return 0;
    } catch (error) {
      terminal.err(error instanceof Error ? error.message : String(error));
      return 1;
    } finally {
      await database?.detach();
    }
  },
};
