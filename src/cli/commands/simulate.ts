/** `simulate`: serves the simulator for other clients until it is told to stop. */

import { once } from 'node:events'
import { resolve } from 'node:path'
import { jsonLine } from '../../lib/json-text.ts'
import { loadFaults } from '../../oa/simulator/faults/load-faults.ts'
import { startSimulation } from '../simulation.ts'
import { simulationFolder } from '../desk.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'

export interface SimulateFlags {
  world?: string
  state?: string
  port?: number
  latency?: number
  faults?: string
  robot: boolean
}

export async function simulate(flags: SimulateFlags, context: Context): Promise<number> {
  const { port, latency, world, robot, faults } = flags
  const { simulator, configFile } = await startSimulation(
    {
      folder: flags.state === undefined ? simulationFolder(context) : resolve(context.cwd, flags.state),
      robot,
      ...(world === undefined ? {} : { world }),
      ...(port === undefined ? {} : { ports: { operations: port, billing: port + 1, aps: port + 2 } }),
      ...(latency === undefined ? {} : { latencyMs: latency }),
      ...(faults === undefined ? {} : { faults: await loadFaults(resolve(context.cwd, faults), faults) }),
    },
    context,
  )
  context.stdout(jsonLine({ ...simulator.urls, config: configFile }))
  if (!context.signal.aborted) await once(context.signal, 'abort')
  await simulator.close()
  return exitCodes.done.code
}
