"""What a program asks its environment for: an address of PostgreSQL, which leads here, and anything else that it cannot do
without.
"""

import os
import re

# For a script that takes its URL from the environment, as the one does that the page copies, which says how to call it.
_ASYNC_URL = "postgresql+asyncpg://"
_URL = "postgresql+psycopg://"
_IS_ASYNC = re.compile(r"\b(?:create_async_engine|async_engine_from_config|async_sessionmaker|AsyncSession)\b")
_ASKED_FOR = re.compile(r"""(?:environ\s*(?:\[|\.get\(|\.setdefault\()|getenv\()\s*["'](\w*(?:URL|URI|DSN))["']""")
_NAMED_URL = re.compile(r"\bDATABASE_URL=(postgresql(?:\+\w+)?://)")
_DEMANDED = re.compile(r"""\benviron\s*\[\s*["'](\w+)["']\s*\](?!\s*=[^=])""")
_SOME_VALUE = "1"


def give_environment(text, say=lambda sentence: None):
    """`text` is that of all files; an address is on a driver that goes with it. `say` hears of other values."""
    named = _NAMED_URL.search(text)
    url = named[1] if named else _ASYNC_URL if _IS_ASYNC.search(text) else _URL
    addresses = {"DATABASE_URL", *_ASKED_FOR.findall(text)}
    for name in addresses:
        os.environ[name] = url
    for name in dict.fromkeys(_DEMANDED.findall(text)):
        if name not in addresses and name not in os.environ:
            os.environ[name] = _SOME_VALUE
            say(f"The environment of a tab has no {name}: it was given the value {_SOME_VALUE}")
