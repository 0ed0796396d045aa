import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Where the clusters keep their data. */
export interface Place {
  directory: string;
  /** For the header of the report: the file system and, where it is a disk, why that matters. */
  description: string;
}

const sharedMemory = '/dev/shm';
/** Two clusters with their write-ahead logs. */
const neededGigabytes = 4;
/** The magic numbers of statfs(2). */
const fileSystems: Record<number, string> = {
  0x01021994: 'tmpfs',
  0xef53: 'ext4',
  0x58465342: 'xfs',
  0x9123683e: 'btrfs',
  0x794c7630: 'overlay',
};

/** The given directory, or the tmpfs that Linux has, or else the temporary directory on the disk. */
export function choosePlace(wanted?: string): Place {
  const isRoomy = existsSync(sharedMemory) && fileSystemOf(sharedMemory) === 'tmpfs' &&
    freeGigabytes(sharedMemory) >= neededGigabytes;
  const directory = wanted ?? (isRoomy ? sharedMemory : tmpdir());
  const kind = fileSystemOf(directory);
  const reason = wanted !== undefined || isRoomy
    ? ''
    : ` because no tmpfs with ${neededGigabytes} GB free is at ${sharedMemory}`;
  const warning =
    '\n  Creating a file on a disk can cost as much as the DDL: do not compare DDL ratios with those from a tmpfs';
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
