"""What is being recorded, and in which phase of the operation: the one place that talks to JavaScript.

The host is a JavaScript object: exchange(at, kind, sql, parameters, line, driver, connection) sends a statement, with the
empty string for `at` when it is no part of the trace; session(json) and warning(json) take events; start(json) begins the
trace, or begins it anew, and says which class is mapped to which table; suspects(json) takes, after a COMMIT, which objects
Python has in its Sessions as they were loaded, and answers which of them to compare with their rows: stale(json, at) takes
those that differ. What unit_of_work.py says to it is no event:
flush_begins(), planned(), task_begins(), task_ends(json), flush_ends(json) and identity_map(when, json).
"""

from contextlib import contextmanager
import json
import re
import sys
import weakref

from sqlalchemy.exc import SADeprecationWarning, SAWarning
from sqlalchemy_pglite.dbapi import Turn
from sqlalchemy_pglite.drivers.report import report_of


class Host:
    """The host's functions, as long as there is one: a snapshot of Python's memory cannot hold any."""

    def connect(self, functions):
        for name in (
            "exchange", "session", "warning", "start", "suspects", "stale",
            "flush_begins", "planned", "task_begins", "task_ends", "flush_ends", "identity_map",
        ):  # fmt: skip
            setattr(self, name, getattr(functions, name))

    def disconnect(self):
        self.__dict__.clear()


host = Host()


# A bulk DELETE or a TRUNCATE, whoever sends it; comments may stand before it.
_BEFORE = r"(?:\s|--[^\n]*\n|/\*.*?\*/)*"
_DELETES = re.compile(_BEFORE + r"(?:(?:DELETE|TRUNCATE)\b|WITH\b.*\bDELETE\s+FROM\b)", re.IGNORECASE | re.DOTALL)
_CHANGES = re.compile(_BEFORE + r"(?:(?:INSERT|UPDATE|MERGE)\b|WITH\b.*\b(?:INSERT\s+INTO|UPDATE|MERGE)\b)", re.IGNORECASE | re.DOTALL)


