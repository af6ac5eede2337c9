import { useQuery } from '@tanstack/react-query';
import type { DocumentNames } from '#certification/rules/document-names.ts';
import { useWords } from './words.ts';

const documents = import.meta.glob<string>('../../../rules/documents.yaml', { query: '?raw', import: 'default' });

/** English names of cited documents; fetched only by whoever reads English. */
async function readNames(): Promise<{
  readonly names: DocumentNames;
  readonly cite: (citation: string, names: DocumentNames) => string;
}> {
  const [{ parse }, [file = ''], { readDocumentNames, citedInEnglish }] = await Promise.all([
    import('yaml'),
    Promise.all(Object.values(documents).map((read) => read())),
    import('#certification/rules/document-names.ts'),
  ]);
  const read = readDocumentNames(parse(file), 'rules/documents.yaml');
  return { names: read.ok ? read.parts : new Map(), cite: citedInEnglish };
}

/** A citation as the reader reads it: in English with the documents' English names, as far as these are known. */
export function useCited(): (citation: string) => string {
  const { language } = useWords();
  const found = useQuery({
    queryKey: ['document-names'],
    queryFn: readNames,
    enabled: language === 'en',
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
  return (citation) =>
    language === 'en' && found !== undefined ? found.cite(citation, found.names) : withoutMark(citation);
}

/** A scheme marks what comes from memory in both languages at once; a reader of Chinese needs the one. */
function withoutMark(citation: string): string {
  return citation.replaceAll('（待确认 to be confirmed）', '（待确认）');
}
