/** Billing's rows: all columns of a method in wire order, those that the state does not know with a plausible value. */

import type { BillingShape } from '../method-spec.ts'
import type { XmlRpcValue } from '../xml-rpc-value.ts'

type Row = Readonly<Record<string, unknown>>

/** What unknown columns hold; any other is an empty text. -2 is "not set" (documented for some). */
const usual: Readonly<Record<string, XmlRpcValue>> = {
  GateName: 'PEMGATE',
  GroupID: 1,
  IsParentReq: 0,
  ShowPriority: 10,
  Default_PlanPeriodID: -2,
  IsOTFI: 0,
  DocID: -2,
  PricePeriodType: 2,
  TransferFee: '0.00',
  NonRefundableAmt: '0.00',
  RefundPeriod: 0,
  NumberOfPeriods: 0,
  SortNumber: 1,
  DepositFee: '0.00',
  Measurable: 0,
  IsVisible: 1,
  IsMain: 1,
  IsSFperUnit: 1,
  IsRFperUnit: 1,
  IsSFforUpgrade: 0,
  SortOrder: 1,
  IsOveruseFeeTiered: 0,
  IsRecurringFeeTiered: 0,
  IsSetupFeeTiered: 0,
  ShopDisplayType: 0,
  Parent_ResCatID: -2,
  Default_ResourceID: -2,
  Default_ResCatID: -2,
  IsOptional: 1,
}

/**
 * What `Result[0]` holds for an answer with named columns.
 * @param sortNo counts columns from 1, negative is descending, 0 is unsorted (client code).
 */
export function billingResult(shape: BillingShape, answer: unknown, sortNo: number): XmlRpcValue {
  switch (shape.returns) {
    case 'item':
      return toColumns(shape, answer as Row)
    case 'list':
      return sortRows(
        (answer as Row[]).map((row) => toColumns(shape, row)),
        sortNo,
      )
    case 'status':
      return { Status: String(answer) }
  }
}

function toColumns({ columns }: BillingShape, row: Row): XmlRpcValue[] {
  return columns.map((name) => (row[name] as XmlRpcValue | undefined) ?? usual[name] ?? '')
}

function sortRows(rows: XmlRpcValue[][], sortNo: number): XmlRpcValue[][] {
  if (sortNo === 0) return rows
  const column = Math.abs(sortNo) - 1
  return rows.toSorted((a, b) => compare(a[column], b[column]) * Math.sign(sortNo))
}

function compare(a: XmlRpcValue | undefined, b: XmlRpcValue | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [left, right] = [textOf(a), textOf(b)]
  return left < right ? -1 : left > right ? 1 : 0
}

function textOf(value: XmlRpcValue | undefined): string {
  return typeof value === 'object' || value === undefined ? '' : String(value)
}
