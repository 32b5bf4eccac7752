/**
 * RFC 9562 version 7 with the fraction of the millisecond in `rand_a` (method 3), so that keys made
 * by one server sort in the order in which they were made. PostgreSQL 18 has `uuidv7()`; 16 has not.
 * TypeORM knows `uuid_generate_v` and a digit as the default of a generated uuid.
 */
export const UUID_V7 = `
create function uuid_generate_v7() returns uuid language plpgsql volatile parallel safe as $$
declare
  us bigint := extract(epoch from clock_timestamp()) * 1000000;
begin
  return encode(
    overlay(
      uuid_send(gen_random_uuid())
      placing substring(int8send(us / 1000) from 3) || int2send((28672 + (us % 1000) * 4096 / 1000)::int2)
      from 1 for 8
    ),
    'hex'
  )::uuid;
end
$$;
`;
