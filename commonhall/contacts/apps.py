"""Which Django app is this room?"""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """The council's own records of who and where."""

    name = "commonhall.contacts"
    label = "contacts"

    def ready(self) -> None:
        """Let the gazetteer provider read the council's properties."""
        from commonhall.capabilities.addresses.port import plug_source
        from commonhall.contacts.queries import PropertyRecords

        plug_source(PropertyRecords())
