/** Every fact that upgrades know. A new one is one entry here; a step that names it makes it needed. */

import { isBelow } from '../../lib/version.ts'
import type { AnsweredFact, DerivedFact, Fact } from './fact.ts'
import { factKinds as kinds } from './fact-kinds.ts'

const directory = (url: string): string => decodeURIComponent(new URL(url).pathname.split('/')[1] ?? '')
const host = (url: string): string => new URL(url).hostname

/** From the command line and the table of paths. */
const given: AnsweredFact[] = [
  { name: 'version', what: 'the version that is installed', schema: kinds.text, example: '16.6.4' },
  { name: 'to', what: 'the version to upgrade to', schema: kinds.text, example: '16.8.4' },
]

const answered: AnsweredFact[] = [
  {
    name: 'installation',
    what: 'the name of the installation',
    schema: kinds.text,
    example: 'oa-production',
    find: 'as the configuration calls it',
  },
  {
    name: 'application',
    what: 'the id of the Office 365 application',
    places: { s66: '9.1', c66: '8.1' },
    schema: kinds.id,
    example: '17',
    find: 'Services > Applications',
  },
  {
    name: 'dispatcher.url',
    what: 'the URL that was given to Microsoft',
    places: { s66: '1.1', s83: '1.1' },
    schema: kinds.dispatcherUrl,
    example: 'https://o365.provider.example/Dispatcher/',
    scenario: 'syndication',
  },
  {
    name: 'dispatcher.ip',
    what: 'the IP address of the dispatcher site',
    schema: kinds.ip,
    example: '10.1.0.21',
    find: 'getent ahostsv4 <host of the URL>, on the management node',
    scenario: 'syndication',
  },
  {
    name: 'dispatcher.site',
    what: 'the name of the dispatcher site in IIS',
    schema: kinds.text,
    example: 'O365 Dispatcher',
    find: 'IIS Manager on the endpoint host: the site with that IP address',
    scenario: 'syndication',
  },
  {
    name: 'gateway.instance',
    what: 'the id of the application instance that a gateway site serves',
    schema: kinds.id,
    example: '3',
    find: 'Services > Applications > Office 365 > Instances',
  },
  {
    name: 'gateway.url',
    what: 'the Application API end-point URI of that instance',
    places: { s66: '2.1-2.5', c66: '1.1-1.5', s83: '2.1-2.5', c83: '1.1-1.5' },
    schema: kinds.gatewayUrl,
    example: 'https://gateway.provider.example/Gateway/aps/',
    find: 'tab General of the instance',
  },
  {
    name: 'gateway.ip',
    what: 'the IP address of the gateway site, as the management node sees it',
    schema: kinds.ip,
    example: '10.1.0.22',
    find: 'getent ahostsv4 <host of the URI>, on the management node',
  },
  {
    name: 'gateway.site',
    what: 'the name of the gateway site in IIS',
    schema: kinds.text,
    example: 'O365 Gateway',
    find: 'IIS Manager on the endpoint host: the site with that IP address',
  },
  {
    name: 'gateway.login',
    what: 'the SQL Server login of the gateway application database',
    schema: kinds.login,
    example: 'o365gateway',
  },
  {
    name: 'gateway.sql',
    what: 'the SQL Server of that database, where sqlcmd on the endpoint host reaches it',
    schema: kinds.text,
    example: 'localhost\\SQLEXPRESS',
    optional: true,
  },
  { name: 'template.id', what: 'the id of an Office 365 service template', schema: kinds.id, example: '12' },
  { name: 'template.name', what: 'its name', schema: kinds.text, example: 'Office 365' },
  {
    name: 'package.sha256',
    what: 'the SHA-256 of the 16.8.4 package',
    schema: kinds.hash,
    example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    find: 'from your Odin account manager, with the package',
  },
  {
    name: 'package.size',
    what: 'its size in bytes',
    schema: kinds.bytes,
    example: '52428800',
    optional: true,
  },
  {
    name: 'endpoint.package',
    what: 'the path of the 16.8.4 package on the endpoint host',
    schema: kinds.windowsPath,
    example: 'C:\\Office365\\Office365_16.8.4.app.zip',
  },
  {
    name: 'endpoint.folder',
    what: 'the folder to unpack it to',
    schema: kinds.windowsPath,
    example: 'C:\\Office365\\16.8.4',
  },
  {
    name: 'management.package',
    what: 'the path of the 16.8.4 package on the management node',
    schema: kinds.posixPath,
    example: '/root/office365/Office365_16.8.4.app.zip',
  },
  {
    name: 'management.folder',
    what: 'the folder of the management node to unpack packages below',
    schema: kinds.posixPath,
    example: '/root/office365',
  },
  {
    name: 'settings.package',
    what: 'the path, on the management node, of the package with the settings script',
    schema: kinds.posixPath,
    example: '/root/office365/Office365_16.6.4.app.zip',
  },
  {
    name: 'settings.sha256',
    what: 'its SHA-256',
    schema: kinds.hash,
    example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  },
  {
    name: 'python',
    what: 'the Python of the management node that runs the scripts',
    schema: kinds.text,
    example: 'python',
    default: 'python',
  },
  {
    name: 'api.url',
    what: 'the URL of the Operations public API, as the endpoint host sees it',
    schema: kinds.apiUrl,
    example: 'http://10.1.0.10:8440/RPC2',
  },
  {
    name: 'api.user',
    what: 'the user of the public API that the application uses',
    schema: kinds.text,
    example: 'o365-api',
    find: 'its password is asked by nobody here',
  },
  {
    name: 'autoconf.folder',
    what: 'the folder of autoconf.py on the management node',
    schema: kinds.posixPath,
    example: '/root/office365/16.8.4/O365-Import',
    find: 'the guide, "Configuring Offers"',
  },
  {
    name: 'autoconf.command',
    what: 'how autoconf.py is called here, word by word',
    schema: kinds.words,
    example: '[python, autoconf.py]',
    find: 'the guide, "Configuring Offers"; of its options only --prefix is public',
  },
  {
    name: 'tasks.command',
    what: 'your own command on the management node that prints a line for each Office 365 task that is not processed, its state first, and nothing when there is none; word by word',
    schema: kinds.words,
    example: '[/root/office365/open-tasks.sh]',
    find: 'OA has no public call for tasks; without it a person looks at Operations > Tasks',
    optional: true,
  },
  {
    name: 'counters.instance',
    what: 'the one instance to run addTenantCountersToSubscriptions.py for',
    schema: kinds.id,
    example: '3',
    optional: true,
  },
  {
    name: 'counters.points',
    what: 'the id of the resource type Total points sold',
    schema: kinds.id,
    example: '1000501',
    optional: true,
  },
  {
    name: 'counters.seats',
    what: 'the id of the resource type Total seats sold',
    schema: kinds.id,
    example: '1000502',
    optional: true,
  },
  {
    name: 'microsoft.certificate',
    what: 'the path, on the endpoint host, of a new client Microsoft certificate',
    schema: kinds.windowsPath,
    example: 'C:\\Office365\\microsoft.pfx',
    optional: true,
    scenario: 'syndication',
  },
  {
    name: 'agent.command',
    what: 'your own command on the endpoint host that upgrades csp-agent-war, word by word',
    schema: kinds.words,
    example: "['C:\\Office365\\upgrade-agent.cmd']",
    optional: true,
    scenario: 'csp',
  },
  {
    name: 'trial.sha256',
    what: 'the SHA-256 of the new script3.js',
    schema: kinds.hash,
    example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    find: 'of the content in the guide, saved to a file',
    scenario: 'syndication',
  },
]

