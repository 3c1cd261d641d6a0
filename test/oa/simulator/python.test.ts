/** The proof of fidelity: Python's own xmlrpc.client drives the simulator. */

import { execFile, execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { start } from './rig.ts'

const script = fileURLToPath(new URL('drive_simulator.py', import.meta.url))
const instanceUid = '5b0f3f4e-6f0a-4d3b-9d55-0f3f2a7f1c01'

function hasPython(): boolean {
  try {
    execFileSync('python3', ['-c', 'import xmlrpc.client'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

it.skipIf(!hasPython())("Python's xmlrpc.client drives Operations and Billing (skipped without python3)", async () => {
  const simulator = await start()
  const withLogin = (url: string, { username, password }: { username: string; password: string }) =>
    url.replace('://', `://${username}:${password}@`)
  const { stdout } = await promisify(execFile)('python3', [
    script,
    withLogin(simulator.urls.operations, simulator.credentials.operations),
    withLogin(simulator.urls.billing, simulator.credentials.billing),
    instanceUid,
  ])
  const seen = JSON.parse(stdout) as Record<string, unknown>
  expect(seen).toMatchObject({
    templates: { status: 0, result: [{ st_id: 7 }, { st_id: 12, name: 'Office 365', active: true, owner_id: 1 }] },
    added: { status: 0, result: { resource_type_id: 1000405 } },
    refused: {
      status: -1,
      module_id: expect.any(String) as unknown,
      extype_id: expect.any(Number) as unknown,
      properties: {},
    },
    'duplicate request': { status: -1, module_id: 'OpenAPI', extype_id: 3001 },
    'outside before commit': 4,
    commit: { status: 0 },
    'outside after commit': 5,
    last: {
      name: 'Büro & <Schule>',
      limit: '0',
      act_params: [
        { var_name: 'app_id', var_value: '17' },
        { var_name: 'resource_uid', var_value: instanceUid },
      ],
    },
    'request status': 0,
    'active after rollback': true,
    'no struct': { status: -1, module_id: 'OpenAPI', extype_id: 21 },
    'unknown method': expect.stringContaining('pem.noSuchMethod') as unknown,
    'billing fault': 'Table Plan does not contain row with ID 42.',
  })
  expect((seen['refused'] as { error_message: string }).error_message).toContain('is active')
  expect((seen['plan'] as unknown[]).slice(0, 2)).toEqual([41, 'Shared Hosting Start'])
})
