/** What a configuration says of the site, with the resellers that it names. */

import { dirname, resolve } from 'node:path'
import { loadResellers } from '../resource/resellers/load-resellers.ts'
import { siteSchema, type Site } from '../resource/site.ts'
import type { Config } from './config.ts'

/**
 * @param file the path of the configuration, beside which the resellers file is
 * @param shown what messages call it
 * @throws OnboardError `resellers/unreadable`, `resellers/invalid`, `yaml/…`
 */
export async function siteOf(config: Config, file: string, shown: string): Promise<Site> {
  const { resellers, ...rest } = config
  if (resellers === false) return siteSchema.parse(rest)
  const loaded = Array.isArray(resellers)
    ? await loadResellers(file, shown, 'yaml')
    : await loadResellers(resolve(dirname(file), resellers.file), resellers.file)
  return siteSchema.parse({ ...rest, resellers: loaded })
}
