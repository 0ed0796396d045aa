/** Functions app_57_m that try to take as much memory as possible in a loop or by calling themselves. */
export const bodies: Readonly<Record<string, string>> = {
  'doubling a text': plpgsql(`v text := 'x';`, `loop v := v || v; end loop;`),
  'doubling ten texts': plpgsql(
    Array.from({ length: 10 }, (_, n) => `v${n} text := 'x';`).join(' '),
    `loop ${Array.from({ length: 10 }, (_, n) => `v${n} := v${n} || v${n};`).join(' ')} end loop;`,
  ),
  'forty texts of 7 MB': plpgsql(
    Array.from({ length: 40 }, (_, n) => `v${n} text;`).join(' '),
    `${
      Array.from({ length: 40 }, (_, n) =>
        `v${n} := repeat('x', 1000000); v${n} := v${n} || v${n} || v${n} || v${n} || v${n} || v${n} || v${n};`).join(
          ' ',
        )
    }`,
  ),
  'doubling an array': plpgsql(`a int[] := array[1];`, `loop a := a || a; end loop;`),
  'doubling an array of texts': plpgsql(`a text[] := array[repeat('x', 1000)];`, `loop a := a || a; end loop;`),
  'filling an array': plpgsql(`a text[]; n int := 0;`, `loop n := n + 1; a[n] := 'x'; end loop;`),
  'filling an array with numbers': plpgsql(`a int[]; n int := 0;`, `loop n := n + 1; a[n] := n; end loop;`),
  'a far subscript': plpgsql(`a int[];`, `a[100000000] := 1;`),
  'doubling a document': plpgsql(`j jsonb := '{"a": "x"}';`, `loop j := jsonb_build_object('a', j, 'b', j); end loop;`),
  'doubling a document by subscript': plpgsql(`j jsonb := '{"a": "x"}';`, `loop j['k'] := j; end loop;`),
  'doubling by INTO': plpgsql(`v text := 'x';`, `loop select v || v into v; end loop;`),
  'doubling by a loop over a query': plpgsql(
    `v text := 'x';`,
    `loop for v in select v || v loop exit; end loop; end loop;`,
  ),
  'doubling a record': plpgsql(`r record;`, `select 'x' as a into r; loop select r.a || r.a as a into r; end loop;`),
  'doubling under an exception handler': plpgsql(
    `v text := 'x';`,
    `loop begin v := v || v; if length(v) > 1000 then raise exception 'x'; end if; exception when others then null; end; end loop;`,
  ),
  'exceptions in a loop': plpgsql(
    `v text := repeat('x', 1000000);`,
    `loop begin raise exception '%', v using detail = v; exception when others then null; end; end loop;`,
  ),
  'notices in a loop': plpgsql(
    `v text := repeat('x', 100000);`,
    `for i in 1..1000 loop raise notice '% %', v, v; end loop;`,
  ),
  'an argument of itself': `create or replace function app_57_m(p text default 'x') returns text language plpgsql as $$
    begin return app_57_m(p || p); end $$`,
  'variables of every level': `create or replace function app_57_m(n int default 0) returns text language plpgsql as $$
    declare v text := repeat('x', 1000000); w text; begin w := v || v; w := w || w; return app_57_m(n + 1); end $$`,
  'declarations of every level':
    `create or replace function app_57_m(n int default 0) returns text language plpgsql as $$
    declare ${Array.from({ length: 8 }, (_, n) => `v${n} text := repeat('é', 1000000);`).join(' ')}
    begin return app_57_m(n + 1); end $$`,
  'a trigger that fires itself': `create table if not exists app_57_levels (id int, t text);
    create or replace function app_57_level() returns trigger language plpgsql as $$
      begin insert into app_57_levels values (new.id + 1, repeat('é', 1000000)); return new; end $$;
    create or replace trigger levels before insert on app_57_levels for each row execute function app_57_level();
    create function app_57_m() returns int language sql as $$ insert into app_57_levels values (1, 'x'); select 1 $$`,
  'rows of RETURN NEXT': `create or replace function app_57_n() returns setof text language plpgsql as $$
    declare v text := repeat('x', 100000); begin for n in 1..3000 loop return next v || n; end loop; end $$;
    create function app_57_m() returns bigint language sql as 'select count(*) from app_57_n()'`,
  'nested blocks': plpgsql(
    `v text := repeat('x', 1000000);`,
    `loop declare w text := v || v; begin v := w; end; end loop;`,
  ),
};

function plpgsql(declarations: string, statements: string): string {
  return `create or replace function app_57_m() returns text language plpgsql as $$
    declare ${declarations} begin ${statements} return null; end $$`;
}
