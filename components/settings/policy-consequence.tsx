import { Consequence, ConsequenceSentence } from '#components/ui/consequence.tsx'
import type { Policies } from '#lib/settings/schema.ts'
import type { PolicyConsequenceText } from './policy-consequences.ts'
import styles from './policy-form.module.css'

/** What is to be saved, and what that destroys or stops. */
export type AskedPolicies = { typed: Policies; texts: PolicyConsequenceText[] }

type PolicyConsequenceProps = {
  /** Null: closed. */
  asking: AskedPolicies | null
  organizationName: string
  onCancel: () => void
  onConfirm: () => void
}

/** What saving the policies destroys or stops, asked before it is done. */
export function PolicyConsequence({ asking, organizationName, onCancel, onConfirm }: PolicyConsequenceProps) {
  const found = asking?.texts ?? []
  const [first] = found
  const isOne = found.length === 1
  return (
    <Consequence
      isOpen={asking !== null}
      title={isOne && first ? first.title(organizationName) : `Save these settings of ${organizationName}?`}
      confirm={first?.confirm ?? 'Save'}
      look={found.some(({ isDanger }) => isDanger) ? 'danger' : 'main'}
      onCancel={onCancel}
      onConfirm={onConfirm}
    >
      {/* One description, however much there is to say: a dialog is described by one. */}
      <ConsequenceSentence>
        {found.map(({ sentence }) => (
          <span key={sentence} className={styles.consequence}>
            {sentence}{' '}
          </span>
        ))}
      </ConsequenceSentence>
    </Consequence>
  )
}
