import { platformRpc } from '../_shared/platform_rpc.ts';
import { project } from '../_shared/project.ts';
import { createHandler } from './handler.ts';

export default { fetch: createHandler({ openPlatform: platformRpc, project, report: console.error }) };
