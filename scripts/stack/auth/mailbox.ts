import { appendFileSync } from 'node:fs';

export type MailType = 'signup' | 'invite' | 'magiclink' | 'recovery' | 'email_change' | 'reauthentication';

/** A mail that a hosted project would send. Locally it is a line of a file, as JSON. */
export interface Mail {
  at: string;
  to: string;
  type: MailType;
  subject: string;
  /** The code to type, and the link to follow instead. A reauthentication has no link. */
  code: string;
  link: string | null;
}

const subjects: Record<MailType, string> = {
  signup: 'Confirm Your Signup',
  invite: 'You have been invited',
  magiclink: 'Your Magic Link',
  recovery: 'Reset Your Password',
  email_change: 'Confirm Email Change',
  reauthentication: 'Confirm Reauthentication',
};

/** Writes mails to a file, where developers and tests read them. */
export class Mailbox {
  constructor(readonly file: string) {}

  write(mail: Omit<Mail, 'at' | 'subject'>): void {
    const written: Mail = { at: new Date().toISOString(), ...mail, subject: subjects[mail.type] };
    appendFileSync(this.file, `${JSON.stringify(written)}\n`);
  }

  /** The driver through which Lite sends the one mail that it still sends, with the code of a reauthentication. */
  get liteDriver() {
    return {
      send: ({ to, text = '' }: { to: string; text?: string }) => {
        this.write({ to, type: 'reauthentication', code: /\d{6,}/.exec(text)?.[0] ?? '', link: null });
        return Promise.resolve();
      },
    };
  }
}
