import { pricedModel } from '../_shared/ai_model.ts';
import { openSqlPlatform } from './caller.ts';
import { createHandler } from './handler.ts';

export default {
  fetch: createHandler({ openPlatform: openSqlPlatform, model: () => pricedModel(), report: console.error }),
};
