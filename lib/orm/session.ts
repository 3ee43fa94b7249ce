// The Session (an AsyncSession or a plain one) with expire_on_commit=False as a sans-IO generator: the identity map, what is new, dirty and
// deleted, autoflush, the flush and the rollback (orm/session.py and orm/loading.py, 2.0.52).

import type { RuleNumber } from '@/lib/rules/rules';
import type { Entity } from '@/lib/scenario/shape';
import type { At } from '@/lib/trace/trace';
import type { DriverFacts } from './drivers';
import type { FlushSession } from './flush-session';
import { InstanceState } from './instance-state';
import type { Mapping } from './mapping';
import * as notes from './notes';
import { databaseError, PythonError } from './python-error';
import type { Reply, Statement, Steps } from './request';
import type { SeriesFacts } from './series';
import { selectChild, selectIn, selectLazily, selectUser } from './statement-text';
import { UnitOfWork } from './unit-of-work';

/** Who speaks: which series of SQLAlchemy, through which driver. */
export interface Dialect {
  readonly series: SeriesFacts;
  readonly driver: DriverFacts;
}

export class Session implements FlushSession {
  readonly mapping: Mapping;
  readonly series: SeriesFacts;
  readonly driver: DriverFacts;
  /** Where in the life of the operation the program is; the flush has a phase of its own. */
  phase: At = 'setup';
  /** The rule of the attribute change that the next flush writes out. */
  changeRule: RuleNumber = 'F2';
  readonly pending = new Set<InstanceState>();
  readonly dirty = new Set<InstanceState>();
  /** Marked by `delete()`, each with the rule that marked it. */
  readonly marked = new Map<InstanceState, RuleNumber>();
  readonly #identityMap: Record<Entity, Map<number, InstanceState>> = {
    User: new Map(),
    Post: new Map(),
    Profile: new Map(),
  };
  #deletedInTransaction: InstanceState[] = [];
  #newInTransaction: InstanceState[] = [];
  #inTransaction = false;

  constructor(mapping: Mapping, { series, driver }: Dialect) {
    this.mapping = mapping;
    this.series = series;
    this.driver = driver;
  }

  lookup(entity: Entity, id: number): InstanceState | undefined {
    return this.#identityMap[entity].get(id);
  }

  contains(state: InstanceState): boolean {
    return this.lookup(state.entity, state.id) === state || this.pending.has(state);
  }

  add(state: InstanceState): void {
    this.pending.add(state);
  }

  modified(state: InstanceState): void {
    if (this.lookup(state.entity, state.id) === state) this.dirty.add(state);
  }

  persistent(entity: Entity): IterableIterator<InstanceState> {
    return this.#identityMap[entity].values();
  }

  /** Sends a statement; several parameter sets go as one executemany (F1). Throws what PostgreSQL answers. */
  *execute({ at, ...statement }: Statement): Steps<Reply> {
    if (!this.#inTransaction) {
      yield { type: 'transaction', at, action: 'begin' };
      this.#inTransaction = true;
    }
    const reply = yield { type: 'statement', at, ...statement, many: statement.parameters.length > 1 };
    if (reply.error === null) return reply;
    const error = databaseError(this.driver, reply.error);
    yield notes.refused(at, error);
    throw new PythonError(error);
  }

  /** `session.get(Post, id)` or, for a user, the SELECT of that user (L1); null when there is no such row. */
  *get(entity: Entity, id: number): Steps<InstanceState | null> {
    const known = this.lookup(entity, id);
    if (known) return known;
    const statement = entity === 'User' ? selectUser(this.mapping) : selectChild(this.mapping, this.series);
    const { rows } = yield* this.execute({ at: this.phase, rule: 'L1', ...statement, parameters: [[id]] });
    const [row] = rows;
    if (!row) return null;
    const [key, text, ...others] = row;
    const state =
      entity === 'User'
        ? this.#identify(entity, id, text, null, others[0])
        : this.#child(key, text, others[0], others[1]);
    yield notes.gotten(this.phase, state);
    return state;
  }

  /** The same with `selectinload` of the user's attribute (T5). */
  *getWithChildren(id: number): Steps<InstanceState | null> {
    const user = yield* this.get('User', id);
    if (!user) return null;
    const statement = { ...selectIn(this.mapping, this.series), parameters: [[id]] };
    const { rows } = yield* this.execute({ at: this.phase, rule: 'T5', ...statement });
    const children = rows.map(([userId, key, text, version]) => this.#child(key, text, userId, version));
    this.#populate(user, children);
    yield notes.selectInLoaded(this.phase, this.mapping, user, children);
    return user;
  }

  /** Reading the attribute: loads the posts or the profile of a user unless they are loaded. */
  *load(user: InstanceState, at: At, rule: RuleNumber): Steps {
    if (this.isLoaded(user)) return;
    const children = yield* this.select(user, at, rule);
    this.#populate(user, children);
    yield notes.lazilyLoaded(at, rule, this.mapping, user, children);
  }

  /** The lazy load's SELECT without setting the attribute (T1). */
  *select(user: InstanceState, at: At, rule: RuleNumber): Steps<InstanceState[]> {
    const statement = { ...selectLazily(this.mapping, this.series), parameters: [[user.id]] };
    const { rows } = yield* this.execute({ at, rule, ...statement });
    return rows.map(([key, text, userId, version]) => this.#child(key, text, userId, version));
  }

  isLoaded(user: InstanceState): boolean {
    return this.mapping.children.uselist ? user.members !== undefined : user.related !== undefined;
  }

  /** The members of a loaded attribute. */
  loadedChildren({ members, related }: InstanceState): readonly InstanceState[] {
    return members ?? (related ? [related] : []);
  }

  /** What was done to a collection before it was loaded is done to it now. */
  #populate(user: InstanceState, children: InstanceState[]): void {
    const { pending } = user;
    if (!this.mapping.children.uselist) user.related = children[0] ?? null;
    else if (!pending) user.members = children;
    else {
      user.committedMembers = children;
      user.members = [...children.filter((child) => !pending.removed.has(child)), ...pending.added];
      user.pending = undefined;
    }
  }

  #child(id: unknown, text: unknown, userId: unknown, version: unknown): InstanceState {
    const key = userId === null ? null : Number(userId);
    return this.#identify(this.mapping.names.entity, Number(id), text, key, version);
  }

  /** The object of a row: the one in the identity map, as it is there, or a new one. */
  #identify(entity: Entity, id: number, text: unknown, userId: number | null, version: unknown): InstanceState {
    const known = this.lookup(entity, id);
    if (known) return known;
    const state = new InstanceState(entity, id, String(text), userId, true, Number(version ?? 1));
    this.#identityMap[entity].set(id, state);
    return state;
  }

  /** `await session.delete(state)`: the cascade comes first, and may load and so autoflush (D1-D3, D7). */
  *delete(state: InstanceState): Steps {
    if (this.marked.has(state)) return;
    const { children } = this.mapping;
    let cascaded: readonly InstanceState[] = [];
    let rule: RuleNumber = 'D0';
    if (state.entity === 'User' && children.cascade.delete) {
      rule = 'D3';
      if (!this.isLoaded(state) && !children.passiveDeletes) {
        rule = 'D1';
        yield* this.flush('D7');
        yield* this.load(state, this.phase, rule);
      }
      cascaded = this.loadedChildren(state);
    }
    this.marked.set(state, 'D0');
    const reached = cascaded.filter((child) => !this.marked.has(child));
    for (const child of reached) this.marked.set(child, rule);
    yield notes.marked(this.phase, reached.length > 0 ? rule : 'D0', state, reached);
    if (state.entity === 'User' && !this.isLoaded(state) && children.passiveDeletes) {
      yield notes.notLoaded(this.phase, this.mapping, state);
    }
  }

  /** Writes out what is waiting. An autoflush puts its statements under the rule that set it off. */
  *flush(rule: RuleNumber | null = null): Steps {
    if (this.#isClean) return;
    const work = new UnitOfWork(this, rule);
    try {
      yield* rule === null ? work.execute() : notes.fromAutoflush(work.execute());
    } catch (raised) {
      if (raised instanceof PythonError) yield* this.rollback('flush'); // F5
      throw raised;
    }
    for (const state of work.deleted) this.forget(state);
    for (const state of work.saved) {
      state.commitAll();
      this.dirty.delete(state);
      if (this.pending.delete(state)) this.#becomePersistent(state);
    }
    yield notes.flushed(work.deleted, work.saved);
  }

  #becomePersistent(state: InstanceState): void {
    state.hasIdentity = true;
    this.#identityMap[state.entity].set(state.id, state);
    this.#newInTransaction.push(state);
  }

  /** Its DELETE went out: it leaves the identity map, and comes back if the transaction does not last. */
  forget(state: InstanceState): void {
    this.#identityMap[state.entity].delete(state.id);
    this.marked.delete(state);
    this.dirty.delete(state);
    state.deleted = true;
    this.#deletedInTransaction.push(state);
  }

  get #isClean(): boolean {
    return this.pending.size + this.dirty.size + this.marked.size === 0;
  }

  /** Flushes until nothing is left: an object that was moved after it was marked goes in a second flush (O4). */
  *commit(): Steps {
    while (!this.#isClean) yield* this.flush();
    if (!this.#inTransaction) return;
    const { error } = yield { type: 'transaction', at: 'commit', action: 'commit' };
    if (error) throw new PythonError(databaseError(this.driver, error));
    this.#inTransaction = false;
  }

  /** Everything back to what the database holds: new objects leave, deleted ones return, all of them expire. */
  *rollback(at: At): Steps {
    if (!this.#inTransaction) return;
    yield { type: 'transaction', at, action: 'rollback' };
    this.#inTransaction = false;
    const transient = [...this.pending, ...this.#newInTransaction];
    for (const state of this.#newInTransaction) this.#identityMap[state.entity].delete(state.id);
    for (const state of this.#deletedInTransaction) {
      state.deleted = false;
      this.#identityMap[state.entity].set(state.id, state);
    }
    this.pending.clear();
    this.marked.clear();
    this.dirty.clear();
    const { entity } = this.mapping.names;
    yield* notes.rolledBack(at, [...this.persistent('User'), ...this.persistent(entity)], transient);
  }
}
