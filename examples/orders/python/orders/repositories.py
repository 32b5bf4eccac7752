"""What is kept, in SQLite: the same file and tables as the TypeScript worker's."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

SCHEMA = Path(__file__).parents[2] / "schema.sql"


class Database:
    """A SQLite file. Each transaction has a connection of its own, so that threads share none."""

    def __init__(self, file: str) -> None:
        self._file = file
        connection = self._connect()
        connection.execute("pragma journal_mode = wal")
        connection.executescript(SCHEMA.read_text())
        connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of it, or nothing; what is read in it nobody else changes before it is written."""
        connection = self._connect()
        try:
            connection.execute("begin immediate")
            yield connection
            connection.execute("commit")
        finally:
            # What was not committed is rolled back by this.
            connection.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file, timeout=5, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("pragma foreign_keys = on")
        return connection


class StockRepository:
    def __init__(self, database: Database) -> None:
        self._database = database

    def prices(self) -> dict[str, int]:
        with self._database.transaction() as db:
            return {row["sku"]: row["price_cents"] for row in db.execute("select sku, price_cents from stock")}

    def reserve(self, key: str, order_id: str, items: list[dict[str, Any]]) -> str | None:
        """Holds all units or none; under a known key, what was held then. None when there is too little of something."""
        with self._database.transaction() as db:
            known = db.execute("select id from reservations where key = ?", (key,)).fetchone()
            if known:
                return known["id"]
            wanted: Counter[str] = Counter()
            for line in items:
                wanted[line["sku"]] += int(line["quantity"])
            for sku, quantity in wanted.items():
                row = db.execute("select available from stock where sku = ?", (sku,)).fetchone()
                if row is None or row["available"] < quantity:
                    return None
            for sku, quantity in wanted.items():
                db.execute("update stock set available = available - ? where sku = ?", (quantity, sku))
            reservation_id = str(uuid4())
            db.execute(
                "insert into reservations (id, key, order_id, items) values (?, ?, ?, ?)",
                (reservation_id, key, order_id, json.dumps(items)),
            )
            return reservation_id

    def release(self, reservation_id: str) -> bool:
        """Gives the units back, once. False for a reservation that there is not."""
        with self._database.transaction() as db:
            row = db.execute("select items, released from reservations where id = ?", (reservation_id,)).fetchone()
            if row is None:
                return False
            if not row["released"]:
                for line in json.loads(row["items"]):
                    db.execute(
                        "update stock set available = available + ? where sku = ?",
                        (int(line["quantity"]), line["sku"]),
                    )
                db.execute("update reservations set released = 1 where id = ?", (reservation_id,))
            return True


class PaymentRepository:
    def __init__(self, database: Database) -> None:
        self._database = database

    def charge(self, key: str, order_id: str, amount_cents: int, card: str) -> tuple[str, bool]:
        """Keeps a payment; under a known key, gives the one that is there. Its id, and whether it is new."""
        with self._database.transaction() as db:
            known = db.execute("select id from payments where key = ?", (key,)).fetchone()
            if known:
                return known["id"], False
            payment_id = str(uuid4())
            db.execute(
                "insert into payments (id, key, order_id, amount_cents, card) values (?, ?, ?, ?, ?)",
                (payment_id, key, order_id, amount_cents, card),
            )
            return payment_id, True

    def find(self, payment_id: str) -> sqlite3.Row | None:
        with self._database.transaction() as db:
            return db.execute("select id, amount_cents, card from payments where id = ?", (payment_id,)).fetchone()

    def refund(self, key: str, payment_id: str, amount_cents: int) -> tuple[str, bool]:
        """Keeps a refund; where the payment has one, gives that. Its id, and whether it is new."""
        with self._database.transaction() as db:
            known = db.execute("select id from refunds where payment_id = ?", (payment_id,)).fetchone()
            if known:
                return known["id"], False
            refund_id = str(uuid4())
            db.execute(
                "insert into refunds (id, key, payment_id, amount_cents) values (?, ?, ?, ?)",
                (refund_id, key, payment_id, amount_cents),
            )
            return refund_id, True


class ShipmentRepository:
    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, key: str, order_id: str, tracking: str, units: int) -> sqlite3.Row:
        """Begins one; under a known key, gives the one that is there, as far as it is packed."""
        with self._database.transaction() as db:
            db.execute(
                "insert into shipments (key, order_id, tracking, units, status) values (?, ?, ?, ?, 'packing')"
                " on conflict (key) do update set status = 'packing' where status = 'stopped'",
                (key, order_id, tracking, units),
            )
            return db.execute(
                "select tracking, units, packed, status from shipments where key = ?", (key,)
            ).fetchone()

    def pack_one(self, key: str, packed: int) -> bool:
        """Packs the one after so many. False where somebody else has packed it meanwhile."""
        with self._database.transaction() as db:
            update = "update shipments set packed = packed + 1 where key = ? and packed = ?"
            return db.execute(update, (key, packed)).rowcount > 0

    def send(self, key: str) -> None:
        with self._database.transaction() as db:
            db.execute("update shipments set status = 'sent' where key = ?", (key,))

    def stop(self, key: str) -> None:
        """Stops one that is not sent; `begin` goes on with it."""
        with self._database.transaction() as db:
            db.execute("update shipments set status = 'stopped' where key = ? and status = 'packing'", (key,))


class ReminderRepository:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, key: str, order_id: str, recipient: str) -> bool:
        """Keeps that a reminder was sent. Whether it is new under its key."""
        with self._database.transaction() as db:
            added = db.execute(
                "insert into reminders (key, order_id, recipient) values (?, ?, ?) on conflict (key) do nothing",
                (key, order_id, recipient),
            )
            return added.rowcount > 0
