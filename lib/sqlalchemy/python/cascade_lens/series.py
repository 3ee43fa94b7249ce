"""What differs between the series of SQLAlchemy for whoever watches it: names, so that nobody else asks which one runs."""

import sqlalchemy
from sqlalchemy.orm import attributes, dependency, unitofwork

_DIFFERENCES = {
    # What stands in front of the names in orm/unitofwork.py and orm/dependency.py; how a Session is told to delete.
    "2.0": {"private": "", "deleting": ("delete",)},
    "2.1": {"private": "_", "deleting": ("delete", "delete_all")},
}
_ours = _DIFFERENCES[".".join(sqlalchemy.__version__.split(".")[:2])]

# The tasks of the unit of work, by the names that 2.0 has for them and the trace, too.
TASKS = {
    name: getattr(unitofwork, _ours["private"] + name)
    for name in (
        "SaveUpdateAll", "ProcessAll", "PostUpdateAll", "DeleteAll", "SaveUpdateState", "ProcessState", "DeleteState",
    )
}  # fmt: skip
TASK_NAMES = {task: name for name, task in TASKS.items()}

DetectKeySwitch = getattr(dependency, f"{_ours['private']}DetectKeySwitch")

# The methods of Session that mark what they are given for deletion.
DELETING = _ours["deleting"]

CollectionAttribute = getattr(attributes, f"{_ours['private']}CollectionAttributeImpl")
