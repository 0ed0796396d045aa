import { isIP } from 'node:net';
import type { ProjectConfig } from '../project_config.ts';

type Settings = Pick<ProjectConfig['auth'], 'site_url' | 'additional_redirect_urls'>;

/**
 * Returns where a link leads after it is confirmed: the address that the request names if the project allows it, else the site.
 * The rules are those of https://github.com/supabase/auth/blob/master/internal/utilities/request.go
 */
export function redirectTarget(request: Request, settings: Settings, named?: string | null): string {
  const wanted = [named, new URL(request.url).searchParams.get('redirect_to'), request.headers.get('referer')];
  return wanted.find((url) => typeof url === 'string' && isAllowed(url, settings)) ?? settings.site_url;
}

export function isAllowed(url: string, { site_url, additional_redirect_urls }: Settings): boolean {
  if (!URL.canParse(url)) return false;
  const target = new URL(url);
  const site = new URL(site_url);
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(target.hostname);
  const isSite = target.hostname === site.hostname && target.protocol === site.protocol;
  if (isSite && (target.port === site.port || loopback)) return true;
  if (isIP(target.hostname.replace(/^\[|\]$/g, '')) !== 0) return loopback;
  const [withoutFragment = ''] = url.split('#');
  return additional_redirect_urls.some((pattern) => globToRegExp(pattern).test(withoutFragment));
}

/** `*` matches within a part between dots and slashes, `**` matches everything, `?` matches one character of a part. */
function globToRegExp(pattern: string): RegExp {
  const parts = pattern.split(/(\*\*|\*|\?)/).map((part) => {
    if (part === '**') return '.*';
    if (part === '*') return '[^./]*';
    if (part === '?') return '[^./]';
    return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`);
}
