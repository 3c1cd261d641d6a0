/** What the types of steps share when they become operations: what they are given, and what they give. */

import type { Known } from '../../runbook/facts/fact.ts'
import { fill } from '../../runbook/facts/placeholders.ts'
import type { UpgradeStep } from '../../runbook/steps.ts'
import type { Site } from '../../resource/site.ts'
import type { Operation } from '../plan.ts'

export interface StepPlace {
  step: UpgradeStep
  /** Of the gateway site or template; undefined for a step that is done once. */
  key: string | undefined
  known: Known
  needs: readonly string[]
  document: string
  /** Where commands run, and what may be done by API. */
  site: Pick<Site, 'hosts' | 'ways'>
}

/** The part of an operation that depends on the type of its step. */
export type Work = Pick<Operation, 'type' | 'action' | 'via'> & Partial<Operation>

export const byHand = { type: 'manual', action: 'do', via: 'manual' } as const
export const byApi = { type: 'call', action: 'do', via: 'pem' } as const

export type Instructions = NonNullable<Operation['manual']>

/** @param manual as the step has it, facts in braces */
export function instructions({ where, lines }: Instructions, known: Known): Instructions {
  return { where: fill(where, known), lines: lines.map((line) => fill(line, known)) }
}
