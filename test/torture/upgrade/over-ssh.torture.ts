/**
 * The four upgrades from start to finish over two OpenSSH servers on this machine, from an answers file and with nobody
 * there. `npm run test:upgrade`; it fails where there is no OpenSSH server.
 */

import { beforeAll, describe, expect, it, vi } from 'vitest'
import { tell } from '../../e2e/rig.ts'
import { findSshd } from '../../e2e/upgrade-hosts.ts'
import { recordedSetups, settingsScript, upgradeScene, wantedSetups } from '../../e2e/upgrade-scene.ts'

vi.setConfig({ testTimeout: 300_000 })

beforeAll(() => {
  findSshd()
})

describe.concurrent('over ssh on two hosts', () => {
  it.each([
    ['s66', '16.6.3', 'syndication', 1],
    ['c66', '16.6.5', 'csp', 1],
    ['s83', '16.8.3', 'syndication', 0],
    ['c83', '16.8.3', 'csp', 0],
  ] as const)('%s, from %s, %s: setup.cmd has the words of the document', async (procedure, from, scenario, times) => {
    const scene = await upgradeScene({ from, scenario, ssh: true })
    const ended = await scene.begin()
    expect(ended.code, tell(ended)).toBe(0)
    expect(await recordedSetups(scene)).toEqual(wantedSetups(procedure))
    expect(await scene.called('iisreset')).toHaveLength(2)
    expect(await scene.called(settingsScript)).toHaveLength(times)
    expect(await scene.called('addTenantCounters')).toHaveLength(times)
    expect(await scene.active()).toBe(true)
  })
})
