import type { Operation } from './operation.ts'
import { requestOperations } from './requests/operations.ts'
import { secretOperations } from './secrets/operations.ts'

/** Every operation of the API, in the order in which its description lists them. */
export const operations: readonly Operation[] = [...secretOperations, ...requestOperations]
