/** Codes about what happens when something is lost: answers, journals, leases, waits. */

import type { ExplanationRows } from './explain.ts'

const RESUME = 'Then type: o365-onboard resume'

export const recoveryExplanations: ExplanationRows = {
  'choice/done': [
    'There is nothing to decide: it is done already, or left out.',
    'A done operation never runs again.',
    'See where the run stands: o365-onboard status',
  ],
  'choice/no-object': [
    'The operation makes no object that has an id.',
    '--settle names an object in OA.',
    'Record that it was done with: o365-onboard attest',
  ],
  'choice/unknown-offer': [
    'The plan makes nothing for this offer.',
    'A typing error, or an offer of another run.',
    'Use one of the offers that the message names.',
  ],
  'apply/not-that-object': [
    'The object that was named does not show what the operation should have made.',
    'A wrong id with --settle, or an object of another offer.',
    'Name the right object, or take the word back: o365-onboard resume --retry <operation>',
  ],
  'apply/repeated-too-often': [
    'A call was sent several times and never answered, and its work is not there.',
    'OA fails at it each time, without saying so.',
    `Look at Operations > Tasks for the cause, and mend it. ${RESUME} --retry <operation>`,
  ],
  'apply/twice': [
    'Something is there twice.',
    'A lost call was done after the quarantine, or somebody made the same by hand.',
    `Remove the one that nothing uses in the control panel. ${RESUME}`,
  ],
  'apply/two-found': [
    'Two objects answer to what a lost call should have made once.',
    'The call was done twice, by a proxy for example, or somebody made the same by hand.',
    `Remove the one that nothing uses in the control panel. ${RESUME}`,
  ],
  'cli/incomplete-choice': [
    'Flags that decide about an operation do not say enough.',
    'Such as --skip without --reason, or --settle without --id.',
    'Add the flag that the message names.',
  ],
  'journal/newer': [
    'A journal was written by a later version of the program.',
    'The program is older than the run.',
    'Go on with the version that wrote it, or a later one.',
  ],
  'journal/not-a-file': [
    'A journal is a link, a pipe or a device.',
    'Something else put it there: the program makes ordinary files only.',
    'See what it is, and move the folder of the run away.',
  ],
  'journal/other-owner': [
    'A journal belongs to another user.',
    'Another user began the run, or the file was copied.',
    'Go on as that user.',
  ],
  'journal/other-plan': [
    'A journal does not belong to the plan beside it.',
    'Files of two runs were mixed up.',
    'Put plan.json and journal.jsonl of one run together again.',
  ],
  'journal/unreadable': ['A journal cannot be read.', 'Its permissions or its disk.', `Mend that. ${RESUME}`],
  'lease/cannot-end': [
    'Whoever may change the installation is silent but still there, and cannot be ended.',
    'A stopped process of another user, or one that hangs in a disk.',
    'Have that process ended by its user or by root; then try again.',
  ],
  'lease/lost': [
    'This process may change nothing any more.',
    'It was stopped or silent for too long, and somebody else has taken over.',
    'It has written nothing since. See how things stand: o365-onboard status',
  ],
  'plan/used': [
    'A plan was applied before.',
    'A run of it exists; it would be done twice.',
    'Go on with that run: o365-onboard resume. Or make a new plan.',
  ],
  'run/abandoned': [
    'Somebody gave this run up.',
    'o365-onboard abandon.',
    'Make a new plan; it shows what is missing.',
  ],
  'run/uncertain': [
    'A run has calls without an answer, and their work may still come.',
    'A new plan would not see what they make.',
    'Wait until the time that the message tells, or type: o365-onboard resume',
  ],
  'runbook/needs-plan': [
    'An edited runbook asks for what the plan of this run does not have.',
    'The plan was made before the edit.',
    'Put it back; or abandon the run and make a new plan.',
  ],
  'runbook/step-begun': [
    'A step was edited that this run has begun.',
    'What is done was done as the step said before.',
    'Put the step back; or abandon the run and make a new plan.',
  ],
  'state/not-durable': [
    'The state folder cannot keep what is written through a crash.',
    'A network share or a special file system.',
    'Name a folder on a local disk as "state" in the configuration.',
  ],
  'state/not-readable': [
    'The folder in which the runs are kept cannot be read.',
    'Its permissions; a file in its place; a name that is too long for the file system.',
    'Mend it, or correct "state" in the configuration.',
  ],
  'state/not-writable': [
    'The state folder cannot be written.',
    'Its permissions, or a full disk.',
    'Mend it, or name another as "state" in the configuration.',
  ],
  'state/open-to-others': ['Others may write to the state folder.', 'Its permissions.', 'Type: chmod go-w <folder>'],
  'wait/left': [
    'A wait was left before its end.',
    'Ctrl-C.',
    'Type: o365-onboard resume. It waits for what is left of it.',
  ],
  'wait/not-waited': [
    'A lost answer would have to be waited for.',
    '--no-wait was given.',
    'Type o365-onboard resume at the time that the message tells, or before to wait.',
  ],
}
