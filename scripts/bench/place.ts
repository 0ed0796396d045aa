import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Where the clusters store their data. */
export interface Place {
  directory: string;
  /** For the report's header: the file system and, if it is on a disk, why that matters. */
  description: string;
}

const sharedMemory = '/dev/shm';
/** Enough for two clusters with their write-ahead logs. */
const neededGigabytes = 4;
/** The magic numbers of statfs(2). */
const fileSystems: Record<number, string> = {
  0x01021994: 'tmpfs',
  0xef53: 'ext4',
  0x58465342: 'xfs',
  0x9123683e: 'btrfs',
  0x794c7630: 'overlay',
};

/** Returns the given directory, else Linux's tmpfs if it has room, else the temporary directory on the disk. */
export function choosePlace(wanted?: string): Place {
  const isRoomy = existsSync(sharedMemory) && fileSystemOf(sharedMemory) === 'tmpfs' &&
    freeGigabytes(sharedMemory) >= neededGigabytes;
  const directory = wanted ?? (isRoomy ? sharedMemory : tmpdir());
  const kind = fileSystemOf(directory);
  const reason = wanted !== undefined || isRoomy
    ? ''
    : ` because ${sharedMemory} is not a tmpfs with ${neededGigabytes} GB free`;
  const warning =
    '\n  On a disk, creating a file can cost as much as the DDL: do not compare DDL ratios with those from a tmpfs';
  return { directory, description: `${kind} (${directory})${reason}${kind === 'tmpfs' ? '' : warning}` };
}

function fileSystemOf(directory: string): string {
  const { type } = statfsSync(directory);
  return fileSystems[type] ?? `file system 0x${type.toString(16)}`;
}

function freeGigabytes(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize / 1e9;
}
