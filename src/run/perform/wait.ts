/** Waits for what others do in their own time, as far as a read or a command can tell; else a person says that it is done. */

import { firstFew } from '../../lib/text.ts'
import { OnboardError } from '../../lib/onboard-error.ts'
import type { Operation } from '../../plan/plan.ts'
import type { Performed } from '../performed.ts'
import type { Session } from '../session.ts'
import { waitFor } from '../wait.ts'
import { performManual } from './manual.ts'
import { importedLook } from './wait/imported-look.ts'
import { tasksLook } from './wait/tasks-look.ts'
import { upgradedLook } from './wait/upgraded-look.ts'

/**
 * One look: what is still to come, nothing when all is done; undefined where only a person can tell.
 *
 * @throws OnboardError when it cannot come any more
 */
export type WaitLook = () => Promise<readonly string[] | undefined>

type For = NonNullable<Operation['wait']>['for']

const looks: Readonly<Record<For, (operation: Operation, session: Session) => WaitLook>> = {
  'tasks-processed': tasksLook,
  'package-imported': importedLook,
  'instance-upgraded': upgradedLook,
}

/** Tasks are slow, and each look may be a command on a host. */
const RARELY = 60_000

/** @throws OnboardError `upgrade/not-yet` when the site's time for tasks is up; what a look throws; `wait/left` */
export async function performWait(operation: Operation, session: Session): Promise<Performed> {
  const { wait } = operation
  if (wait === undefined) throw new TypeError(`${operation.id} waits for nothing`)
  const look = looks[wait.for](operation, session)
  if (session.before.attested.has(operation.id)) return performManual(operation, session)
  let open = await look()
  if (open === undefined) return performManual(operation, session)
  if (open.length > 0 && !session.waits) return undefined
  const since = session.clock.now()
  const isDone = await waitFor(
    {
      operation: operation.id,
      why: firstFew(open),
      since,
      until: since + session.site.waits.tasksSeconds * 1000,
      rarely: RARELY,
      look: async () => {
        open = (await look()) ?? []
        return open.length === 0 ? true : undefined
      },
    },
    session,
  )
  if (isDone === true) return { outcome: 'verified', id: undefined }
  throw new OnboardError({
    kind: 'failed',
    code: 'upgrade/not-yet',
    message: `${operation.title}: it is not so after ${session.site.waits.tasksSeconds / 3600} hours (waits.tasksSeconds): ${firstFew(open)}.`,
    hint: `Nothing after it was done. ${(operation.manual?.lines ?? []).join(' ')} To wait on, type: o365-onboard resume`,
    facts: { operation: operation.id, open: [...open] },
  })
}
