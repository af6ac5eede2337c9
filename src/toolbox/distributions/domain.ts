/**
 * Guards of the distributions' parameters. A parameter outside its domain is the caller's mistake, so it throws a
 * `RangeError` that says what was expected and what was found; methods check the user's input before they come here.
 */
export function requirePositive(value: number, name: string): void {
  if (!(value > 0)) throw new RangeError(`expected ${name} > 0, found \`${value}\``);
}

export function requireNonNegative(value: number, name: string): void {
  if (!(value >= 0)) throw new RangeError(`expected ${name} >= 0, found \`${value}\``);
}

export function requireCount(value: number, name: string): void {
  if (!(Number.isInteger(value) && value >= 0))
    throw new RangeError(`expected ${name} to be a whole number >= 0, found \`${value}\``);
}

export function requireProbability(value: number, name = 'a probability'): void {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`expected ${name} between 0 and 1, found \`${value}\``);
}
