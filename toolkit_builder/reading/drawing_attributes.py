"""Attributes of drawings: which are kept, left out and refused."""

from __future__ import annotations

import re
from typing import NoReturn

from toolkit_builder.model.shapes import Shape
from toolkit_builder.reading.allowed_in_drawings import ADDRESSES, ATTRIBUTES, REFERRING, XLINK, XML, is_active
from toolkit_builder.reading.drawing_faults import Reason, RefusedError
from toolkit_builder.reading.styles import UnsafeStyleError, is_plain, read_declarations


def take_attribute(shape: Shape, typed: str, value: str, namespace: str) -> None:
    """Give a shape an attribute, if it may have that; ``namespace`` is what its prefix stands for. Raises RefusedError."""
    prefix, _, name = typed.rpartition(":")
    if namespace == XML:
        _take_xml_attribute(shape, typed, value)
    elif namespace == XLINK:
        if name == "href":
            _take_reference(shape, typed, value)
    elif prefix and is_active(namespace):
        raise RefusedError(Reason.UNSAFE, typed, typed)
    elif not prefix:
        _take_own_attribute(shape, name, value)


def _take_xml_attribute(shape: Shape, typed: str, value: str) -> None:
    if typed == "xml:base" and value.strip():
        _refuse_value(typed, value)
    if typed == "xml:lang" or (typed == "xml:space" and value in ("default", "preserve")):
        shape.attributes[typed] = value


def _take_own_attribute(shape: Shape, name: str, value: str) -> None:
    if name.lower().startswith("on"):
        raise RefusedError(Reason.UNSAFE, f"{name}=", name)
    if name.lower() == "href":
        _take_reference(shape, name, value)
    elif name.lower() in ADDRESSES and value.strip():
        _refuse_value(name, value)
    elif name == "style":
        _take_style(shape, value)
    elif name in ("id", "class", "lang"):
        shape.attributes[name] = value
    elif name in ATTRIBUTES or "url(" in value.lower():
        if not is_plain(value):
            _refuse_value(name, value)
        if name in ATTRIBUTES and shape.tag != "style":
            shape.attributes[name] = value


def _take_reference(shape: Shape, typed: str, value: str) -> None:
    """Keep a reference to a place within the drawing; without a prefix, which browsers prefer where there are both."""
    value = value.strip()
    if value and not re.fullmatch(r"#[^\s\"'<>\\]*+", value):
        _refuse_value(typed, value)
    if len(value) > 1 and shape.tag in REFERRING and (typed == "href" or "href" not in shape.attributes):
        shape.attributes["href"] = value


def _take_style(shape: Shape, value: str) -> None:
    try:
        kept = read_declarations(value)
    except UnsafeStyleError as error:
        raise RefusedError(Reason.UNSAFE, f'style="{error}', "style") from None
    if kept:
        shape.attributes["style"] = kept


def _refuse_value(typed: str, value: str) -> NoReturn:
    raise RefusedError(Reason.UNSAFE, f'{typed}="{value}', typed)
