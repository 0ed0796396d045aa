// libpg-query has types for its one shared parser alone; parser.ts makes its own and knows their form.
declare module 'libpg-query/wasm/libpg-query.js' {
  const createModule: unknown;
  export default createModule;
}
