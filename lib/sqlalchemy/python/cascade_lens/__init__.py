"""Watches SQLAlchemy at work and tells JavaScript what it did, as events of a trace."""
