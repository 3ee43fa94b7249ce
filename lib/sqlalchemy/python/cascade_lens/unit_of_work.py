"""Hears what the unit of work plans and does: its own sorted list of tasks, the statements of each, the identity map.

The tasks are wrapped and called through unchanged. The list is taken where the unit of work sorts it, so that also
the tasks are known that an error kept from running.
"""

import json

from sqlalchemy.orm import unitofwork
from sqlalchemy.util import topological

from .recording import host, recording
from .series import TASK_NAMES, TASKS
from .task_wording import sentence_of
from .wording import by_class, keys_of


class Watch:
    """The flush that runs now: what is left of its list."""

    def __init__(self):
        self.work = None
        self.left = {}


watch = Watch()


class Sorting:
    """Stands in for sqlalchemy.util.topological inside of the unit of work; sorts again to know the whole list."""

    find_cycles = staticmethod(topological.find_cycles)

    @staticmethod
    def sort(tuples, allitems):
        _planned(topological.sort(tuples, allitems))
        return topological.sort(tuples, allitems)

    @staticmethod
    def sort_as_subsets(tuples, allitems):
        _planned(task for subset in topological.sort_as_subsets(tuples, allitems) for task in subset)
        return topological.sort_as_subsets(tuples, allitems)


def _planned(tasks):
    if not recording.active:
        return
    try:
        watch.left = dict.fromkeys(tasks)
    except Exception:
        # a circle that cannot be broken: the unit of work is about to find it out itself
        watch.left = {}
    host.planned()


def around_flush(original, session, *args, **kwargs):
    if not recording.active:
        return original(session, *args, **kwargs)
    host.flush_begins()
    try:
        return original(session, *args, **kwargs)
    finally:
        host.flush_ends(json.dumps(_not_reached()))
        watch.work, watch.left = None, {}


def around_plan(original, work):
    watch.work = work
    return original(work)


def _not_reached():
    """Only an error leaves tasks behind."""
    return [
        _described(together[0], _states_of(together) or _states_in_hand(together[0], watch.work), "not reached")
        for together in _aggregates(watch.left)
    ]


def _task_of_class(original, task, uow):
    """For SaveUpdateAll, ProcessAll, PostUpdateAll and DeleteAll."""
    if not recording.active:
        return original(task, uow)
    states = _states_in_hand(task, uow)
    return _observed([task], lambda: original(task, uow), lambda: states)


def _task_of_states(original, task, uow, recs):
    """For SaveUpdateState, ProcessState and DeleteState: one takes those like it out of `recs` and does them, too."""
    if not recording.active:
        return original(task, uow, recs)
    before = set(recs)
    together = [task]

    def execute():
        try:
            original(task, uow, recs)
        finally:
            together.extend(before.difference(recs))

    return _observed(together, execute, lambda: _states_of(together))


def _observed(tasks, execute, states):
    host.task_begins()
    outcome = "failed"
    try:
        execute()
        outcome = "done"
    finally:
        for task in tasks:
            watch.left.pop(task, None)
        host.task_ends(json.dumps(_described(tasks[0], states(), outcome)))


def _states_in_hand(task, uow):
    if isinstance(task, TASKS["ProcessAll"]):
        return list(task._elements(uow))
    if isinstance(task, TASKS["PostUpdateAll"]):
        states, _ = uow.post_update_states[task.mapper]
        return [state for state in states if uow.states[state][0] == task.isdelete]
    return list(uow.states_for_mapper_hierarchy(task.mapper, _deletes(task), False))


def _states_of(tasks):
    return [task.state for task in tasks if hasattr(task, "state")]


def _aggregates(tasks):
    """As the tasks for single objects would have run: those of one kind together."""
    groups = {}
    for task in tasks:
        what = getattr(task, "dependency_processor", None) or task.mapper
        groups.setdefault((type(task), what, _deletes(task)), []).append(task)
    return list(groups.values())


def _deletes(task):
    return getattr(task, "isdelete", isinstance(task, (TASKS["DeleteAll"], TASKS["DeleteState"])))


def _described(task, states, outcome):
    deletes = _deletes(task)
    dependency = getattr(task, "dependency_processor", None)
    mapper = dependency.parent if dependency else task.mapper
    return {
        "task": TASK_NAMES[type(task)],
        "of": f"{mapper.class_.__name__}.{dependency.key}" if dependency else mapper.class_.__name__,
        "deletes": deletes,
        "objects": groups_of(states),
        "sentence": sentence_of(task, states, deletes),
        "outcome": outcome,
    }


def groups_of(states):
    """Objects by class, in the order of their keys: the unit of work keeps them in sets."""
    return [
        {"entity": class_.__name__, "keys": _sorted(keys_of(members))} for class_, members in by_class(states).items()
    ]


def _sorted(keys):
    if set(map(type, keys)) == {int}:
        return sorted(keys)
    named = ["new" if key is None else key for key in keys]
    return sorted(named, key=lambda key: (isinstance(key, str), key))


def operation_begins():
    """The preparations are over."""
    recording.settle()
    recording.phase = "call"
    _say_identity_map("before", recording.session)


def before_close(session):
    """The operation is over when its Session is closed; when it has none, the last one that is closed counts."""
    if recording.phase != "setup" and recording.session in (None, session):
        _say_identity_map("after", session)


def _say_identity_map(when, session):
    if not recording.active or session is None:
        return
    named = {}
    for state in session.identity_map.all_states():
        named.setdefault(_condition(session, state), []).append(state)
    groups = [{**group, "state": name} for name, states in sorted(named.items()) for group in groups_of(states)]
    host.identity_map(when, json.dumps(groups))


def _condition(session, state):
    if state in session._deleted:
        return "marked-deleted"
    if state.expired:
        return "expired"
    return "modified" if state.modified else "persistent"


def install(wrap):
    """Once for the life of the interpreter; `wrap` is that of the observer."""
    unitofwork.topological = Sorting
    wrap(unitofwork.UOWTransaction, "_generate_actions", around_plan)
    for name in ("SaveUpdateAll", "ProcessAll", "PostUpdateAll", "DeleteAll"):
        wrap(TASKS[name], "execute", _task_of_class)
    for name in ("SaveUpdateState", "ProcessState", "DeleteState"):
        wrap(TASKS[name], "execute_aggregate", _task_of_states)
