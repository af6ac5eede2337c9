import { englishWords } from './english-examples.ts';
import type { Method } from './method.ts';

type Example = Method['example'];
type ExampleHolder = Pick<Method, 'example' | 'options'>;

const english: ReadonlyMap<string, string> = new Map(
  englishWords
    .trim()
    .split('\n')
    .map((line): [string, string] => {
      const at = line.indexOf('|');
      return [line.slice(0, at), line.slice(at + 1)];
    }),
);

/** The worked example in a language: the same data and choices, their words in that language. */
export function exampleIn({ example, options: specs }: ExampleHolder, language: 'zh' | 'en'): Example {
  if (language === 'zh') return example;
  const { text, source, csv, assignment } = example;
  const options = { ...wordyDefaults(specs), ...example.options };
  return {
    text,
    source: wordIn(source),
    ...(csv === undefined ? {} : { csv: csv.replaceAll(/[^,\n]+/g, wordIn) }),
    ...(assignment === undefined
      ? {}
      : {
          assignment: Object.fromEntries(Object.entries(assignment).map(([role, names]) => [role, names.map(wordIn)])),
        }),
    options: Object.fromEntries(Object.entries(options).map(([name, value]) => [name, valueIn(value)])),
  };
}

/** Choices whose default has words, such as the parts of a model: an example in English names them. */
function wordyDefaults(specs: Method['options']): Method['example']['options'] {
  return Object.fromEntries(
    specs.flatMap((spec) => {
      if ((spec.kind !== 'json' && spec.kind !== 'text') || spec.default === undefined) return [];
      return JSON.stringify(valueIn(spec.default)) === JSON.stringify(spec.default) ? [] : [[spec.name, spec.default]];
    }),
  );
}

function wordIn(word: string): string {
  return english.get(word) ?? word;
}

function valueIn(value: unknown): unknown {
  if (typeof value === 'string') return wordIn(value);
  if (Array.isArray(value)) return value.map(valueIn);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [wordIn(name), valueIn(one)]));
}
