/** How strictly a provider can be told what its answer looks like. */
export type Format = 'json_schema' | 'json_object' | 'text';

/** What one provider's model understands of OpenAI's API. */
export interface Dialect {
  format: Format;
  limit: 'max_tokens' | 'max_completion_tokens';
  takesTemperature: boolean;
}

const FORMATS: readonly Format[] = ['json_schema', 'json_object', 'text'];
const FIRST: Dialect = { format: 'json_schema', limit: 'max_tokens', takesTemperature: true };

/** What this process has learnt, by provider and model. */
const learnt = new Map<string, Dialect>();

/** How to ask this model first: as it answered last time, in a format of `best` or below. */
export function dialectOf(provider: string, best: Format): Dialect {
  const known = learnt.get(provider) ?? FIRST;
  const format = FORMATS[Math.max(FORMATS.indexOf(known.format), FORMATS.indexOf(best))] ?? 'text';
  return { ...known, format };
}

/**
 * The next thing to try after the provider refused a request as malformed, or undefined when there is none. `parameter` is
 * what the provider named as its reason; most name nothing, and then it is taken to be the format.
 */
export function simpler(dialect: Dialect, parameter: string | null | undefined): Dialect | undefined {
  if (parameter === 'max_tokens' && dialect.limit === 'max_tokens') {
    return { ...dialect, limit: 'max_completion_tokens' };
  }
  if (parameter === 'temperature' && dialect.takesTemperature) return { ...dialect, takesTemperature: false };
  const format = FORMATS[FORMATS.indexOf(dialect.format) + 1];
  return format === undefined ? undefined : { ...dialect, format };
}

/** Remembers what was understood. A request for less than the provider can do teaches nothing about its best format. */
export function remember(provider: string, best: Format, dialect: Dialect): void {
  const known = learnt.get(provider) ?? FIRST;
  const format = dialect.format === best ? known.format : dialect.format;
  learnt.set(provider, { ...dialect, format });
}
