import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { type FlowHead, FlowHeadRepository } from './flow-head.repository.js';

/**
 * Heads that were looked up lately. They may be out of date: whoever inserts a run by one checks
 * it in the same statement, and asks again with `reload` where it does not hold.
 */
@Injectable()
export class FlowHeadCache {
  private readonly heads = new LRUCache<string, FlowHead>({ max: 5_000 });

  constructor(private readonly repository: FlowHeadRepository) {}

  /** @throws AppError FLOW_NOT_FOUND, FLOW_ARCHIVED, FLOW_VERSION_NOT_FOUND */
  async head(flowId: string, version: number | null): Promise<FlowHead> {
    return this.heads.get(key(flowId, version)) ?? (await this.reload(flowId, version));
  }

  /** The same, looked up anew. */
  async reload(flowId: string, version: number | null): Promise<FlowHead> {
    this.heads.delete(key(flowId, version));
    const head = await this.repository.load(flowId, version);
    this.heads.set(key(flowId, version), head);
    return head;
  }
}

const key = (flowId: string, version: number | null) => `${flowId}:${version ?? ''}`;
