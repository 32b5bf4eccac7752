"""The rules: what happens with stock, payments, shipments and reminders."""

import time
from collections.abc import Callable
from typing import Any

from orders.domain import OrderError, problems_of, total_of, units_of
from orders.repositories import PaymentRepository, ReminderRepository, ShipmentRepository, StockRepository

# Cards to try things out with, as payment providers have them. With the last one money moves as it should, and the
# answer is lost: whoever asked cannot know, and has to ask again.
DECLINED = "card_declined"
ANSWER_LOST = "card_answer_lost"

SERVED = {"AT", "CH", "DE", "ES", "FR", "GB", "IT", "NL", "PL", "US"}


class StockService:
    def __init__(self, stock: StockRepository) -> None:
        self._stock = stock

    def price(self, order: dict[str, Any]) -> int:
        """What the order costs, in cents."""
        prices = self._stock.prices()
        problems = problems_of(order, prices)
        if problems:
            message = f"Order {order['order_id']} cannot be carried out."
            raise OrderError("OrderInvalid", message, {"problems": problems})
        return total_of(order["items"], prices)

    def reserve(self, key: str, order_id: str, items: list[dict[str, Any]]) -> str:
        reservation_id = self._stock.reserve(key, order_id, items)
        if reservation_id is None:
            raise OrderError("OutOfStock", f"There is too little in stock for order {order_id}.")
        return reservation_id

    def release(self, reservation_id: str) -> None:
        if not self._stock.release(reservation_id):
            raise OrderError("ReservationUnknown", f"There is no reservation {reservation_id}.")


class PaymentService:
    """Takes money and gives it back. The same key again moves no money again."""

    def __init__(self, payments: PaymentRepository) -> None:
        self._payments = payments

    def charge(self, key: str, order_id: str, amount_cents: int, card: str) -> str:
        if card == DECLINED:
            raise OrderError("CardDeclined", f"The card of order {order_id} was declined.")
        payment_id, is_new = self._payments.charge(key, order_id, amount_cents, card)
        self._answer(card, is_new)
        return payment_id

    def refund(self, key: str, payment_id: str) -> tuple[str, int]:
        payment = self._payments.find(payment_id)
        if payment is None:
            raise OrderError("PaymentUnknown", f"There is no payment {payment_id}.")
        refund_id, is_new = self._payments.refund(key, payment_id, payment["amount_cents"])
        self._answer(payment["card"], is_new)
        return refund_id, payment["amount_cents"]

    def _answer(self, card: str, is_new: bool) -> None:
        if is_new and card == ANSWER_LOST:
            raise OrderError("PaymentUnreachable", "The connection to the bank was lost.")


class ShippingService:
    """Packs unit by unit, which takes its time, and sends."""

    def __init__(self, shipments: ShipmentRepository, packing_seconds: float) -> None:
        self._shipments = shipments
        self._packing_seconds = packing_seconds

    def ship(
        self,
        key: str,
        order: dict[str, Any],
        on_packed: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> str | None:
        """Goes on where an earlier call under the same key came to. None where it was stopped: then nothing is sent."""
        country = order["address"]["country"]
        if country not in SERVED:
            raise OrderError("AddressUnknown", f"Nobody delivers to {country}.")
        tracking = f"MR-{order['order_id']}"
        shipment = self._shipments.begin(key, order["order_id"], tracking, units_of(order["items"]))
        if shipment["status"] == "sent":
            return tracking
        for packed in range(shipment["packed"], shipment["units"]):
            time.sleep(self._packing_seconds)
            if stopped():
                self._shipments.stop(key)
                return None
            # An attempt that was given up may still be at it: it hears of that with its next heartbeat.
            if not self._shipments.pack_one(key, packed):
                raise OrderError("PackedElsewhere", f"Order {order['order_id']} is being packed by somebody else.")
            on_packed(packed + 1, shipment["units"])
        self._shipments.send(key)
        return tracking


class ReminderService:
    """Reminds people. What is kept here a mailer would send."""

    def __init__(self, reminders: ReminderRepository) -> None:
        self._reminders = reminders

    def remind(self, key: str, order_id: str, recipient: str) -> bool:
        return self._reminders.add(key, order_id, recipient)
