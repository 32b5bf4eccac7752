export { orderWorkflow } from './order.workflow.ts';
export { shipmentWorkflow } from './shipment.workflow.ts';
