/** Two hosts for an upgrade: folders of stand-ins that record how they were called, in place of the vendor's programs. */

import { execFileSync, spawn, type StdioOptions } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { vi } from 'vitest'
import { quietPort } from '../quiet-port.ts'
import { SHA } from '../upgrade/answers.ts'
import { finallyDo } from './rig.ts'

export interface StandIns {
  /** To be put before the path. */
  bin: string
  /** What was called, in order: the name and the words of a program, or a script of PowerShell. */
  calls(): Promise<string[]>
  /** The program that has this in its call says so and ends with exit code 5 from now on, or (`hang`) waits until {@link mend}. */
  break(part: string, how?: 'fail' | 'hang', says?: string): Promise<void>
  mend(): Promise<void>
  /** From now on the management node knows these names, by their addresses. */
  resolve(names: Readonly<Record<string, readonly string[]>>): Promise<void>
  /** From now on IIS has these sites, with their bindings as appcmd prints them. */
  serve(sites: Readonly<Record<string, string>>): Promise<void>
}

/** Each name has one address, and each address one site. */
export const hostNames = {
  'o365.provider.example': ['10.1.0.21'],
  'gw.provider.example': ['10.1.0.22'],
  'gw2.provider.example': ['10.1.0.23'],
}
export const iisSites = {
  'Default Web Site': 'http/*:80:,net.tcp/808:*',
  'O365 Dispatcher': 'https/10.1.0.21:443:',
  'O365 Gateway': 'https/10.1.0.22:443:,http/10.1.0.22:80:',
  'Second Gateway': 'https/10.1.0.23:443:',
}

/** What PowerShell runs before and after the line of a plan. */
const FRAME = /^\$ErrorActionPreference = 'Stop'; .*?\$LASTEXITCODE = 0; (.*); exit \$LASTEXITCODE$/

/** @param settingsVersion what the old package says it is */
export async function standIns(folder: string, settingsVersion: string): Promise<StandIns> {
  const bin = join(folder, 'bin')
  const [record, broken, names, sites] = ['record', 'broken', 'names', 'sites'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ]
  await mkdir(bin, { recursive: true })
  await writeFile(record, '')
  const head = `#!/bin/sh
call="$(basename "$0")"
[ "$call" = powershell.exe ] && set -- "$(printf %s "$6" | base64 -d | iconv -f UTF-16LE)"
for word in "$@"; do call="$call|$word"; done
printf '%s\\n' "$call" >> '${record}'
if [ -s '${broken}' ]; then
  read how part < '${broken}'
  case "$call" in *"$part"*)
    [ "$how" = hang ] || { sed 1d '${broken}' >&2; exit 5; }
    while [ -s '${broken}' ]; do sleep 0.1; done ;;
  esac
fi
`
  const bodies: Record<string, string> = {
    unzip: `[ "$1" = -p ] && echo '<version>${settingsVersion}</version>'; for folder in "$@"; do :; done; [ "$1" = -p ] || mkdir -p "$folder"`,
    sha256sum: `case "$1" in *old*) echo '${'cd'.repeat(32)}' ;; *) echo '${SHA}' ;; esac`,
    stat: `echo 'size 52428800'`,
    getent: `while read -r name ip; do
  [ "$name" = "$2" ] && found=1 && printf '%-15s STREAM %s\\n%-15s DGRAM  \\n%-15s RAW    \\n' "$ip" "$name" "$ip" "$ip"
done < '${names}'
[ -n "$found" ] || exit 2`,
    curl: `echo 'HTTP/1.1 401'`,
    python: '',
    'powershell.exe': `case "$1" in *Get-FileHash*) echo '${SHA.toUpperCase()}' ;; *Test-NetConnection*) echo True ;;
      *'appcmd.exe list site; exit'*) cat '${sites}' ;;
      *appcmd.exe*) while read -r line; do
          name="\${line#SITE \\"}"; name="\${name%%\\"*}"
          case "$1" in *"site '$name';"* | *"site $name;"*) printf '%s\\n' "$line"; found=1 ;; esac
        done < '${sites}'
        [ -n "$found" ] || { echo 'ERROR ( message:Cannot find requested SITE object. )'; exit 1; } ;; esac`,
  }
  for (const [name, body] of Object.entries(bodies)) {
    await writeFile(join(bin, name), `${head}${body}\n`)
    await chmod(join(bin, name), 0o755)
  }
  const resolve: StandIns['resolve'] = (all) =>
    writeFile(
      names,
      Object.entries(all)
        .flatMap(([name, ips]) => ips.map((ip) => `${name} ${ip}\n`))
        .join(''),
    )
  const serve: StandIns['serve'] = (all) =>
    writeFile(
      sites,
      Object.entries(all)
        .map(([name, bindings], at) => `SITE "${name}" (id:${at + 1},bindings:${bindings},state:Started)\n`)
        .join(''),
    )
  await resolve(hostNames)
  await serve(iisSites)
  return {
    bin,
    resolve,
    serve,
    calls: async () =>
      (await readFile(record, 'utf8'))
        .split('\n')
        .filter((line) => line !== '')
        .map((line) =>
          line.replace(/^powershell\.exe\|(.*)$/, (_, script: string) => FRAME.exec(script)?.[1] ?? script),
        )
        .filter((line) => line !== '$null'),
    break: (part, how = 'fail', says = 'it went wrong') => writeFile(broken, `${how} ${part}\n${says}\n`),
    mend: () => writeFile(broken, ''),
  }
}

