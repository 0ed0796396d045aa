import assert from 'node:assert/strict';
import { handlerOver, requestOf, type Sent } from './fake_apps_platform.ts';

/** A request, the call that it makes, the result of that call, and the response. */
export interface RouteCase extends Sent {
  answer: unknown;
  call: unknown;
  status: number;
  expected: unknown;
}

/** Tests each route with the base URL of the local stack and with that of a hosted project. */
export function testRoutes(cases: readonly RouteCase[]): void {
  for (const { answer, call, status, expected, ...sent } of cases) {
    for (const base of ['http://127.0.0.1:54321/functions/v1', 'https://project.example.test']) {
      Deno.test(`${sent.method} ${base}${sent.path} calls ${JSON.stringify(call)}`, async () => {
        const { calls, handler } = handlerOver(answer);
        const response = await handler(requestOf({ ...sent, base }));
        assert.deepEqual(await response.json(), expected);
        assert.equal(response.status, status);
        assert.deepEqual(calls, [call]);
      });
    }
  }
}
