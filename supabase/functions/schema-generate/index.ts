import { pricedModel } from '../_shared/ai_model.ts';
import { platformRpc } from '../_shared/platform_rpc.ts';
import { createHandler } from './handler.ts';

// The answer with a whole schema is long.
const model = () => pricedModel({ timeoutMs: 60_000 });

export default { fetch: createHandler({ openPlatform: platformRpc, model, report: console.error }) };
