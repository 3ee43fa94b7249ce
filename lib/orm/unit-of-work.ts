// One flush: which objects it saves and deletes, what that does to their children, and the statements in their
// order (orm/unitofwork.py and OneToManyDP, ManyToOneDP of orm/dependency.py, 2.0.52).
import type { RuleId } from '@/lib/trace/trace';
import { collectionHistory, scalarHistory, setUserId } from './attributes';
import { type History, type InstanceState, PASSIVE_NO_RESULT } from './instance-state';
import * as notes from './notes';
import { emitDeletes, emitInserts, emitUpdates } from './persistence';
import type { Session, Steps } from './session';

/** What becomes of an object in the flush, and the rule that decided it. */
interface Action {
  readonly isDelete: boolean;
  readonly rule: RuleId;
}

export class UnitOfWork {
  readonly #session: Session;
  readonly #actions = new Map<InstanceState, Action>();
  /** As of the start of the flush: what the flush itself loads or changes does not alter them. */
  readonly #histories = new Map<InstanceState, History>();
  /** Children that a user gains in this flush: they are not nulled when another user goes. */
  readonly #gained = new Set<InstanceState | null>();
  /** The rule for every statement of the flush, when it is an autoflush. */
  readonly #override: RuleId | null;

  constructor(session: Session, override: RuleId | null) {
    this.#session = session;
    this.#override = override;
  }

