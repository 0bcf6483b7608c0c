"""Which Django app is this room?"""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Published patterns and the councils' adoptions of them."""

    name = "commonhall.catalogue"
    label = "catalogue"
