import type { Operation } from '../operation.ts'
import { sendOperation } from './send-operation.ts'

/** What the API sends and runs, and what it lists for that. */
export const requestOperations: Operation[] = [sendOperation]
