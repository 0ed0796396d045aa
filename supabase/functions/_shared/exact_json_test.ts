import assert from 'node:assert/strict';
import { parseExactJson } from './exact_json.ts';

Deno.test('every number is written as it was read', () => {
  const digits = '7'.repeat(400);
  const text =
    `{"a":9007199254740993,"b":[-0,1.50,1e400,0.1,${digits},${digits}.${digits}],"c":{"d":-9223372036854775808}}`;
  assert.equal(JSON.stringify(parseExactJson(text)), text);
});

Deno.test('a number that JavaScript prints as it was read is an ordinary number', () => {
  assert.deepEqual(parseExactJson('{"app_id":57,"half":0.5,"text":"9007199254740993","none":null}'), {
    app_id: 57,
    half: 0.5,
    text: '9007199254740993',
    none: null,
  });
});

Deno.test('text that is not JSON is a SyntaxError', () => {
  assert.throws(() => parseExactJson('{"a":01}'), SyntaxError);
});
