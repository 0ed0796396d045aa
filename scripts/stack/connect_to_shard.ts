import type postgres from 'postgres';
import { connect } from './connect.ts';
import { stateDir } from './paths.ts';
import { databaseUrl } from './postgres.ts';
import { findRun } from './running.ts';

/** Opens one session in the given database or, by default, as `postgres` in the shard that `npm start` serves. */
export function connectToShard(url: string | undefined): postgres.Sql {
  return connect(url ?? databaseUrl(findRun(stateDir)?.databasePort ?? 54322));
}
