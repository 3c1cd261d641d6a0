/** `completion`: what a shell needs to complete our commands and flags, made from the commands themselves. */

import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'

/** @param program the whole tree of commands */
export function completion(program: Command, context: Context): number {
  context.stdout(bashScript(program))
  return exitCodes.done.code
}

interface Place {
  /** The words of the command, each after a slash; empty for the program itself. */
  path: string
  children: string[]
  flags: string[]
  /** What may follow a flag, where that is one of a few words. */
  choices: { flag: string; words: readonly string[] }[]
}

/** Commands, flags and fixed values are completed by words; everything else by the names of files. */
function bashScript(program: Command): string {
  const places = placesOf(program, '')
  const steps = places.filter(({ path }) => path !== '').map(({ path }) => `      '${path}') at="${path}" ;;`)
  const choices = places.flatMap(({ path, choices: all }) =>
    all.map(({ flag, words }) => `    '${path} ${flag}') list='${words.join(' ')}' ;;`),
  )
  const lists = places.flatMap(({ path, children, flags }) => [
    ...(children.length === 0 ? [] : [`    '${path} '*) list='${children.join(' ')}' ;;`]),
    `    '${path} -'*) list='${flags.join(' ')}' ;;`,
  ])
  return `# Completion of ${program.name()} for bash. Load it with: source <(${program.name()} completion)
_o365_onboard() {
  local at='' list='' word current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]}
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$at/$word" in
${steps.join('\n')}
    esac
  done
  case "$at $before" in
${choices.join('\n')}
  esac
  [[ -n $list ]] || case "$at $current" in
${sortForCase(lists).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$list" -- "$current"))
}
complete -o default -F _o365_onboard ${program.name()}
`
}

/** Flags first: the pattern of the commands of a group would take them, too. */
function sortForCase(lines: readonly string[]): string[] {
  const isFlags = (line: string): boolean => line.includes(" -'*)")
  return [...lines.filter(isFlags), ...lines.filter((line) => !isFlags(line))]
}

function placesOf(command: Command, path: string): Place[] {
  const options = command.options.filter(({ hidden }) => !hidden)
  return [
    {
      path,
      children: command.commands.map((child) => child.name()),
      flags: [...options.flatMap(({ long }) => long ?? []), '--help'],
      choices: options.flatMap(({ long, argChoices }) =>
        long == null || argChoices === undefined ? [] : [{ flag: long, words: argChoices }],
      ),
    },
    ...command.commands.flatMap((child) => placesOf(child, `${path}/${child.name()}`)),
  ]
}
