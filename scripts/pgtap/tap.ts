/** The results that one file reported in the Test Anything Protocol. */
export interface TapResult {
  passed: number;
  failed: number;
  /** Each failed test with its diagnostics, and everything else that fails the file. */
  problems: string[];
}

interface Test {
  ok: boolean;
  text: string;
  diagnostics: string[];
}

/**
 * Parses TAP as pgTAP writes it. A wrong plan, a test out of order and a bail-out are failures, too: a file that stops halfway
 * must not look like one that passed.
 */
export function readTap(lines: readonly string[]): TapResult {
  const tests: Test[] = [];
  const problems: string[] = [];
  let planned: number | undefined;
  for (const line of lines) {
    const plan = /^1\.\.(\d+)(\s*#\s*SKIP.*)?$/i.exec(line);
    const test = /^(not )?ok (\d+)\b(?:\s*-?\s*(.*))?$/.exec(line);
    if (plan) {
      if (planned !== undefined) problems.push(`Second plan: ${line}`);
      planned = Number(plan[1]);
    } else if (test) {
      const expected = tests.length + 1;
      if (Number(test[2]) !== expected) problems.push(`Test ${expected} has the number ${test[2]}`);
      const tolerated = /#\s*(TODO|SKIP)\b/i.test(test[3] ?? '');
      tests.push({ ok: test[1] === undefined || tolerated, text: test[3] ?? '', diagnostics: [] });
    } else if (/^Bail out!/.test(line)) {
      problems.push(line);
    } else if (line.startsWith('#')) {
      tests.at(-1)?.diagnostics.push(line);
    }
  }
  if (planned === undefined) problems.push('No plan: the file must select plan(n)');
  else if (planned !== tests.length) problems.push(`Planned ${planned} tests but ran ${tests.length}`);
  const failures = tests.flatMap((test, index) =>
    test.ok ? [] : [[`not ok ${index + 1} - ${test.text}`, ...test.diagnostics].join('\n')]
  );
  const all = [...failures, ...problems];
  return { passed: tests.length - failures.length, failed: all.length, problems: all };
}
