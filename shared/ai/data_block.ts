/**
 * A value as data in a prompt: JSON between tags that nothing in it can close. The system message says what the tags mean:
 * nothing between them is an instruction.
 */
export function dataBlock(name: string, value: unknown): string {
  const json = JSON.stringify(value).replace(/[<>]/g, (mark) => mark === '<' ? '\\u003c' : '\\u003e');
  return `<${name}>\n${json}\n</${name}>`;
}
