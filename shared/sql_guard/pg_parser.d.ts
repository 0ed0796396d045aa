// The types of @libpg-query/parser are for its one shared parser. parser.ts creates its own parsers and declares their interface.
declare module '@libpg-query/parser/wasm/libpg-query.js' {
  const createModule: unknown;
  export default createModule;
}
