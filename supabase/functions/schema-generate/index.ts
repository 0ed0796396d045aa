import { pricedModel } from '../_shared/ai_model.ts';
import { platformRpc } from '../_shared/platform_rpc.ts';
import { createHandler } from './handler.ts';

export default { fetch: createHandler({ openPlatform: platformRpc, model: pricedModel, report: console.error }) };
