"""The adapters that SQLAlchemy hands to a connection: here they only carry what reads JSON."""


class AdaptersMap:
    def __init__(self, template=None):
        self.json_loads = getattr(template, "json_loads", None)

    def register_loader(self, oid, loader):
        """Everything that is no type of SQLAlchemy's comes as text already."""

    def register_dumper(self, class_, dumper):
        """Values are written as the bridge writes them."""
