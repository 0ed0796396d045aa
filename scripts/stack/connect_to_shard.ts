import type postgres from 'postgres';
import { connect } from './connect.ts';
import { stateDir } from './paths.ts';
import { databaseUrl } from './postgres.ts';
import { findRun } from './running.ts';

/** One session as `postgres` in the given database, else in the shard that `npm start` serves. */
export function connectToShard(url: string | undefined): postgres.Sql {
  return connect(url ?? databaseUrl(findRun(stateDir)?.databasePort ?? 54322));
}
