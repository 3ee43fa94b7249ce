"""Hears from SQLAlchemy's own events what a Session learns and decides, and says it as events of the trace.

Where SQLAlchemy has no event (the call of Session.delete(), the moment when the unit of work has found its orphans)
a method is wrapped and called through unchanged.
"""

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.orm.attributes import instance_state, PASSIVE_NO_INITIALIZE
from sqlalchemy.orm.unitofwork import UOWTransaction

from . import unit_of_work
from .recording import recording
from .series import CollectionAttribute, DELETING
from .wording import (
    attribute_of,
    by_class,
    called,
    changes,
    collection,
    foreign_keys_of,
    is_held,
    key_of,
    owned_by,
)

# What a program asks of a Session, beside delete().
CALLS = (
    "add", "add_all", "commit", "execute", "expunge", "flush", "get", "get_one", "merge", "refresh", "scalar", "scalars",
)  # fmt: skip


class Observer:
    """What has happened since the last event was said; dicts serve as ordered sets."""

    def __init__(self):
        self.reset()

    def reset(self, keep_alive=False):
        # The identity map is weak: an object that only an expired collection held is gone after a rollback, or
        # not yet, as the garbage collector pleases. Kept alive here, it is there in every run.
        self.alive = [] if keep_alive else None
        self.loaded = []
        self.changed = {}
        self.removed = {}
        self.left = {}
        # The relationships that each owner is known to have loaded.
        self.owners = {}
        # What was deleted and is not any more, as the transaction went back.
        self.returned = {}
        # What the flush deletes because it was taken out of a relationship.
        self.taken_out = set()
        # What a collection was when it was read, until that is said: the program may have changed it by then.
        self.read = {}
        self.flushed = ()

    def settle(self):
        if self.loaded or self.owners:
            with recording.observing("What the Session loads"):
                self._say_loaded()
        if self.changed:
            with recording.observing("What the program changes"):
                self._say_changed()
        if self.removed:
            states, self.removed = list(self.removed), {}
            with recording.observing("What a bulk DELETE takes out of the Session"):
                counts = "counts it" if len(states) == 1 else "counts them"
                note = f"The statement took {called(states)}: the Session {counts} as deleted"
                recording.say("flushed", note, changes(states, "deleted"))

    def _say_loaded(self):
        states, self.loaded = self.loaded, []
        for members in by_class(states).values():
            if owned_by(members[0].mapper):
                for state in members:
                    self.owners.setdefault(state, set())
        filled = []
        for owner, known in self.owners.items():
            values = owner.dict
            for attribute in owned_by(owner.mapper):
                if attribute in values and attribute not in known:
                    known.add(attribute)
                    filled.append((owner, attribute))
        if not states and not filled:
            return
        into = "".join(f" into {attribute_of(owner, attribute)}" for owner, attribute in filled)
        collections = [collection(each, attribute, self.read.get((each, attribute))) for each, attribute in filled]
        nothing_new = not states and any(each["members"] for each in collections)
        note = f"The Session loads {'only what it has' if nothing_new else called(states)}{into}"
        self.read.clear()
        recording.say("loaded", note, changes(states, "persistent"), collections)

    def _say_changed(self):
        # An object that is in no Session is nobody's affair yet.
        pairs, self.changed = [pair for pair in self.changed if pair[0].session_id is not None], {}
        if not pairs:
            return
        columns = [state for state, attribute in pairs if attribute in foreign_keys_of(state.mapper)]
        related = [
            (state, attribute)
            for state, attribute in pairs
            if attribute in state.mapper.relationships and is_held(state.mapper.relationships[attribute])
        ]
        for state, attribute in related:
            if state in self.owners and attribute in state.dict:
                self.owners[state].add(attribute)
        words = [attribute_of(state, attribute) for state, attribute in pairs]
        note = f"The program changes {', '.join(words[:4])}{' and more' if len(words) > 4 else ''}"
        new = {state: None for state, _ in pairs if state.pending}
        recording.say(
            "changed",
            note,
            [*changes(columns, "persistent"), *changes(new, "pending")],
            [collection(state, attribute) for state, attribute in related if key_of(state) is not None],
        )


