import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { supabaseDir } from './paths.ts';

/** The part of supabase/config.toml that the local stack uses. The CLI reads the rest. */
const shape = z.object({
  api: z.object({
    schemas: z.array(z.string()).min(1),
    extra_search_path: z.array(z.string()),
    max_rows: z.number().int().positive(),
  }),
  db: z.object({
    migrations: z.object({ schema_paths: z.array(z.string()).min(1) }),
  }),
  auth: z.object({
    site_url: z.url(),
    additional_redirect_urls: z.array(z.string()),
    jwt_expiry: z.number().int().positive(),
    enable_signup: z.boolean(),
    minimum_password_length: z.number().int().positive(),
    email: z.object({
      enable_confirmations: z.boolean(),
      double_confirm_changes: z.boolean(),
      otp_length: z.number().int().min(6).max(10),
      otp_expiry: z.number().int().positive(),
    }),
    hook: z.object({
      before_user_created: z.object({ uri: z.string() }),
      custom_access_token: z.object({ uri: z.string() }),
    }),
  }),
});

export type ProjectConfig = z.infer<typeof shape>;

export function readProjectConfig(): ProjectConfig {
  const parsed = shape.safeParse(parse(readFileSync(join(supabaseDir, 'config.toml'), 'utf8')));
  if (!parsed.success) throw new Error(`Cannot read supabase/config.toml:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
