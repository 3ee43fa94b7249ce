"""asyncpg, psycopg and psycopg2 on the wire: what the packages of these names beside this one are made of.

The packages stand in for the drivers, which are written in C, as far as SQLAlchemy's own dialects and the usual except
block need them. The dialects are SQLAlchemy's, with a pool of the one connection that there is.
"""
