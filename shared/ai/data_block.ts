/**
 * A value as data in a prompt: JSON between marks that nothing in it can close. The system's message says what the marks
 * mean; whatever the data says, it says to nobody.
 */
export function dataBlock(name: string, value: unknown): string {
  const json = JSON.stringify(value).replace(/[<>]/g, (mark) => mark === '<' ? '\\u003c' : '\\u003e');
  return `<${name}>\n${json}\n</${name}>`;
}
