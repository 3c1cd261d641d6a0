/** The names of the safety rules: in the configuration, in `--allow`, and in diagnostics. */

export const safetyRuleNames = [
  'objects-created',
  'objects-changed',
  'plans-changed',
  'subscriptions-touched',
  'price-changes',
  'unlimited-limits',
  'open-orders',
] as const

export type SafetyRuleName = (typeof safetyRuleNames)[number]
