/** How strictly a provider enforces the shape of an answer. */
export type Format = 'json_schema' | 'json_object' | 'text';

/** The part of OpenAI's API that a model of a provider supports. */
export interface Dialect {
  format: Format;
  limit: 'max_tokens' | 'max_completion_tokens';
  takesTemperature: boolean;
}

const FORMATS: readonly Format[] = ['json_schema', 'json_object', 'text'];
const FIRST: Dialect = { format: 'json_schema', limit: 'max_tokens', takesTemperature: true };

/** What this process has learnt about each provider and model. */
const learnt = new Map<string, Dialect>();

/** Returns how to ask this model first: as it worked last time, in a format no stricter than `best`. */
export function dialectOf(provider: string, best: Format): Dialect {
  const known = learnt.get(provider) ?? FIRST;
  const format = FORMATS[Math.max(FORMATS.indexOf(known.format), FORMATS.indexOf(best))] ?? 'text';
  return { ...known, format };
}

/**
 * Returns the next dialect to try after the provider rejected a request as malformed, or undefined when there is none.
 * `parameter` is the one that the provider named. Most name none; then the format is assumed to be the cause.
 */
export function simpler(dialect: Dialect, parameter: string | null | undefined): Dialect | undefined {
  if (parameter === 'max_tokens' && dialect.limit === 'max_tokens') {
    return { ...dialect, limit: 'max_completion_tokens' };
  }
  if (parameter === 'temperature' && dialect.takesTemperature) return { ...dialect, takesTemperature: false };
  const format = FORMATS[FORMATS.indexOf(dialect.format) + 1];
  return format === undefined ? undefined : { ...dialect, format };
}

/** Remembers the dialect that worked. A request for a less strict format says nothing about stricter formats. */
export function remember(provider: string, best: Format, dialect: Dialect): void {
  const known = learnt.get(provider) ?? FIRST;
  const format = dialect.format === best ? known.format : dialect.format;
  learnt.set(provider, { ...dialect, format });
}
