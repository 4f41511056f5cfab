// A process that runs a workflow, to be killed in the middle of it: `node run-process.ts <organization> <domain> <person> <workflow>`.
import { authorize } from '#lib/access/authorize.ts'
import { db } from '#lib/db/client.ts'
import { prepareInstallation } from '#lib/keys/installation.ts'
import { testProof } from '#lib/testing/test-proof.ts'
import { runWorkflow } from '#lib/workflows/run-workflow.ts'

const [organization = '', domain = '', personId = '', id = ''] = process.argv.slice(2)
await prepareInstallation()
const permit = await authorize(
  { personId, name: 'Lena Fischer', proof: testProof },
  'workflow:run',
  { organization, domain },
  { address: '192.0.2.1', program: 'a process' },
)
const { rowVersion } = await db().workflow.findFirstOrThrow({ where: { id } })
process.send?.(await runWorkflow(permit, { id, rowVersion, event: '' }))
