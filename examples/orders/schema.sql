-- What the example keeps, whichever language its worker is written in.
-- `key` is the idempotency key under which something was done: a second attempt finds the row of the first.

create table if not exists stock (
  sku text primary key,
  price_cents integer not null check (price_cents > 0),
  available integer not null check (available >= 0)
);

create table if not exists reservations (
  id text primary key,
  key text not null unique,
  order_id text not null,
  items text not null,
  released integer not null default 0 check (released in (0, 1))
);

create table if not exists payments (
  id text primary key,
  key text not null unique,
  order_id text not null,
  amount_cents integer not null check (amount_cents > 0),
  card text not null
);

-- Of a payment there is one refund at most, under whatever key it is asked for.
create table if not exists refunds (
  id text primary key,
  key text not null unique,
  payment_id text not null unique references payments (id),
  amount_cents integer not null check (amount_cents > 0)
);

create table if not exists shipments (
  key text primary key,
  order_id text not null,
  tracking text not null,
  units integer not null,
  packed integer not null default 0 check (packed <= units),
  status text not null check (status in ('packing', 'sent', 'stopped'))
);

create table if not exists reminders (
  key text primary key,
  order_id text not null,
  recipient text not null
);

insert or ignore into stock (sku, price_cents, available) values
  ('lamp', 12950, 20),
  ('desk', 49900, 5),
  ('bulb', 390, 200);
