import type { Method, MethodInput, Problem } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import { oneOf, problem, text } from '../outcome/answer.ts';

/** An axis of a picture that has none: trees, networks, boards. */
export const noAxis = { title: text('', ''), scale: 'none' } as const;

/** The value of a JSON option, or the problem that it is not there. */
export function requiredJson<T>(
  method: Pick<Method, 'options'>,
  input: MethodInput,
  name: string,
): { readonly value: T; readonly options: ReturnType<typeof openOptions> } | { readonly problems: readonly Problem[] } {
  const options = openOptions(method.options, input.options);
  if (options.problems.length > 0) return { problems: options.problems };
  const value = options.json(name) as T | undefined;
  if (value === undefined)
    return {
      problems: [
        problem(
          'input-missing',
          text(`应有 ${name}，没有收到`, `expected \`${name}\`, found none`),
          text(`给出 ${name}`, `Give \`${name}\``),
        ),
      ],
    };
  return { value, options };
}

export const yesNoOpen = oneOf('yes', 'no', 'open');
