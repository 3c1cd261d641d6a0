/** One object that should exist in OA: its address, its wanted and its seen value, and the ways to make them equal. */

import { z } from 'zod'
import type { Place } from '../lib/diagnostic.ts'
import type { Json } from '../lib/json.ts'
import type { Grade } from '../oa/method-spec.ts'
import type { MethodParams, MethodResult, WriteMethod } from '../oa/methods.ts'
import type { OaReader } from '../oa/oa-client.ts'
import type { PanelAction } from '../oa/simulator/panel-action.ts'
import type { ObservedState, Slice } from './observed-state.ts'
import type { Inventory } from './inventory.ts'
import type { ExecuteFace } from './execute-way.ts'
import type { TypePropertyNames } from '../oa/type-property-names.ts'
import type { Verb, WayName } from './ways-config.ts'
import type { WishContext } from './wish-context.ts'

/** `kind/key`. References between resources are addresses, so that a plan holds no id of what does not exist yet. */
export type Address = `${string}/${string}`

export const addressSchema = z.templateLiteral([z.string(), '/', z.string()])

/** The comparable fields of a resource. Lists that mean sets are sorted; references are addresses or offer ids. */
export type Value = Readonly<Record<string, Json>>

export type ResourceId = number | string

export interface Wish<V extends Value = Value> {
  key: string
  /** What people call it. */
  label: string
  value: V
  /** Addresses that must exist before. */
  needs: readonly Address[]
  /** Why it should exist, in a few words. */
  reason: string
  /** Where in the catalog it comes from. */
  sources: readonly Place[]
}

export interface Seen<V extends Value = Value> {
  /** Undefined for what OA has no id for, or does not show one. */
  id: ResourceId | undefined
  value: V
  /** OA has taken it and is still at work on it. */
  unfinished?: true
}

/** The facts about the installation that a plan was made for and that its operations use. */
export interface Target {
  installation: string
  /** Where Operations answers, without credentials. */
  endpoint: string
  scenario: 'csp' | 'syndication'
  applicationId: number
  instanceId: number
  applicationVersion: string
  licenseType: string
  addonType: string
  properties: TypePropertyNames
  vendorAccount: number
  templateId: number
  templateName: string
}

/** What is owed while something stands half done: told before it is opened, and after it is closed. */
export interface Debts {
  open(debt: Debt): Promise<void>
  settle(debt: Debt): Promise<void>
}

/** A service template that we made inactive and that must be active again. */
export interface Debt {
  kind: 'template-window'
  templateId: number
  templateName: string
}

/** What a read shows of the effect of a write. */
export interface Found<R> {
  id: ResourceId
  name?: string
  /** What the write would have answered. */
  result: R
}

/** Reads by natural key whether a write is done. More than one is a question that only a person can answer. */
export type Look<R> = () => Promise<readonly Found<R>[]>

export interface WriteHow {
  /** It sets a state and makes nothing, and a late effect of it does no harm: after a lost answer it is sent again at once. */
  repeatable?: true
  /** No read shows what it did, so after a lost answer only a person can tell: it is never sent again by itself. */
  blind?: true
  /** It is not sent while a lost call of this method may still be done and undo it. */
  notBefore?: WriteMethod
}

/** Reads as it likes; a write comes to a known end, or throws. */
export interface Writer extends OaReader {
  /**
   * @param look tells whether the write is done, when its answer was lost or was an error
   * @throws OaFault when OA refused it or never got it; OnboardError `apply/…`, `wait/…` when what became of it is unknown
   */
  write<M extends WriteMethod>(
    name: M,
    params: MethodParams<M>,
    look: Look<MethodResult<M>>,
    how?: WriteHow,
  ): Promise<MethodResult<M>>
}

