import { z } from 'zod';
import { schemaSpec } from './schema_spec/spec_shape.ts';
import blog from './templates/blog.json' with { type: 'json' };
import booking from './templates/booking.json' with { type: 'json' };
import chat from './templates/chat.json' with { type: 'json' };
import courses from './templates/courses.json' with { type: 'json' };
import crm from './templates/crm.json' with { type: 'json' };
import events from './templates/events.json' with { type: 'json' };
import expenses from './templates/expenses.json' with { type: 'json' };
import forum from './templates/forum.json' with { type: 'json' };
import habitTracker from './templates/habit_tracker.json' with { type: 'json' };
import helpdesk from './templates/helpdesk.json' with { type: 'json' };
import inventory from './templates/inventory.json' with { type: 'json' };
import notes from './templates/notes.json' with { type: 'json' };
import projects from './templates/projects.json' with { type: 'json' };
import recipes from './templates/recipes.json' with { type: 'json' };
import shop from './templates/shop.json' with { type: 'json' };
import surveys from './templates/surveys.json' with { type: 'json' };
import todo from './templates/todo.json' with { type: 'json' };
import workouts from './templates/workouts.json' with { type: 'json' };

/** The spec of a whole app under a name, which can be applied without a model. */
const template = z.strictObject({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  spec: schemaSpec,
});
export type Template = z.infer<typeof template>;

/** Every template, by name. Edge functions have no directory to read, so each file is named here. */
export const TEMPLATES: readonly Template[] = z.array(template).parse([
  blog,
  booking,
  chat,
  courses,
  crm,
  events,
  expenses,
  forum,
  habitTracker,
  helpdesk,
  inventory,
  notes,
  projects,
  recipes,
  shop,
  surveys,
  todo,
  workouts,
]);
