/**
 * SQL that tries to take as much memory as possible with few bytes. `T` is a table of the app with one row (id, s text). The
 * statements of a list are sent in one call each.
 */
export const queries: Readonly<Record<string, string | readonly string[]>> = {
  string_agg: "select string_agg(repeat('x', 1000000), '') from generate_series(1, 900)",
  'string_agg, wide separator': "select string_agg('', repeat('x', 1000000)) from generate_series(1, 900)",
  'string_agg, distinct':
    "select string_agg(distinct repeat('x', 1000000) || n, '' order by repeat('x', 1000000) || n) from generate_series(1, 900) n",
  'string_agg of short strings': "select string_agg('0123456789', '') from generate_series(1, 90000000)",
  'string_agg as window':
    "select max(length(s)) from (select string_agg(repeat('x', 1000000), '') over (order by n) as s from generate_series(1, 900) n) as w",
  'string_agg of bytea': "select string_agg(convert_to(repeat('x', 1000000), 'UTF8'), '') from generate_series(1, 900)",
  'string_agg, quoted name': `select "string_agg"(repeat('x', 1000000), '') from generate_series(1, 900)`,
  'string_agg by group':
    "select n, string_agg(repeat('x', 1000000), '') from generate_series(1, 900) m, generate_series(1, 2) n group by n",
  'string_agg of compressed rows': [
    "insert into T select n, repeat('x', 8000) from generate_series(2, 300000) n",
    "select string_agg(s, '') from T",
  ],
  array_agg: "select array_agg(repeat('x', 1000000)) from generate_series(1, 900)",
  'array_agg of numbers': 'select array_agg(n) from generate_series(1, 120000000) n',
  'array_agg of arrays': "select array_agg(array[repeat('x', 1000000), 'y']) from generate_series(1, 900)",
  'array(select …)': "select array(select repeat('x', 1000000) from generate_series(1, 900))",
  'array(select …), joined':
    "select array_to_string(array(select repeat('x', 1000000) from generate_series(1, 900)), '')",
  json_agg: "select json_agg(repeat('x', 1000000)) from generate_series(1, 900)",
  'json_agg of rows': "select json_agg(t) from (select repeat('x', 1000000) as s from generate_series(1, 900)) as t",
  jsonb_agg: "select jsonb_agg(repeat('x', 1000000)) from generate_series(1, 900)",
  'jsonb_agg of numbers': 'select jsonb_agg(n) from generate_series(1, 20000000) n',
  'jsonb_agg of long arrays':
    "select jsonb_agg(to_jsonb(string_to_array(repeat('x,', 500000), ','))) from generate_series(1, 100)",
  json_object_agg: "select json_object_agg(n, repeat('x', 1000000)) from generate_series(1, 900) n",
  'jsonb_object_agg, wide keys': "select jsonb_object_agg(repeat('x', 1000000) || n, n) from generate_series(1, 900) n",
  'json_array of a query': "select json_array(select repeat('x', 1000000) from generate_series(1, 900))",
  range_agg:
    'select range_agg(numrange(10::numeric ^ 9000 + n, 10::numeric ^ 9000 + n + 1)) is null from generate_series(1, 200000, 2) n',
  json_arrayagg: "select json_arrayagg(repeat('x', 1000000)) from generate_series(1, 900)",
  json_objectagg: "select json_objectagg(n: repeat('x', 1000000)) from generate_series(1, 900) n",
  replace: "select replace(repeat('x', 1000000), 'x', repeat('y', 900))",
  'replace, nested': "select replace(replace(repeat('x', 1000), 'x', repeat('y', 1000)), 'y', repeat('z', 900))",
  regexp_replace: "select regexp_replace(repeat('x', 1000000), 'x', repeat('y', 900), 'g')",
  'regexp_replace, copies': "select regexp_replace(repeat('x', 1000000), '.*', repeat('\\&', 900))",
  'regexp_replace, start': "select regexp_replace(repeat('x', 1000000), 'x', repeat('y', 900), 1, 0)",
  'repeat, many columns': `select ${columns(900, "repeat('x', 1000000)")}`,
  'lpad, many columns': `select ${columns(900, "lpad('x', 1000000)")}`,
  'rpad, one string': `select ${Array(200).fill("rpad('x', 1000000)").join(' || ')}`,
  concat: `select concat(${Array(900).fill('s').join(', ')}) from (select repeat('x', 1000000) as s) as t`,
  concat_ws: `select concat_ws(repeat(',', 1000000), ${Array(900).fill('1').join(', ')})`,
  format: `select format('${'%1$s'.repeat(900)}', repeat('x', 1000000))`,
  'concat of concat': `with a as materialized (select repeat('x', 1000000) as s),
    b as materialized (select concat(${Array(99).fill('s').join(', ')}) as t from a) select length(concat(${
    Array(10).fill('t').join(', ')
  })) from b`,
  'array_to_string, wide separator':
    "select length(array_to_string(string_to_array(repeat('x,', 500000), ','), repeat('y', 1000)))",
  array_replace:
    "select cardinality(array_replace(string_to_array(repeat('x,', 500000), ','), 'x', repeat('y', 1000)))",
  'array_cat, nested':
    `with a as materialized (select string_to_array(repeat('x,', 500000), ',') as v) select cardinality(${
      'array_cat('.repeat(40)
    }v${', v)'.repeat(40)}) from a`,
  'stored values, joined': [
    "update T set s = repeat('x', 1000000)",
    `select length(${Array(200).fill('s').join(' || ')}) from T`,
  ],
  'a wide row of a stored value': ["update T set s = repeat('x', 1000000)", `select ${columns(900, 's')} from T`],
  'a query planned thousands of times': `with a0 as not materialized (select id from T)${
    Array.from({ length: 14 }, (_, n) =>
      `, a${n + 1} as not materialized (select id from a${n} x union all select id from a${n} y)`).join('')
  } select count(*) from a14`,
  translate: "select translate(repeat('x', 1000000), 'x', repeat('y', 1000000))",
  overlay: "select overlay(repeat('x', 1000000) placing repeat('y', 1000000) from 2)",
  'a wide row': `with w as materialized (select repeat('x', 1000000) as s) select ${columns(900, 's')} from w`,
  'wide rows': "select repeat('x', 1000000) as s, n from generate_series(1, 900) n",
  'wide rows, sorted':
    "select n from (select repeat('x', 1000000) || n as s, n from generate_series(1, 900) n) as t order by s",
  'wide rows, hashed':
    "select count(*) from (select repeat('x', 100000) || n as s from generate_series(1, 9000) n) as t group by s",
  'cross join of wide rows':
    "with w as (select repeat('x', 1000000) || n as s from generate_series(1, 30) n) select a.s, b.s as t from w as a, w as b",
  'values by unnest': "select unnest(string_to_array(repeat('x,', 500000), ',')), repeat('x', 1000000)",
  string_to_array: "select string_to_array(repeat('x,', 500000), ',')",
  regexp_split_to_array: "select regexp_split_to_array(repeat('x,', 500000), ',')",
  regexp_matches: "select regexp_matches(repeat('x', 1000000), 'x', 'g')",
  'to_jsonb of an array': "select to_jsonb(string_to_array(repeat('x,', 500000), ','))",
  jsonb_set:
    "select jsonb_set(to_jsonb(string_to_array(repeat('x,', 500000), ',')), '{0}', to_jsonb(repeat('x', 1000000)))",
  'generate_series in a CTE':
    'with c as materialized (select n from generate_series(1, 100000000) n) select count(*) from c',
  'recursive doubling':
    "with recursive r(s, n) as (select 'x'::text, 1 union all select s || s, n + 1 from r where n < 30) select max(length(s)) from r",
  'recursive arrays':
    'with recursive r(a, n) as (select array[1], 1 union all select a || a, n + 1 from r where n < 28) select max(cardinality(a)) from r',
  'update that doubles': [
    ...Array<string>(28).fill('update T set s = s || s'),
    'select s from T',
  ],
};

