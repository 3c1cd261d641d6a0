/** Codes about upgrades of the application and their runbooks. */

import type { ExplanationRows } from './explain.ts'

export const upgradeExplanations: ExplanationRows = {
  'runbook/no-fragment': [
    'A runbook includes a fragment that cannot be read.',
    'Its path, which is from the folder of the runbook, or its permissions.',
    'Correct the path, or put the fragment there.',
  ],
  'runbook/other-procedure': [
    'A runbook is for another command.',
    'Runbooks that bring offers and runbooks that upgrade have different steps.',
    'Use it with the command that the hint names.',
  ],
  'runbook/unknown-fact': [
    'A step names a fact that nobody knows, or does not say whose it is.',
    'A misspelt name in braces; or a fact of a gateway site or template in a step that is not for each of them.',
    'Correct the name, or add each: gateways or each: templates to the step.',
  ],
  'upgrade/answers-invalid': [
    'The answers file has a problem.',
    'An unknown key, a value of another form, or answers that contradict each other.',
    'Correct the line.',
  ],
  'upgrade/answers-unreadable': ['The answers file cannot be read.', 'The path.', 'Check the path.'],
  'upgrade/missing-facts': [
    'Steps of the upgrade need to know something that nobody has answered.',
    'No answers file, or one without everything.',
    'Fill in the file that was printed, and name it with --answers.',
  ],
  'upgrade/only-shown': [
    'An upgrade was to be performed.',
    'This version shows and prints upgrades; people perform them.',
    'Add --dry-run, and --print <file.html> for a sheet to work through.',
  ],
  'upgrade/other-installation': [
    'The answers are for another installation than the configuration.',
    'The name in the file differs.',
    'Use the answers of this installation, or name its configuration with --config.',
  ],
  'upgrade/other-scenario': [
    'Two sources say different scenarios.',
    'The configuration, the command line or an edited runbook; a wrong scenario is a wrong procedure.',
    'Find out which it is, and correct the other.',
  ],
  'upgrade/paths-invalid': [
    'The list of allowed upgrade paths cannot be used.',
    'upgrade-paths.yaml was changed or is missing.',
    'Install the program anew.',
  ],
  'upgrade/print-form': [
    'The sheet has no form.',
    'The name of the file ends in something else than .md or .html.',
    'Give it a name that ends in .md or .html.',
  ],
  'upgrade/unknown-path': [
    'No upgrade from this version is known to be allowed.',
    "The Release Notes name two starting points; the vendor's whole list, KB 130752, is not public.",
    'Check --from; from elsewhere ask the vendor which way is allowed.',
  ],
  'upgrade/unsafe-word': [
    'A value cannot be given to a program without becoming something else.',
    'Batch files are read by cmd.exe, for which no quoting makes some characters safe.',
    'Correct the answer.',
  ],
  'upgrade/unused-answer': [
    'An answer is needed by no step.',
    'It is for another version or scenario, or a slip.',
    'Look whether the answers are those for this upgrade.',
  ],
  'upgrade/which-scenario': [
    'Nobody says whether this is the CSP or the syndication scenario.',
    'There is no configuration, and no --scenario.',
    'Add --scenario csp or --scenario syndication.',
  ],
}
