import { z } from 'zod';
import { AppshardError, asAppshardError } from '../../../shared/errors.ts';
import { TEMPLATES } from '../../../shared/templates.ts';
import type { PricedModel } from '../_shared/ai_model.ts';
import { parse } from '../_shared/input.ts';
import { type Call, createRouter, route, type RouterDependencies, type Routes } from '../_shared/router.ts';
import { eventStream } from './event_stream.ts';
import { type GenerateContext, runGeneration } from './run_generation.ts';
import type { GenerateRequest } from './prompt.ts';
import { applyTemplate, templateOf, templateSummary } from './templates.ts';

export interface Dependencies extends RouterDependencies {
  /** Returns the model that writes schemas. Throws ai_not_configured when the shard has none. */
  model: () => PricedModel;
  /** The time between two heartbeats of a stream, in milliseconds. */
  heartbeatMs?: number;
  /** The time limit of one request, in milliseconds. */
  maxMs?: number;
}

/** The largest conversation, in characters. */
const MAX_CONVERSATION = 200_000;

const appId = z.int().positive();
const message = z.strictObject({ role: z.enum(['user', 'assistant']), content: z.string() });
const wish = z.strictObject({
  app_id: appId.optional(),
  prompt: z.string().trim().min(1).max(8_000),
  messages: z.array(message).max(100).refine(
    (messages) => messages.reduce((sum, { content }) => sum + content.length, 0) <= MAX_CONVERSATION,
    { error: `must have at most ${MAX_CONVERSATION} characters in total`, params: { reason: 'too_large' } },
  ).default([]),
  apply: z.boolean().default(false),
  allow_destructive: z.boolean().default(false),
  stream: z.boolean().optional(),
}).refine(({ app_id: id, apply }) => id !== undefined || !apply, { path: ['app_id'], params: { reason: 'missing' } });
const application = z.strictObject({
  app_id: appId,
  apply: z.boolean().default(false),
  allow_destructive: z.boolean().default(false),
});

/**
 * Returns the handler of the `schema-generate` function: a schema from a sentence or a named template, for the platform
 * (secret key). `docs/schema_generate.md` describes its use, `docs/error_codes.md` its errors.
 */
export function createHandler(
  { openPlatform, ...dependencies }: Dependencies,
): (request: Request) => Promise<Response> {
  return createRouter(schemaGenerateRoutes(dependencies), { openPlatform, report: dependencies.report });
}

export function schemaGenerateRoutes(
  { model, report, heartbeatMs, maxMs }: Omit<Dependencies, 'openPlatform'>,
): Routes {
  return {
    '/schema-generate': {
      POST: route({
        summary: 'Generate a schema from a sentence and, with `apply`, apply it',
        returns: 'the spec and its plan; with `stream` or the header `accept: text/event-stream`, a stream of events',
        body: wish,
      }, async (call, { body: { stream = acceptsEvents(call), ...body } }) => {
        const configured = configuredModel(model);
        if (configured instanceof Response) return configured;
        const wanted: GenerateRequest = {
          ...(body.app_id !== undefined && { appId: body.app_id }),
          prompt: body.prompt,
          earlier: body.messages,
          apply: body.apply,
          allowDestructive: body.allow_destructive,
        };
        const means = { rpc: call.var.rpc, model: configured, report, ...(maxMs !== undefined && { maxMs }) };
        return await answer(means, wanted, call.req.raw.signal, stream);
      }),
    },
    '/schema-generate/templates': {
      GET: route(
        { summary: 'List the templates', returns: '`{"templates"}`' },
        (call) => call.json({ templates: TEMPLATES.map(templateSummary) }),
      ),
    },
    '/schema-generate/templates/:name': {
      GET: route(
        { summary: 'Get a template', returns: '`{"template"}`' },
        (call) => call.json({ template: named(call) }),
      ),
      POST: route(
        {
          summary: 'Plan a template for an app and, with `apply`, apply it',
          returns: 'the spec and its plan',
          body: application,
        },
        async (call, { body: { app_id: id, apply, allow_destructive: allowDestructive } }) =>
          call.json(await applyTemplate(call.var.rpc, named(call), { appId: id, apply, allowDestructive })),
      ),
    },
  };

  async function answer(
    means: Omit<GenerateContext, 'signal' | 'emit'>,
    wanted: GenerateRequest,
    signal: AbortSignal,
    stream: boolean,
  ) {
    if (!stream) {
      const { status, body } = await runGeneration({ ...means, signal, emit: () => {} }, wanted);
      return Response.json(body, { status });
    }
    return eventStream(async (emit, whileThere) => {
      await runGeneration({ ...means, signal: whileThere, emit }, wanted);
    }, { signal, ...(heartbeatMs !== undefined && { heartbeatMs }) });
  }
}

function named(call: Call) {
  return templateOf(parse(z.looseObject({ name: z.string() }), call.req.param()).name);
}

function acceptsEvents(call: Call): boolean {
  return call.req.header('accept')?.includes('text/event-stream') === true;
}

/** Returns the model or, for a shard without one, an error response that lists the templates. */
function configuredModel(model: () => PricedModel): PricedModel | Response {
  try {
    return model();
  } catch (thrown) {
    const { status, code, message, hint } = asAppshardError(thrown);
    if (code !== 'ai_not_configured') throw thrown;
    const error = new AppshardError({
      status,
      code,
      message,
      hint: `${hint} Or apply a template with POST /schema-generate/templates/:name.`,
    });
    return Response.json({ ...error.toBody(), templates: TEMPLATES.map(templateSummary) }, { status });
  }
}