/** Queries of views, which any member reads over the Data API. */
export const views: Readonly<Record<string, string>> = {
  'string_agg in a view': "select string_agg(repeat('x', 1000000), '') as s from generate_series(1, 900)",
  'jsonb_agg in a view': "select jsonb_agg(repeat('x', 1000000)) as s from generate_series(1, 900)",
  'array(select …) in a view': "select array(select repeat('x', 1000000) from generate_series(1, 900)) as s",
  'replace in a view': "select replace(repeat('x', 1000000), 'x', repeat('y', 900)) as s",
  'wide rows of a view': "select repeat('x', 1000000) || n as s from generate_series(1, 1000) n",
  'doubling in a view': `select length(${
    Array(9).fill('').reduce((s) => `(${s} || ${s})`, "repeat('x', 1000000)")
  }) as s`,
  'wide columns of a view': `select ${columns(900, "repeat('x', 1000000)")}`,
};

/** Conditions of policies, which every request evaluates. */
export const policies: Readonly<Record<string, string>> = {
  'string_agg in a policy': "length((select string_agg(repeat('x', 1000000), '') from generate_series(1, 900))) > 0",
  'array(select …) in a policy': "cardinality(array(select repeat('x', 1000000) from generate_series(1, 900))) > 0",
  'regexp_replace in a policy': "length(regexp_replace(repeat('x', 1000000), 'x', repeat('y', 900), 'g')) > 0",
};

function columns(count: number, expression: string): string {
  return Array.from({ length: count }, (_, index) => `${expression} as c${index}`).join(', ');
}
