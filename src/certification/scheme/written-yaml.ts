import { type Document, isCollection, isSeq, visit, type YAMLMap } from 'yaml';

/**
 * Writes a document as the schemes of the house are written: `{ a: b }` with room inside, `[a, b]` without, lines of 120. So a
 * file that is changed in one place stays as it was in all others.
 */
export function writtenYaml(document: Document): string {
  visit(document, (_, node) => {
    if (!isCollection(node)) return;
    const padding = isSeq(node) ? '' : ' ';
    const plain = Object.getPrototypeOf(node).toString as YAMLMap['toString'];
    node.toString = (context, ...more) =>
      plain.call(node, context && { ...context, flowCollectionPadding: padding }, ...more);
  });
  return document.toString({ lineWidth: 120, flowCollectionPadding: true });
}