observer = Observer()


def careful(listener):
    """A listener to the Session that is watched, which cannot fail the program."""

    def hears(session, *args):
        with recording.observing(f"The event of {listener.__name__}()"):
            if not recording.is_elsewhere(session):
                listener(session, *args)

    return hears


def loaded(session, state):
    observer.loaded.append(state)
    if observer.alive is not None:
        observer.alive.append(state.obj())


def touched(state, key):
    if not recording.active or recording.flushing:
        return
    if key not in state.dict and state.key is not None:
        # What the program sets unread was never loaded.
        observer.owners.setdefault(state, set()).add(key)
    observer.changed[state, key] = None


def around_read(original, attribute, state, dict_, value):
    """A collection has been read from the database."""
    with recording.observing("What a collection held when it was read"):
        if recording.active and value is not None:
            observer.read[state, attribute.key] = [instance_state(member) for member in value]
    return original(attribute, state, dict_, value)


def listen_to_attributes(mapper, class_):
    """Every relationship and the foreign keys' columns. The handlers leave the value as it is."""
    with recording.observing(f"What happens to the attributes of {class_.__name__}"):
        _listen_to_attributes(mapper, class_)


def _listen_to_attributes(mapper, class_):
    keys = [*mapper.relationships.keys(), *foreign_keys_of(mapper)]
    for key in keys:
        attribute = getattr(class_, key)
        for name in ("append", "remove", "set"):

            def heard(state, *_, key=key):
                with recording.observing("A change of an attribute"):
                    touched(state, key)

            # Only a collection has append and remove; the event system accepts them on any attribute.
            event.listen(attribute, name, heard, raw=True)


def around_removal(original, session, states):
    """Outside of a flush: a bulk DELETE whose WHERE was evaluated in Python. The event is one call for each object."""
    states = list(states)
    if not recording.flushing:
        observer.removed.update(dict.fromkeys(states))
    return original(session, states)


def left(session, instance):
    observer.left[instance._sa_instance_state] = None


def flush_done(session, context):
    gone, saved, touched = observer.flushed = [], [], []
    for state, (is_delete, listonly) in context.states.items():
        if not listonly:
            (gone if is_delete else saved).append(state)
        elif not is_delete:
            # It has no statement of its own, and may have got another foreign key for one that changed.
            touched.append(state)


def flush_settled(session, context):
    gone, saved, touched = observer.flushed
    said = [f"{called(gone)} deleted"] if gone else []
    if saved:
        said.append(f"{called(saved)} in step with the database")
    note = "Flushed: " + ", ".join(said)
    recording.say("flushed", note, [*changes(gone, "deleted"), *changes([*saved, *touched], "persistent")])


def _is_savepoint(transaction):
    """A flush takes part in the transaction around it."""
    while transaction.parent is not None and not transaction.nested:
        transaction = transaction.parent
    return transaction.nested


def rolled_back(session, previous):
    observer.loaded.clear()
    observer.changed.clear()
    expired = [state for state in session.identity_map.all_states() if state.expired]
    if not _is_savepoint(previous):
        note = "After the rollback every object is expired: its attributes are read again when next asked for"
    elif expired:
        note = f"The savepoint is taken back: expired is what it touched, {called(expired)}"
    else:
        note = "The savepoint is taken back, and had touched no object"
    known = set(expired)
    returned, observer.returned = [state for state in observer.returned if state not in known], {}
    recording.say("expired", note, changes(expired, "expired", with_columns=False))
    if returned:
        note = f"In the Session again is what had been deleted since the savepoint: {called(returned)}"
        recording.say("changed", note, changes(returned, "persistent"))
    gone, observer.left = list(observer.left), {}
    if gone:
        words = called(gone)
        note = f"{words[:1].upper()}{words[1:]} never reached the database and is in no Session any more"
        recording.say("detached", note, changes(gone, "detached", with_columns=False))


