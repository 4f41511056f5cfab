import { PosternError } from '#lib/core/errors.ts'

/** A refusal of what would have been sent again, after a redirect or a failure: something has left by then. */
export class RefusedAfterSending extends PosternError {}
