/** Wraps one line of Markdown after 120 characters; `indent` begins every line but the first. */
export function wrapped(line: string, indent = ''): string {
  return line.replace(/(?=.{121})(.{1,120}) /g, `$1\n${indent}`);
}
