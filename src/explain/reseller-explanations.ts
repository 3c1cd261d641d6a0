/** What can be said of resellers, of instances, and of plans that exclude each other. */

import type { ExplanationRows } from './explain.ts'

export const resellerExplanations: ExplanationRows = {
  'apply/not-deployed': [
    'A file was said to be deployed, and the evidence is not its hash.',
    'Another file was deployed, it was changed on the way, or the evidence is a text.',
    'Deploy the file of the run, give its SHA-256 or the path of the deployed copy with attest, then resume.',
  ],
  'observe/mixed-template': [
    'The service template holds resources that must not be beside those of this instance.',
    'Resources of two instances, or Azure CSP resources, in one template (rule I10). Azure is told by name: inferred.',
    'Choose another template or instance, or set apsTypes.azureNames where no Azure resource is meant.',
  ],
  'observe/no-customer-management': [
    'The configured template of Customer Management is not there.',
    'customerManagement.template names none of the templates.',
    'Correct it, or leave it out where the plan has its usual name.',
  ],
  'plan/conflicting-offers': [
    'A plan would hold offers that exclude each other.',
    'policy.conflicts keeps them apart, and an add-on or its ancestors bring them together (rule I15).',
    'Leave one out with policy.plans.exceptAddons, or correct policy.conflicts.',
  ],
  'policy/unknown-offer': [
    'policy.conflicts names an offer that the catalog does not have.',
    'A misspelt name or id, or another catalog.',
    'Correct the word; the group counts without it meanwhile.',
  ],
  'resellers/invalid': [
    'The list of resellers has a problem.',
    'A column, a cell or a reference to a reseller above.',
    'Correct the place that the message names.',
  ],
  'resellers/no-template': [
    'The Office 365 template of a power reseller cannot be told.',
    'It owns none that holds resources of the application, or several.',
    'Give its id or name in the column template of the resellers file.',
  ],
  'resellers/parent-left-out': [
    'A reseller gets plans from one that this run leaves out.',
    '--reseller names the lower one alone, and the upper one is not known to have the plans.',
    'Name the reseller above, too, unless it has them.',
  ],
  'resellers/paths-not-copied': [
    'Upgrade paths between a plan delegated before and one delegated now do not reach resellers.',
    'OA copies paths only among plans that are delegated together (pain point P20).',
    'Do the operations of the step delegated-paths.',
  ],
  'resellers/price-sync-disabled': [
    'Resellers will lose the plans from their stores until they confirm them.',
    'Price synchronization is disabled for them (pain point P21).',
    'Tell them before the reseller synchronization; the last step has their confirmations.',
  ],
  'resellers/shared-template': [
    'Customer Management uses the template that is sold.',
    'Its plan is based on it.',
    'Nothing more: the synchronization of the template serves both.',
  ],
  'resellers/unknown': [
    'No reseller has this id or name.',
    'A slip in --reseller, or it is not in the resellers file.',
    'Name one of the resellers file, or add it there.',
  ],
  'resellers/unreadable': [
    'The resellers file cannot be read.',
    'The path, or who may read it.',
    'Correct resellers.file; it is relative to the configuration.',
  ],
  'resellers/which': ['Several resellers have this name.', 'Names are not unique.', 'Name it by its account id.'],
  'run/nothing-to-attest': [
    'attest has nothing to record.',
    'No operation was named, or nothing of the step is open.',
    'See with status what the run waits for.',
  ],
  'run/unknown-step': ['The run has no such step.', 'A slip in --step.', 'Use the id of a step of its plan.'],
}