def failed(context):
    error = context.sqlalchemy_exception or context.original_exception
    recording.raise_(error)


def wrap(owner, name, around):
    original = getattr(owner, name)

    def wrapped(self, *args, **kwargs):
        return around(original, self, *args, **kwargs)

    setattr(owner, name, wrapped)


def around_init(original, session, *args, **kwargs):
    original(session, *args, **kwargs)
    recording.opened(session)
    if recording.session is session:
        observer.owners.clear()


def around_close(original, session):
    unit_of_work.before_close(session)
    original(session)
    observer.settle()
    recording.closed(session)


def operation_begins(session=None):
    """At the program's mark, or where a Session is told to delete.

    Of one that was not watched until now, what it has loaded is told as a whole.
    """
    if recording.choose(session):
        observer.owners.clear()
        observer.loaded = [state for state in recording.session.identity_map.all_states() if not state.expired]
    if session is None:
        recording.begin()
    unit_of_work.operation_begins()


def around_delete(original, session, instances):
    """delete() and delete_all(): the program's own calls, refused ones, too."""
    observer.settle()
    if recording.phase == "setup" and recording.begins_with_session:
        operation_begins(session)
    try:
        original(session, instances)
    except Exception as error:
        recording.raise_(error)
        raise


def around_marking(original, session, state, instance, head):
    """One object of those, and what its delete cascade leads to."""
    if not head:
        return original(session, state, instance, head)
    before = set(session._deleted)
    original(session, state, instance, head)
    observer.settle()
    new = [state for state in session._deleted if state not in before]
    if not new or recording.is_elsewhere(session):
        return
    with recording.observing("What delete() marks"):
        _say_marked(new)


def _say_marked(new):
    also = f", and by the delete cascade {called(new[1:])}" if len(new) > 1 else ""
    note = f"delete() marks {called(new[:1])} for deletion{also}"
    recording.say("marked-deleted", note, changes(new, "marked-deleted"))
    for state in new:
        for attribute in owned_by(state.mapper):
            relationship = state.mapper.relationships[attribute]
            if relationship.passive_deletes and attribute not in state.dict:
                note = (
                    f"{attribute_of(state, attribute)} stays unloaded: "
                    f"passive_deletes={relationship.passive_deletes!r} leaves what is in it to the database"
                )
                recording.say("not-loaded", note, (), [collection(state, attribute)])


def _finds_orphans(session):
    """Whether a flush that begins now deletes what was taken out of a relationship, as delete-orphan asks for."""
    for state in session._dirty_states:
        if state.mapper._is_orphan(state):
            return True
        for relationship in state.mapper.relationships:
            if relationship.cascade.delete_orphan:
                attribute = state.manager[relationship.key].impl
                children = state.get_history(relationship.key, PASSIVE_NO_INITIALIZE).deleted or ()
                states = [instance_state(child) for child in children if child is not None]
                if any(child.key is not None and not attribute.hasparent(child) for child in states):
                    return True
    return False


def around_flush(original, session, *args, **kwargs):
    observer.settle()
    if recording.begins_with_delete and recording.phase == "setup":
        with recording.observing("Whether a flush deletes orphans"):
            if _finds_orphans(session):
                operation_begins(session)
    if recording.is_due() and not session._is_clean():
        operation_begins(session)
    recording.flushing += 1
    observer.taken_out.clear()
    try:
        return unit_of_work.around_flush(original, session, *args, **kwargs)
    finally:
        recording.flushing -= 1


def around_plan(original, work):
    """The presorting is over: what is deleted now without having been marked is an orphan."""
    result = original(work)
    observer.settle()
    with recording.observing("Which objects are orphans"):
        _say_found(work)
    return result


