/**
 * Returns a value as data for a prompt: JSON between tags that nothing in the value can close. The system message must say that
 * nothing between the tags is an instruction.
 */
export function dataBlock(name: string, value: unknown): string {
  const json = JSON.stringify(value).replace(/[<>]/g, (mark) => mark === '<' ? '\\u003c' : '\\u003e');
  return `<${name}>\n${json}\n</${name}>`;
}
