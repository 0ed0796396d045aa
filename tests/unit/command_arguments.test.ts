import { InvalidArgumentError } from '@commander-js/extra-typings';
import { expect, it } from 'vitest';
import {
  appId,
  databaseUrl,
  existingFile,
  existingFolder,
  integerBetween,
  integerFrom,
  percentage,
  port,
  projectUrl,
  seconds,
} from '../../scripts/cli/arguments.ts';

const file = new URL(import.meta.url).pathname;

it.each<[string, (text: string) => unknown, string, unknown]>([
  ['an app id', appId, '57', '57'],
  ['the largest app id', appId, '999999999999999999', '999999999999999999'],
  ['a port', port, '54321', 54_321],
  ['an integer from 400', integerFrom(400), '400', 400],
  ['an integer up to 100', integerBetween(0, 100), '100', 100],
  ['half a second', seconds, '0.5', 0.5],
  ['a percentage', percentage, '90', 90],
  ['a database', databaseUrl, 'postgresql://postgres:postgres@127.0.0.1:54322/postgres', expect.any(String)],
  ['a project', projectUrl, 'http://127.0.0.1:54321/', 'http://127.0.0.1:54321'],
  ['a file', existingFile, file, file],
  ['a folder', existingFolder, '/', '/'],
])('%s is accepted', (_, parse, text, value) => {
  expect(parse(text)).toEqual(value);
});

it.each<[string, (text: string) => unknown, string[]]>([
  ['an app id', appId, ['', '0', '-1', '1.5', 'x', '057', '1e3', '9'.repeat(19)]],
  ['a port', port, ['', '0', '65536', '-1', '80.5', 'abc', '0x50', '1e3']],
  ['an integer from 400', integerFrom(400), ['', '399', '400.5', 'many', '9'.repeat(17)]],
  ['an integer from 0 to 100', integerBetween(0, 100), ['', '-1', '101', '2.5']],
  ['a number of seconds', seconds, ['', ' ', '0', '-1', 'x', 'Infinity']],
  ['a percentage', percentage, ['', '-1', '101', 'x']],
  ['a database', databaseUrl, ['', 'localhost', 'http://127.0.0.1:54321', '127.0.0.1:54322']],
  ['a project', projectUrl, ['', 'localhost', 'postgres://127.0.0.1:54322/postgres']],
  ['a file', existingFile, ['', '/', 'no/such/file']],
  ['a folder', existingFolder, ['', 'no/such/folder', file]],
])('what is not %s is refused', (_, parse, texts) => {
  for (const text of texts) expect(() => parse(text), text).toThrow(InvalidArgumentError);
});
