// The types of app 57, generated from its schema by platform.typescript_types. Do not edit; generate them again.

export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  public: {
    Tables: {
      app_57_todos: {
        Row: {
          id: string;
          user_id: string;
          text: string;
          completed: boolean | null;
          created_at: string;
          updated_at: string;
        };
        Insert: {
          id?: string;
          user_id?: string;
          text: string;
          completed?: boolean | null;
          created_at?: string;
          updated_at?: string;
        };
        Update: {
          id?: string;
          user_id?: string;
          text?: string;
          completed?: boolean | null;
          created_at?: string;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'app_57_todos_user_id_fkey';
            columns: ['user_id'];
            isOneToOne: false;
            referencedRelation: 'app_57_users';
            referencedColumns: ['id'];
          },
        ];
      };
      /** The members of this app. A row comes with sign-up or join_app and goes with leave_app. */
      app_57_users: {
        Row: {
          id: string;
          email: string | null;
          full_name: string | null;
          avatar_url: string | null;
          created_at: string;
          updated_at: string;
        };
        Insert: {
          id?: never;
          email?: never;
          full_name?: never;
          avatar_url?: never;
          created_at?: never;
          updated_at?: never;
        };
        Update: {
          id?: never;
          email?: never;
          full_name?: string | null;
          avatar_url?: string | null;
          created_at?: never;
          updated_at?: never;
        };
        Relationships: [];
      };
    };
    Views: {
      [_ in never]: never;
    };
    Functions: {
      join_app: {
        Args: { app_id: number; invitation?: string | null };
        Returns: { app_id: number; role: string; status: string };
      };
      leave_app: { Args: { app_id: number }; Returns: { app_id: number; left: boolean } };
      my_apps: { Args: never; Returns: { app_id: number; name: string; role: string; joined_at: string }[] };
    };
    Enums: {
      [_ in never]: never;
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
};

type Public = Database['public'];
type Relations = Public['Tables'] & Public['Views'];

/** A row as read: Tables<'app_…'>. */
export type Tables<Name extends keyof Relations> = Relations[Name]['Row'];
/** The fields of a new row. */
export type TablesInsert<Name extends keyof Public['Tables']> = Public['Tables'][Name]['Insert'];
/** The fields of an update. */
export type TablesUpdate<Name extends keyof Public['Tables']> = Public['Tables'][Name]['Update'];
export type Enums<Name extends keyof Public['Enums']> = Public['Enums'][Name];
