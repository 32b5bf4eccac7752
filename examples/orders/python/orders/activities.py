"""The activities: Temporal on the one side, services on the other, and no rule of their own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from temporalio import activity
from temporalio.exceptions import ApplicationError, CancelledError

from orders.domain import OrderError
from orders.services import PaymentService, ReminderService, ShippingService, StockService


def idempotency_key() -> str:
    """What is the same for every attempt of one step: the activity's id. A flow gives it RUN_ID/PATH."""
    return activity.info().activity_id


@contextmanager
def translating_errors() -> Iterator[None]:
    """Errors of the domain become failures of Temporal: the code becomes the type, by which callers tell them apart."""
    try:
        yield
    except OrderError as error:
        raise ApplicationError(
            str(error), error.details, type=error.code, non_retryable=not error.retryable
        ) from error


class OrderActivities:
    def __init__(
        self, stock: StockService, payments: PaymentService, shipping: ShippingService, reminders: ReminderService
    ) -> None:
        self._stock = stock
        self._payments = payments
        self._shipping = shipping
        self._reminders = reminders

    @activity.defn(name="ValidateOrder")
    def validate_order(self, order: dict[str, Any]) -> dict[str, Any]:
        with translating_errors():
            return {"total_cents": self._stock.price(order)}

    @activity.defn(name="ReserveStock")
    def reserve_stock(self, order: dict[str, Any]) -> dict[str, Any]:
        with translating_errors():
            return {"reservation_id": self._stock.reserve(idempotency_key(), order["order_id"], order["items"])}

    @activity.defn(name="ReleaseStock")
    def release_stock(self, reservation: dict[str, Any]) -> dict[str, Any]:
        with translating_errors():
            self._stock.release(reservation["reservation_id"])
            return {"released": True}

    @activity.defn(name="ProcessPayment")
    def process_payment(self, payment: dict[str, Any]) -> dict[str, Any]:
        with translating_errors():
            payment_id = self._payments.charge(
                idempotency_key(), payment["order_id"], payment["amount_cents"], payment["card"]
            )
            return {"payment_id": payment_id}

    @activity.defn(name="RefundPayment")
    def refund_payment(self, payment: dict[str, Any]) -> dict[str, Any]:
        with translating_errors():
            refund_id, amount_cents = self._payments.refund(idempotency_key(), payment["payment_id"])
            return {"refund_id": refund_id, "amount_cents": amount_cents}

    @activity.defn(name="ShipOrder", no_thread_cancel_exception=True)
    def ship_order(self, order: dict[str, Any]) -> dict[str, Any]:
        with translating_errors():
            tracking = self._shipping.ship(
                idempotency_key(),
                order,
                on_packed=lambda packed, units: activity.heartbeat({"packed": packed, "units": units}),
                stopped=activity.is_cancelled,
            )
            if tracking is None:
                raise CancelledError("Stopped while it was packed")
            return {"tracking": tracking}

    @activity.defn(name="SendReminder")
    def send_reminder(self, reminder: dict[str, Any]) -> dict[str, Any]:
        with translating_errors():
            return {"sent": self._reminders.remind(idempotency_key(), reminder["order_id"], reminder["to"])}

    def all(self) -> list[Callable[..., Any]]:
        return [
            self.validate_order,
            self.reserve_stock,
            self.release_stock,
            self.process_payment,
            self.refund_payment,
            self.ship_order,
            self.send_reminder,
        ]
