// libpg-query has types only for its one shared parser. parser.ts creates its own parsers and declares their interface.
declare module 'libpg-query/wasm/libpg-query.js' {
  const createModule: unknown;
  export default createModule;
}
