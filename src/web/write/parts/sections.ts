import type { Message } from '../model/judge.ts';

/** The sections of the page, in the order in which a scheme is mostly written. */
export const sections = [
  'basics',
  'roles',
  'forms',
  'flow',
  'round',
  'results',
  'texts',
  'try',
  'cases',
  'files',
] as const;
export type Section = (typeof sections)[number];

export const sectionNames: Readonly<Record<Section, readonly [zh: string, en: string]>> = {
  basics: ['基本', 'Basics'],
  roles: ['角色与原因', 'Roles, reasons'],
  forms: ['表单', 'Forms'],
  flow: ['流程', 'Flow'],
  round: ['批次', 'Round'],
  results: ['结果', 'Results'],
  texts: ['文字', 'Texts'],
  try: ['试走', 'Try it'],
  cases: ['示例案件', 'Worked cases'],
  files: ['文件', 'Files'],
};

/** Where a message is put right. */
export function sectionOfMessage({ diagnostic, path }: Message): Section {
  if (diagnostic.code === 'cases-missing') return 'cases';
  return sectionOf(diagnostic.file, path?.[0] === undefined ? undefined : String(path[0]));
}

/** The section in which a place of scheme.yaml, or a file, is changed. */
export function sectionOf(file: string, top: string | undefined): Section {
  if (file.startsWith('cases/')) return 'cases';
  if (file === 'texts.yaml') return 'texts';
  switch (top) {
    case 'scheme':
    case 'run-by':
    case 'mandate':
      return 'basics';
    case 'roles':
    case 'reasons':
      return 'roles';
    case 'forms':
      return 'forms';
    case 'flows':
      return 'flow';
    case 'round':
      return 'round';
    case 'results':
      return 'results';
    default:
      return 'files';
  }
}
