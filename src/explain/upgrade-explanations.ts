/** Codes about upgrades of the application and their runbooks. */

import type { ExplanationRows } from './explain.ts'

export const upgradeExplanations: ExplanationRows = {
  'choice/gate': [
    'The point of no return cannot be left out.',
    'What comes after it cannot be taken back.',
    'Attest it, with the name of the installation as evidence; or abandon the run.',
  ],
  'command/failed': [
    'A command of an upgrade ended with an error.',
    'What it said stands in the message and in the journal.',
    'Go no further before it is mended. What can do harm is repeated only by resume --retry.',
  ],
  'command/failed-before': [
    'A command ended badly in an earlier walk, and is not repeated by itself.',
    'Repeating it may do harm.',
    'Look on the host; then attest that it was done, or decide with resume --retry.',
  ],
  'command/host-unreachable': [
    'A host cannot be reached by ssh without a question.',
    'Its name, a key that is not loaded, or a host key that is not known.',
    'Try ssh -o BatchMode=yes yourself, or set hosts in the configuration to manual.',
  ],
  'command/other-output': [
    'A command succeeded and did not say what it must.',
    'Another package, another address, or a site with another name.',
    'Find out which is right before anything else is done.',
  ],
  'command/unknown-outcome': [
    'A command was begun, and nobody knows how it ended.',
    'The connection was lost, or this program was killed.',
    'Look on the host; then attest that it was done, or decide with resume --retry.',
  ],
  'once/done': [
    'What may be done only once was done, in another run.',
    'The ledger beside the runs says so.',
    'Leave it out: o365-onboard resume --skip with a reason.',
  ],
  'once/not-written': [
    'The ledger of what is done once cannot be written.',
    'The disk or the folder.',
    'Mend it, then type: o365-onboard resume',
  ],
  'once/unknown': [
    'What may be done only once was begun in another run, and nobody noted that it was done.',
    'That run failed or was cut off there.',
    'Find out; then attest that it was done, or decide with resume --retry.',
  ],
  'once/unreadable': [
    'The ledger of what is done once cannot be read.',
    'It was cut off by a crash, or changed.',
    'Look at the file, once.jsonl beside the runs: a line that was cut off says that something was begun.',
  ],
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
  'upgrade/found-otherwise': [
    'An answer differs from what was found.',
    'A slip, answers of another installation, or a site or name that was changed since.',
    'Find out which is right. The plan has the answer; its own steps prove it before anything is touched.',
  ],
  'upgrade/import-needs-script': [
    'The import of a new version failed because the settings script had not run.',
    'The script was left out, or the package was imported by hand before it.',
    'Upgrade no instance. Take the way out: o365-onboard upgrade --from <version> --answers <file> --recovery',
  ],
  'upgrade/left-out': [
    'The application has an instance, or resources in a service template, that the answers do not have.',
    'A gateway site or template that was forgotten, or made since.',
    'Add it to the answers, unless it is not of this upgrade.',
  ],
  'upgrade/look-yourself': [
    'A fact was not looked up, since people type the commands of its host.',
    'hosts in the configuration says manual, or nothing.',
    'Type the command and answer the fact; or say under hosts how the host is reached.',
  ],
  'upgrade/missing-facts': [
    'Steps of the upgrade need to know something that nobody has answered.',
    'No answers file, or one without everything.',
    'Fill in the file that was printed, and name it with --answers.',
  ],
  'upgrade/no-such-failure': [
    'The way out of a failed import was asked for, and the upgrade that is under way has not failed so.',
    'It stopped elsewhere, or not at all.',
    'Look at what it stopped at: o365-onboard status',
  ],
  'upgrade/not-as-wanted': [
    'The installation is not as this step of an upgrade needs it.',
    'Another version, another end-point URI, an instance that is upgraded already, or an Odin Automation that is too old.',
    'Go no further; mend it, or make a new plan with the right facts.',
  ],
  'upgrade/not-here': [
    'The plan of an upgrade was given to a command for offers.',
    'apply performs plans for offers.',
    'Perform it with: o365-onboard upgrade --from <version> --answers <file>',
  ],
  'upgrade/not-found': [
    'A fact was looked for and cannot be told.',
    'A host that cannot be reached, a name with no or several addresses, bindings that fit no site or several.',
    'The message has the command and its answer: mend it and look again, or answer the fact.',
  ],
  'upgrade/not-there': [
    'The answers have an instance or service template that the installation has not.',
    'Answers of another installation, or a slip in an id.',
    'Correct the answers.',
  ],
  'upgrade/not-yet': [
    'Something that others do was waited for too long.',
    'A task of OA, which may itself wait for Microsoft for up to 48 hours (KB 128409).',
    'Look at Operations > Tasks; to wait on, type: o365-onboard resume',
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
  'upgrade/other-version': [
    'An instance of the application has another version than --from says.',
    'A slip, or an upgrade that is under way or done.',
    'Give the version that is installed: the procedures differ. What was begun goes on with o365-onboard resume.',
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
  'upgrade/provisioning': [
    'A template was said to be stopped or started, and is not.',
    'The wrong template, or a click that did not take effect.',
    'Look at it in Operations, then type: o365-onboard resume',
  ],
  'upgrade/provisioning-stopped': [
    'An upgrade has stopped provisioning, and nobody has started it again: nothing can be sold.',
    'The upgrade is under way, stopped at a failure, or was given up.',
    'Go on with it: o365-onboard resume. Where it was given up, activate the template by hand.',
  ],
  'upgrade/refused': [
    'OA refused to import the package or to upgrade the instance.',
    'The file is not there, the version is there already, or what the message says.',
    'Mend it and resume; or attest what is done already.',
  ],
  'upgrade/tasks-failed': [
    'Tasks of OA failed.',
    'What they said stands in the message.',
    'Go no further. A person decides about a failed task, in Operations > Tasks; then type: o365-onboard resume',
  ],
  'upgrade/tasks-unknown': [
    'The command that tells which tasks are not processed has failed.',
    'tasks.command in the answers, or the host.',
    'Mend it; or look yourself, and attest the step.',
  ],
  'upgrade/under-way': [
    'An upgrade of this installation is not at its end.',
    'Two at once would stop, set up and start against each other.',
    'Go on with it: o365-onboard resume. Or give it up: o365-onboard abandon',
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
