import {
  alice,
  call,
  change,
  closed,
  insert,
  owned,
  type ParityCase,
  read,
  remove,
  server,
  shared,
  update,
} from './step.ts';

const roles = (kind: string): string =>
  `create type my_role as enum ('admin', 'user');
  create table my_user_roles (id int primary key, user_id uuid references auth.users on delete cascade, role my_role,
    unique (user_id, role));
  alter table my_user_roles enable row level security;
  create policy "own" on my_user_roles for select to authenticated using (auth.uid() = user_id);
  insert into my_user_roles values (1, '<alice>', 'admin'), (2, '<bob>', 'user');
  create function my_has_role(_user_id uuid, _role my_role) returns boolean language sql stable ${kind} as $$
    select exists (select 1 from my_user_roles where user_id = _user_id and role = _role) $$;`;
const teams = `${closed('my_teams', 'name text')}
  create table my_team_members (team_id int references my_teams on delete cascade, user_id uuid references auth.users, role text,
    primary key (team_id, user_id));
  alter table my_team_members enable row level security;
  insert into my_teams (id, name) values (1, 'Reds'), (2, 'Blues');
  insert into my_team_members values (1, '<alice>', 'owner'), (1, '<bob>', 'member'), (2, '<bob>', 'owner');`;

export const policyCases: ParityCase[] = [
  {
    what: 'has_role as definer in a policy',
    sql: `${roles('security definer set search_path = public')} ${closed('my_news', 'title text')}
      insert into my_news (id, title) values (1, 'a');
      create policy "admins" on my_news for all to authenticated using (my_has_role(auth.uid(), 'admin'));`,
    steps: [
      read('my_news'),
      insert('my_news', { id: 7, title: 'b' }),
      call('my_has_role', { _user_id: '<alice>', _role: 'admin' }),
    ],
    rows: 'select title from my_news order by id',
  },
  {
    what: 'has_role as invoker in a policy, within (select …)',
    sql: `${roles('')} ${closed('my_news', 'title text')} insert into my_news (id, title) values (1, 'a');
      create policy "admins" on my_news for select to authenticated using ((select my_has_role((select auth.uid()), 'admin'::my_role)));
      create function my_news_count() returns bigint language sql stable as $$ select count(*) from my_news $$;`,
    steps: [
      read('my_news'),
      call('my_news_count'),
      call('my_has_role', { _user_id: '<alice>', _role: 'admin' }),
      call('my_has_role', { _user_id: '<bob>', _role: 'user' }),
    ],
  },
  {
    what: 'is_admin without arguments, which reads the table that its policy protects',
    sql: `${
      closed('my_admins', 'user_id uuid references auth.users')
    } insert into my_admins (id, user_id) values (1, '<alice>');
      create function my_is_admin() returns boolean language plpgsql stable security definer set search_path = '' as $$
      begin return exists (select 1 from public.my_admins where user_id = (select auth.uid())); end $$;
      create policy "admins see admins" on my_admins for select to authenticated using (my_is_admin());
      create policy "admins add" on my_admins for insert to authenticated with check (my_is_admin());`,
    steps: [read('my_admins'), insert('my_admins', { id: 9, user_id: '<bob>' }), call('my_is_admin')],
    rows: 'select id, user_id from my_admins order by id',
  },
  {
    what: 'is_member in the policies of both tables, without recursion',
    sql: `${teams}
      create function my_is_member(team int) returns boolean language sql stable security definer as $$
        select exists (select 1 from my_team_members m where m.team_id = team and m.user_id = auth.uid()) $$;
      create policy "see" on my_teams for select to authenticated using (my_is_member(id));
      create policy "see" on my_team_members for select to authenticated using (my_is_member(team_id));
      create function my_sizes() returns table (name text, n bigint) language sql stable
        as $$ select t.name, count(*) from my_teams t join my_team_members m on m.team_id = t.id group by 1 order by 1 $$;`,
    steps: [read('my_teams'), read('my_team_members', { order: 'role', select: 'team_id, role' }), call('my_sizes')],
  },
  {
    what: 'a helper that takes columns of the row, for every command',
    sql: `${teams} ${
      closed('my_docs', 'team int references my_teams, title text, locked boolean not null default false')
    }
      insert into my_docs (id, team, title, locked) values (1, 1, 'a', false), (2, 1, 'b', true), (3, 2, 'c', false);
      create function my_team_role(team int, who uuid default auth.uid()) returns text language sql stable security definer
        as $$ select m.role from my_team_members m where m.team_id = team and m.user_id = who $$;
      create policy r on my_docs for select to authenticated using (my_team_role(team) is not null);
      create policy i on my_docs for insert to authenticated with check (my_team_role(team, auth.uid()) = 'owner');
      create policy u on my_docs for update to authenticated using (not locked and my_team_role(team) is not null)
        with check (my_team_role(team) = any (array['owner', 'member']));
      create policy d on my_docs for delete to authenticated using (my_team_role(team) = 'owner');`,
    steps: [
      read('my_docs'),
      insert('my_docs', { id: 61, team: 1, title: 'd' }, ['visitor', 'alice', 'eve', 'reader']),
      insert('my_docs', { id: 62, team: 1, title: 'e' }, ['bob']),
      update('my_docs', { title: 'z' }, { team: 1 }),
      update('my_docs', { team: 2 }, { id: 1 }, ['alice', 'bob']),
      remove('my_docs', { id: 2 }, ['visitor', 'bob', 'eve', 'reader', 'alice']),
    ],
    rows: 'select id, team, title from my_docs order by id',
  },
  {
    what: 'a policy with the set that a function returns',
    sql: `${teams}
      create function my_team_ids() returns setof int language sql stable security definer
        as $$ select team_id from my_team_members where user_id = auth.uid() $$;
      create policy "mine" on my_teams for select to authenticated using (id in (select my_team_ids()));
      create policy "mine" on my_team_members for select to authenticated using (team_id in (select * from my_team_ids()));`,
    steps: [
      read('my_teams'),
      read('my_team_members', { order: 'team_id', select: 'team_id' }),
      call('my_team_ids', {}, {}, alice),
    ],
  },
  {
    what: 'a policy for authenticated does not apply when a visitor calls a function',
    sql: `${shared('my_facts', 'fact text')} insert into my_facts (id, fact) values (1, 'x');
      create function my_fact() returns text language sql stable as $$ select fact from my_facts where id = 1 $$;
      create function my_add_fact(fact text) returns text language sql as $$ insert into my_facts (fact) values (fact) returning fact $$;`,
    steps: [call('my_fact'), change('my_add_fact', { fact: 'y' })],
    rows: 'select fact from my_facts order by id',
  },
  {
    what: 'a restrictive policy with a helper',
    sql: `${shared('my_pages', 'draft boolean')} insert into my_pages (id, draft) values (1, true), (2, false);
      create function my_may_see(draft boolean) returns boolean language plpgsql stable as $$ begin return not draft; end $$;
      create policy "no drafts" on my_pages as restrictive for select to authenticated using (my_may_see(draft));
      create function my_pages_seen() returns int[] language sql stable as $$ select array_agg(id order by id) from my_pages $$;`,
    steps: [read('my_pages'), call('my_pages_seen')],
  },
  {
    what: 'auth.role() and auth.jwt() in policies',
    sql: `${closed('my_inbox', 'address text, body text')}
      create policy "server" on my_inbox for all using (auth.role() = 'service_role');
      create policy "mine" on my_inbox for select to authenticated using (body = (auth.jwt() ->> 'sub'));
      insert into my_inbox (id, address, body) values (1, 'a', '<alice>'), (2, 'b', 'x');
      create function my_inbox_ids() returns setof int language sql stable as $$ select id from my_inbox order by 1 $$;`,
    steps: [read('my_inbox', { select: 'id' }), call('my_inbox_ids'), insert('my_inbox', { id: 71, body: 'n' })],
    rows: 'select id from my_inbox order by id',
  },
  {
    what: 'a policy that reads another table through its policies',
    sql: `${owned('my_boards', 'name text')} ${closed('my_cards', 'board int references my_boards, title text')}
      insert into my_boards (id, owner, name) values (1, '<alice>', 'a'), (2, '<bob>', 'b');
      insert into my_cards (id, board, title) values (1, 1, 'x'), (2, 2, 'y');
      create policy "by board" on my_cards for all to authenticated
        using (exists (select 1 from my_boards b where b.id = my_cards.board)) with check (board in (select id from my_boards));
      create function my_titles() returns text[] language sql stable as $$ select array_agg(title order by id) from my_cards $$;`,
    steps: [
      read('my_cards'),
      call('my_titles'),
      insert('my_cards', { id: 81, board: 1, title: 'z' }, ['visitor', 'bob', 'alice']),
    ],
    rows: 'select id, board from my_cards order by id',
  },
  {
    what: 'a table without policies is reached by definers and by the server',
    sql: `${closed('my_closed', 'n int')} insert into my_closed (id, n) values (1, 1);
      create function my_peek() returns bigint language sql stable as $$ select count(*) from my_closed $$;
      create function my_peek_all() returns bigint language sql stable security definer as $$ select count(*) from my_closed $$;
      create function my_put() returns void language sql as $$ insert into my_closed (n) values (2) $$;`,
    steps: [read('my_closed'), call('my_peek'), call('my_peek_all'), change('my_put')],
    rows: 'select n from my_closed order by id',
  },
  {
    what: 'a helper that is replaced changes what the policy lets',
    sql: `${closed('my_gates', 'n int')} insert into my_gates (id, n) values (1, 1);
      create function my_open() returns boolean language sql stable as $$ select true $$;
      create policy g on my_gates for select to authenticated using (my_open());
      create or replace function my_open() returns boolean language sql stable as $$ select false $$;`,
    steps: [read('my_gates')],
  },
  {
    what: 'a helper that a visitor may not execute does not keep members out',
    sql: `${closed('my_rooms', 'n int')} insert into my_rooms (id, n) values (1, 1);
      create function my_knows() returns boolean language sql stable security definer as $$ select auth.uid() is not null $$;
      revoke execute on function my_knows() from public, anon;
      create policy g on my_rooms for select to authenticated using (my_knows());`,
    steps: [read('my_rooms'), call('my_knows')],
  },
  {
    what: 'rows that a function inserts in the name of another are refused by WITH CHECK',
    sql: `${owned('my_votes', 'choice int')}
      create function my_vote(who uuid, choice int) returns int language sql
        as $$ insert into my_votes (owner, choice) values (who, choice) returning choice $$;
      create function my_vote_self(choice int) returns int language sql
        as $$ insert into my_votes (choice) values (choice) returning choice $$;`,
    steps: [change('my_vote', { who: '<alice>', choice: 1 }), change('my_vote_self', { choice: 2 })],
    rows: 'select owner, choice from my_votes order by id',
  },
  {
    what: 'a function that updates rows of another changes none',
    sql: `${
      owned('my_scores', 'points int')
    } insert into my_scores (id, owner, points) values (1, '<alice>', 1), (2, '<bob>', 1);
      create function my_cheat() returns bigint language sql as $$
        with changed as (update my_scores set points = points + 1 where true returning 1) select count(*) from changed $$;`,
    steps: [change('my_cheat')],
    rows: 'select owner, points from my_scores order by id',
  },
  {
    what: 'the server acts for everybody, also within invoker functions',
    sql: `${
      owned('my_mails', 'sent boolean not null default false')
    } insert into my_mails (id, owner) values (1, '<alice>'), (2, '<bob>');
      create function my_send_all() returns int language plpgsql as $$
      declare n int;
      begin
        update my_mails set sent = true where not sent;
        get diagnostics n = row_count;
        return n;
      end $$;
      revoke execute on function my_send_all() from public, anon, authenticated;`,
    steps: [change('my_send_all'), read('my_mails', {}, [...alice, ...server])],
    rows: 'select * from my_mails order by id',
  },
];
