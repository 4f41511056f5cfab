'use client'

import { Braces } from 'lucide-react'
import { useState } from 'react'
import { MacroManager } from '#components/macros/macro-manager.tsx'
import { Button } from '#components/ui/button.tsx'

/** The Macro Manager of a request: variables and secrets, and what a notification that is sent through it brings along. */
export function RequestMacros({ host, onInsert }: { host: string | null; onInsert: (text: string) => void }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button size="small" icon={Braces} onClick={() => setIsOpen(true)}>
        Macro Manager
      </Button>
      <MacroManager
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        onInsert={onInsert}
        categories={['variables', 'secrets', 'event', 'recipient']}
        empty={{
          event: (
            <>
              Write <code>{'{{event.station}}'}</code> for the member <code>station</code> of the event that a template
              is sent for. A test has no event.
            </>
          ),
          recipient: (
            <>
              Write <code>{'{{recipient.phone}}'}</code> for the member <code>phone</code> of who a template is sent to.
              A test has no recipient.
            </>
          ),
        }}
        form="integration"
        host={host}
      />
    </>
  )
}
