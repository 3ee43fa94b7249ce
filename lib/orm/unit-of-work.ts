// One flush: which objects it saves and deletes, what that does to their children, and the statements in their
// order (orm/unitofwork.py and OneToManyDP, ManyToOneDP of orm/dependency.py, 2.0.52).
import type { RuleNumber } from '@/lib/rules/rules';
import { setUserId } from './attributes';
import type { FlushSession } from './flush-session';
import { collectionHistory, type History, scalarHistory } from './history';
import { type InstanceState, PASSIVE_NO_RESULT } from './instance-state';
import * as notes from './notes';
import { emitDeletes, emitInserts, emitUpdates } from './persistence';
import type { Steps } from './request';

/** What becomes of an object in the flush, and the rule that decided it. */
interface Action {
  readonly isDelete: boolean;
  readonly rule: RuleNumber;
}

export class UnitOfWork {
  /** What the flush saves and deletes, once it has been decided. */
  readonly saved: InstanceState[] = [];
  readonly deleted: InstanceState[] = [];
  readonly #session: FlushSession;
  readonly #actions = new Map<InstanceState, Action>();
  /** As of the start of the flush: what the flush itself loads or changes does not alter them. */
  readonly #histories = new Map<InstanceState, History>();
  /** Children that a user gains in this flush: they are not nulled when another user goes. */
  readonly #gained = new Set<InstanceState | null>();
  /** The rule for every statement of the flush, when it is an autoflush. */
  readonly #override: RuleNumber | null;

  constructor(session: FlushSession, override: RuleNumber | null) {
    this.#session = session;
    this.#override = override;
  }

  *execute(): Steps {
    const { pending, dirty, marked, changeRule, mapping } = this.#session;
    for (const states of [pending, dirty]) {
      for (const state of states) {
        if (!marked.has(state)) this.#register(state, { isDelete: this.#isOrphan(state), rule: changeRule });
      }
    }
    for (const [state, rule] of marked) this.#register(state, { isDelete: true, rule });

    const users = [...this.#actions.keys()].filter(({ entity }) => entity === 'User');
    const deletedUsers = users.filter((user) => this.#isDeleted(user));
    const savedUsers = users.filter((user) => !this.#isDeleted(user));
    for (const user of deletedUsers) yield* this.#presortDelete(user);
    for (const user of savedUsers) yield* this.#presortSave(user);

    const { saved, deleted } = this;
    for (const [state, { isDelete }] of this.#actions) (isDelete ? deleted : saved).push(state);
    yield* notes.orphaned(
      deleted.filter((state) => !marked.has(state)),
      changeRule,
    );
    for (const user of deletedUsers) this.#processDelete(user);
    for (const state of saved) if (state.entity !== 'User') this.#processChild(state);
    for (const user of savedUsers) this.#processSave(user);

    // F2: the children's table first; within it UPDATE, INSERT, DELETE. No scenario changes a column of users.
    const { entity } = mapping.names;
    yield* emitUpdates(this.#session, saved, this.#ruleOf);
    yield* emitInserts(this.#session, saved, this.#ruleOf);
    yield* emitDeletes(this.#session, entity, deleted, this.#ruleOf);
    yield* emitDeletes(this.#session, 'User', deleted, this.#ruleOf);
  }

  readonly #ruleOf = (state: InstanceState): RuleNumber => this.#override ?? this.#actions.get(state)?.rule ?? 'F2';

  /** Mapper._is_orphan: an object that was loaded counts as held until an event says otherwise (O2, O3). */
  #isOrphan({ entity, parent, hasIdentity }: InstanceState): boolean {
    return entity !== 'User' && hasIdentity && parent === false && this.#children.cascade.deleteOrphan;
  }

  /** A later delete overrides an earlier save; only `cancelDelete` turns one back. False if it is in no Session. */
  #register(state: InstanceState, action: Action, cancelDelete = false): boolean {
    if (!this.#session.contains(state)) return false;
    const known = this.#actions.get(state);
    if (!known || (action.isDelete && !known.isDelete) || cancelDelete) this.#actions.set(state, action);
    return true;
  }

  #isDeleted(state: InstanceState): boolean {
    return this.#actions.get(state)?.isDelete === true;
  }

  get #children() {
    return this.#session.mapping.children;
  }

  *#presortDelete(user: InstanceState): Steps {
    const { cascade, passiveDeletes } = this.#children;
    // D4: without the delete cascade it is the flush that loads the children
    const history = yield* this.#history(user, passiveDeletes ? null : 'D4', false);
    const orphaned: Action = { isDelete: cascade.deleteOrphan, rule: this.#session.changeRule };
    for (const child of history.deleted) if (child && !child.parent) this.#register(child, orphaned);
    if (cascade.delete || passiveDeletes === 'all') return; // D6
    const nulled: Action = { isDelete: false, rule: passiveDeletes ? 'D5' : 'D4' };
    for (const child of history.unchanged) {
      if (child && !this.#register(child, nulled)) yield* this.#leftOut(child, 'delete');
    }
  }

  *#presortSave(user: InstanceState): Steps {
    const { cascade, passiveDeletes } = this.#children;
    const history = yield* this.#history(user, null, true);
    const saved: Action = { isDelete: false, rule: this.#session.changeRule };
    for (const child of history.added) {
      if (child && !this.#register(child, saved, true)) yield* this.#leftOut(child, 'add');
      this.#gained.add(child);
    }
    const removed: Action = { ...saved, isDelete: cascade.deleteOrphan };
    for (const child of history.deleted) {
      if (!child || (cascade.deleteOrphan ? child.parent : passiveDeletes === 'all')) continue;
      if (!this.#register(child, removed)) yield* this.#leftOut(child, 'delete');
    }
  }

  /** An object that is in no Session cannot be flushed, which is worth a warning unless it was deleted from this one. */
  *#leftOut(child: InstanceState, operation: 'add' | 'delete'): Steps {
    if (!child.deleted) yield notes.notInSession(child, operation, this.#children);
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
    if (!this.#isDeleted(child)) setUserId(this.#session, child, userId);
  }

  /** The changes of a user's posts or profile; loads them under `loadRule`, else what is not loaded is blank. */
  *#history(user: InstanceState, loadRule: RuleNumber | null, includePending: boolean): Steps<History> {
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
