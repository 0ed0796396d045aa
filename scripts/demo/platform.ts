import { z } from 'zod';

const created = z.object({
  app: z.object({ id: z.number() }),
  connection: z.object({ url: z.string(), publishable_key: z.string(), app_id: z.number() }),
});
const table = z.object({ table: z.object({ full_name: z.string() }) });

/** The platform that generates apps: a server that calls the function `apps` with the secret key. */
export class Platform {
  readonly #apps: string;
  readonly #secretKey: string;

  constructor(url: string, secretKey: string) {
    this.#apps = `${url}/functions/v1/apps`;
    this.#secretKey = secretKey;
  }

  async createApp(name: string, idempotencyKey: string): Promise<z.infer<typeof created>> {
    return created.parse(await this.#send('POST', '', { name }, { 'idempotency-key': idempotencyKey }));
  }

  async createTable(appId: number, spec: unknown): Promise<string> {
    return table.parse(await this.#send('POST', `/${appId}/tables`, spec)).table.full_name;
  }

  /** Changes the app's tables to match the spec; rejected if that would drop data. */
  async applySchema(appId: number, spec: unknown): Promise<void> {
    await this.#send('POST', `/${appId}/schema`, { spec });
  }

  async rollBack(appId: number): Promise<void> {
    await this.#send('POST', `/${appId}/schema/rollback`);
  }

  async suspendApp(appId: number): Promise<void> {
    await this.#send('POST', `/${appId}/suspend`, { reason: 'demo' });
  }

  async resumeApp(appId: number): Promise<void> {
    await this.#send('POST', `/${appId}/resume`);
  }

  /** Permanently deletes the app and everything that belongs to it. */
  async purgeApp(appId: number): Promise<void> {
    await this.#send('DELETE', `/${appId}?purge=true`);
  }

  async #send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<unknown> {
    const response = await fetch(`${this.#apps}${path}`, {
      method,
      headers: { apikey: this.#secretKey, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} /functions/v1/apps${path} returned ${response.status}: ${text}`);
    return JSON.parse(text) as unknown;
  }
}
