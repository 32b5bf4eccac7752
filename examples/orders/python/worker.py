"""A worker that serves the activities; its settings are those of the TypeScript worker."""

import asyncio
import os
import signal
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from temporalio.client import Client
from temporalio.worker import Worker

from orders.activities import OrderActivities
from orders.repositories import (
    Database,
    PaymentRepository,
    ReminderRepository,
    ShipmentRepository,
    StockRepository,
)
from orders.services import PaymentService, ReminderService, ShippingService, StockService

THREADS = 20


async def main() -> None:
    env = os.environ
    database = Database(env.get("ORDERS_DATABASE", str(Path(tempfile.gettempdir()) / "millrace-example-orders.db")))
    activities = OrderActivities(
        StockService(StockRepository(database)),
        PaymentService(PaymentRepository(database)),
        ShippingService(ShipmentRepository(database), int(env.get("ORDERS_PACKING_MS", "200")) / 1000),
        ReminderService(ReminderRepository(database)),
    )
    client = await Client.connect(
        env.get("TEMPORAL_ADDRESS", "localhost:7233"), namespace=env.get("TEMPORAL_NAMESPACE", "default")
    )
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    with ThreadPoolExecutor(THREADS) as threads:
        async with Worker(
            client,
            task_queue=env.get("ORDERS_TASK_QUEUE", "orders"),
            activities=activities.all(),
            activity_executor=threads,
            max_concurrent_activities=THREADS,
        ):
            await stop.wait()


asyncio.run(main())
