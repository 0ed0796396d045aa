/** What JSON.rawJSON returns: JSON.stringify writes its text unchanged. */
interface RawJson {
  readonly rawJSON: string;
}

/** JSON as the engines of Deno have it. The types of TypeScript lack the source of a value and `rawJSON`. */
const json = JSON as unknown as {
  parse: (text: string, reviver: (key: string, value: unknown, context: { source: string }) => unknown) => unknown;
  rawJSON: (text: string) => RawJson;
};

/**
 * Parses JSON without losing a digit: a number that JavaScript would print differently, such as 9007199254740993 or 1.50, becomes a
 * raw value that JSON.stringify writes as it was. Use it for what is passed on, not for what is calculated with.
 *
 * @throws SyntaxError
 */
export function parseExactJson(text: string): unknown {
  return json.parse(
    text,
    (_key, value, { source }) => typeof value === 'number' && String(value) !== source ? json.rawJSON(source) : value,
  );
}
