import { isObject } from '../schema_spec/problem.ts';

/**
 * The JSON object in a model's answer: bare, in a Markdown fence, or with words around it. Undefined when there is none,
 * or when it was cut.
 */
export function jsonAnswer(text: string): Record<string, unknown> | undefined {
  // Some models think aloud before they answer.
  const said = text.replace(/^\s*<think>[\s\S]*?<\/think>/, '');
  const candidates = [said, fenced(said, '(?:json)?'), said.slice(said.indexOf('{'), said.lastIndexOf('}') + 1)];
  for (const candidate of candidates) {
    const value = candidate === undefined ? undefined : parsed(candidate);
    if (isObject(value)) return value;
  }
  return undefined;
}

/** What stands in the first Markdown fence of that language. */
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
