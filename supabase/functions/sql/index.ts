import { aiModel } from '../_shared/ai_model.ts';
import { openSqlPlatform } from './caller.ts';
import { createHandler } from './handler.ts';

export default { fetch: createHandler({ openPlatform: openSqlPlatform, model: aiModel, report: console.error }) };
