import { type Checked, type Refusal, refusal } from '../codes/refusal.ts';

/** What official documents are called in English, by their official title: `rules/documents.yaml`. */
export type DocumentNames = ReadonlyMap<string, string>;

export function readDocumentNames(data: unknown, file: string): Checked<DocumentNames> {
  const top = typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>) : {};
  const rows = top['documents'];
  const faults: Refusal[] = [];
  const fault = (at: string, found: unknown) => {
    const shown = typeof found === 'string' ? found : (JSON.stringify(found) ?? 'nothing');
    faults.push(
      refusal(
        'document-names-file',
        { file, at, found: shown },
        {
          zh: `${file}：${at} 处应为英文名称，实为 \`${shown}\``,
          en: `${file}: at ${at} expected an English name, found \`${shown}\``,
        },
        { zh: '请改正该文件', en: 'Correct the file' },
      ),
    );
  };
  if (typeof rows !== 'object' || rows === null || Array.isArray(rows)) fault('documents', rows);
  else
    for (const [title, name] of Object.entries(rows))
      if (typeof name !== 'string' || name.trim() === '' || han.test(name)) fault(title, name);
  if (faults.length > 0) return { ok: false, refusals: faults };
  const entries = Object.entries(rows as Readonly<Record<string, string>>);
  // A title may begin with another: the longer one is looked for first.
  return { ok: true, parts: new Map(entries.sort(([a], [b]) => b.length - a.length)) };
}

const han = /\p{Script=Han}/u;
const memoryMark = /（待确认 to be confirmed）/g;

/** A citation in English: each known title by its English name, an annex by its word, all else as it is. */
export function citedInEnglish(text: string, names: DocumentNames): string {
  let cited = text.replace(memoryMark, ' (to be confirmed)').replaceAll('附录', 'Annex');
  for (const [title, name] of names) {
    if (!han.test(cited)) return cited;
    cited = cited.replaceAll(title, () => name);
  }
  return cited;
}
