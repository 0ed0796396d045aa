-- The well-known apps. Generated from supabase/apps/*.json by `npm run db:build`: do not edit.

select platform.repair_app(57, $json$
{
  "name": "Todos",
  "tables": [
    {
      "name": "todos",
      "display_name": "Todos",
      "scope": "private",
      "columns": [
        {
          "name": "text",
          "type": "text",
          "required": true
        },
        {
          "name": "completed",
          "type": "boolean",
          "default": false
        }
      ]
    }
  ]
}
$json$::jsonb);

select platform.repair_app(128, $json$
{
  "name": "Posts",
  "tables": [
    {
      "name": "posts",
      "display_name": "Posts",
      "scope": "public_read",
      "columns": [
        {
          "name": "title",
          "type": "text",
          "required": true
        },
        {
          "name": "content",
          "type": "text"
        }
      ]
    }
  ]
}
$json$::jsonb);

select platform.repair_app(234, $json$
{
  "name": "Notes",
  "tables": [
    {
      "name": "notes",
      "display_name": "Notes",
      "scope": "private",
      "columns": [
        {
          "name": "content",
          "type": "text",
          "required": true
        }
      ]
    }
  ]
}
$json$::jsonb);
