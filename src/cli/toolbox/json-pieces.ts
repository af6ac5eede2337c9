/**
 * JSON in pieces of moderate length: a chart of ten million points is more text than one string can hold. Objects are
 * indented, lists of plain values stand in one line.
 */
export function* jsonPieces(value: unknown, indent = ''): Generator<string> {
  if (Array.isArray(value)) yield* listPieces(value, indent);
  else if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, one]) => one !== undefined);
    if (entries.length === 0) return void (yield '{}');
    let before = '{\n';
    for (const [name, one] of entries) {
      yield `${before}${indent}  ${JSON.stringify(name)}: `;
      yield* jsonPieces(one, `${indent}  `);
      before = ',\n';
    }
    yield `\n${indent}}`;
  } else yield JSON.stringify(value) ?? 'null';
}

const pieceLength = 4096;

function* listPieces(list: readonly unknown[], indent: string): Generator<string> {
  if (list.length === 0) return void (yield '[]');
  const isPlain =
    typeof list[0] !== 'object' || list[0] === null
      ? list.every((one) => typeof one !== 'object' || one === null)
      : false;
  if (!isPlain) {
    let before = '[\n';
    for (const one of list) {
      yield `${before}${indent}  `;
      yield* jsonPieces(one, `${indent}  `);
      before = ',\n';
    }
    return void (yield `\n${indent}]`);
  }
  for (let from = 0; from < list.length; from += pieceLength)
    yield `${from === 0 ? '[' : ','}${JSON.stringify(list.slice(from, from + pieceLength)).slice(1, -1)}`;
  yield ']';
}
