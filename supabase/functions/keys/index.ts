import { platformRpc } from '../_shared/platform_rpc.ts';
import { signAppKey } from './app_key_token.ts';
import { createHandler } from './handler.ts';

export default { fetch: createHandler({ openPlatform: platformRpc, sign: signAppKey, report: console.error }) };
