"""The ways by which readers add, correct and translate records without an account."""

from __future__ import annotations

from toolkit_builder.publishing.collections.records import Asked
from toolkit_builder.publishing.site import Reader
from toolkit_builder.publishing.views import Collection


def make_contribute(_: Asked, __: Reader) -> Collection:
    """Return the ways: they are the same in every toolkit."""
    return Collection("contribute")
