/** Units and codes by which Operations and Billing measure. */

import type { PeriodUnit } from './state.ts'

/** The unit is fixed by the resource class (oa-wire.md 4.3, client code). */
const units: Record<string, string> = {
  'rc.saas.resource': 'kb',
  'rc.saas.resource.kbps': 'Kbit/sec',
  'rc.saas.resource.mhz': 'mhz',
  'rc.saas.resource.mbh': 'mb-h',
  'rc.saas.resource.mhzh': 'mhz-h',
  'rc.saas.resource.unith': 'unit-h',
}

export function measurementUnit(resourceClass: string): string {
  return units[resourceClass] ?? 'unit'
}

/** `periodType` of a plan's period, by its position (client code). */
export const periodUnits: readonly PeriodUnit[] = ['hour', 'day', 'month', 'year']

export function periodTypeCode(unit: PeriodUnit): number {
  return periodUnits.indexOf(unit)
}

/** Billing shows money as text with two decimals (oa-wire.md 1.3). */
export function money(value: number): string {
  return value.toFixed(2)
}
