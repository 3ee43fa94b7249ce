// What an audit says of a class.
import type { Place } from './facts';
import type { Kind, Severity } from './kinds';

/** The run in which it can be seen: an object of the class is deleted in this way, with so many children on each key. */
export interface Evidence {
  readonly class: string;
  readonly way: string;
  readonly children: number;
  /** The one foreign key that has any; null for all. */
  readonly only: string | null;
}

export interface Finding {
  readonly kind: Kind;
  readonly severity: Severity;
  /** Whose objects are deleted. */
  readonly class: string;
  /** "Class.relationship", "table.column", "table.(a,b)" or a table. */
  readonly at: string;
  /** What happens, in one sentence; code is in backticks. */
  readonly says: string;
  /** Null of what is said while the classes are mapped. */
  readonly evidence: Evidence | null;
  readonly places: readonly Place[];
  /** The assumptions about the classes that it is about, by number, from 1; left out where there are none. */
  readonly restsOn?: readonly number[];
}
