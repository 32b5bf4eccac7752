"""What an order is, and what can go wrong with it. No I/O."""

import re
from collections.abc import Mapping
from typing import Any

# Codes by which flows and workflows tell errors apart, and whether another attempt may help.
RETRYABLE = {
    "OrderInvalid": False,
    "OutOfStock": False,
    "ReservationUnknown": False,
    "CardDeclined": False,
    "PaymentUnknown": False,
    "PaymentUnreachable": True,
    "AddressUnknown": False,
    "PackedElsewhere": True,
}


class OrderError(Exception):
    """An error of the domain."""

    def __init__(self, code: str, message: str, details: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.details = details or {}

    @property
    def retryable(self) -> bool:
        return RETRYABLE[self.code]


def problems_of(order: Mapping[str, Any], prices: Mapping[str, int]) -> list[dict[str, str]]:
    """All that is wrong with an order; empty for one that can be carried out."""
    problems = []
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", order["customer"]):
        problems.append({"path": "customer", "message": "is no e-mail address"})
    if not order["items"]:
        problems.append({"path": "items", "message": "is empty"})
    for at, line in enumerate(order["items"]):
        if line["sku"] not in prices:
            problems.append({"path": f"items[{at}].sku", "message": f"{line['sku']} is not sold"})
        if line["quantity"] != int(line["quantity"]) or line["quantity"] < 1:
            problems.append({"path": f"items[{at}].quantity", "message": "is no whole number from 1 on"})
    return problems


def total_of(items: list[dict[str, Any]], prices: Mapping[str, int]) -> int:
    """What a valid order costs, in cents."""
    return sum(int(line["quantity"]) * prices[line["sku"]] for line in items)


def units_of(items: list[dict[str, Any]]) -> int:
    """How many units are to be packed."""
    return sum(int(line["quantity"]) for line in items)
