import { checkedField, type FlowTestField } from '@app/flow-tests';
import { FreeJson } from '@app/http';

/** A field of a test, which is kept as it is written. */
export const Checked = (field: FlowTestField): PropertyDecorator => FreeJson((value) => checkedField(field, value));
