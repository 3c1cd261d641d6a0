/** Flags that mean the same everywhere (design, section 7). */

import type { Command } from 'commander'

/** Runs a command and tells its exit code. */
export type Run = (action: () => Promise<number> | number) => Promise<void>

/** For an option that may be repeated. */
export const collect = (value: string, all: string[]): string[] => [...all, value]

export function common(command: Command): Command {
  return command
    .option('--config <file>', 'configuration (default: o365-onboard.yaml)')
    .option('--simulate', 'use the built-in simulator, with a robot at its panel')
    .option('--json', 'stdout carries JSON and nothing else')
    .option('--no-color', 'no colours (also: NO_COLOR)')
}
