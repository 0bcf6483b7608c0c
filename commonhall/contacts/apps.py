"""Which Django app is this room?"""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """The council's own records of who and where."""

    name = "commonhall.contacts"
    label = "contacts"

    def ready(self) -> None:
        """Let the gazetteer provider read the council's properties, and that of its own map the council's streets."""
        from commonhall.capabilities.addresses.port import plug_source
        from commonhall.capabilities.maps.port import plug_streets
        from commonhall.contacts.mapping import StreetRecords
        from commonhall.contacts.queries import PropertyRecords

        plug_source(PropertyRecords())
        plug_streets(StreetRecords())
