import { each, type Grammar, is, mark, name, node, nodes, word } from '../rules.ts';

/** The JSON syntax of the SQL standard: JSON_TABLE, JSON_QUERY, JSON_OBJECT, IS JSON and similar. */
export const JSON_SYNTAX: Grammar = {
  JsonTable: {
    fields: {
      context_item: is('JsonValueExpr'),
      pathspec: is('JsonTablePathSpec'),
      passing: nodes,
      columns: each('JsonTableColumn'),
      on_error: is('JsonBehavior'),
      alias: is('Alias'),
      lateral: mark,
      location: mark,
    },
  },
  JsonTableColumn: {
    fields: {
      coltype: word,
      name,
      typeName: is('TypeName'),
      pathspec: is('JsonTablePathSpec'),
      format: is('JsonFormat'),
      wrapper: word,
      quotes: word,
      columns: each('JsonTableColumn'),
      on_empty: is('JsonBehavior'),
      on_error: is('JsonBehavior'),
      location: mark,
    },
  },
  JsonTablePathSpec: { fields: { string: node, name, name_location: mark, location: mark } },
  JsonValueExpr: { fields: { raw_expr: node, formatted_expr: node, format: is('JsonFormat') } },
  JsonFormat: { fields: { format_type: word, encoding: word, location: mark } },
  JsonOutput: { fields: { typeName: is('TypeName'), returning: is('JsonReturning') } },
  JsonReturning: { fields: { format: is('JsonFormat'), typid: mark, typmod: mark } },
  JsonFuncExpr: {
    fields: {
      op: word,
      column_name: name,
      context_item: is('JsonValueExpr'),
      pathspec: node,
      passing: nodes,
      output: is('JsonOutput'),
      on_empty: is('JsonBehavior'),
      on_error: is('JsonBehavior'),
      wrapper: word,
      quotes: word,
      location: mark,
    },
  },
  JsonBehavior: { fields: { btype: word, expr: node, coerce: mark, location: mark } },
  JsonArgument: { fields: { val: is('JsonValueExpr'), name } },
  JsonObjectConstructor: {
    fields: { exprs: nodes, output: is('JsonOutput'), absent_on_null: mark, unique: mark, location: mark },
  },
  JsonKeyValue: { fields: { key: node, value: is('JsonValueExpr') } },
  JsonArrayConstructor: { fields: { exprs: nodes, output: is('JsonOutput'), absent_on_null: mark, location: mark } },
  JsonArrayQueryConstructor: {
    fields: { query: node, output: is('JsonOutput'), format: is('JsonFormat'), absent_on_null: mark, location: mark },
  },
  JsonObjectAgg: {
    fields: { constructor: is('JsonAggConstructor'), arg: is('JsonKeyValue'), absent_on_null: mark, unique: mark },
  },
  JsonArrayAgg: { fields: { constructor: is('JsonAggConstructor'), arg: is('JsonValueExpr'), absent_on_null: mark } },
  JsonAggConstructor: {
    fields: { output: is('JsonOutput'), agg_filter: node, agg_order: nodes, over: is('WindowDef'), location: mark },
  },
  JsonIsPredicate: {
    fields: { expr: node, format: is('JsonFormat'), item_type: word, unique_keys: mark, location: mark },
  },
  JsonParseExpr: { fields: { expr: is('JsonValueExpr'), output: is('JsonOutput'), unique_keys: mark, location: mark } },
  JsonScalarExpr: { fields: { expr: node, output: is('JsonOutput'), location: mark } },
  JsonSerializeExpr: { fields: { expr: is('JsonValueExpr'), output: is('JsonOutput'), location: mark } },
};
