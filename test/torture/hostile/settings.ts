/** Runbooks and configurations: what people edit by hand, and what they may be handed by others. */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadConfig, parseConfig } from '../../../src/cli/config.ts'
import { readSecrets } from '../../../src/cli/secrets.ts'
import { siteOf } from '../../../src/cli/site-of.ts'
import { packageRoot } from '../../../src/lib/package-root.ts'
import { Redactor } from '../../../src/lib/redactor.ts'
import { connect } from '../../../src/oa/connect.ts'
import { loadOfferRunbook } from '../../../src/runbook/load-runbook.ts'
import { mutate } from './mutate.ts'
import { planFor } from './plans.ts'
import { command, type Subject, unlessRefused } from './subject.ts'

const catalogFile = join(packageRoot, 'catalog-samples', 'business-premium.csv')

export const runbookSubject: Subject = {
  name: 'runbook',
  count: 1100,
  async open(folder) {
    const good = await readFile(join(packageRoot, 'runbooks', 'add-offers.yaml'))
    const file = join(folder, 'runbook.yaml')
    return {
      make: (chance) => mutate(good, chance),
      async feed(input) {
        await writeFile(file, input)
        await command(folder, 'runbook', 'validate', file)
        await command(folder, 'runbook', 'show', file)
        const runbook = await unlessRefused(() => loadOfferRunbook(file))
        if (runbook === undefined) return 'refused'
        await unlessRefused(() => planFor(catalogFile, runbook))
        return 'accepted'
      },
    }
  },
}

export const configSubject: Subject = {
  name: 'configuration',
  count: 1100,
  async open(folder) {
    // With everything that it only mentions.
    const example = await readFile(join(packageRoot, 'o365-onboard.example.yaml'), 'utf8')
    const good = example.replace(/^# /gm, '')
    parseConfig(good, 'o365-onboard.example.yaml')
    const file = join(folder, 'o365-onboard.yaml')
    return {
      make: (chance) => mutate(Buffer.from(good), chance),
      async feed(input) {
        await writeFile(file, input)
        await command(folder, 'status', '--config', file)
        await command(folder, 'runs', '--config', file)
        await command(folder, 'catalog', 'inspect', catalogFile, '--config', file)
        const config = await unlessRefused(() => loadConfig(file))
        if (config === undefined) return 'refused'
        await unlessRefused(() => siteOf(config, file, file))
        const env = { OA_PASSWORD: 'a-password', BILLING_PASSWORD: 'another-password' }
        const { operations, billing } = (await unlessRefused(() =>
          readSecrets(config, folder, env, new Redactor()),
        )) ?? { operations: undefined, billing: undefined }
        // Opens no socket: nothing is called.
        const connection = await unlessRefused(() =>
          connect({
            operations: { url: config.operations.url, username: 'api', password: operations ?? 'none' },
            billing: { url: config.billing.url, credentials: 'struct', username: 'api', password: billing ?? 'none' },
            aps: { url: config.aps.url },
          }),
        )
        await connection?.close()
        return 'accepted'
      },
    }
  },
}
