import { Endpoint } from '@app/http';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FlowParams } from '../flows/dto/flow.params.js';
import { SimulateDto } from './dto/simulate.dto.js';
import { SimulationResponse, toSimulationResponse } from './dto/simulation.response.dto.js';
import { SimulationService } from './simulation.service.js';

/** Runs that are only thought. */
@ApiTags('flows')
@Controller('flows/:id')
export class SimulationController {
  constructor(private readonly simulations: SimulationService) {}

  @Post('simulate')
  @Endpoint({
    id: 'simulateFlow',
    summary: 'What a run would do',
    description:
      'By the interpreter itself, without servers: what works outside is mocked, time is skipped, nothing is kept.',
    type: SimulationResponse,
    body: SimulateDto,
    bodyOptional: true,
    errors: ['FLOW_NOT_FOUND', 'FLOW_VERSION_NOT_FOUND', 'FLOW_HAS_PROBLEMS', 'RUN_INPUT_INVALID', 'SIMULATION_LIMIT'],
  })
  async simulate(@Param() { id }: FlowParams, @Body() body: SimulateDto): Promise<SimulationResponse> {
    return toSimulationResponse(await this.simulations.simulate(id, body));
  }
}
