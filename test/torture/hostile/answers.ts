/** What OA answers, and whoever answers in its place: the codec alone, and a whole observation over real sockets. */

import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { loadCatalog } from '../../../src/catalog/load-catalog.ts'
import { packageRoot } from '../../../src/lib/package-root.ts'
import { connect } from '../../../src/oa/connect.ts'
import { loadWorld } from '../../../src/oa/simulator/load-world.ts'
import { startSimulator } from '../../../src/oa/simulator/start-simulator.ts'
import { decodeMethodCall, decodeMethodResponse, encodeMethodResponse } from '../../../src/oa/xml-rpc.ts'
import { planFrom } from '../../../src/onboard.ts'
import { observe } from '../../../src/resource/observe.ts'
import { siteSchema } from '../../../src/resource/site.ts'
import { loadOfferRunbook } from '../../../src/runbook/load-runbook.ts'
import { mutate, mutateData } from './mutate.ts'
import { showPlan } from './plans.ts'
import { Broken, type Subject, unlessRefused } from './subject.ts'

interface Answer {
  status: number
  headers: Record<string, string>
  body: Buffer
}

const systems = ['operations', 'billing', 'aps'] as const
type System = (typeof systems)[number]
const site = siteSchema.parse({ reads: { salesCategories: true } })

/** All answers of the simulator during one observation, by what was asked. */
async function record(): Promise<Map<string, Answer>> {
  const world = await loadWorld(join(packageRoot, 'worlds', 'enterprise-provider.yaml'))
  const simulator = await startSimulator({ world })
  const answers = new Map<string, Answer>()
  const doors = await openDoors(async (system, incoming, body) => {
    const answer = await forward(new URL(incoming.url ?? '/', simulator.urls[system]), incoming, body)
    answers.set(keyOf(system, incoming, body), answer)
    return answer
  })
  const oa = connectTo(doors.urls)
  await observe(oa, site)
  await oa.close()
  doors.close()
  await simulator.close()
  return answers
}

function keyOf(system: System, { method, url }: IncomingMessage, body: Buffer): string {
  return `${system} ${method ?? ''} ${url ?? ''} ${body.toString('utf8')}`
}

function connectTo(urls: Record<System, string>) {
  return connect({
    operations: { url: urls.operations, username: 'onboarding', password: 'simulated-operations' },
    billing: {
      url: urls.billing,
      credentials: 'struct',
      username: 'onboarding',
      password: 'simulated-billing',
    },
    aps: { url: urls.aps },
    deadlines: { readMs: 30_000 },
    // A bad answer stays a bad answer, and the pauses are not what is tried here.
    retries: { attempts: 2, baseMs: 1, capMs: 1 },
  })
}

type Reply = (system: System, incoming: IncomingMessage, body: Buffer) => Answer | Promise<Answer>

