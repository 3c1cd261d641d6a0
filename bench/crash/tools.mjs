// The tools side by side. Each is looked for, or installed into the given folder, now; one that is not to be had says why.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const file = (path) => fileURLToPath(new URL(path, import.meta.url))
const works = (command, args, options = {}) => spawnSync(command, args, { stdio: 'ignore', ...options }).status === 0
const INSTALL_MS = 300_000

/** What Debian's ansible-core needs beside Python itself. */
const debs = [
  'ansible-core',
  ...['jinja2', 'markupsafe', 'yaml', 'cryptography', 'cffi-backend', 'packaging', 'resolvelib'].map(
    (name) => `python3-${name}`,
  ),
]

/** @returns how ansible-playbook is started, or undefined */
function findAnsible(folder) {
  if (works('ansible-playbook', ['--version'])) return { command: ['ansible-playbook'], env: {} }
  const venv = join(folder, 'venv')
  const install = ['-q', 'install', 'ansible-core']
  if (works('python3', ['-m', 'venv', venv]) && works(join(venv, 'bin', 'pip'), install, { timeout: INSTALL_MS })) {
    return { command: [join(venv, 'bin', 'ansible-playbook')], env: {} }
  }
  const packages = join(folder, 'debs')
  mkdirSync(packages)
  if (!works('apt-get', ['download', ...debs], { cwd: packages, timeout: INSTALL_MS })) return undefined
  const tree = join(folder, 'ansible')
  for (const name of readdirSync(packages)) works('dpkg', ['-x', join(packages, name), tree])
  const command = ['/usr/bin/python3', join(tree, 'usr', 'bin', 'ansible-playbook')]
  const env = { PYTHONPATH: join(tree, 'usr', 'lib', 'python3', 'dist-packages') }
  return works(command[0], [command[1], '--version'], { env: { ...process.env, ...env } })
    ? { command, env }
    : undefined
}

function findAlchemy(folder) {
  const home = join(folder, 'alchemy')
  mkdirSync(home)
  writeFileSync(join(home, 'package.json'), '{ "type": "module", "private": true }')
  const args = ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', 'alchemy@0.94']
  if (!works('npm', args, { cwd: home, timeout: INSTALL_MS })) return undefined
  if (!existsSync(join(home, 'node_modules', 'alchemy'))) return undefined
  const script = join(home, 'alchemy.run.mjs')
  copyFileSync(file('alchemy.run.mjs'), script)
  return script
}

/**
 * A tool gives for a job what is typed first and what is typed until it ends with 0. `job` has url, username, password,
 * limit (seconds), resourceClass, application and names; `config` and `catalog` are for ours alone.
 */
export const tools = [
  {
    name: 'o365-onboard',
    find: () => ({
      first: ({ config, catalog }) => ours('add-offers', catalog, '--yes', '--config', config),
      again: ({ config }) => ours('resume', '--yes', '--config', config),
    }),
  },
  {
    name: 'python, lists first',
    find: () => {
      if (!works('python3', ['-c', 'import xmlrpc.client'])) return undefined
      const first = ({ url, username, password, limit, resourceClass, application, names }) => ({
        command: [
          'python3',
          file('list-first.py'),
          url.replace('//', `//${username}:${password}@`),
          ...[limit, resourceClass, application].map(String),
          ...names,
        ],
      })
      return { first, again: first }
    },
  },
  {
    name: 'ansible-core, lists first',
    find: (folder) => {
      const ansible = findAnsible(folder)
      if (ansible === undefined) return undefined
      const first = ({ resourceClass, ...job }) => ({
        command: [
          ...[...ansible.command, '-i', 'localhost,', file('playbook.yml')],
          ...['-e', JSON.stringify({ ...job, resource_class: resourceClass })],
        ],
        env: { ...ansible.env, ANSIBLE_HOME: join(folder, 'ansible-home'), ANSIBLE_NOCOLOR: '1' },
      })
      return { first, again: first }
    },
  },
  {
    name: 'alchemy',
    find: (folder) => {
      const script = findAlchemy(folder)
      if (script === undefined) return undefined
      const first = (job) => ({
        command: [process.execPath, script],
        env: { BENCH_JOB: JSON.stringify(job), DO_NOT_TRACK: '1', ALCHEMY_TELEMETRY_DISABLED: '1' },
      })
      return { first, again: first }
    },
  },
]

function ours(...args) {
  return { command: [process.execPath, file('../../dist/cli.js'), ...args] }
}
