import { alice, call, change, members, type ParityCase, people, shared } from './step.ts';

export const bodyCases: ParityCase[] = [
  {
    what: 'a JSON result of several tables',
    sql: `${people} ${
      shared('my_notes', 'person int, body text')
    } insert into my_notes (id, person, body) values (1, 1, 'x'), (2, 1, 'y');
      create function my_overview() returns jsonb language sql stable as $$
        select jsonb_build_object('people', (select count(*) from my_people),
          'notes', coalesce((select jsonb_agg(jsonb_build_object('body', n.body) order by n.id) from my_notes n), '[]')) $$;`,
    steps: [call('my_overview')],
  },
  {
    what: 'rows from a JSON parameter',
    sql: `${shared('my_items', 'title text not null, amount int')}
      create function my_import(items jsonb) returns int language plpgsql as $$
      declare item jsonb; n int := 0;
      begin
        for item in select * from jsonb_array_elements(items) loop
          insert into my_items (title, amount) values (item->>'title', (item->>'amount')::int);
          n := n + 1;
        end loop;
        return n;
      end $$;`,
    steps: [
      change('my_import', { items: [{ title: 'a', amount: 1 }, { title: 'b' }] }),
      change('my_import', { items: [{ title: 'c' }, { amount: 2 }] }, members),
    ],
    rows: 'select title, amount from my_items order by id',
  },
  {
    what: 'an enum as parameter, result and variable',
    sql: `create type my_mood as enum ('sad', 'ok', 'happy');
      create function my_better(m my_mood) returns my_mood language plpgsql immutable as $$
      declare r my_mood := 'happy';
      begin
        if m = 'sad'::my_mood then r := 'ok'; end if;
        return r;
      end $$;`,
    steps: [call('my_better', { m: 'sad' }), call('my_better', { m: 'ok' }), call('my_better', { m: 'none' })],
  },
  {
    what: 'arrays as parameters and FOREACH',
    sql: `create function my_sum(numbers int[]) returns int language plpgsql immutable as $$
      declare n int; total int := 0;
      begin
        foreach n in array numbers loop continue when n < 0; total := total + n; end loop;
        return total;
      end $$;
      create function my_any(ids uuid[]) returns boolean language sql as $$ select auth.uid() = any (ids) $$;`,
    steps: [call('my_sum', { numbers: [1, -2, 3] }), call('my_any', { ids: ['<alice>'] })],
  },
  {
    what: 'loops of every kind',
    sql: `create function my_loops(n int) returns text language plpgsql immutable as $$
      declare i int := 0; s text := '';
      begin
        for k in 1..n loop s := s || k; end loop;
        for k in reverse n..1 by 2 loop s := s || k; end loop;
        while i < 3 loop i := i + 1; end loop;
        <<outer>> loop
          loop i := i + 1; exit outer when i > 5; end loop;
        end loop;
        return s || i;
      end $$;`,
    steps: [call('my_loops', { n: 4 })],
  },
  {
    what: 'RETURN NEXT over a query',
    sql: `${people}
      create function my_even() returns setof my_people language plpgsql stable as $$
      declare r record; p my_people;
      begin
        for r in select * from my_people order by id loop
          if r.id % 2 = 1 then
            p := r;
            p.first := upper(p.first);
            return next p;
          end if;
        end loop;
        return;
      end $$;`,
    steps: [call('my_even'), call('my_even', {}, { select: 'first', limit: 1 }, alice)],
  },
  {
    what: 'GET DIAGNOSTICS and FOUND',
    sql: `${people}
      create function my_age_all(years int) returns text language plpgsql as $$
      declare n int; f boolean;
      begin
        update my_people set age = age + years where age < 80;
        get diagnostics n = row_count;
        perform 1 from my_people where age > 1000;
        f := found;
        return n || ' ' || f;
      end $$;`,
    steps: [change('my_age_all', { years: 1 })],
    rows: 'select * from my_people order by id',
  },
];