async function openDoors(reply: Reply): Promise<{ urls: Record<System, string>; close(): void }> {
  const servers: Server[] = []
  const urls: Record<string, string> = {}
  for (const system of systems) {
    const server = createServer((incoming, outgoing) => {
      void textOf(incoming).then(async (body) => {
        const { status, headers, body: answer } = await reply(system, incoming, body)
        outgoing.writeHead(status, { ...headers, 'content-length': answer.length }).end(answer)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    urls[system] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    servers.push(server)
  }
  return {
    urls: urls,
    close: () => {
      for (const server of servers) {
        server.close()
        server.closeAllConnections()
      }
    },
  }
}

function forward(url: URL, incoming: IncomingMessage, body: Buffer): Promise<Answer> {
  const headers = { ...incoming.headers, host: url.host, 'content-length': String(body.length) }
  return new Promise((resolve, reject) => {
    request(url, { method: incoming.method, headers, agent: false }, (response) => {
      const kept = Object.entries(response.headers).filter(
        ([name]) => name === 'content-type' || name === 'content-range',
      )
      void textOf(response).then((answer) => {
        const status = response.statusCode ?? 500
        resolve({ status, headers: Object.fromEntries(kept) as Record<string, string>, body: answer })
      })
    })
      .once('error', reject)
      .end(body)
  })
}

async function textOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** One bad answer among good ones. */
function answerSubject(name: string, count: number, isOurs: (key: string) => boolean): Subject {
  return {
    name,
    count,
    async open() {
      const answers = await record()
      const keys = [...answers.keys()].filter(isOurs)
      const runbook = await loadOfferRunbook(join(packageRoot, 'runbooks', 'add-offers.yaml'))
      const catalogFiles = [join(packageRoot, 'catalog-samples', 'phone-system.csv')]
      await loadCatalog(catalogFiles)
      let spoiled: { key: string; answer: Answer } | undefined
      const doors = await openDoors((system, incoming, body) => {
        const key = keyOf(system, incoming, body)
        const answer = spoiled?.key === key ? spoiled.answer : answers.get(key)
        return answer ?? { status: 404, headers: {}, body: Buffer.from('nothing here') }
      })
      const oa = connectTo(doors.urls)
      return {
        // The first byte says which answer, the second which status; the rest is the body.
        make(chance) {
          const which = chance.below(keys.length)
          const { body } = answers.get(keys[which] ?? '') ?? { body: Buffer.alloc(0) }
          return Buffer.concat([Buffer.from([which, chance.below(20)]), spoil(body, chance)])
        },
        async feed(input) {
          const key = keys[input[0] ?? 0] ?? ''
          const good = answers.get(key)
          if (good === undefined) throw new Error(`no answer ${key}`)
          const status = [500, 401, 403, 404, 204, 302][(input[1] ?? 0) - 14] ?? good.status
          spoiled = { key, answer: { ...good, status, body: status === 204 ? Buffer.alloc(0) : input.subarray(2) } }
          const planned = await unlessRefused(() =>
            planFrom(
              { runbook, catalogFiles, wanted: [], plans: [], installation: { name: 'torture', endpoint: 'x', site } },
              () => observe(oa, site),
            ),
          )
          if (planned === undefined) return 'refused'
          showPlan(planned.plan)
          return 'accepted'
        },
        close: async () => {
          await oa.close()
          doors.close()
        },
      }
    },
  }
}

/** Damaged as bytes, or well formed and of other values. */
function spoil(body: Buffer, chance: Parameters<typeof mutate>[1]): Buffer {
  const text = body.toString('utf8')
  if (chance.below(2) === 0) return mutate(body, chance)
  try {
    if (!text.startsWith('<')) return Buffer.from(JSON.stringify(mutateData(JSON.parse(text), chance)))
    const decoded = decodeMethodResponse(text)
    if (!('value' in decoded)) return mutate(body, chance)
    return Buffer.from(encodeMethodResponse(mutateData(plain(decoded.value), chance) as never))
  } catch {
    return mutate(body, chance)
  }
}

const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? Number(part) : part)))

const codecSubject: Subject = {
  name: 'XML-RPC document',
  count: 1500,
  async open() {
    const answers = [...(await record()).values()].map(({ body }) => body)
    const documents = answers.filter((body) => body.toString('latin1').startsWith('<') && body.length < 100_000)
    return {
      make: (chance) => mutate(chance.pick(documents), chance),
      async feed(input) {
        const text = input.toString('utf8')
        await unlessRefused(() => decodeMethodCall(text))
        const decoded = await unlessRefused(() => decodeMethodResponse(text))
        if (decoded === undefined) return 'refused'
        if ('value' in decoded) {
          const again = decodeMethodResponse(encodeMethodResponse(decoded.value))
          if (!('value' in again)) throw new Broken('a value came back as a fault')
        }
        return 'accepted'
      },
    }
  },
}

export const answerSubjects: readonly Subject[] = [
  codecSubject,
  answerSubject('XML-RPC answer', 700, (key) => !key.startsWith('aps')),
  answerSubject('REST answer', 700, (key) => key.startsWith('aps')),
]
