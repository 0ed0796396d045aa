import { isObject } from '../schema_spec/problem.ts';

/**
 * Returns the JSON object in the answer of a model: bare, in a Markdown fence, or with words around it. Returns undefined
 * when there is none, or when it was cut off.
 */
export function jsonAnswer(text: string): Record<string, unknown> | undefined {
  // Some models print their reasoning before the answer.
  const said = text.replace(/^\s*<think>[\s\S]*?<\/think>/, '');
  const candidates = [said, fenced(said, '(?:json)?'), said.slice(said.indexOf('{'), said.lastIndexOf('}') + 1)];
  for (const candidate of candidates) {
    const value = candidate === undefined ? undefined : parsed(candidate);
    if (isObject(value)) return value;
  }
  return undefined;
}

/** Returns the content of the first Markdown fence of this language, a regular expression, or undefined if there is none. */
export function fenced(text: string, language: string): string | undefined {
  return new RegExp('```' + language + '[ \\t]*\\r?\\n([\\s\\S]*?)```', 'i').exec(text)?.[1]?.trim();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
