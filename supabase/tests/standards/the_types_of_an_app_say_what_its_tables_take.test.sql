-- typescript_types describes the rows, inserts, updates and references of the tables of a spec.
begin;
select plan(9);
select platform.create_app('Types', 9000000001, tables => '[
  {"name": "lists", "columns": [{"name": "name", "type": "text", "required": true}]},
  {"name": "todos", "description": "What is to do", "columns": [
    {"name": "text", "type": "text", "required": true, "description": "In a few words"},
    {"name": "state", "type": "enum", "values": ["open", "it''s done"], "required": true, "default": "open"},
    {"name": "list_id", "type": "uuid", "references": {"table": "lists"}},
    {"name": "count", "type": "number"},
    {"name": "labels", "type": "text[]"},
    {"name": "data", "type": "jsonb", "required": true}]}]');
select tests.act_as_role('service_role');
create temp table answer as select platform.typescript_types(9000000001) as types;

select ok(strpos((select types from answer), E'\n      /** What is to do */\n      app_9000000001_todos: {\n') > 0,
  'the description of a table is a comment above it');
select is(substring((select types from answer) from 'app_9000000001_todos: \{\n(        Row: .*?\n        \};)'),
$$        Row: {
          id: string;
          user_id: string;
          /** In a few words */
          text: string;
          state: 'open' | "it's done";
          list_id: string | null;
          count: number | null;
          labels: string[] | null;
          data: Json;
          created_at: string;
          updated_at: string;
        };$$, 'the type Row has every column');
select is(substring((select types from answer) from 'app_9000000001_todos: .*?\n(        Insert: .*?\n        \};)'),
$$        Insert: {
          id?: string;
          user_id?: string;
          text: string;
          state?: 'open' | "it's done";
          list_id?: string | null;
          count?: number | null;
          labels?: string[] | null;
          data: Json;
          created_at?: string;
          updated_at?: string;
        };$$, 'the type Insert requires the required columns without a default');
select is(substring((select types from answer) from 'app_9000000001_todos: .*?\n(        Update: .*?\n        \};)'),
$$        Update: {
          id?: string;
          user_id?: string;
          text?: string;
          state?: 'open' | "it's done";
          list_id?: string | null;
          count?: number | null;
          labels?: string[] | null;
          data?: Json;
          created_at?: string;
          updated_at?: string;
        };$$, 'the type Update requires no column');
select is(substring((select types from answer) from 'app_9000000001_todos: .*?\n(        Relationships: .*?\n        \];)'),
$$        Relationships: [
          {
            foreignKeyName: 'app_9000000001_todos_list_id_fkey';
            columns: ['list_id'];
            isOneToOne: false;
            referencedRelation: 'app_9000000001_lists';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'app_9000000001_todos_user_id_fkey';
            columns: ['user_id'];
            isOneToOne: false;
            referencedRelation: 'app_9000000001_users';
            referencedColumns: ['id'];
          },
        ];$$, 'the type Relationships has the references of the table');
select is(substring((select types from answer) from 'app_9000000001_users: .*?\n(        Insert: .*?\n        \};)'),
$$        Insert: {
          id?: never;
          email?: never;
          full_name?: never;
          avatar_url?: never;
          created_at?: never;
          updated_at?: never;
        };$$, 'the type Insert of the profiles accepts no column');
select is(substring((select types from answer) from 'app_9000000001_users: .*?\n(        Update: .*?\n        \};)'),
$$        Update: {
          id?: never;
          email?: never;
          full_name?: string | null;
          avatar_url?: string | null;
          created_at?: never;
          updated_at?: never;
        };$$, 'the type Update of the profiles accepts only the name and the picture');
select is(substring((select types from answer) from '\n(    Views: .*?\n    \};)'),
  E'    Views: {\n      [_ in never]: never;\n    };', 'the type Views is empty without a view');
select is(substring((select types from answer) from '\n(    Enums: .*?\n    \};)'), $$    Enums: {
      app_9000000001_todos_state: 'open' | "it's done";
    };$$, 'the type Enums has a column with given values');

select * from finish();
rollback;
