import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * PostgreSQL refuses to run as root. Root therefore runs it as another user: `postgres` if the system has one, else `nobody`,
 * which every system has. No user is ever created. Any other user runs it as themselves.
 */
export interface ServerUser {
  uid: number;
  gid: number;
}

export const serverUser: ServerUser | null = process.getuid?.() === 0 ? findUser() : null;

function findUser(): ServerUser {
  const users = new Map<string, ServerUser>();
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name && uid && gid) users.set(name, { uid: Number(uid), gid: Number(gid) });
  }
  const user = users.get('postgres') ?? users.get('nobody');
  if (!user) {
    throw new Error('Cannot run PostgreSQL as root: the system has neither a user `postgres` nor a user `nobody`');
  }
  return user;
}

export interface Invocation {
  command: string;
  args: string[];
  options: { uid?: number; gid?: number };
}

/**
 * Returns how to start a program as the server's user. If the project is below a directory that only root may enter (a clone in
 * /root, a mktemp directory), that user cannot reach it; then the program keeps the one capability that gives access.
 */
export function asServerUser(program: string, args: string[], ...paths: string[]): Invocation {
  if (serverUser === null) return { command: program, args, options: {} };
  if ([program, ...paths].every(isReachableByOthers)) return { command: program, args, options: { ...serverUser } };
  if (!hasSetpriv()) {
    throw new Error(
      `Cannot run PostgreSQL as root: its user may not enter every directory above ${program}. ` +
        'Move the project to a directory that every user may enter, or do not run it as root.',
    );
  }
  const { uid, gid } = serverUser;
  return {
    command: 'setpriv',
    args: [
      `--reuid=${uid}`,
      `--regid=${gid}`,
      '--clear-groups',
      '--inh-caps=+dac_override',
      '--ambient-caps=+dac_override',
      // initdb calls access(2), which ignores the capabilities of a user other than root unless this is set.
      '--securebits=+no_setuid_fixup',
      '--',
      program,
      ...args,
    ],
    options: {},
  };
}

function isReachableByOthers(path: string): boolean {
  for (let directory = dirname(path);; directory = dirname(directory)) {
    if (existsSync(directory) && (statSync(directory).mode & 0o001) === 0) {
      if (statSync(directory).uid !== serverUser?.uid) return false;
    }
    if (dirname(directory) === directory) return true;
  }
}

function hasSetpriv(): boolean {
  try {
    execFileSync('setpriv', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
