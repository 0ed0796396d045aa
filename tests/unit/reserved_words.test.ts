import { expect, it } from 'vitest';
import { RESERVED_WORDS } from '../../shared/schema_spec/reserved_words.ts';

it('holds the 101 reserved keywords of PostgreSQL 17 in lower case', () => {
  expect(RESERVED_WORDS.size).toBe(101);
  expect([...RESERVED_WORDS].filter((word) => !/^[a-z_]+$/.test(word))).toEqual([]);
  expect([...RESERVED_WORDS]).toEqual([...RESERVED_WORDS].sort());
  expect(['select', 'like', 'system_user', 'user'].every((word) => RESERVED_WORDS.has(word))).toBe(true);
});

it('leaves the other keywords to apps', () => {
  expect(['name', 'type', 'text', 'key', 'value', 'users', 'begin'].some((word) => RESERVED_WORDS.has(word))).toBe(
    false,
  );
});
