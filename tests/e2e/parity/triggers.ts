import {
  alice,
  closed,
  insert,
  log,
  members,
  owned,
  type ParityCase,
  read,
  remove,
  server,
  shared,
  trigger,
  update,
} from './step.ts';

export const triggerCases: ParityCase[] = [
  {
    what: 'updated_at by a function of the app',
    sql: `${shared('my_docs', `title text, updated_at timestamptz not null default '2020-01-01'`)}
      insert into my_docs (id, title) values (1, 'a'), (2, 'b');
      create function my_set_updated_at() returns trigger as $$ begin new.updated_at = now(); return new; end; $$ language plpgsql;
      create trigger set_updated before update on my_docs for each row execute function my_set_updated_at();`,
    steps: [update('my_docs', { title: 'c' }, { id: 1 })],
    rows: `select id, title, updated_at > '2021-01-01' as touched from my_docs order by id`,
  },
  {
    what: 'another column that is touched',
    sql: `${
      shared('my_decks', 'title text, last_modified timestamptz')
    } insert into my_decks (id, title) values (1, 'a');
      ${trigger('new.last_modified := now(); return new;')}
      create trigger touch before insert or update on my_decks for each row execute procedure my_fire();`,
    steps: [insert('my_decks', { id: 5, title: 'b' }, alice), update('my_decks', { title: 'x' }, { id: 1 }, members)],
    rows: 'select id, title, last_modified is not null as touched from my_decks order by id',
  },
  {
    what: 'a value that is made from others before INSERT',
    sql: `${shared('my_posts', 'title text, slug text')}
      ${
      trigger(
        `new.slug := trim(both '-' from lower(regexp_replace(new.title, '[^a-zA-Z0-9]+', '-', 'g'))); return new;`,
      )
    }
      create trigger slug before insert on my_posts for each row execute function my_fire();`,
    steps: [insert('my_posts', { title: 'Hello, World!' })],
    rows: 'select title, slug from my_posts',
  },
  {
    what: 'numbers by group before INSERT',
    sql: `${shared('my_tickets', 'project int, number int')}
      ${
      trigger(
        'select coalesce(max(t.number), 0) + 1 into new.number from my_tickets t where t.project = new.project; return new;',
      )
    }
      create trigger number before insert on my_tickets for each row when (new.number is null) execute function my_fire();`,
    steps: [
      insert('my_tickets', { project: 1 }),
      insert('my_tickets', { project: 2 }),
      insert('my_tickets', { project: 2, number: 9 }, server),
    ],
    rows: 'select project, number from my_tickets order by id',
  },
  {
    what: 'a counter in another table after INSERT and DELETE',
    sql: `${shared('my_clubs', 'heads int not null default 0')} ${
      shared('my_heads', 'club int references my_clubs on delete cascade')
    }
      insert into my_clubs (id) values (1);
      ${
      trigger(`update my_clubs set heads = heads + case tg_op when 'INSERT' then 1 else -1 end
        where id = coalesce(new.club, old.club); return null;`)
    }
      create trigger heads after insert or delete on my_heads for each row execute function my_fire();`,
    steps: [
      insert('my_heads', { id: 11, club: 1 }, ['visitor', 'eve', 'alice']),
      insert('my_heads', { id: 12, club: 1 }, ['bob', 'reader']),
      remove('my_heads', { id: 11 }, server),
    ],
    rows: 'select * from my_clubs',
  },
  {
    what: 'the total of an order from its lines, as definer',
    sql: `${owned('my_orders', 'total numeric not null default 0')} ${
      owned('my_lines', 'order_id int references my_orders, price numeric')
    }
      insert into my_orders (id, owner) values (1, '<alice>');
      ${
      trigger(
        `update my_orders o set total = (select coalesce(sum(price), 0) from my_lines where order_id = o.id)
        where o.id in (old.order_id, new.order_id); return coalesce(new, old);`,
        'my_fire',
        'security definer set search_path = public',
      )
    }
      create trigger total after insert or update or delete on my_lines for each row execute function my_fire();`,
    steps: [
      insert('my_lines', { id: 21, order_id: 1, price: 3.5 }, members),
      insert('my_lines', { id: 22, order_id: 1, price: 2 }, members),
      update('my_lines', { price: 4 }, { id: 21 }, members),
      remove('my_lines', { id: 22 }, members),
    ],
    rows: 'select id, total from my_orders',
  },
  {
    what: 'an audit log that nobody reads but the server',
    sql: `${closed('my_audit', 'op text, tab text, who uuid, old jsonb, new jsonb')} ${owned('my_notes', 'body text')}
      create function my_fire() returns trigger language plpgsql security definer as $$
      begin
        if tg_op = 'DELETE' then
          insert into my_audit (op, tab, who, old) values (tg_op, tg_table_name, auth.uid(), to_jsonb(old));
          return old;
        end if;
        insert into my_audit (op, tab, who, old, new)
          values (tg_op, tg_table_name, auth.uid(), case when tg_op = 'UPDATE' then to_jsonb(old) end, row_to_json(new)::jsonb);
        return new;
      end $$;
      create trigger audit after insert or update or delete on my_notes for each row execute function my_fire();`,
    steps: [
      insert('my_notes', { id: 31, body: 'a' }, alice),
      insert('my_notes', { id: 32, body: 'b' }, ['bob']),
      update('my_notes', { body: 'c' }, { id: 31 }),
      remove('my_notes', { id: 31 }, alice),
      read('my_audit'),
    ],
    rows: 'select op, tab, who, old, new from my_audit order by id',
  },
  {
    what: 'a column that users must not change, refused',
    sql: `${
      owned('my_cards', 'nickname text, is_admin boolean not null default false')
    } insert into my_cards (id, owner) values (1, '<alice>');
      ${
      trigger(`if new.is_admin is distinct from old.is_admin and auth.role() <> 'service_role' then
        raise exception 'Not allowed'; end if; return new;`)
    }
      create trigger guard before update on my_cards for each row execute function my_fire();`,
    steps: [
      update('my_cards', { nickname: 'al' }, { id: 1 }, alice),
      update('my_cards', { is_admin: true }, { id: 1 }, ['visitor', 'alice', 'bob', 'reader']),
      update('my_cards', { is_admin: true }, { id: 1 }, server),
    ],
    rows: 'select * from my_cards',
  },
  {
    what: 'a column that users must not change, put back',
    sql: `${
      owned('my_profiles', `role text not null default 'user', bio text`)
    } insert into my_profiles (id, owner) values (1, '<alice>');
      ${
      trigger('if auth.uid() is not null then new.role := old.role; end if; return new;', 'my_fire', 'security definer')
    }
      create trigger keep before update of role on my_profiles for each row execute function my_fire();`,
    steps: [
      update('my_profiles', { role: 'admin', bio: 'x' }, { id: 1 }, alice),
      update('my_profiles', { role: 'editor' }, { id: 1 }, server),
    ],
    rows: 'select * from my_profiles',
  },
  {
    what: 'WHEN over old and new',
    sql: `${log} ${shared('my_jobs', `status text not null default 'open'`)} insert into my_jobs (id) values (1);
      ${
      trigger(
        `insert into my_log (what) values (old.status || '>' || new.status); return new;`,
        'my_fire',
        'security definer',
      )
    }
      create trigger moved after update on my_jobs for each row when (old.status is distinct from new.status) execute function my_fire();`,
    steps: [
      update('my_jobs', { status: 'open' }, { id: 1 }, members),
      update('my_jobs', { status: 'done' }, { id: 1 }, members),
    ],
    rows: 'select what from my_log order by id',
  },
  {
    what: 'UPDATE OF some columns',
    sql: `${log} ${
      shared('my_goods', 'price int, name text')
    } insert into my_goods (id, price, name) values (1, 5, 'a');
      ${
      trigger(
        `insert into my_log (what) values (tg_name || ' ' || tg_when || ' ' || tg_level); return null;`,
        'my_fire',
        'security definer',
      )
    }
      create trigger priced after update of price on my_goods for each row execute function my_fire();`,
    steps: [update('my_goods', { name: 'b' }, { id: 1 }, alice), update('my_goods', { price: 6 }, { id: 1 }, alice)],
    rows: 'select what from my_log order by id',
  },
];
