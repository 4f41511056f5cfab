import type { Client, Connection, Submittable } from 'pg'

/** Runs a `COPY … TO STDOUT` and gives each piece of what comes to `onData`. Rejects with the server's error. */
export function copyOut(client: Client, sql: string, onData: (piece: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | undefined
    // pg reads COPY's messages and hands them to the query at hand; its own query drops them.
    const query = {
      submit: (connection: Connection) => connection.query(sql),
      handleCopyData: ({ chunk }: { chunk: Buffer }) => onData(chunk),
      handleRowDescription() {},
      handleDataRow() {},
      handlePortalSuspended() {},
      handleEmptyQuery() {},
      handleCommandComplete() {},
      handleError: (error: Error) => {
        failure = error
        reject(error)
      },
      handleReadyForQuery: () => {
        if (!failure) resolve()
      },
    }
    client.query(query as unknown as Submittable)
  })
}
