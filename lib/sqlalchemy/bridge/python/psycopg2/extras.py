"""What SQLAlchemy's dialect asks of a connection when it opens; hstore stays with SQLAlchemy, which reads its text."""

import json

from sqlalchemy_pglite.drivers.literals import quoted


def register_uuid(oids=None, conn_or_curs=None):
    """UUIDs are read and written by themselves."""


class HstoreAdapter:
    @staticmethod
    def get_oids(conn_or_curs):
        return (), ()


def register_hstore(conn_or_curs, **_):
    """See above."""


def register_default_json(conn_or_curs=None, loads=None, **_):
    conn_or_curs._session.decoders[114] = loads


def register_default_jsonb(conn_or_curs=None, loads=None, **_):
    conn_or_curs._session.decoders[3802] = loads


def execute_batch(cur, sql, argslist, page_size=100):
    for parameters in argslist:
        cur.execute(sql, parameters)


class Json:
    def __init__(self, adapted, dumps=json.dumps):
        self.adapted = adapted
        self._dumps = dumps

    def getquoted(self):
        return quoted(self._dumps(self.adapted))

    def __str__(self):
        return self._dumps(self.adapted)