  *execute(): Steps {
    const { pending, dirty, marked, changeRule, mapping } = this.#session;
    for (const state of [...pending, ...dirty]) {
      if (!marked.has(state)) yield* this.#register(state, { isDelete: this.#isOrphan(state), rule: changeRule });
    }
    for (const [state, rule] of marked) yield* this.#register(state, { isDelete: true, rule });

    const users = (states: readonly InstanceState[]) => states.filter(({ entity }) => entity === 'User');
    const deletedUsers = users(this.deleted());
    const savedUsers = users(this.saved());
    for (const user of deletedUsers) yield* this.#presortDelete(user);
    for (const user of savedUsers) yield* this.#presortSave(user);
    yield* notes.orphaned(this.orphans(), changeRule);

    const { entity } = mapping.names;
    const saved = this.saved().filter((state) => state.entity === entity);
    for (const user of deletedUsers) this.#processDelete(user);
    for (const child of saved) this.#processChild(child);
    for (const user of savedUsers) this.#processSave(user);

    // F2: the children's table first; within it UPDATE, INSERT, DELETE. No scenario changes a column of users.
    const deleted = this.deleted();
    yield* emitUpdates(this.#session, saved, this.#ruleOf);
    yield* emitInserts(this.#session, saved, this.#ruleOf);
    yield* emitDeletes(this.#session, entity, deleted, this.#ruleOf);
    yield* emitDeletes(this.#session, 'User', deleted, this.#ruleOf);
  }

  deleted(): InstanceState[] {
    return [...this.#actions].filter(([, { isDelete }]) => isDelete).map(([state]) => state);
  }

  saved(): InstanceState[] {
    return [...this.#actions].filter(([, { isDelete }]) => !isDelete).map(([state]) => state);
  }

  /** Children that the flush deletes because nobody holds them any more. */
  orphans(): InstanceState[] {
    const { marked } = this.#session;
    return this.deleted().filter((state) => !marked.has(state));
  }

  readonly #ruleOf = (state: InstanceState): RuleId => this.#override ?? this.#actions.get(state)?.rule ?? 'F2';

  /** Mapper._is_orphan: an object that was loaded counts as held until an event says otherwise (O2, O3). */
  #isOrphan({ entity, parent, hasIdentity }: InstanceState): boolean {
    return entity !== 'User' && hasIdentity && parent === false && this.#children.cascade.deleteOrphan;
  }

  /**
   * A later delete overrides an earlier save; only `cancelDelete` turns one back. An object that is in no Session
   * cannot be flushed, which is worth a warning where an operation on a relationship led to it.
   */
  *#register(state: InstanceState, action: Action, operation?: 'add' | 'delete', cancelDelete = false): Steps {
    if (!this.#session.contains(state)) {
      if (operation && !state.deleted) yield notes.notInSession(state, operation, this.#children);
      return;
    }
    const known = this.#actions.get(state);
    if (!known || (action.isDelete && !known.isDelete) || cancelDelete) this.#actions.set(state, action);
  }

  get #children() {
    return this.#session.mapping.children;
  }

  *#presortDelete(user: InstanceState): Steps {
    const { cascade, passiveDeletes } = this.#children;
    const { changeRule } = this.#session;
    // D4: without the delete cascade it is the flush that loads the children
    const history = yield* this.#history(user, passiveDeletes ? null : 'D4', false);
    for (const child of history.deleted) {
      if (child && !child.parent) {
        yield* this.#register(child, { isDelete: cascade.deleteOrphan, rule: changeRule });
      }
    }
    if (cascade.delete || passiveDeletes === 'all') return; // D6
    const rule = passiveDeletes ? 'D5' : 'D4';
    for (const child of history.unchanged) {
      if (child) yield* this.#register(child, { isDelete: false, rule }, 'delete');
    }
  }

  *#presortSave(user: InstanceState): Steps {
    const { cascade, passiveDeletes } = this.#children;
    const { changeRule: rule } = this.#session;
    const history = yield* this.#history(user, null, true);
    for (const child of history.added) {
      if (child) yield* this.#register(child, { isDelete: false, rule }, 'add', true);
      this.#gained.add(child);
    }
    for (const child of history.deleted) {
      if (!child) continue;
      if (!cascade.deleteOrphan) {
        if (passiveDeletes !== 'all') yield* this.#register(child, { isDelete: false, rule }, 'delete');
      } else if (!child.parent) yield* this.#register(child, { isDelete: true, rule }, 'delete');
    }
  }

  #processDelete(user: InstanceState): void {
    const { cascade, passiveDeletes } = this.#children;
    const history = this.#histories.get(user);
    if (!history || passiveDeletes === 'all') return;
    for (const child of history.deleted) if (child && !child.parent) this.#synchronize(child, null);
    if (cascade.delete) return;
    for (const child of history.unchanged) if (child && !this.#gained.has(child)) this.#synchronize(child, null);
  }

  /** The many-to-one side: `child.user` decides the child's user_id, `None` included. */
  #processChild(child: InstanceState): void {
    const { added, deleted } = scalarHistory(child);
    const [user] = added;
    if (user !== undefined) this.#synchronize(child, user?.id ?? null);
    else if (deleted.length > 0) this.#synchronize(child, null);
  }

  #processSave(user: InstanceState): void {
    const { cascade, passiveDeletes } = this.#children;
    const history = this.#histories.get(user);
    if (!history) return;
    for (const child of history.added) if (child) this.#synchronize(child, user.id);
    if (cascade.deleteOrphan || passiveDeletes === 'all') return;
    for (const child of history.deleted) if (child && !child.parent) this.#synchronize(child, null);
  }

  /** Copies the parent's key into the child's foreign key, unless the child is going anyway. */
  #synchronize(child: InstanceState, userId: number | null): void {
    if (this.#actions.get(child)?.isDelete !== true) setUserId(this.#session, child, userId);
  }

  /** The changes of a user's posts or profile; loads them under `loadRule`, else what is not loaded is blank. */
  *#history(user: InstanceState, loadRule: RuleId | null, includePending: boolean): Steps<History> {
    if (loadRule) yield* this.#session.load(user, 'flush', loadRule);
    const history = yield* this.#readHistory(user, includePending);
    this.#histories.set(user, history);
    return history;
  }

  *#readHistory(user: InstanceState, includePending: boolean): Steps<History> {
    if (this.#children.uselist) {
      const { members, pending } = user;
      if (members || !pending || !includePending) return collectionHistory(user);
      return { added: [...pending.added], unchanged: [], deleted: [...pending.removed] };
    }
    if (user.committedRelated !== PASSIVE_NO_RESULT) return scalarHistory(user);
    // S1: the value that was replaced unseen is loaded now
    const [original] = yield* this.#session.select(user, 'flush', 'S1');
    yield notes.replacedLoaded(this.#session.mapping, user, original);
    return scalarHistory(user, original ?? null);
  }
}
