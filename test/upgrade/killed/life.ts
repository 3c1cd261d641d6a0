/** The life of a process, as a row of moments: at a fatal one it dies, and nothing of it ever goes on. */

/** The moments of all processes of one try, one process after the other. */
export class Fate {
  /** What was passed through. */
  readonly moments: string[] = []
  readonly #fatal: ReadonlySet<number>

  /** @param fatal the numbers of the moments at which it happens, counted from 1 */
  constructor(fatal: readonly number[]) {
    this.#fatal = new Set(fatal)
  }

  strikes(name: string): boolean {
    this.moments.push(name)
    return this.#fatal.has(this.moments.length)
  }
}

export class Life {
  readonly death: Promise<'died'>
  readonly #fate: Fate
  #tellDeath: (word: 'died') => void = () => undefined
  #isDead = false

  constructor(fate: Fate) {
    this.#fate = fate
    this.death = new Promise((resolve) => {
      this.#tellDeath = resolve
    })
  }

  /** Whether it happens now: for what is no death, such as a lost connection. Nobody comes back who is dead. */
  async comes(name: string): Promise<boolean> {
    if (this.#isDead) await never()
    return this.#fate.strikes(name)
  }

  async pass(name: string): Promise<void> {
    if (await this.comes(name)) await this.die()
  }

  die(): Promise<never> {
    this.#isDead = true
    this.#tellDeath('died')
    return never()
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined)
}
