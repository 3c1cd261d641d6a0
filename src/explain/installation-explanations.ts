/** Codes about the configuration, the calls to Odin Automation, and what was read there. */

import type { ExplanationRows } from './explain.ts'

const CORRECT_CONFIG = 'Correct the line that the message names in o365-onboard.yaml.'
const LOOK_AT_OA = 'Look at Operations > Tasks and at the log of the system named, then type: o365-onboard resume'

export const installationExplanations: ExplanationRows = {
  'config/bad-ca': [
    'The CA certificate cannot be used.',
    'tls.ca names a file that is not a certificate in PEM form.',
    'Give a file that starts with -----BEGIN CERTIFICATE-----.',
  ],
  'config/bad-url': [
    'An address is not a plain http or https URL.',
    'It has a query, another protocol, or a typing error.',
    CORRECT_CONFIG,
  ],
  'config/credentials-in-url': [
    'An address carries a user name or a password.',
    'URLs are written to logs and plans.',
    'Use username and password: { env: NAME } instead.',
  ],
  'config/invalid': [
    'The configuration has a field that is unknown or has a wrong value.',
    'A typing error, or a setting of another version.',
    CORRECT_CONFIG,
  ],
  'config/missing': [
    'There is no configuration.',
    'o365-onboard.yaml is not in this folder.',
    'Write one with o365-onboard init, or name another with --config.',
  ],
  'config/missing-credentials': [
    'A user name or a password is missing.',
    'operations or billing has one without the other.',
    'Set both, or billing.credentials: none.',
  ],
  'config/no-ca': [
    'The CA certificate cannot be read.',
    'tls.ca is relative to the configuration file.',
    CORRECT_CONFIG,
  ],
  'config/no-secret': [
    'A password is not where the configuration says.',
    'The environment variable is not set, or the file is missing.',
    'Set it; passwords are never written into the configuration.',
  ],
  'config/open-secret': [
    'A password file can be read by others.',
    'Its permissions are too wide.',
    'chmod 600 on the file.',
  ],
  'config/short-secret': [
    'A password is too short to be hidden in output.',
    'Hiding it would blank out ordinary words.',
    'Use a longer password for this account.',
  ],
  'ways/no-id': [
    "The site's own Billing method needs an id that nobody gave.",
    'OA shows the id of a category only through the rates of plans.',
    'Add it to ids of the mapping, then type: o365-onboard resume',
  ],
  'oa/aborted': ['A call was given up.', 'The run was interrupted.', 'Type: o365-onboard resume'],
  'oa/bad-answer': [
    'An answer is not of the known shape.',
    'Another version of OA, or something between that answers in its place.',
    'Run o365-onboard doctor and report the version of OA.',
  ],
  'oa/bad-result': [
    'An answer has other fields than we know.',
    'Another version of OA.',
    'Run o365-onboard doctor and report the version of OA.',
  ],
  'oa/closed': [
    'A call came after the connection was closed; nothing was sent.',
    'The program was stopping.',
    'Type: o365-onboard resume',
  ],
  'oa/deadlock': [
    'OA says that two edits of one object met.',
    'Somebody else edits the same template.',
    'Wait until that is done, then type: o365-onboard resume',
  ],
  'oa/overloaded': [
    'A server has too much to do.',
    'Too many calls at once; Billing bears 20 % of its Threads.',
    'Lower billing.parallel, wait, then type: o365-onboard resume',
  ],
  'oa/too-large': [
    'An answer is larger than anything we ask for.',
    'Something else answers in place of OA.',
    'Check the address with o365-onboard doctor.',
  ],
  'oa/forbidden': [
    'OA knows us and does not let us.',
    'The role of the API user, its allowed networks, or the kind of APS token.',
    'Give the user Account Administrator in Operations and Full Access in Billing; add our address to the allowed networks.',
  ],
  'oa/no-answer': [
    'A call left and its answer was lost.',
    'The connection broke; OA may still do the work, for minutes.',
    'Wait about 17 minutes, then type: o365-onboard resume',
  ],
  'oa/not-found': [
    'Nothing answers at that address.',
    'The path of the URL is wrong, or the resource is gone.',
    CORRECT_CONFIG,
  ],
  'oa/redirected': [
    'The server sends us elsewhere.',
    'The URL is that of a portal or of a proxy.',
    'Use the address of the API itself.',
  ],
  'oa/refused': ['OA answered that it does not do this; nothing was changed.', "The message is OA's own.", LOOK_AT_OA],
  'oa/server-error': [
    'OA failed while answering.',
    'An error inside OA; whether the work was done is unknown for a write.',
    LOOK_AT_OA,
  ],
  'oa/timeout': [
    'No answer came in time.',
    'OA is slow or stuck; a write may still finish.',
    'Wait, look at Operations > Tasks, then type: o365-onboard resume. deadlines in the configuration sets the time.',
  ],
  'oa/tls': [
    'No trusted line could be made.',
    'The certificate is self-signed, expired or for another name.',
    'Set tls.ca to the CA of your installation.',
  ],
  'oa/unauthorized': [
    'OA does not take our user name and password.',
    'Wrong or expired credentials, or HTTP Authentication is off and expects none.',
    'Check username and password of the system named; then o365-onboard doctor.',
  ],
  'oa/unknown-method': [
    'OA does not have a method.',
    'An older version, or an extension such as bss is not installed.',
    'Run o365-onboard doctor; take the way out of ways, and a person does it.',
  ],
  'oa/unreachable': [
    'Nobody answers; nothing was sent.',
    'Address, network, firewall, or allowed networks.',
    'Check the URL from this machine, then o365-onboard doctor.',
  ],
  'oa/unsendable': [
    'A text cannot be sent in XML.',
    'It holds a control character.',
    'Remove the character from the name in the catalog or the configuration.',
  ],
  'observe/instance-not-ready': [
    'The application instance is not Ready.',
    'OA is upgrading or configuring it.',
    'Wait until its tasks are done, then try again.',
  ],
  'observe/invalid': [
    'The installation cannot be compared as it is.',
    'Findings that the message lists.',
    'Settle those first.',
  ],
  'observe/no-application': [
    'The Office 365 application is not there.',
    'It is not imported, or has another id here.',
    'Install it, or set apsTypes.application.',
  ],
  'observe/no-offer-id': [
    'A type shows no offer id.',
    'The property has another name on this installation (P2 if we went on: every type would be made twice).',
    'Set apsTypes.properties; o365-onboard doctor shows the names.',
  ],
  'observe/no-template': [
    'No service template could be the one.',
    'None holds resources of the application, or the configured one does not exist.',
    'Set template: <id or name>.',
  ],
  'observe/no-type': [
    'The APS bus lists no license or add-on type.',
    'The types have other ids in this version.',
    'Read them from schemas/*.schema in the package; set apsTypes.license and apsTypes.addon.',
  ],
  'observe/two-resource-types': [
    'Two resource types stand for one offer.',
    'Somebody made the second one by hand (rule I2, P2).',
    'Find which one plans and templates use, remove the other.',
  ],
  'observe/two-types': [
    'Two types stand for one offer.',
    'Somebody made the second one by hand (rule I1, P2).',
    'Find which one a resource type uses, remove the other.',
  ],
  'observe/which-instance': [
    'The application has several instances.',
    'Offers are made for one of them.',
    'Set instance: <id>.',
  ],
  'observe/which-template': [
    'Several service templates could be meant.',
    'More than one holds resources of the application.',
    'Set template: <id or name>.',
  ],
  'robot/unreachable': [
    'The simulated panel does not answer.',
    'The simulator has ended.',
    'Start it again; then type: o365-onboard resume',
  ],
  'robot/refused': [
    "The simulator's panel refused a click.",
    'What an operator would see as an error in the panel.',
    'Only with a simulator: look at its GET /calls.',
  ],
  'simulator/cannot-listen': ['The simulator cannot take its port.', 'Somebody else has it.', 'Choose another --port.'],
  'simulator/damaged-state': [
    "The simulator's state is damaged.",
    'A file of it was changed or cut.',
    'Remove the state folder to begin anew.',
  ],
  'simulator/locked': ['Another simulator uses this state.', 'One is running.', 'Stop it, or give another --state.'],
  'simulator/other-world': [
    'The state belongs to another world.',
    '--world names another file than before.',
    'Give another --state, or the world it was made with.',
  ],
  'tls/verification-off': [
    'The environment switches the check of certificates off, so nothing was sent.',
    'NODE_TLS_REJECT_UNAUTHORIZED=0 is set.',
    'Unset it; give the CA of your own certificates as tls.ca.',
  ],
  'faults/invalid': [
    'A schedule of faults has a problem.',
    'A field that is unknown or has a wrong value.',
    'Correct the line that the message names.',
  ],
  'faults/unreadable': ['A schedule of faults cannot be read.', 'The path.', 'Check the path.'],
  'world/invalid': [
    'A world file has a problem.',
    'A field or a reference in it.',
    'Correct the line that the message names.',
  ],
  'world/unreadable': ['A world file cannot be read.', 'The path.', 'Check --world.'],
  'yaml/alias': [
    'A YAML file uses aliases.',
    'They can make a small file endless, so they are refused.',
    'Write the value out.',
  ],
  'yaml/syntax': [
    'A file is not YAML.',
    'Often indentation, or a colon or quote in a text.',
    'Correct the line that the message names.',
  ],
  'yaml/too-deep': ['A YAML file nests too deep.', 'Nothing of ours does.', 'Check that it is the right file.'],
}
