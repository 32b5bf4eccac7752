/** How the text of a variable is checked and read. */
export interface Rule<T> {
  /** What a value must be, in words; the only thing that is said about a bad value. */
  readonly text: string;
  /** The text's value; for a bad one anything that `checks` refuse. */
  readonly parse: (text: string) => T;
  /** class-validator's decorators that the parsed value must pass. */
  readonly checks: readonly PropertyDecorator[];
}
