import { ChevronDown } from 'lucide-react'
import { FilterChip } from './filter-chip.tsx'
import { Icon } from './icon.tsx'
import { Menu, MenuChoice } from './menu.tsx'

type ChipMenuProps<Value extends string> = {
  label: string
  value: Value | null
  /** What it says where nothing is chosen. */
  any: string
  options: { value: Value; label: string }[]
  onChange: (value: Value | null) => void
}

/** A filter with a list to choose one from, or none. */
export function ChipMenu<Value extends string>({ label, value, any, options, onChange }: ChipMenuProps<Value>) {
  const chosen = options.find((option) => option.value === value)
  return (
    <Menu
      width={220}
      trigger={
        <FilterChip data-on={value ? '' : undefined} aria-label={`${label}: ${chosen?.label ?? any}`}>
          {chosen?.label ?? (value ? label : any)}
          <Icon of={ChevronDown} size={14} />
        </FilterChip>
      }
    >
      <MenuChoice<string>
        label={label}
        closesOnChoice
        value={value ?? ''}
        options={[{ value: '', label: any }, ...options]}
        onChange={(next) => onChange(next === '' ? null : (next as Value))}
      />
    </Menu>
  )
}