/** One operation at the moment of its call. */
export interface Task<V extends Value = Value> {
  client: Writer
  target: Target
  action: Verb
  key: string
  label: string
  value: V
  /** What was there when the plan was made; undefined for what is created. */
  before: V | undefined
  /** @throws OnboardError when the address has no id: a bug in the plan's `needs` */
  idOf: (address: Address) => ResourceId
  /** Ids of the plans that were there before this run: what is not among them is new. */
  knownPlans: ReadonlySet<number>
  debts: Debts
  /**
   * Reads the operation's resource anew.
   *
   * @returns each object that stands for its key: for an update only one that is as wished
   */
  find: () => Promise<readonly (Seen & { id: ResourceId })[]>
  /** Looks until something is seen. @returns undefined when the site's time for it (`waits.readySeconds`) is up */
  waitFor<T>(why: string, look: () => Promise<T | undefined>): Promise<T | undefined>
}

/** A way to do a verb by API, with what is known of it. */
export interface Way<V extends Value = Value> {
  name: Exclude<WayName, 'manual'>
  /** `site`: the site's own description of it; the program vouches for nothing. */
  grade: Grade | 'site'
  verbs: readonly Verb[]
  /** What it calls to write; `doctor` looks whether the installation has these. */
  methods: readonly WriteMethod[]
  /** Whether it can make a resource of this very value; every one where absent. */
  fits?(value: V): boolean
  /** How many operations of this kind may run at once by this way. */
  parallel: number
  /** @returns the id of what was created, where OA tells one */
  perform(task: Task<V>): Promise<ResourceId | undefined>
}

/** What a person does when no API is allowed: the same change, told in the words of the control panel. */
export interface ManualWork {
  /** The path in the control panel. */
  where: string
  /** What to click and type there, with the very values. */
  lines: readonly string[]
}

export interface ManualTask<V extends Value = Value> {
  action: 'create' | 'update'
  key: string
  label: string
  value: V
  /** The value before, for an update. */
  before: V | undefined
  target: Target
  /** What people call the object at an address or the offer with an id. */
  nameOf: (addressOrOfferId: string) => string
}

/** A manual task at the moment of the click, when every object it names has an id. */
export type ClickTask<V extends Value = Value> = Omit<ManualTask<V>, 'nameOf'> & Pick<Task, 'idOf'>

/** One kind of object in OA: everything the program knows about it, in one place. */
export interface Kind<V extends Value = Value> {
  name: string
  /** For people, singular: "license type". */
  noun: string
  /** The same for the first column of a plan: "license". */
  word: string
  /** Which slice of the observed state shows it; undefined when OA has no read for it. */
  slice: Slice | undefined
  /** The shape of its value; plans from files are held against it. */
  schema: z.ZodType<V>
  wish(context: WishContext): Wish<V>[]
  /** What exists under a key; undefined when nothing does or nothing can be read. */
  seen(key: string, observed: ObservedState, inventory: Inventory): Seen<V> | undefined
  /** Further objects under the same key, where one is allowed; none where absent. */
  rivals?(key: string, observed: ObservedState, inventory: Inventory): (Seen<V> & { id: ResourceId })[]
  /** Others are ordered after it, but can exist without it. */
  onlyOrders?: true
  /** A property of something else, which is there as soon as that is: it is set, never made. */
  isSet?: true
  /** What needs it needs it as wished: that it exists is not enough. */
  neededWhole?: true
  /** Its key is the account of a reseller: it comes after the provider's own part, and after the reseller above (rule I17). */
  forReseller?: true
  /** Reading it back is costly: what a person says counts until the last check of the runbook reads everything. */
  readLast?: true
  /** A field that lists members: others may be in the list too, and that is nobody's fault. */
  members?: string
  /** The part of a value that reads can show; all of it where absent. */
  visible?(value: V, inventory: Inventory): V
  /** A field that lists addresses of the same family, which may point in circles (upgrades, parents). */
  references?: { field: string; address: (key: string) => Address }
  ways: readonly Way<V>[]
  /** What a Billing method of the site's own can be given for it; none can where absent. */
  execute?: ExecuteFace<V>
  manual(task: ManualTask<V>): ManualWork
  /** The same work as a click at the simulator's panel. */
  click(task: ClickTask<V>): PanelAction
}

export function address(kind: string, key: string): Address {
  return `${kind}/${key}`
}

/** What people call an object, where its value says so. */
export function nameIn({ name }: Value): string {
  return typeof name === 'string' ? name : ''
}
