"""Where models that a reader brought make engines, those lead here, whatever database and driver they name."""

from contextlib import contextmanager

from sqlalchemy.engine import make_url, URL

ADDRESS = "postgresql+psycopg://"
_HERE = {"postgresql", *(f"postgresql+{driver}" for driver in ("psycopg", "psycopg_async", "psycopg2", "asyncpg"))}
_OF_ANY = {"_is_async", "echo", "future"}
"""The settings of an engine that are of no one database."""


@contextmanager
def leading_here(say=lambda sentence, mention: None):
    """While it lasts. `say` hears of each database that was named, and what finds it in the texts."""
    instantiate = URL._instantiate_plugins

    def given(url, settings):
        if url.drivername not in _HERE:
            say(f"The engine for {url.drivername} was led to PostgreSQL", rf"\b{url.get_backend_name()}\b")
            url = make_url(ADDRESS)
            settings = {name: value for name, value in settings.items() if name in _OF_ANY}
        return instantiate(url, settings)

    URL._instantiate_plugins = given
    try:
        yield
    finally:
        URL._instantiate_plugins = instantiate
