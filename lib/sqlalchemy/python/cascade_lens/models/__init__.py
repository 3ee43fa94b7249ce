"""Deletes of classes whose author brought no program: their tables, rows for them, and the program that deletes one."""
