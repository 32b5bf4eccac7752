import { FlowsModule } from '@app/flows';
import { Module } from '@nestjs/common';
import { SimulationController } from './simulation.controller.js';
import { SimulationService } from './simulation.service.js';

/** The routes of simulations. */
@Module({ imports: [FlowsModule], controllers: [SimulationController], providers: [SimulationService] })
export class SimulationApiModule {}
