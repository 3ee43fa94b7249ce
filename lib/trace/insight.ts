// What only SQLAlchemy itself can say of a run: the unit of work's own list of tasks, as it sorted and executed them,
// and the identity map. Observed, never inferred; the model's runs have none.
import * as v from 'valibot';
import { list, shape } from './json';
import { KeySchema } from './value';

/** Objects of one class, by primary key. */
const OBJECT_GROUP = { entity: v.string(), keys: list(KeySchema) };
export const ObjectGroupSchema = shape(OBJECT_GROUP);
export type ObjectGroup = v.InferOutput<typeof ObjectGroupSchema>;

const TOLD_TASK = {
  /** SQLAlchemy's own name for it (orm/unitofwork.py, 2.0); the last three stand for single objects, when the classes depend on each other in a circle. */
  task: v.picklist([
    'SaveUpdateAll',
    'ProcessAll',
    'PostUpdateAll',
    'DeleteAll',
    'SaveUpdateState',
    'ProcessState',
    'DeleteState',
  ]),
  /** A class, "Post", or for ProcessAll and ProcessState a relationship, "User.posts". */
  of: v.string(),
  /** Whether it serves objects that go; the others serve objects that stay. */
  deletes: v.boolean(),
  /** The objects that it had in hand; empty when it found nothing to do. */
  objects: list(ObjectGroupSchema),
  /** Plain words for a reader: what it is there for, with these objects. */
  sentence: v.string(),
  outcome: v.picklist(['done', 'failed', 'not reached']),
};
/** A task as Python tells it, which knows nothing of the run's events. */
export const ToldTaskSchema = shape(TOLD_TASK);
export type ToldTask = v.InferOutput<typeof ToldTaskSchema>;

const TaskSchema = shape({
  ...TOLD_TASK,
  /** Indices of the statements that it sent, in the run's events. */
  statements: list(v.number()),
});
export type Task = v.InferOutput<typeof TaskSchema>;

const FlushSchema = shape({
  /** Indices of its first event and of the first one behind it, in the run's events. */
  from: v.number(),
  to: v.number(),
  /** Statements that it sent before there was a list: what it had to load to find out what depends on what. */
  planning: list(v.number()),
  /** In the order in which they ran; tasks that an error kept from running come last. */
  tasks: list(TaskSchema),
});
export type Flush = v.InferOutput<typeof FlushSchema>;

/** Objects of one class in the identity map that were in the same state. */
export const IdentityGroupSchema = shape({
  ...OBJECT_GROUP,
  /** "modified" has changes that are not flushed yet; "marked-deleted" is in `session.deleted`. */
  state: v.picklist(['persistent', 'modified', 'marked-deleted', 'expired']),
});
export type IdentityGroup = v.InferOutput<typeof IdentityGroupSchema>;

export const InsightSchema = shape({
  flushes: list(FlushSchema),
  /** Right before the operation, and at its end, before the Session was closed. */
  identityMap: shape({ before: list(IdentityGroupSchema), after: list(IdentityGroupSchema) }),
});
export type Insight = v.InferOutput<typeof InsightSchema>;
