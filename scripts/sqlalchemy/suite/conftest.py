"""pytest's way into SQLAlchemy's own suite of tests for dialects."""

import pytest
import sqlalchemy_pglite

pytest.register_assert_rewrite("sqlalchemy.testing.assertions")

from sqlalchemy.testing.plugin.pytestplugin import *  # noqa: E402, F403
import sqlalchemy.dialects.postgresql.provision  # noqa: E402, F401 - temporary tables, SET search_path
