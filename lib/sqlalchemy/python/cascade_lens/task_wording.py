"""One plain sentence for each task of the unit of work: what it is there for, with the objects that it has in hand.

What each does: orm/unitofwork.py and the process_saves() and process_deletes() of orm/dependency.py, 2.0.58 and 2.1.9.
"""

from sqlalchemy.orm.interfaces import MANYTOMANY, ONETOMANY

from .series import DetectKeySwitch, TASKS
from .wording import called


def sentence_of(task, states, deletes):
    dependency = getattr(task, "dependency_processor", None)
    if not states:
        what = (dependency.parent if dependency else task.mapper).class_.__name__
        return f"Nothing to do: no {what} {'is deleted' if deletes else 'is saved'} in this flush"
    if dependency is not None:
        return _of_relationship(dependency, states, deletes)
    if isinstance(task, TASKS["PostUpdateAll"]):
        return f"Sends an UPDATE for {called(states)} by itself (post_update), so that no row waits for another"
    if deletes:
        return f"Sends the DELETE for {called(states)}"
    return f"Sends INSERT or UPDATE for {called(states)}, where a column has changed"


def _of_relationship(dependency, states, deletes):
    name = f"{dependency.parent.class_.__name__}.{dependency.key}"
    if isinstance(dependency, DetectKeySwitch):
        return f"Looks in {name} for objects whose primary key has changed"
    if dependency.direction is MANYTOMANY:
        table = dependency.secondary.name
        if deletes:
            return f"Deletes the rows of {table} that {name} lists for {called(states)}"
        return f"Adds and removes rows of {table}, as {name} of {called(states)} has changed"
    target = dependency.mapper.class_.__name__.lower()
    columns = ", ".join(dict.fromkeys(column.name for _, column in dependency.prop.synchronize_pairs))
    if dependency.direction is ONETOMANY:
        of = f"{name} of {called(states)}"
        if not deletes:
            sets_null = not dependency.cascade.delete_orphan and dependency.passive_deletes != "all"
            also = f", and sets it to NULL in each that was removed from {name}" if sets_null else ""
            return f"Writes {columns} into each {target} that was added to {of}{also}"
        if dependency.passive_deletes == "all" and not dependency.post_update:
            return f"Leaves {columns} as it is in {of}: passive_deletes='all'"
        if dependency.cascade.delete_orphan:
            return f"Sets no {columns} to NULL: nothing in {of} is kept"
        if dependency.cascade.delete:
            return f"Sets {columns} to NULL only in what had been removed from {of}: nothing else is kept"
        which = " that Python has loaded" if dependency.passive_deletes else ""
        return f"Sets {columns} to NULL in each {target} in {of}{which}"
    if deletes:
        return f"Nothing to do: {columns} goes with {called(states)}"
    return f"Copies the key of the {target} in {name} into {columns} of {called(states)}"
