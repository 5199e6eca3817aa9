"""Chooses a picture for a failed check by what it compared."""

from __future__ import annotations

from torchgrade.checks.seen import Numbers, Order, Units, seen_by
from torchgrade.student.pictures.band import band_of, picture_of_band
from torchgrade.student.pictures.factor import factor_said
from torchgrade.student.pictures.order import picture_of_order
from torchgrade.student.pictures.picture import Picture
from torchgrade.student.pictures.places import picture_of_places, places_off
from torchgrade.student.pictures.units import picture_of_units

__all__ = ["picture_of"]


def picture_of(error: BaseException) -> Picture | None:
    """Return a picture of what a check compared; None if it would say no more than the words.

    Args:
        error: the exception of a failed public test.
    """
    seen = seen_by(error)
    if isinstance(seen, Units):
        return picture_of_units(seen)
    if isinstance(seen, Order):
        return picture_of_order(seen)
    band = band_of(seen) if isinstance(seen, Numbers) else None
    if band is not None:
        return picture_of_band(band, factor_said(seen))
    places = places_off(error)
    return None if places is None else picture_of_places(places, factor_said(seen))
