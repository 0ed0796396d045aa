/** The keys that the clients and servers of a project need. */
export interface LocalKeys {
  publishableKey: string;
  secretKey: string;
  jwtSecret: string;
}

/** The keys of the local stack. Like those of `supabase start` they are fixed, public and useless elsewhere. */
export const localKeys: LocalKeys = {
  publishableKey: 'sb_publishable_local0development0000000000_appshard',
  secretKey: 'sb_secret_local0development0000000000_appshard',
  jwtSecret: 'super-secret-jwt-token-with-at-least-32-characters-long',
};
