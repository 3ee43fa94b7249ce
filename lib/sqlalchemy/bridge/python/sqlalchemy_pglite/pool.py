"""A pool of the one connection that there is."""

from sqlalchemy import exc, pool


class OneConnectionPool(pool.Pool):
    """PGlite is one session of PostgreSQL: a second connection at the same time would share its transaction.

    So a second one is refused, where StaticPool would hand out the first again and mix the two transactions up. What a
    program tells a QueuePool of its size and of waiting is taken and has no meaning here.
    """

    def __init__(self, creator, pool_size=1, max_overflow=0, timeout=0, use_lifo=False, **options):
        super().__init__(creator, **options)
        self._record = None
        self._free = True

    def _do_get(self):
        if not self._free:
            raise exc.TimeoutError("PGlite has one connection, and it is in use: close it before you ask for another")
        if self._record is None:
            self._record = self._create_connection()
        self._free = False
        return self._record

    def _do_return_conn(self, record):
        self._free = True

    def recreate(self):
        return type(self)(
            self._creator,
            recycle=self._recycle,
            echo=self.echo,
            logging_name=self._orig_logging_name,
            reset_on_return=self._reset_on_return,
            pre_ping=self._pre_ping,
            _dispatch=self.dispatch,
            dialect=self._dialect,
        )

    def dispose(self):
        if self._record is not None and self._free:
            self._record.close()
            self._record = None

    def status(self):
        return "OneConnectionPool: the connection is " + ("free" if self._free else "in use")
