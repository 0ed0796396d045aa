// npm run demo [-- --url URL --publishable-key KEY --secret-key KEY]: the demo against a project that runs already.
import { parseArgs } from 'node:util';
import { runDemo } from './demo/run_demo.ts';
import { localKeys } from './stack/keys.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:54321' },
    'publishable-key': { type: 'string', default: localKeys.publishableKey },
    'secret-key': { type: 'string', default: localKeys.secretKey },
  },
});

try {
  await runDemo(
    { url: values.url, publishableKey: values['publishable-key'], secretKey: values['secret-key'] },
    console.log,
  );
} catch (error) {
  console.error(`\nTHE DEMO FAILED: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
