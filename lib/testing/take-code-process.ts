// A process that takes a code when it is told to, beside others: `node take-code-process.ts <person>`.
import { takeRecoveryCode } from '#lib/auth/recovery-code-take.ts'
import { takeTotpCode } from '#lib/auth/totp-take.ts'
import { disconnect } from '#lib/db/client.ts'
import { prepareInstallation } from '#lib/keys/installation.ts'

const [personId = ''] = process.argv.slice(2)
await prepareInstallation()
process.send?.('ready')
process.on('message', async ({ kind, code }: { kind: 'totp' | 'recovery_code'; code: string }) => {
  process.send?.(await (kind === 'totp' ? takeTotpCode : takeRecoveryCode)(personId, code))
})
process.on('disconnect', () => void disconnect())