const derived: DerivedFact[] = [
  {
    name: 'dispatcher.app',
    what: 'the name of the dispatcher application',
    from: 'dispatcher.url',
    derive: directory,
    places: { s66: '1.2', s83: '1.2' },
  },
  { name: 'dispatcher.host', what: 'the host name of the dispatcher site', from: 'dispatcher.url', derive: host },
  {
    name: 'gateway.app',
    what: 'the name of the gateway application',
    from: 'gateway.url',
    derive: directory,
    places: { s66: '2.6', c66: '1.6', s83: '2.6', c83: '1.6' },
  },
  {
    name: 'gateway.host',
    what: 'the host name of the gateway site',
    from: 'gateway.url',
    derive: host,
    places: { s66: '2.7', c66: '1.7', s83: '2.7', c83: '1.7' },
  },
  { name: 'api.host', what: 'the host of the API', from: 'api.url', derive: host },
  { name: 'api.port', what: 'the port of the API', from: 'api.url', derive: portOf },
  {
    name: 'settings.version',
    what: 'the version of the package with the settings script',
    from: 'version',
    // From 16.6.3 its own package; from any higher 16.6.x that of 16.6.4 (Release Notes, step 6).
    derive: (version) => (isBelow(version, '16.6.4') ? '16.6.3' : '16.6.4'),
  },
]

function portOf(url: string): string {
  const { port, protocol } = new URL(url)
  return port === '' ? (protocol === 'https:' ? '443' : '80') : port
}

export const facts: readonly Fact[] = [...given, ...answered, ...derived]

/** What an answers file can hold. */
export const answeredFacts: readonly AnsweredFact[] = answered

export function findFact(name: string): Fact | undefined {
  return facts.find((fact) => fact.name === name)
}
