import { describe, expect, it } from 'vitest';
import { readTap } from '../../scripts/pgtap/tap.ts';

describe('the TAP of a pgTAP file', () => {
  it('passes when every planned test ran and passed', () => {
    const result = readTap(['1..2', 'ok 1 - first', 'ok 2 - second']);
    expect(result).toEqual({ passed: 2, failed: 0, problems: [] });
  });

  it('counts a failed test and reports its diagnostics', () => {
    const result = readTap(['1..2', 'ok 1 - first', 'not ok 2 - second', '# Failed test 2: "second"', '#  have: 1']);
    expect(result.passed).toBe(1);
    expect(result.problems).toEqual(['not ok 2 - second\n# Failed test 2: "second"\n#  have: 1']);
  });

  it('counts a failure that is marked TODO as passed', () => {
    expect(readTap(['1..1', 'not ok 1 - later # TODO not built']).failed).toBe(0);
  });

  it.each([
    ['fewer tests than planned', ['1..3', 'ok 1 - first']],
    ['more tests than planned', ['1..1', 'ok 1 - first', 'ok 2 - second']],
    ['no plan', ['ok 1 - first']],
    ['two plans', ['1..1', '1..1', 'ok 1 - first']],
    ['a test out of order', ['1..2', 'ok 1 - first', 'ok 3 - third']],
    ['a bail-out', ['1..1', 'ok 1 - first', 'Bail out! no more']],
    ['no output', []],
  ])('fails on %s', (_, lines) => {
    expect(readTap(lines).failed).toBeGreaterThan(0);
  });

  it('is not misled by a diagnostic that looks like a test', () => {
    expect(readTap(['1..1', '# ok 1 - said in a comment', 'ok 1 - real']).passed).toBe(1);
  });
});
