import { AppConfig } from '@app/config';
import { compile, durationMs, type Json } from '@app/definition';
import { AppError } from '@app/errors';
import { assertRunnable, definitionToKeep, FlowService, FlowVersionService } from '@app/flows';
import { createExecutor, nodeTypes } from '@app/nodes';
import { checkedInput } from '@app/runs';
import { simulate, type SimulationResult } from '@app/simulation';
import { Injectable } from '@nestjs/common';
import type { SimulateDto } from './dto/simulate.dto.js';

/** Simulations of flows: nothing of them is kept, nothing has an effect. */
@Injectable()
export class SimulationService {
  private readonly executor;

  constructor(
    private readonly flows: FlowService,
    private readonly versions: FlowVersionService,
    private readonly config: AppConfig,
  ) {
    const { maxMapItems, maxOutputBytes } = config.nodes;
    this.executor = createExecutor({ maxMapItems, maxOutputBytes });
  }

  /** @throws AppError FLOW_NOT_FOUND, FLOW_VERSION_NOT_FOUND, FLOW_HAS_PROBLEMS, RUN_INPUT_INVALID, SIMULATION_LIMIT */
  async simulate(flowId: string, asked: SimulateDto): Promise<SimulationResult> {
    const { id, name, version, definition } = await this.chosen(flowId, asked);
    assertRunnable(definition);
    const plan = compile(definition, nodeTypes);
    const input: Json = asked.input === undefined ? {} : asked.input;
    checkedInput(plan, input);
    const { mocks = {}, events = [], cancel_after, start_at } = asked;
    return simulate(plan, this.executor, {
      input,
      flow: { id, name, version },
      mocks,
      events: events.map((each) => ({ name: each.name, payload: each.payload ?? null, afterMs: ms(each.after) ?? 0 })),
      ...(cancel_after === undefined ? {} : { cancelAfterMs: ms(cancel_after) ?? 0 }),
      startAt: start_at === undefined ? Date.now() : Date.parse(start_at),
      env: this.config.flowEnv,
    });
  }

  private async chosen(flowId: string, { definition, version = 'draft' }: SimulateDto) {
    const flow = await this.flows.get(flowId);
    const { id, name } = flow;
    if (definition !== undefined) return { id, name, version: flow.version, ...definitionToKeep(definition) };
    const number = version === 'draft' ? flow.version : version === 'published' ? flow.publishedVersion : version;
    if (number === null) throw new AppError('FLOW_VERSION_NOT_FOUND', 'No version of the flow is published.');
    const found = await this.versions.get(flowId, number);
    return { id, name, version: number, definition: found.version.definition };
  }
}

const ms = (duration: string | undefined): number | null => (duration === undefined ? null : durationMs(duration));
