// What only SQLAlchemy itself can say of a run: the unit of work's own list of tasks, as it sorted and executed them,
// and the identity map. Observed, never inferred; the model's runs have none.

/** Objects of one class, by primary key; a key of several columns reads "(1, 2)". */
export interface ObjectGroup {
  readonly entity: string;
  readonly keys: readonly (number | string)[];
}

/** One entry of the list, under SQLAlchemy's own name for it (orm/unitofwork.py, 2.0.40). */
export interface Task {
  readonly task:
    | 'SaveUpdateAll'
    | 'ProcessAll'
    | 'PostUpdateAll'
    | 'DeleteAll'
    /** These three stand for single objects, when the classes depend on each other in a circle. */
    | 'SaveUpdateState'
    | 'ProcessState'
    | 'DeleteState';
  /** A class, "Post", or for ProcessAll and ProcessState a relationship, "User.posts". */
  readonly of: string;
  /** Whether it serves objects that go; the others serve objects that stay. */
  readonly deletes: boolean;
  /** The objects that it had in hand; empty when it found nothing to do. */
  readonly objects: readonly ObjectGroup[];
  /** Plain words for a reader: what it is there for, with these objects. */
  readonly sentence: string;
  readonly outcome: 'done' | 'failed' | 'not reached';
  /** Indices of the statements that it sent, in the run's events. */
  readonly statements: readonly number[];
}

export interface Flush {
  /** Indices of its first event and of the first one behind it, in the run's events. */
  readonly from: number;
  readonly to: number;
  /** Statements that it sent before there was a list: what it had to load to find out what depends on what. */
  readonly planning: readonly number[];
  /** In the order in which they ran; tasks that an error kept from running come last. */
  readonly tasks: readonly Task[];
}

/** Objects of one class in the identity map that were in the same state. */
export interface IdentityGroup extends ObjectGroup {
  /** "modified" has changes that are not flushed yet; "marked-deleted" is in `session.deleted`. */
  readonly state: 'persistent' | 'modified' | 'marked-deleted' | 'expired';
}

export interface Insight {
  readonly flushes: readonly Flush[];
  /** Right before the operation, and at its end, before the Session was closed. */
  readonly identityMap: {
    readonly before: readonly IdentityGroup[];
    readonly after: readonly IdentityGroup[];
  };
}
