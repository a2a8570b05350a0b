/** Which one of a fleet's things: places in its lists, from 0, and numbers that a run gives, from 1. */
import type { Flavour } from './flavour.js';

/** Places in the lists of a fleet (`FleetSpec`), which are those of the cast of its run (`Cast`). Where a text allows it, -1 is none. */
export type InstanceIndex = Flavour<number, 'InstanceIndex'>;
export type RunnerIndex = Flavour<number, 'RunnerIndex'>;
export type GroupIndex = Flavour<number, 'GroupIndex'>;
export type ManagerIndex = Flavour<number, 'ManagerIndex'>;
export type CloudIndex = Flavour<number, 'CloudIndex'>;
export type ZoneIndex = Flavour<number, 'ZoneIndex'>;
export type MachineTypeIndex = Flavour<number, 'MachineTypeIndex'>;
export type ProjectIndex = Flavour<number, 'ProjectIndex'>;
export type WorkloadIndex = Flavour<number, 'WorkloadIndex'>;
export type OutageIndex = Flavour<number, 'OutageIndex'>;
export type FailoverIndex = Flavour<number, 'FailoverIndex'>;
export type ServiceIndex = Flavour<number, 'ServiceIndex'>;

/** Place of a job among those that are in the system: another has it when this one has left. */
export type JobIndex = Flavour<number, 'JobIndex'>;
/** Place of a worker among those of the whole run. */
export type WorkerIndex = Flavour<number, 'WorkerIndex'>;

/** The how-manieth job over the whole run, by arrival; 0 = none. */
export type JobNumber = Flavour<number, 'JobNumber'>;
/** The how-manieth machine over the whole run, by the decision to create it; 0 = none. */
export type MachineNumber = Flavour<number, 'MachineNumber'>;
/** The how-manieth pipeline of its workload; 0 = none. */
export type PipelineNumber = Flavour<number, 'PipelineNumber'>;
