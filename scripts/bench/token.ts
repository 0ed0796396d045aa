/**
 * Returns the payload of an access token as Supabase Auth issues it, about 560 bytes of JSON. Its length matters, because every
 * call of auth.uid() parses all of it.
 */
export function claimsOf(userId: string): Record<string, unknown> {
  const email = 'ada.lovelace@example.com';
  const issued = Math.floor(Date.now() / 1000);
  return {
    iss: 'https://abcdefghijklmnopqrst.supabase.co/auth/v1',
    sub: userId,
    aud: 'authenticated',
    exp: issued + 3600,
    iat: issued,
    email,
    phone: '',
    app_metadata: { provider: 'email', providers: ['email'] },
    user_metadata: { email, email_verified: true, phone_verified: false, sub: userId },
    role: 'authenticated',
    aal: 'aal1',
    amr: [{ method: 'password', timestamp: issued }],
    session_id: '6f2d1c0e-93a7-4a35-8d0b-5be1f0c7a9d4',
    is_anonymous: false,
  };
}
