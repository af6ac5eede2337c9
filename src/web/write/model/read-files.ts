import { type SchemeFolder, schemeFile, textsFile } from './folder.ts';
import { readZip } from './zip.ts';

/** The folder of a scheme out of the files that somebody chose: several, a whole folder, or a ZIP; null without scheme.yaml. */
export async function readFiles(chosen: readonly File[]): Promise<SchemeFolder | null> {
  const all: Record<string, string> = {};
  for (const file of chosen) {
    if (/\.zip$/i.test(file.name)) Object.assign(all, await readZip(new Uint8Array(await file.arrayBuffer())));
    else all[file.webkitRelativePath || file.name] = await file.text();
  }
  const [found] = Object.keys(all)
    .filter((name) => name === schemeFile || name.endsWith(`/${schemeFile}`))
    .sort((a, b) => a.length - b.length);
  if (found === undefined) return null;
  const above = found.slice(0, -schemeFile.length);
  const files: Record<string, string> = {};
  for (const [name, text] of Object.entries(all)) {
    if (!name.startsWith(above)) continue;
    const inside = name.slice(above.length);
    // A case that was chosen by itself comes without its folder.
    const isCase =
      !inside.includes('/') && /^case:|\ncase:/.test(text) && inside !== schemeFile && inside !== textsFile;
    files[isCase ? `cases/${inside}` : inside] = text;
  }
  return { files: { [textsFile]: '', ...files } };
}
