"""A pool of connections that take turns on the one session of PostgreSQL that there is."""

from sqlalchemy import exc, pool


class TurnsPool(pool.Pool):
    """A QueuePool that nobody can wait for: whoever would have to is refused at once.

    The connections see to it themselves that no two transactions are mixed up (dbapi.Connection).
    """

    def __init__(self, creator, pool_size=5, max_overflow=10, timeout=30, use_lifo=False, **options):
        super().__init__(creator, **options)
        self._limits = {"pool_size": pool_size, "max_overflow": max_overflow, "timeout": timeout, "use_lifo": use_lifo}
        self._free = []
        self._in_use = 0

    def _do_get(self):
        size, overflow = self._limits["pool_size"], self._limits["max_overflow"]
        if size > 0 and overflow >= 0 and self._in_use >= size + overflow:
            raise exc.TimeoutError(
                f"QueuePool limit of size {size} overflow {overflow} reached, and nobody else is there to wait for",
                code="3o7r",
            )
        record = self._free.pop() if self._free else self._create_connection()
        self._in_use += 1
        return record

    def _do_return_conn(self, record):
        self._in_use -= 1
        self._free.append(record)

    def recreate(self):
        return type(self)(
            self._creator,
            **self._limits,
            recycle=self._recycle,
            echo=self.echo,
            logging_name=self._orig_logging_name,
            reset_on_return=self._reset_on_return,
            pre_ping=self._pre_ping,
            _dispatch=self.dispatch,
            dialect=self._dialect,
        )

    def dispose(self):
        while self._free:
            self._free.pop().close()

    def status(self):
        return f"TurnsPool: {self._in_use} in use, {len(self._free)} free"
