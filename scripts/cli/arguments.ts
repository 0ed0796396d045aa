import { InvalidArgumentError } from '@commander-js/extra-typings';
import { statSync } from 'node:fs';

// Parsers of options and arguments. Each returns the value, or throws an error that is printed with the usage.

/** The id of an app, as a string: it may exceed the safe integers. */
export function appId(text: string): string {
  if (!/^[1-9]\d{0,17}$/.test(text)) throw new InvalidArgumentError('An app id is a positive integer.');
  return text;
}

export function port(text: string): number {
  return integer(text, 1, 65_535, 'A port is an integer from 1 to 65535.');
}

/** Returns a parser of integers that are at least `least`. */
export function integerFrom(least: number): (text: string) => number {
  return (text) => integer(text, least, Number.MAX_SAFE_INTEGER, `It must be an integer of at least ${least}.`);
}

export function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0) {
    throw new InvalidArgumentError('It must be a positive number of seconds.');
  }
  return value;
}

export function percentage(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 100)) {
    throw new InvalidArgumentError('It must be a number from 0 to 100.');
  }
  return value;
}

export function databaseUrl(text: string): string {
  return url(text, ['postgres:', 'postgresql:'], 'It must be a URL like postgres://user:password@host:5432/postgres.');
}

export function projectUrl(text: string): string {
  return url(text, ['http:', 'https:'], 'It must be a URL like http://127.0.0.1:54321.').replace(/\/+$/, '');
}

export function existingFile(path: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new InvalidArgumentError('The file does not exist.');
  return path;
}

export function existingFolder(path: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new InvalidArgumentError('The folder does not exist.');
  }
  return path;
}

/** Returns a parser of integers from `least` to `most`. */
export function integerBetween(least: number, most: number): (text: string) => number {
  return (text) => integer(text, least, most, `It must be an integer from ${least} to ${most}.`);
}

function integer(text: string, least: number, most: number, otherwise: string): number {
  const value = Number(text);
  if (!/^[+-]?\d+$/.test(text) || value < least || value > most) throw new InvalidArgumentError(otherwise);
  return value;
}

function url(text: string, protocols: readonly string[], otherwise: string): string {
  const protocol = URL.canParse(text) ? new URL(text).protocol : '';
  if (!protocols.includes(protocol)) throw new InvalidArgumentError(otherwise);
  return text;
}
