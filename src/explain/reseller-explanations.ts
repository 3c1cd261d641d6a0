/** Codes about resellers and what their customers are offered. */

import type { ExplanationRows } from './explain.ts'

const FILE = 'Correct the file that resellers.file names; the README tells its columns.'

export const resellerExplanations: ExplanationRows = {
  'apply/not-deployed': [
    'The deployed incompatibility list is not the one that was made.',
    'Its SHA-256 differs: another file, an older one, or one that was edited.',
    'Deploy the file of this run and give its SHA-256 as evidence.',
  ],
  'observe/mixed-template': [
    'A service template holds resources that must not be together.',
    'It has types of another application instance, or of Azure.',
    'Move them to a template of their own before anything is added (rule I10).',
  ],
  'observe/no-customer-management': [
    'The template of Office 365 Customer Management cannot be found.',
    'It has another name than the configuration says.',
    'Correct customerManagement.template in the configuration.',
  ],
  'plan/conflicting-offers': [
    'A plan would hold offers that exclude each other.',
    'policy.conflicts names them as a group.',
    'Leave one out with policy.plans.exceptAddons, or correct the group.',
  ],
  'run/nothing-to-attest': [
    'No operation of that step waits for a person.',
    'They are done, or of another kind.',
    'Where the run stands: o365-onboard status',
  ],
  'run/unknown-step': ['The run has no such step.', 'A typing error.', 'Its steps: o365-onboard status --details'],
  'policy/unknown-offer': [
    'The policy names an offer that the catalog does not have.',
    'A typing error in policy.conflicts, or an offer of another catalog.',
    'Correct it, or load the catalog that has the offer.',
  ],
  'resellers/invalid': ['The resellers file has a problem.', 'A column or a value that is not understood.', FILE],
  'resellers/no-template': [
    'The Office 365 template of a power reseller cannot be told.',
    'Several of its templates could be meant, or none.',
    'Give its id or name in the column template of the resellers file.',
  ],
  'resellers/parent-left-out': [
    'The reseller above another one is left out of this run.',
    '--reseller names only the one below, and a reseller delegates only what it has got itself.',
    'Name both with --reseller, unless the upper one has these plans.',
  ],
  'resellers/paths-not-copied': [
    'Upgrade paths between plans delegated before and plans delegated now do not reach the reseller.',
    'OA copies a path only where both of its plans are delegated together.',
    'Do the operations of the plan that delegate all plans of a path together.',
  ],
  'resellers/price-sync-disabled': [
    'Resellers take over no prices by themselves.',
    'Their price synchronization is disabled; new plans leave their stores until they confirm.',
    'Tell them before the reseller synchronization.',
  ],
  'resellers/shared-template': [
    'Office 365 Customer Management uses the template that is sold.',
    'It was set up so.',
    'Nothing: one synchronization serves both.',
  ],
  'resellers/unknown': ['--reseller names nobody in the resellers file.', 'A typing error, or an old file.', FILE],
  'resellers/unreadable': ['The resellers file cannot be read.', 'Its path or its permissions.', FILE],
  'resellers/which': [
    'Several resellers have the name that was given.',
    'Names are not unique.',
    'Give the id of the one you mean.',
  ],
}