def _say_found(work):
    if recording.is_elsewhere(work.session):
        return
    marked = work.session._deleted
    found = [
        state for state, (is_delete, listonly) in work.states.items()
        if is_delete and not listonly and state not in marked
    ]  # fmt: skip
    orphans = [state for state in found if state in observer.taken_out or state.mapper._is_orphan(state)]
    if orphans:
        words = called(orphans)
        has = "has" if len(orphans) == 1 else "have"
        note = f"{words[:1].upper()}{words[1:]} {has} no parent any more: delete-orphan makes the flush delete"
        recording.say("orphaned", note, changes(orphans, "orphan"))
    others = set(orphans)
    cascaded = [state for state in found if state not in others]
    if cascaded:
        note = f"The delete cascade leads from there to {called(cascaded)}: the flush deletes"
        recording.say("cascaded", note, changes(cascaded, "marked-deleted"))


def around_registration(original, work, state, isdelete=False, *args, **kwargs):
    """The relationship that registers an object for deletion names itself when the object was taken out of it."""
    if isdelete and kwargs.get("operation") == "delete":
        observer.taken_out.add(state)
    return original(work, state, isdelete, *args, **kwargs)


def around_expunge(original, session, instance):
    """What leaves the Session with its cascade."""
    observer.settle()
    # What a flush has deleted is the Session's until its transaction ends.
    deleted = session._transaction._deleted if session._transaction else ()
    before = {*session.identity_map.all_states(), *session._new, *deleted} if recording.active else set()
    original(session, instance)
    with recording.observing("What expunge() takes out"):
        gone = [state for state in before if state.session_id != session.hash_key]
        for state in gone:
            observer.left.pop(state, None)
        if gone:
            leaves = "leaves" if len(gone) == 1 else "leave"
            words = called(gone)
            note = f"{words[:1].upper()}{words[1:]} {leaves} the Session: expunge() leaves the rows as they are"
            recording.say("expunged", note, changes(gone, "detached", with_columns=False))


def around_update(original, session, state, revert_deletion=False):
    """add() of an object that delete() has marked takes it back. A rollback does, too, and tells of it itself."""
    marked = not revert_deletion and state in session._deleted
    original(session, state, revert_deletion)
    if revert_deletion:
        observer.returned[state] = None
    if marked:
        with recording.observing("What add() takes back"):
            observer.settle()
            recording.say("un-marked", f"add() takes {called([state])} back", changes([state], "persistent"))


def around_call(original, session, *args, **kwargs):
    """The Session itself refuses much, before any statement."""
    try:
        return original(session, *args, **kwargs)
    except Exception as error:
        recording.raise_(error)
        raise


def around_work(original, work):
    try:
        return original(work)
    except Exception as error:
        recording.raise_(error)
        raise


def install():
    """Once for the life of the interpreter."""
    event.listen(Session, "loaded_as_persistent", careful(loaded), raw=True)
    event.listen(Session, "pending_to_transient", careful(left))
    event.listen(Session, "persistent_to_transient", careful(left))
    event.listen(Session, "after_flush", careful(flush_done))
    event.listen(Session, "after_flush_postexec", careful(flush_settled))
    event.listen(Session, "after_soft_rollback", careful(rolled_back))
    event.listen(Mapper, "mapper_configured", listen_to_attributes)
    event.listen(Engine, "handle_error", failed)
    wrap(Session, "__init__", around_init)
    wrap(Session, "close", around_close)
    for name in DELETING:
        wrap(Session, name, around_delete)
    wrap(Session, "_delete_impl", around_marking)
    wrap(Session, "_update_impl", around_update)
    wrap(Session, "expunge", around_expunge)
    wrap(Session, "_flush", around_flush)
    for name in CALLS:
        wrap(Session, name, around_call)
    wrap(Session, "_remove_newly_deleted", around_removal)
    wrap(CollectionAttribute, "set_committed_value", around_read)
    wrap(UOWTransaction, "register_object", around_registration)
    wrap(UOWTransaction, "_generate_actions", around_plan)
    wrap(UOWTransaction, "execute", around_work)
    unit_of_work.install(wrap)