class Recording:
    def __init__(self):
        self.reset(None)

    def reset(self, filename):
        """Before a run. `filename` is the program whose lines statements are attributed to."""
        self.filename = filename
        self.active = False
        # Whether opening a Session before the operation starts the trace, or its caller does.
        self.begins_with_session = False
        # Whether the first thing that deletes begins the operation.
        self.begins_with_delete = False
        # Or else the transaction before which so many have ended.
        self.begins_after = None
        # Called where either begins it.
        self.begin_operation = lambda: None
        # How many transactions have ended, and how many had before the last one that changed anything in the preparations.
        self.ended = 0
        self.changed_after = None
        self._watched = None
        self._kept = None
        # Those that were opened before the operation, weakly.
        self.sessions = []
        self.phase = "setup"
        self.flushing = 0
        self.in_transaction = False
        # The Session was closed, and the transaction that it took part in goes on.
        self.ends_with_transaction = False
        self.raised = None
        # The connection whose statements are the Session's own.
        self.connection = None
        # What could not be observed, in sentences, and why.
        self.missing = {}
        # The names of the classes whose objects are rows of each table.
        self.classes = dict
        # Called after each COMMIT of the Session's connection in the operation of a program.
        self.committed = None
        # Called before anything is sent or said, to say first what came before it.
        self.settle = lambda: None

    @property
    def session(self):
        """The one that is watched."""
        return self._watched and self._watched()

    def _watch(self, session):
        self._watched = weakref.ref(session)
        # Whatever the preparations drop takes its connection with it.
        self._kept = None if self.phase == "setup" else session

    def opened(self, session):
        """A Session was made. It is the operation's own, when the one before it has nothing in hand."""
        before = self.session
        if self.phase != "setup":
            if self._is_idle(before):
                self._watch(session)
            return
        self.sessions.append(weakref.ref(session))
        # Or else it may work beside that one for a while, as another connection does.
        if self._is_idle(before) or self._is_expired(before):
            self._watch(session)
            if self.begins_with_session:
                self._start()

    def choose(self, session=None):
        """The Session that is watched is the one that begins the operation, or else the newest with something in hand.

        Whether it is another one than before.
        """
        before = self.session
        if session is None:
            known = [each() for each in self.sessions]
            session = next((each for each in reversed(known) if not self._is_idle(each)), before)
        if session is not None:
            self._watch(session)
        self._kept = session
        return session is not before

    def closed(self, session):
        """What a program asks afterwards, such as which rows are left, is no part of the operation.

        What becomes of an outer transaction, in which the Session took part, is.
        """
        if self.begins_with_session and self.phase != "setup" and self.session is session:
            self.ends_with_transaction = self.in_transaction
            self.active = self.in_transaction

    def begin(self):
        """The operation begins, for a program without a Session of its own, too.

        When the last Session has nothing in hand, what it did before is no part of what comes.
        """
        if not self.active or self._is_idle(self.session):
            self._start()

    @staticmethod
    def _is_idle(session):
        """Whether a Session has nothing in hand."""
        return session is None or not (session.in_transaction() or session._new or session.identity_map.all_states())

    @staticmethod
    def _is_expired(session):
        """Whether all that it has in hand will be read anew."""
        in_hand = session.in_transaction() or session._new
        return not in_hand and all(state.expired for state in session.identity_map.all_states())

    def is_elsewhere(self, session):
        """Another Session than the one that is watched, which is what another connection does."""
        return self.begins_with_session and self.session is not None and session is not self.session

    def _start(self):
        self.active = True
        classes = {}
        with self.observing("Which class is mapped to which table"):
            classes = self.classes()
        host.start(json.dumps(classes))

    @property
    def at(self):
        return "flush" if self.flushing and self.phase != "setup" else self.phase

    def exchange(self, kind, sql, parameters, driver=None):
        """The wire of the DBAPI."""
        if kind == "transaction" and sql.startswith("BEGIN") and self.is_due():
            self.begin_operation()
        try:
            return self._exchange(kind, sql, parameters, driver)
        finally:
            if kind == "transaction":
                self.in_transaction = sql.startswith("BEGIN")
                self.ended += not self.in_transaction
                if self.ends_with_transaction and not self.in_transaction:
                    self.active = False

    def _exchange(self, kind, sql, parameters, driver):
        if self.begins_with_delete and self.phase == "setup" and not self.flushing and _DELETES.match(sql):
            self.begin_operation()
        if self.phase == "setup" and _CHANGES.match(sql):
            self.changed_after = self.ended
        if not self.active or kind == "lookup":
            return host.exchange("", kind, sql, parameters, 0, driver)
        self.settle()
        at = self.at
        if sql == "COMMIT":
            at = "setup" if self.phase == "setup" else "commit"
        number = self._number()
        answer = host.exchange(at, kind, sql, parameters, self._line(), driver, number)
        if sql == "COMMIT" and at != "setup" and number == 1 and self.committed is not None:
            with self.observing("Which objects are stale"):
                if json.loads(answer)["error"] is None:
                    self.committed()
        return answer

    def is_due(self):
        """Whether the transaction that comes next is the one that begins the operation."""
        return self.phase == "setup" and self.begins_after == self.ended

    def _number(self):
        """2 for a connection that works while another one has a transaction open."""
        if self.connection is None or not self.connection._in_transaction:
            self.connection = Turn.holder
        return 1 if self.connection is Turn.holder else 2

    def _line(self):
        """The line of the program that is being executed, 0 when there is none: the innermost of its frames."""
        frame = sys._getframe(2)
        while frame is not None:
            if frame.f_code.co_filename == self.filename:
                return frame.f_lineno or 0
            frame = frame.f_back
        return 0

    def say(self, action, note, objects=(), collections=(), at=None, **more):
        if not self.active:
            return
        event = {
            "type": "session",
            "at": at or self.at,
            "action": action,
            "note": note,
            "rule": None,
            "objects": list(objects),
            "collections": list(collections),
            **more,
        }
        with self.observing("An event of the Session"):
            host.session(json.dumps(event, default=str))

    def warn(self, category, message):
        """Of what comes before the trace only SQLAlchemy's own."""
        if self.active or issubclass(category, (SAWarning, SADeprecationWarning)):
            host.warning(json.dumps({"class": category.__name__, "message": str(message), "at": self.at}))

    @contextmanager
    def observing(self, what):
        """Whatever fails in observing never fails the program: it is said to be missing."""
        try:
            yield
        except Exception as error:
            self.missing[f"{what} could not be observed: {type(error).__name__}: {error}"] = None

    def raise_(self, error):
        """Says once that an exception was raised; it passes several places on its way."""
        if self.raised is error:
            return
        self.raised = error
        self.settle()
        described = describe(error)
        code = f" (SQLSTATE {described['sqlstate']})" if described["sqlstate"] else ""
        # Where an object lies in memory is nobody's affair.
        message = re.sub(r" at 0x[0-9a-f]+", "", described["message"])
        self.say("raised", f"{described['class']}{code}: {message}", error=described)
        # Whoever catches an error of the preparations goes on with them.
        if self.phase != "setup":
            self.phase = "after-error"


def _words(value):
    """What an exception says of itself, if it can."""
    try:
        return str(value)
    except BaseException as raised:
        return f"its __str__() raised {type(raised).__name__}"


def _text(error, name):
    value = getattr(error, name, None)
    return None if value is None else _words(value)


def describe(error):
    """An exception as the trace shows it: PostgreSQL's own words inside the class that SQLAlchemy wraps them in."""
    original = getattr(error, "orig", None) or error
    report = report_of(original)
    if report is not None:
        return {
            "class": type(error).__name__,
            "sqlstate": report["C"],
            "message": report["M"],
            "detail": report["D"],
            "constraint": report["n"],
        }
    return {
        "class": type(error).__name__,
        "sqlstate": _text(original, "sqlstate"),
        "message": _words(original),
        "detail": _text(original, "detail"),
        "constraint": _text(original, "constraint"),
    }


recording = Recording()
# The DBAPI's default wire.
sys.modules["pglite_wire"] = recording