/** Two OpenSSH servers on this machine, and an ssh client whose configuration knows them. @returns `hosts` for a configuration */
export async function servers(folder: string, { bin }: StandIns): Promise<{ management: object; endpoint: object }> {
  const sshd = findSshd()
  const key = join(folder, 'key')
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
  // As root, sshd wants the folder that its package makes when the system starts.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true })
  const blocks: string[] = []
  for (const name of ['node', 'windows']) {
    const port = await quietPort()
    const hostKey = join(folder, `${name}-key`)
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', hostKey])
    const known = join(folder, `${name}-known`)
    await writeFile(known, `[127.0.0.1]:${port} ${await readFile(`${hostKey}.pub`, 'utf8')}`)
    const config = join(folder, `${name}.conf`)
    const lines = [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${hostKey}`,
      `AuthorizedKeysFile ${key}.pub`,
      `PidFile ${folder}/${name}.pid`,
      'StrictModes no',
      'UsePAM no',
      `SetEnv PATH=${bin}:${process.env['PATH'] ?? ''}`,
    ]
    await writeFile(config, `${lines.join('\n')}\n`)
    serve(sshd, config)
    blocks.push(
      [
        `Host ${name}`,
        'HostName 127.0.0.1',
        `Port ${port}`,
        `IdentityFile ${key}`,
        'IdentitiesOnly yes',
        `UserKnownHostsFile ${known}`,
      ].join('\n  '),
    )
  }
  // The client reads the configuration of the user, whose home a test leaves alone.
  await writeFile(join(folder, 'ssh-config'), `${blocks.join('\n')}\n`)
  await writeFile(join(bin, 'ssh'), `#!/bin/sh\nexec /usr/bin/ssh -F '${folder}/ssh-config' "$@"\n`)
  await chmod(join(bin, 'ssh'), 0o755)
  for (const name of ['node', 'windows'])
    await vi.waitFor(() => execFileSync(join(bin, 'ssh'), ['-o', 'BatchMode=yes', name, 'true'], { stdio: 'ignore' }), {
      timeout: 20_000,
      interval: 100,
    })
  return { management: { ssh: 'node' }, endpoint: { ssh: 'windows' } }
}

/** @throws Error that says what to install where this machine cannot serve ssh */
export function findSshd(): string {
  const folders = ['/usr/sbin', '/usr/local/sbin', ...(process.env['PATH'] ?? '').split(':')]
  const found = folders.map((folder) => join(folder, 'sshd')).find((file) => existsSync(file))
  if (found !== undefined) return found
  throw new Error(
    'There is no OpenSSH server (sshd) on this machine. On Debian, as root: apt-get install openssh-server',
  )
}

/**
 * A server that ends with this process, however that ends: a shell beside it waits for the end of its input, which the
 * system closes when we are gone.
 */
function serve(sshd: string, config: string): void {
  const script = '"$@" & read -r _; kill $!; wait'
  const stdio: StdioOptions = ['pipe', 'ignore', 'ignore']
  const server = spawn('/bin/sh', ['-c', script, 'sh', sshd, '-D', '-e', '-f', config], { stdio })
  const ended = once(server, 'close')
  finallyDo(async () => {
    server.stdin?.end()
    await ended
  })
}
