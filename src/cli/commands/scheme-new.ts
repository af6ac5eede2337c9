import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { editionsFolder, schemeNames } from '#operation/schemes/scheme-folder.ts';
import { type Command, type Text, UsageError } from '../command.ts';
import { houseFolder } from '../house-files.ts';

const page = join(houseFolder, 'docs', 'writing-a-scheme.md');
const idForm = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Starts a scheme from a pattern that is whole: it checks, and its worked cases come out, before a word of it is changed. */
export const schemeNew: Command = {
  name: 'scheme new',
  summary: {
    zh: '从样板开始一项制度（样板可检查、可运行）',
    en: 'start a scheme from a pattern that checks and runs as it is',
  },
  usage: 'ID',
  options: [
    {
      name: 'in',
      kind: 'text',
      value: 'FOLDER',
      text: {
        zh: '制度所在的文件夹（默认：本软件的 schemes/）',
        en: 'folder of schemes (default: `schemes/` of this software)',
      },
    },
    {
      name: 'from',
      kind: 'text',
      value: 'SCHEME',
      text: {
        zh: '以哪项制度为样板（默认：《编写制度》一页的样板）',
        en: 'scheme to start from (default: the one of the page on writing a scheme)',
      },
    },
  ],
  exits: [0],
  examples: [
    'touchstone scheme new trusted-canteen',
    'touchstone scheme new my-award --from OTHER-SCHEME --in ~/schemes',
  ],
  run: async (args, terminal) => {
    const [id] = args.positionals;
    const folder = resolve(args.text('in') ?? join(houseFolder, 'schemes'));
    const wrong = (zh: string, en: string, expected: string | Text, found: string) =>
      new UsageError({ zh, en }, { expected, found, help: 'touchstone scheme new --help' }, terminal.language);
    if (id === undefined || !idForm.test(id))
      throw wrong(
        '制度名用小写字母、数字和连字符。',
        'A scheme is named in small letters, digits and hyphens.',
        'trusted-canteen',
        id ?? '—',
      );
    const target = join(folder, id);
    if (existsSync(target))
      throw wrong(
        `\`${target}\` 已经存在，未作改动。`,
        `\`${target}\` exists already; nothing was changed.`,
        { zh: '没有用过的名称', en: 'a new name' },
        id,
      );
    const from = args.text('from');
    const known = await schemeNames(join(houseFolder, 'schemes'));
    if (from !== undefined && !known.includes(from))
      throw wrong(`没有制度 \`${from}\`。`, `There is no scheme \`${from}\`.`, known.join(', '), from);

    mkdirSync(folder, { recursive: true });
    const parts = join(folder, '_parts');
    if (!existsSync(parts)) cpSync(join(houseFolder, 'schemes', '_parts'), parts, { recursive: true });
    const files = from === undefined ? filesOfPage() : null;
    // Editions to come are the pattern's own.
    if (files === null)
      cpSync(join(houseFolder, 'schemes', from ?? ''), target, {
        recursive: true,
        filter: (path) => basename(path) !== editionsFolder,
      });
    else
      for (const [name, text] of files) {
        mkdirSync(dirname(join(target, name)), { recursive: true });
        writeFileSync(join(target, name), text);
      }
    const scheme = join(target, 'scheme.yaml');
    const schema = relative(target, join(houseFolder, 'schemes', 'scheme.schema.json')).replaceAll('\\', '/');
    const text = readFileSync(scheme, 'utf8')
      .replace(/^# yaml-language-server:.*\n/, '')
      .replace(/^(scheme: \{ id: )[a-z0-9-]+/m, `$1${id}`);
    writeFileSync(scheme, `# yaml-language-server: $schema=${schema}\n${text}`);
    terminal.out(
      terminal.language === 'zh'
        ? `已建立 ${target}。\n下一步：\n  touchstone scheme check ${target}\n  touchstone scheme test ${target}\n说明见 docs/writing-a-scheme.md；全部词语见 docs/scheme-language.md。`
        : `Made ${target}.\nNext:\n  touchstone scheme check ${target}\n  touchstone scheme test ${target}\nRead docs/writing-a-scheme.md; all words are in docs/scheme-language.md.`,
    );
    return 0;
  },
};

/** The files that the page builds up, snippet by snippet: what is read there is what one gets here. */
function filesOfPage(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [, name = '', text = ''] of readFileSync(page, 'utf8').matchAll(/```yaml (\S+\.yaml)\n([\s\S]*?)```/g))
    files.set(name, (files.get(name) ?? '') + text);
  return files;
}
