/** The options of one kind of statement, with the values that each may have. Other options are refused. */
type Options = Readonly<Record<string, RegExp>>;

const NUMBER = /^-?[0-9]{1,19}$/;
const COUNT = /^[0-9]{1,9}$/;
const SWITCH = /^(?:true|false|on|off|yes|no|1|0)$/i;
const ON = /^(?:true|on|yes|1)$/i;
/** NO MINVALUE has no value, which reads as true. */
const BOUND = /^(?:true|-?[0-9]{1,19})$/;

export const TABLE_OPTIONS: Options = { fillfactor: COUNT };

export const INDEX_OPTIONS: Options = {
  fillfactor: COUNT,
  deduplicate_items: SWITCH,
  fastupdate: SWITCH,
  pages_per_range: COUNT,
  autosummarize: SWITCH,
  lists: COUNT,
  m: COUNT,
  ef_construction: COUNT,
};

/** A view runs with the rights of its reader; security_invoker cannot be turned off. */
export const VIEW_OPTIONS: Options = {
  security_invoker: ON,
  security_barrier: SWITCH,
  check_option: /^(?:local|cascaded)$/i,
};

/** No name and no owner: the sequence of an identity column belongs to its column. */
export const SEQUENCE_OPTIONS: Options = {
  start: NUMBER,
  restart: BOUND,
  increment: NUMBER,
  minvalue: BOUND,
  maxvalue: BOUND,
  cache: COUNT,
  cycle: SWITCH,
  generated: NUMBER,
};

/** No SETTINGS, which would show the configuration of the server. */
export const EXPLAIN_OPTIONS: Options = {
  analyze: SWITCH,
  verbose: SWITCH,
  costs: SWITCH,
  buffers: SWITCH,
  timing: SWITCH,
  summary: SWITCH,
  format: /^(?:text|json|xml|yaml)$/i,
};

/** The options of a function. Its body and its settings are checked apart. */
export const FUNCTION_OPTIONS: Options = {
  language: /^(?:sql|plpgsql)$/,
  volatility: /^(?:immutable|stable|volatile)$/,
  strict: SWITCH,
  security: SWITCH,
  leakproof: /^false$/,
  cost: /^[0-9]{1,6}(?:\.[0-9]{1,6})?$/,
  rows: /^[0-9]{1,9}(?:\.[0-9]{1,6})?$/,
  parallel: /^(?:safe|unsafe|restricted)$/i,
};
